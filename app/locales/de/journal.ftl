as_table = Als Tabelle herunterladen (CSV)
journal = Verlauf
page_title = Verlauf – { $supply }
pages = Seiten
newer = Neuere
older = Ältere
empty = Es hat sich noch nichts geändert.
undone = (rückgängig gemacht)
undo = Rückgängig machen
by_machine = vom Gerät, { $moment }
by_household = von Ihrem Haushalt, { $moment }
by_maker = von { $maker }, { $moment }
on_expected_date = am erwarteten Tag, { $moment }
after_waiting = weil kein anderer Messwert kam, { $moment }
used = { $amount } verbraucht
machine_read = Messwert des Geräts: { $amount }
counter_at = Zähler des Geräts bei { $amount }
delivery_of_unknown = Lieferung, Menge unbekannt
delivery = Lieferung: { $amount }
added = { $amount } hinzugefügt
set_to = Auf { $amount } gesetzt
believed = Messwert { $amount } gilt
dropped = Messwert { $amount } als falsch gemeldet
replaced = Ausgetauscht
with_note = { $did } ({ $note })
more_than_known = { $amount } mehr, als bekannt war
less_than_before = { $amount } weniger als zuvor
filled_from_spares = aus der Reserve aufgefüllt
counted_as_new = { $amount } mehr als bekannt, als neu gezählt
waits_for_another = wartet auf einen zweiten Messwert
used_since = { $amount } verbraucht
undone_entry = Rückgängig gemacht: „{ $did }“
undone_earlier = Rückgängig gemacht: ein früherer Eintrag
used_that_day = { $amount } verbraucht
each_report =
    { $count ->
        [one] { $number } Meldung
       *[other] { $number } Meldungen
    }
