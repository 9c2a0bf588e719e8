percent = { $number }%
with_spares = { $machine } + { $spares } di riserva
of = { $part } su { $whole }
pieces = pezzi
less_than_a_day = meno di un giorno
about_days =
    { $count ->
        [one] circa { $number } giorno
       *[other] circa { $number } giorni
    }
about_weeks =
    { $count ->
        [one] circa { $number } settimana
       *[other] circa { $number } settimane
    }
more_than_a_year = più di un anno
