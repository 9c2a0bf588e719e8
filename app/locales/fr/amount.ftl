percent = { $number } %
with_spares = { $machine } + { $spares } en réserve
of = { $part } sur { $whole }
pieces = pièces
less_than_a_day = moins d’un jour
about_days =
    { $count ->
        [one] environ { $number } jour
       *[other] environ { $number } jours
    }
about_weeks =
    { $count ->
        [one] environ { $number } semaine
       *[other] environ { $number } semaines
    }
more_than_a_year = plus d’un an
