percent = { $number }%
with_spares = { $machine }＋予備{ $spares }個
of = { $whole }のうち{ $part }
pieces = 個
less_than_a_day = 1日未満
about_days = 約{ $number }日
about_weeks = 約{ $number }週間
more_than_a_year = 1年以上
