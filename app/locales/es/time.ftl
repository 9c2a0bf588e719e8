just_now = ahora mismo
minutes_ago = hace { $number } min
in_minutes = dentro de { $number } min
hours_ago = hace { $number } h
in_hours = dentro de { $number } h
days_ago =
    { $count ->
        [one] hace { $number } día
       *[other] hace { $number } días
    }
in_days =
    { $count ->
        [one] dentro de { $number } día
       *[other] dentro de { $number } días
    }
months_ago =
    { $count ->
        [one] hace { $number } mes
       *[other] hace { $number } meses
    }
in_months =
    { $count ->
        [one] dentro de { $number } mes
       *[other] dentro de { $number } meses
    }
years_ago =
    { $count ->
        [one] hace { $number } año
       *[other] hace { $number } años
    }
in_years =
    { $count ->
        [one] dentro de { $number } año
       *[other] dentro de { $number } años
    }
today = Hoy
yesterday = Ayer
