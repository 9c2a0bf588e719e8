left_lasting = Il reste { $left }, soit { $lasts }
how = Comment nous calculons
used = Consommation
a_day = environ { $amount } par jour
a_week = environ { $amount } par semaine
a_month = environ { $amount } par mois
delivery = Une livraison prend
days = de { $from } à { $to } jours
we_order = Nous commandons à
heard = Dernier contact
checked = Dernière vérification
had_left = Il vous restait { $left }.
had_left_lasting = Il vous restait { $left }, soit { $lasts }.
delivery_takes = Une livraison prend jusqu’à { $days } jours, nous avons donc commandé.
delivery_takes_ordered = Une livraison prend jusqu’à { $days } jours, nous avons donc commandé { $amount }.
should_last = Ce qui est chez vous doit suffire au moins { $days } jours, nous avons donc commandé.
should_last_ordered = Ce qui est chez vous doit suffire au moins { $days } jours, nous avons donc commandé { $amount }.
shaded = Huit fois sur dix, le niveau sera dans la zone colorée.
likely_empty = Sans doute vide le { $day }
reorder_line = Seuil de commande
used_that_day = { $amount } consommé
each_report =
    { $count ->
        [one] { $number } relevé
       *[other] { $number } relevés
    }
today = Aujourd’hui
yesterday = Hier
