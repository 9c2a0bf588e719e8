show = Anzeigen
all = Alle
attention = Handlungsbedarf
nothing_needs_attention = Es gibt nichts zu tun.
nothing_low = Nichts ist knapp.
nothing_reordering = Nichts wird gerade nachbestellt.
nothing_on_the_way = Nichts ist unterwegs.
nothing_paused = Nichts ist pausiert.
show_all =
    { $count ->
        [one] 1 Vorrat anzeigen
       *[other] Alle { $number } Vorräte anzeigen
    }
find = Nach Namen suchen
shown = { $number } von { $all } angezeigt
