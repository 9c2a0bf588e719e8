apps = Vos propres applis
what_for = Avec un jeton, une appli ou votre domotique lit vos consommables ici, et peut indiquer ce que vous avez ajouté.
shown_once = Copiez le jeton maintenant. Il ne sera plus affiché.
your_token = Votre jeton
your_tokens = Vos jetons
none = Aucune appli n’a de jeton.
until = { $may }, jusqu’au { $moment }
last_used = Dernière utilisation vers le { $moment }
never_used = Jamais utilisé
revoke = Révoquer
revoke_token = Révoquer { $name }
new_token = Nouveau jeton
name = Nom
name_hint = À quoi il sert, par exemple « Home Assistant ».
it_may = Il permet de
read = Lire les consommables
restock = Lire les consommables et ajouter du stock
it_lasts = Validité
days =
    { $count ->
        [one] { $count } jour
       *[other] { $count } jours
    }
a_year = Un an
make = Créer un jeton
ends_with_household = Les jetons cessent à leur échéance, quand vous les révoquez et quand vous quittez ce foyer.
tokens_are = Le nom de chaque jeton, ce qu’il permet, son échéance et l’heure de sa dernière utilisation. Pas le jeton lui-même.
tokens_until = Conservé jusqu’à la fin du jeton.
