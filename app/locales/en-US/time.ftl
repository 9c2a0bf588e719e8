### How long ago something was, or how soon it will be.

# Within a minute either way.
just_now = just now

# Past.
# $number (String)
minutes_ago = { $number } min ago

# To come.
# $number (String)
in_minutes = in { $number } min

# Past.
# $number (String)
hours_ago = { $number } h ago

# To come.
# $number (String)
in_hours = in { $number } h

# Past.
# $number (String)
# $count (Integer)
days_ago =
    { $count ->
        [one] { $number } day ago
       *[other] { $number } days ago
    }

# To come.
# $number (String)
# $count (Integer)
in_days =
    { $count ->
        [one] in { $number } day
       *[other] in { $number } days
    }

# Past.
# $number (String)
# $count (Integer)
months_ago =
    { $count ->
        [one] { $number } month ago
       *[other] { $number } months ago
    }

# To come.
# $number (String)
# $count (Integer)
in_months =
    { $count ->
        [one] in { $number } month
       *[other] in { $number } months
    }

# Past.
# $number (String)
# $count (Integer)
years_ago =
    { $count ->
        [one] { $number } year ago
       *[other] { $number } years ago
    }

# To come.
# $number (String)
# $count (Integer)
in_years =
    { $count ->
        [one] in { $number } year
       *[other] in { $number } years
    }

# A day.
today = Today

# A day.
yesterday = Yesterday
