percent = { $number } %
with_spares = { $machine } + { $spares } de repuesto
of = { $part } de { $whole }
pieces = unidades
less_than_a_day = menos de un día
about_days =
    { $count ->
        [one] aproximadamente { $number } día
       *[other] aproximadamente { $number } días
    }
about_weeks =
    { $count ->
        [one] aproximadamente { $number } semana
       *[other] aproximadamente { $number } semanas
    }
more_than_a_year = más de un año
