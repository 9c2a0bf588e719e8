percent = { $number }%
with_spares = { $machine } + 予備 { $spares }
of = { $whole } 中 { $part }
pieces = 個
less_than_a_day = 1日未満
about_days = 約{ $number }日
about_weeks = 約{ $number }週間
more_than_a_year = 1年以上
