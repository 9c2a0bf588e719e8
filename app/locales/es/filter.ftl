show = Mostrar
all = Todos
attention = Requiere atención
nothing_needs_attention = Nada requiere atención.
nothing_low = Ningún consumible tiene el nivel bajo.
nothing_reordering = No hay ningún pedido en curso.
nothing_on_the_way = No hay nada en camino.
nothing_paused = No hay nada en pausa.
show_all =
    { $count ->
        [one] Mostrar el único consumible
       *[other] Mostrar los { $number } consumibles
    }
find = Buscar por nombre
shown = { $number } de { $all }
