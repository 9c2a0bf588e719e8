just_now = proprio ora
minutes_ago = { $number } min fa
in_minutes = tra { $number } min
hours_ago = { $number } h fa
in_hours = tra { $number } h
days_ago =
    { $count ->
        [one] { $number } giorno fa
       *[other] { $number } giorni fa
    }
in_days =
    { $count ->
        [one] tra { $number } giorno
       *[other] tra { $number } giorni
    }
months_ago =
    { $count ->
        [one] { $number } mese fa
       *[other] { $number } mesi fa
    }
in_months =
    { $count ->
        [one] tra { $number } mese
       *[other] tra { $number } mesi
    }
years_ago =
    { $count ->
        [one] { $number } anno fa
       *[other] { $number } anni fa
    }
in_years =
    { $count ->
        [one] tra { $number } anno
       *[other] tra { $number } anni
    }
today = Oggi
yesterday = Ieri
