not_connected = Non connecté
level_unknown = Niveau inconnu
needs_you = À vérifier
out = Épuisé
paused = En pause
no_product = Aucun produit choisi
no_news = Appareil sans signal
reordering = Commande en cours
on_the_way = En route
low = Presque épuisé
good = Suffisant
count_not_connected =
    { $count ->
        [one] { $number } non connecté
       *[other] { $number } non connectés
    }
count_level_unknown = { $number } au niveau inconnu
count_needs_you = { $number } à vérifier
count_out =
    { $count ->
        [one] { $number } épuisé
       *[other] { $number } épuisés
    }
count_paused = { $number } en pause
count_no_product = { $number } sans produit choisi
count_no_news = { $number } sans signal de l’appareil
count_reordering = { $number } en cours de commande
count_on_the_way = { $number } en route
count_low =
    { $count ->
        [one] { $number } presque épuisé
       *[other] { $number } presque épuisés
    }
count_good =
    { $count ->
        [one] { $number } suffisant
       *[other] { $number } suffisants
    }
