apps = App personali
what_for = Con un token, una tua app o la tua domotica legge qui le tue scorte e può indicare che cosa hai aggiunto.
shown_once = Copia ora il token. Viene mostrato solo questa volta.
your_token = Il tuo token
your_tokens = I tuoi token
none = Nessuna app ha un token.
until = { $may }, fino al { $moment }
last_used = Ultimo utilizzo intorno al { $moment }
never_used = Mai usato
revoke = Revoca
revoke_token = Revoca { $name }
new_token = Nuovo token
name = Nome
name_hint = A che cosa serve, per esempio «Home Assistant».
it_may = Permette di
read = Leggere le scorte
restock = Leggere e aggiornare le scorte
it_lasts = Durata
days =
    { $count ->
        [one] { $count } giorno
       *[other] { $count } giorni
    }
a_year = Un anno
make = Crea un token
ends_with_household = I token cessano alla scadenza, quando li revochi e quando lasci questa casa.
tokens_are = Il nome di ogni token, che cosa permette, fino a quando e l’ora dell’ultimo utilizzo. Non il token stesso.
tokens_until = Conservato fino alla fine del token.
