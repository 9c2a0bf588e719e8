percent = { $number } %
with_spares = { $machine } + { $spares } de repuesto
of = { $part } de { $whole }
pieces = unidades
less_than_a_day = menos de un día
about_days =
    { $count ->
        [one] alrededor de { $number } día
       *[other] unos { $number } días
    }
about_weeks =
    { $count ->
        [one] alrededor de { $number } semana
       *[other] unas { $number } semanas
    }
more_than_a_year = más de un año
