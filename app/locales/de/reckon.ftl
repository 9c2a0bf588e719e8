left_lasting = Noch { $left }, das reicht { $lasts }
how = So rechnen wir
used = Verbrauch
a_day = etwa { $amount } am Tag
a_week = etwa { $amount } pro Woche
a_month = etwa { $amount } im Monat
delivery = Eine Lieferung dauert
days = { $from } bis { $to } Tage
we_order = Wir bestellen ab
heard = Zuletzt gemeldet
checked = Zuletzt geprüft
had_left = Es waren noch { $left } da.
had_left_lasting = Es waren noch { $left } da, das reichte { $lasts }.
delivery_takes = Eine Lieferung dauert bis zu { $days } Tage, also haben wir bestellt.
delivery_takes_ordered = Eine Lieferung dauert bis zu { $days } Tage, also haben wir { $amount } bestellt.
should_last = Was da ist, soll mindestens { $days } Tage reichen, also haben wir bestellt.
should_last_ordered = Was da ist, soll mindestens { $days } Tage reichen, also haben wir { $amount } bestellt.
shaded = In acht von zehn Fällen liegt der Bestand in der getönten Fläche.
likely_empty = Wohl leer am { $day }
reorder_line = Nachbestellgrenze
used_that_day = { $amount } verbraucht
each_report =
    { $count ->
        [one] { $number } Meldung
       *[other] { $number } Meldungen
    }
today = Heute
yesterday = Gestern
