just_now = à l’instant
minutes_ago = il y a { $number } min
in_minutes = dans { $number } min
hours_ago = il y a { $number } h
in_hours = dans { $number } h
days_ago =
    { $count ->
        [one] il y a { $number } jour
       *[other] il y a { $number } jours
    }
in_days =
    { $count ->
        [one] dans { $number } jour
       *[other] dans { $number } jours
    }
months_ago = il y a { $number } mois
in_months = dans { $number } mois
years_ago =
    { $count ->
        [one] il y a { $number } an
       *[other] il y a { $number } ans
    }
in_years =
    { $count ->
        [one] dans { $number } an
       *[other] dans { $number } ans
    }
today = Aujourd’hui
yesterday = Hier
