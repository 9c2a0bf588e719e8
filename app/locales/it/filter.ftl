show = Mostra
all = Tutte
attention = Richiede attenzione
nothing_needs_attention = Niente richiede attenzione.
nothing_low = Niente è in esaurimento.
nothing_reordering = Nessun ordine è in corso.
nothing_on_the_way = Niente è in arrivo.
nothing_paused = Niente è in pausa.
show_all =
    { $count ->
        [one] Mostra l’unica scorta
       *[other] Mostra tutte le { $number } scorte
    }
find = Cerca per nome
shown = { $number } su { $all }
