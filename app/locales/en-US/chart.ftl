### The picture of a supply’s level: its labels, its caption and its tables.

# Instead of the picture.
unknown = A chart appears when the level is known.

# In the caption.
learning = We are still learning how fast you use it, so there is no forecast yet.

# In the caption, after that the pace is being learned.
# $day (String)
learned_at = We can show a forecast from about { $day }.

# Between two of the caption’s sentences.
between = { " " }

# The picture’s name.
# $name (String)
title = { $name }: the level of the last 30 days and the next 3 weeks

# The picture’s description.
description = The caption describes it, and the table below lists every day.

# A label.
# $day (String)
expected = Expected { $day }

# A day’s level, as it is read.
# $day (String)
# $amount (String)
point = { $day }: { $amount }

# What is moved from day to day, to those who do not see it.
by_day = Level by day

# How to read the picture.
hint = Point at a day, or use the arrow keys.

# Opens the tables.
show_table = Show as table

# The caption of what was.
# $name (String)
past = { $name } at home, by day (UTC)

# A column.
day = Day

# A column.
lowest = Lowest

# A column.
at_its_end = End of day

# The caption of what is foreseen.
# $name (String)
ahead = { $name } at home in the weeks to come, without a delivery. Eight times out of ten it is between low and high.

# A column.
low = Low

# A column.
middle = Middle

# A column.
high = High

# What the picture’s shaded area is.
shaded = The shaded area is where the level will be eight times out of ten.

# A label of the picture: where nothing will be left at the present pace.
# $day (String)
likely_empty = Likely empty { $day }

# A label of the picture: the level at which an order is made.
reorder_line = Reorder level
