not_connected = Sin conectar
level_unknown = Nivel desconocido
needs_you = Por revisar
out = Agotado
paused = En pausa
no_product = Sin producto elegido
no_news = Sin datos de la máquina
reordering = Pedido en curso
on_the_way = En camino
low = Nivel bajo
good = Suficiente
count_not_connected = { $number } sin conectar
count_level_unknown = { $number } con nivel desconocido
count_needs_you = { $number } por revisar
count_out =
    { $count ->
        [one] { $number } agotado
       *[other] { $number } agotados
    }
count_paused = { $number } en pausa
count_no_product = { $number } sin producto elegido
count_no_news = { $number } sin datos de la máquina
count_reordering = { $number } con pedido en curso
count_on_the_way = { $number } en camino
count_low = { $number } con nivel bajo
count_good =
    { $count ->
        [one] { $number } suficiente
       *[other] { $number } suficientes
    }
