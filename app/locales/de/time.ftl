just_now = gerade eben
minutes_ago = vor { $number } Min.
in_minutes = in { $number } Min.
hours_ago = vor { $number } Std.
in_hours = in { $number } Std.
days_ago =
    { $count ->
        [one] vor { $number } Tag
       *[other] vor { $number } Tagen
    }
in_days =
    { $count ->
        [one] in { $number } Tag
       *[other] in { $number } Tagen
    }
months_ago =
    { $count ->
        [one] vor { $number } Monat
       *[other] vor { $number } Monaten
    }
in_months =
    { $count ->
        [one] in { $number } Monat
       *[other] in { $number } Monaten
    }
years_ago =
    { $count ->
        [one] vor { $number } Jahr
       *[other] vor { $number } Jahren
    }
in_years =
    { $count ->
        [one] in { $number } Jahr
       *[other] in { $number } Jahren
    }
today = Heute
yesterday = Gestern
