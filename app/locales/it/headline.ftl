not_connected = Non connesso
level_unknown = Livello sconosciuto
needs_you = Da controllare
out = Esaurito
paused = In pausa
no_product = Nessun prodotto scelto
no_news = Nessuna notizia dall’apparecchio
reordering = Ordine in corso
on_the_way = In arrivo
low = In esaurimento
good = Sufficiente
count_not_connected =
    { $count ->
        [one] { $number } non connessa
       *[other] { $number } non connesse
    }
count_level_unknown = { $number } di livello sconosciuto
count_needs_you = { $number } da controllare
count_out =
    { $count ->
        [one] { $number } esaurita
       *[other] { $number } esaurite
    }
count_paused = { $number } in pausa
count_no_product = { $number } senza prodotto scelto
count_no_news = { $number } senza notizie dall’apparecchio
count_reordering = { $number } con ordine in corso
count_on_the_way = { $number } in arrivo
count_low = { $number } in esaurimento
count_good =
    { $count ->
        [one] { $number } sufficiente
       *[other] { $number } sufficienti
    }
