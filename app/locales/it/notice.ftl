notices = Notifiche
what_for = Scopri quando un apparecchio ha bisogno di te. Degli ordini continuano a informarti Amazon o il produttore.
silent = Un apparecchio non comunica più
disconnected = Un apparecchio non è più collegato
low_unconnected = Una scorta sta finendo e l’apparecchio non è connesso
provisional = Un livello è incerto da un giorno
clock_wrong = L’orologio di un apparecchio è sbagliato
is_silent = { $machine } non comunica da due giorni
is_disconnected = { $machine } non è più collegato
is_low = { $supply } in { $machine } sta finendo e nessuno lo riordina
is_uncertain = Il livello di { $supply } in { $machine } è incerto
has_wrong_clock = L’orologio di { $machine } è sbagliato
silent_do = Controlla che sia acceso e online. Finché non torna a farsi sentire, i suoi livelli non sono aggiornati.
disconnected_do = Collegalo di nuovo: fino ad allora non viene riordinato nulla.
low_do = Collega l’apparecchio oppure acquistane altro tu.
uncertain_do = Guarda nell’apparecchio e indica quanto resta.
clock_do = Regola il suo orologio o riavvialo: ciò che segnala ha una data sbagliata.
several =
    { $count ->
        [one] { $count } notifica sui tuoi apparecchi
       *[other] { $count } notifiche sui tuoi apparecchi
    }
since = Dal { $moment }.
chosen_at = Ricevi questo messaggio perché hai chiesto di ricevere notifiche. Scegli cosa ricevere: { $link }
ended_at = Non ricevere più queste e-mail: { $link }
confirm_subject = Conferma il tuo indirizzo per le notifiche
confirm_text =
    Qualcuno ha chiesto di ricevere a questo indirizzo le notifiche sui propri apparecchi. Se sei stato tu, apri questo link entro due giorni:

    { $link }

    Altrimenti non fare nulla: non verrà inviato altro.
by_mail = Per e-mail
by_push = Nei browser
address = Indirizzo e-mail
address_hint = Riceverà un link con cui confermarlo.
send_link = Invia link
forget_address = Rimuovi indirizzo
goes_to = Le notifiche vengono inviate a { $address }.
waits_for = { $address } riceve un link. Le notifiche iniziano quando viene aperto; vale due giorni.
was_refused = { $address } non accetta e-mail, quindi non vi viene più inviato nulla. Indica un altro indirizzo.
was_ended = Le notifiche a { $address } sono state disattivate con il link in un’e-mail. Indica un indirizzo per riceverle di nuovo.
what_you_hear = Cosa ricevi
when_you_hear = Quando lo ricevi
keep_quiet = Ore di silenzio, in cui non arriva nulla
quiet_from = Dalle
quiet_to = Alle
once_a_day = Tutto una volta al giorno, in un solo messaggio
daily_at = Alle
times_are_in = Gli orari sono quelli di { $zone }.
save = Salva notifiche
push_here = Notifica questo browser
push_is = Il browser ti chiede se può mostrare notifiche. Arrivano anche se nessuna pagina è aperta.
push_refused = Questo browser non lo consente. Controlla le sue impostazioni per questo sito.
browser_since = Un browser, dal { $moment }
forget_browser = Rimuovi
confirm_title = Conferma il tuo indirizzo
confirm_ask = Le notifiche sui tuoi apparecchi verranno inviate a questo indirizzo.
confirm = Conferma
is_confirmed = Confermato. Da ora le notifiche arrivano a questo indirizzo.
link_is_over = Questo link è già stato usato o è troppo vecchio. Nelle impostazioni puoi riceverne un altro.
end_notices = Disattiva le notifiche
end_ask = A questo indirizzo non verranno più inviate notifiche.
are_ended = Fatto. A questo indirizzo non vengono più inviate notifiche.
bad_address = Scrivi un indirizzo e-mail, come nome@example.com.
bad_minute = Scrivi un orario, come 07:30.
bad_browser = Questo browser non è raggiungibile.
notices_are = Se vuoi ricevere notifiche: il tuo indirizzo e-mail, i browser scelti, cosa vuoi ricevere e quando, e cosa ti è stato comunicato. Indirizzo e browser sono conservati cifrati.
notices_until = Finché non li rimuovi o elimini l’account; quanto ti è stato comunicato per 30 giorni.
