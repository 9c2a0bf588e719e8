notices = Benachrichtigungen
what_for = Erfahren Sie, wenn ein Gerät Sie braucht. Nachrichten zu Bestellungen kommen weiterhin von Amazon oder vom Hersteller.
silent = Ein Gerät meldet sich nicht
disconnected = Ein Gerät ist nicht mehr verbunden
low_unconnected = Ein Vorrat geht zur Neige, und das Gerät ist nicht verbunden
provisional = Ein Bestand ist seit einem Tag unsicher
clock_wrong = Die Uhr eines Geräts geht falsch
is_silent = { $machine } hat sich seit zwei Tagen nicht gemeldet
is_disconnected = { $machine } ist nicht mehr verbunden
is_low = { $supply } in { $machine } geht zur Neige, und niemand bestellt nach
is_uncertain = Der Bestand von { $supply } in { $machine } ist unsicher
has_wrong_clock = Die Uhr von { $machine } geht falsch
silent_do = Prüfen Sie, ob es eingeschaltet und online ist. Bis es sich wieder meldet, sind seine Bestände veraltet.
disconnected_do = Verbinden Sie es wieder: bis dahin wird nichts dafür nachbestellt.
low_do = Verbinden Sie das Gerät, oder kaufen Sie selbst nach.
uncertain_do = Sehen Sie im Gerät nach und geben Sie an, wie viel noch da ist.
clock_do = Stellen Sie seine Uhr oder starten Sie es neu: Was es meldet, ist falsch datiert.
several =
    { $count ->
        [one] { $count } Benachrichtigung zu Ihren Geräten
       *[other] { $count } Benachrichtigungen zu Ihren Geräten
    }
since = Seit { $moment }.
chosen_at = Sie erhalten diese Nachricht, weil Sie Benachrichtigungen gewünscht haben. Wählen Sie, was Sie erfahren: { $link }
ended_at = Keine dieser E-Mails mehr: { $link }
confirm_subject = Bestätigen Sie Ihre Adresse für Benachrichtigungen
confirm_text =
    Jemand möchte Benachrichtigungen zu seinen Geräten an diese Adresse erhalten. Wenn Sie das waren, öffnen Sie innerhalb von zwei Tagen diesen Link:

    { $link }

    Wenn nicht, brauchen Sie nichts zu tun: Es wird nichts weiter gesendet.
by_mail = Per E-Mail
by_push = In Browsern
address = E-Mail-Adresse
address_hint = Sie erhält einen Link, mit dem Sie sie bestätigen.
send_link = Link senden
forget_address = Adresse entfernen
goes_to = Benachrichtigungen gehen an { $address }.
waits_for = { $address } erhält einen Link. Benachrichtigungen beginnen, sobald er geöffnet wurde; er gilt zwei Tage.
was_refused = { $address } nimmt keine E-Mails an, deshalb wird nichts mehr dorthin gesendet. Geben Sie eine andere Adresse an.
was_ended = Benachrichtigungen an { $address } wurden über den Link in einer E-Mail beendet. Geben Sie eine Adresse an, um wieder welche zu erhalten.
what_you_hear = Was Sie erfahren
when_you_hear = Wann Sie es erfahren
keep_quiet = Ruhezeit, in der nichts kommt
quiet_from = Von
quiet_to = Bis
once_a_day = Alles einmal am Tag, in einer Nachricht
daily_at = Um
times_are_in = Die Zeiten gelten in { $zone }.
save = Benachrichtigungen speichern
push_here = Diesen Browser benachrichtigen
push_is = Der Browser fragt Sie, ob er Benachrichtigungen anzeigen darf. Sie kommen auch, wenn keine Seite offen ist.
push_refused = Dieser Browser lässt es nicht zu. Sehen Sie in seinen Einstellungen für diese Website nach.
browser_since = Ein Browser, seit { $moment }
forget_browser = Entfernen
confirm_title = Adresse bestätigen
confirm_ask = Benachrichtigungen zu Ihren Geräten werden an diese Adresse gesendet.
confirm = Bestätigen
is_confirmed = Bestätigt. Benachrichtigungen kommen ab jetzt an diese Adresse.
link_is_over = Dieser Link wurde schon benutzt oder ist zu alt. In den Einstellungen gibt es einen neuen.
end_notices = Benachrichtigungen beenden
end_ask = An diese Adresse werden keine Benachrichtigungen mehr gesendet.
are_ended = Erledigt. An diese Adresse werden keine Benachrichtigungen mehr gesendet.
bad_address = Geben Sie eine E-Mail-Adresse an, etwa name@example.com.
bad_minute = Geben Sie eine Uhrzeit an, etwa 07:30.
bad_browser = Dieser Browser ist nicht erreichbar.
notices_are = Wenn Sie Benachrichtigungen wünschen: Ihre E-Mail-Adresse, die gewählten Browser, was Sie wann erfahren möchten, und was Ihnen mitgeteilt wurde. Adresse und Browser sind verschlüsselt gespeichert.
notices_until = Bis Sie sie entfernen oder Ihr Konto löschen; was Ihnen mitgeteilt wurde, 30 Tage.
