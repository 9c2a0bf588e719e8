as_table = Scarica come tabella (CSV)
journal = Cronologia
page_title = Cronologia – { $supply }
pages = Pagine
newer = Più recenti
older = Meno recenti
empty = Non è ancora cambiato nulla.
undone = (annullato)
undo = Annulla
by_machine = dall’apparecchio, { $moment }
by_household = da casa tua, { $moment }
by_maker = da { $maker }, { $moment }
on_expected_date = alla data prevista, { $moment }
after_waiting = in assenza di altre letture, { $moment }
used = Consumo: { $amount }
machine_read = Lettura dell’apparecchio: { $amount }
counter_at = Contatore dell’apparecchio a { $amount }
delivery_of_unknown = Consegna, quantità sconosciuta
delivery = Consegna: { $amount }
added = Aggiunta: { $amount }
set_to = Impostato a { $amount }
believed = Lettura di { $amount } accettata
dropped = Lettura di { $amount } segnalata come errata
replaced = Sostituito
with_note = { $did } ({ $note })
more_than_known = { $amount } in più di quanto risultava
less_than_before = { $amount } in meno di prima
filled_from_spares = riempito dalla riserva
counted_as_new = { $amount } in più di quanto risultava, contato come nuovo
waits_for_another = in attesa di una seconda lettura
used_since = consumo: { $amount }
undone_entry = Annullato: «{ $did }»
undone_earlier = Annullato: una voce precedente
used_that_day = { $amount } usati
each_report =
    { $count ->
        [one] { $number } segnalazione
       *[other] { $number } segnalazioni
    }
