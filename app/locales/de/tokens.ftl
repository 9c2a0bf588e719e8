apps = Eigene Apps
what_for = Mit einem Token liest eine App oder Hausautomation von Ihnen hier Ihre Vorräte und darf sagen, was Sie aufgefüllt haben.
shown_once = Kopieren Sie das Token jetzt. Es wird nur dieses eine Mal angezeigt.
your_token = Ihr Token
your_tokens = Ihre Tokens
none = Keine App hat ein Token.
until = { $may }, gültig bis { $moment }
last_used = Zuletzt verwendet etwa { $moment }
never_used = Noch nie verwendet
revoke = Widerrufen
revoke_token = { $name } widerrufen
new_token = Neues Token
name = Name
name_hint = Wofür es ist, zum Beispiel „Home Assistant“.
it_may = Es darf
read = Vorräte lesen
restock = Vorräte lesen und auffüllen
it_lasts = Es gilt
days =
    { $count ->
        [one] { $count } Tag
       *[other] { $count } Tage
    }
a_year = Ein Jahr
make = Token erstellen
ends_with_household = Tokens enden mit ihrer Zeit, wenn Sie sie widerrufen und wenn Sie diesen Haushalt verlassen.
tokens_are = Wie Sie jedes Token nennen, was es darf, bis wann, und die Stunde seiner letzten Verwendung. Nicht das Token selbst.
tokens_until = Gespeichert, bis ein Token endet.
