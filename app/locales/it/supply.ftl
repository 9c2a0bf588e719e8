need_attention =
    { $count ->
        [one] { $number } richiede attenzione
       *[other] { $number } richiedono attenzione
    }
needs_attention = Richiede attenzione
machine_says = L’apparecchio indica { $amount }. Aspettiamo una seconda lettura.
machine_used = L’apparecchio segnala un consumo di { $amount }, molto più del solito. Aspettiamo un’altra segnalazione.
counter_says = Il contatore dell’apparecchio segna { $amount }, che non segue dal valore precedente. Aspettiamo la prossima lettura.
reading_right = Sì, è giusto
reading_wrong = No, è sbagliato
level_is_lost = È stato consumato o consegnato più di quanto si potesse contare. Indica quanto c’è adesso.
taken_for_order = Contato come il tuo ordine: alla data prevista non si aggiunge nulla.
bought_these = No, li ho comprati
is_delivery = Questa è la consegna
left = In casa: { $amount }
left_and = In casa: { $amount }, { $state }
at_home = { $amount } in casa
level_of = Livello: { $name }
level = Livello
in_the_machine = Nell’apparecchio
spares = Di riserva
about = circa { $amount }
change_level = Modifica il livello
history = Andamento
order_under_way = Ordine in corso
last_order = Ultimo ordine
every_change = Tutte le modifiche
change_on_amazon = Modifica su Amazon
done = { $what }.
done_and = { $what }. Ora in casa: { $amount }.
say_how_much = Indica la quantità
open_settings = Apri le impostazioni Amazon
see_machine = Vedi l’apparecchio
counting = Ricalcolo in corso, perché è cambiato un dato di molto tempo fa. Vedi lo stato di prima; fino alla fine non si ordina nulla.
