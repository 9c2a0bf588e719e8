percent = { $number } %
with_spares = { $machine } + { $spares } in Reserve
of = { $part } von { $whole }
pieces = Stück
less_than_a_day = weniger als einen Tag
about_days =
    { $count ->
        [one] etwa { $number } Tag
       *[other] etwa { $number } Tage
    }
about_weeks =
    { $count ->
        [one] etwa { $number } Woche
       *[other] etwa { $number } Wochen
    }
more_than_a_year = mehr als ein Jahr
