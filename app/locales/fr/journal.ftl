as_table = Télécharger sous forme de tableau (CSV)
journal = Historique
page_title = Historique – { $supply }
pages = Pages
newer = Plus récentes
older = Plus anciennes
empty = Rien n’a encore changé.
undone = (annulé)
undo = Annuler
by_machine = par l’appareil, { $moment }
by_household = par votre foyer, { $moment }
by_maker = par { $maker }, { $moment }
on_expected_date = à la date prévue, { $moment }
after_waiting = faute d’autre mesure, { $moment }
used = Consommation : { $amount }
machine_read = Relevé de l’appareil : { $amount }
counter_at = Compteur de l’appareil à { $amount }
delivery_of_unknown = Livraison, quantité inconnue
delivery = Livraison : { $amount }
added = Ajout : { $amount }
set_to = Niveau fixé à { $amount }
believed = Mesure de { $amount } acceptée
dropped = Mesure de { $amount } signalée comme fausse
replaced = Remplacé
with_note = { $did } ({ $note })
more_than_known = { $amount } de plus que le stock connu
less_than_before = { $amount } de moins qu’avant
filled_from_spares = rempli avec la réserve
counted_as_new = { $amount } de plus que le stock connu, compté comme nouveau
waits_for_another = en attente d’une deuxième mesure
used_since = consommation : { $amount }
undone_entry = Annulé : « { $did } »
undone_earlier = Annulé : une entrée antérieure
used_that_day = { $amount } consommé
each_report =
    { $count ->
        [one] { $number } relevé
       *[other] { $number } relevés
    }
