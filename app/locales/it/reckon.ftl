left_lasting = Restano { $left }, cioè { $lasts }
how = Come calcoliamo
used = Consumi
a_day = circa { $amount } al giorno
a_week = circa { $amount } a settimana
a_month = circa { $amount } al mese
delivery = Una consegna richiede
days = da { $from } a { $to } giorni
we_order = Ordiniamo a
heard = Ultimo contatto
checked = Ultimo controllo
had_left = Ti restavano { $left }.
had_left_lasting = Ti restavano { $left }, cioè { $lasts }.
delivery_takes = Una consegna richiede fino a { $days } giorni, quindi abbiamo ordinato.
delivery_takes_ordered = Una consegna richiede fino a { $days } giorni, quindi abbiamo ordinato { $amount }.
should_last = Le scorte in casa devono bastare almeno { $days } giorni, quindi abbiamo ordinato.
should_last_ordered = Le scorte in casa devono bastare almeno { $days } giorni, quindi abbiamo ordinato { $amount }.
shaded = Otto volte su dieci il livello sarà nell’area colorata.
likely_empty = Vuoto circa il { $day }
reorder_line = Soglia di riordino
used_that_day = { $amount } usati
each_report =
    { $count ->
        [one] { $number } segnalazione
       *[other] { $number } segnalazioni
    }
today = Oggi
yesterday = Ieri
