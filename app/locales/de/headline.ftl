not_connected = Nicht verbunden
level_unknown = Bestand unbekannt
needs_you = Bitte prüfen
out = Leer
paused = Pausiert
no_product = Kein Produkt gewählt
no_news = Keine Nachricht vom Gerät
reordering = Wird nachbestellt
on_the_way = Unterwegs
low = Knapp
good = Gut
count_not_connected = { $number } nicht verbunden
count_level_unknown = { $number } mit unbekanntem Bestand
count_needs_you = { $number } zu prüfen
count_out = { $number } leer
count_paused = { $number } pausiert
count_no_product = { $number } ohne Produkt
count_no_news = { $number } ohne Nachricht vom Gerät
count_reordering =
    { $count ->
        [one] { $number } wird nachbestellt
       *[other] { $number } werden nachbestellt
    }
count_on_the_way = { $number } unterwegs
count_low = { $number } knapp
count_good = { $number } gut
