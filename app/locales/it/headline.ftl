not_connected = Non connessa
level_unknown = Livello sconosciuto
needs_you = Da controllare
out = Esaurita
paused = In pausa
no_product = Nessun prodotto scelto
no_news = L’apparecchio non comunica
reordering = Ordine in corso
on_the_way = In arrivo
low = In esaurimento
good = Sufficiente
count_not_connected =
    { $count ->
        [one] { $number } non connessa
       *[other] { $number } non connesse
    }
count_level_unknown = { $number } con livello sconosciuto
count_needs_you = { $number } da controllare
count_out =
    { $count ->
        [one] { $number } esaurita
       *[other] { $number } esaurite
    }
count_paused = { $number } in pausa
count_no_product = { $number } senza prodotto scelto
count_no_news = { $number } con apparecchio che non comunica
count_reordering = { $number } con ordine in corso
count_on_the_way = { $number } in arrivo
count_low = { $number } in esaurimento
count_good =
    { $count ->
        [one] { $number } sufficiente
       *[other] { $number } sufficienti
    }
