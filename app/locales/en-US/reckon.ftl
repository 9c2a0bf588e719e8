### The headline of a supply, why an order was made, and how its figures come about: sentences that people would say.

# The headline of a supply; `lasts` is “about 17 days”.
# $left (String)
# $lasts (String)
left_lasting = { $left } left, { $lasts }

# Opens the figures behind the headline.
how = How we reckon

# A fact: how much is used.
used = You use

# How much is used, where it is one or more a day.
# $amount (String)
a_day = about { $amount } a day

# How much is used, where it is less than one a day.
# $amount (String)
a_week = about { $amount } a week

# How much is used, where it is less than one a week.
# $amount (String)
a_month = about { $amount } a month

# A fact: how long a delivery takes.
delivery = A delivery takes

# How long a delivery takes, in whole days.
# $from (String)
# $to (String)
days = { $from } to { $to } days

# A fact: at what level an order is made.
we_order = We order at

# A fact: when it was last looked at whether an order is due.
checked = Last checked

# The first sentence of why an order was made.
# $left (String)
had_left = You had { $left } left.

# The same; `lasts` is “about 9 days”.
# $left (String)
# $lasts (String)
had_left_lasting = You had { $left } left, { $lasts }.

# The second sentence, where a delivery’s days are known.
# $days (String)
delivery_takes = A delivery takes up to { $days } days, so we ordered.

# The second sentence, where so much was ordered.
# $days (String)
# $amount (String)
delivery_takes_ordered = A delivery takes up to { $days } days, so we ordered { $amount }.

# The second sentence, where so many days at home are the rule.
# $days (String)
should_last = What is at home should last at least { $days } days, so we ordered.

# The second sentence, where so many days at home are the rule, and so much was ordered.
# $days (String)
# $amount (String)
should_last_ordered = What is at home should last at least { $days } days, so we ordered { $amount }.
