show = Afficher
all = Tous
attention = Demande votre attention
nothing_needs_attention = Rien ne demande votre attention.
nothing_low = Aucun consommable n’est presque épuisé.
nothing_reordering = Aucune commande n’est en cours.
nothing_on_the_way = Rien n’est en route.
nothing_paused = Rien n’est en pause.
show_all =
    { $count ->
        [one] Afficher 1 consommable
       *[other] Afficher les { $number } consommables
    }
find = Chercher par nom
shown = { $number } sur { $all }
