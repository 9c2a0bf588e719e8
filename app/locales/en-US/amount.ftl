### Amounts, and how long they last.

# A share of a full container.
# $number (String)
percent = { $number }%

# What is in a percentage's machine, and whole containers beside it.
# $machine (String)
# $spares (String)
# $count (Integer)
with_spares =
    { $count ->
        [one] { $machine } + { $spares } spare
       *[other] { $machine } + { $spares } spares
    }

# Of a full container.
# $part (String)
# $whole (String)
of = { $part } of { $whole }

# Counted things without a unit of their own, in a list of units.
pieces = pieces

# It lasts.
less_than_a_day = less than a day

# It lasts.
# $number (String)
# $count (Integer)
about_days =
    { $count ->
        [one] about { $number } day
       *[other] about { $number } days
    }

# It lasts.
# $number (String)
# $count (Integer)
about_weeks =
    { $count ->
        [one] about { $number } week
       *[other] about { $number } weeks
    }

# It lasts.
more_than_a_year = more than a year
