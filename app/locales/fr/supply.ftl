need_attention =
    { $count ->
        [one] { $number } demande votre attention
       *[other] { $number } demandent votre attention
    }
needs_attention = Demande votre attention
machine_says = L’appareil indique { $amount }. Nous attendons une deuxième mesure.
machine_used = L’appareil signale une consommation de { $amount }, bien plus que d’habitude. Nous attendons un autre relevé.
counter_says = Le compteur de l’appareil indique { $amount }, ce qui ne suit pas la valeur précédente. Nous attendons le prochain relevé.
reading_right = Oui, c’est juste
reading_wrong = Non, c’est faux
level_is_lost = Il a été consommé ou livré plus que ce qui pouvait être compté. Indiquez combien il reste maintenant.
taken_for_order = Compté comme votre commande : rien ne sera ajouté à sa date.
bought_these = Non, je les ai achetés
is_delivery = C’est la livraison
left = Il reste { $amount }
left_and = Il reste { $amount }, { $state }
at_home = { $amount } chez vous
level_of = Niveau : { $name }
level = Niveau
in_the_machine = Dans l’appareil
spares = En réserve
about = environ { $amount }
change_level = Modifier le niveau
history = Évolution
order_under_way = Commande en cours
last_order = Dernière commande
every_change = Toutes les modifications
change_on_amazon = Modifier sur Amazon
done = { $what }.
done_and = { $what }. Il y a maintenant { $amount } chez vous.
say_how_much = Indiquer la quantité
open_settings = Ouvrir les paramètres Amazon
see_machine = Voir l’appareil
counting = Recomptage en cours, car une donnée ancienne a changé. Vous voyez l’état d’avant ; rien n’est commandé d’ici la fin.
