### The one state a supply is in: alone, as on a pill, and counted, as in `3 good · 1 low`.

# No Amazon tokens.
not_connected = Not connected

# Nobody has said how much there is.
level_unknown = Level unknown

# The last order failed, and its customer can put that right.
needs_you = Needs you

# Nothing is left.
out = Out

# Auto-reorder is off.
paused = Paused

# Auto-reorder is on without a product.
no_product = No product chosen

# A silent machine.
no_news = No news from machine

# Decided or accepted.
reordering = Reordering

# Placed or shipped.
on_the_way = On the way

# The reorder level is reached.
low = Low

# Nothing to say.
good = Good

# Counted.
# $number (String)
# $count (Integer)
count_not_connected = { $number } not connected

# Counted.
# $number (String)
count_level_unknown = { $number } level unknown

# Counted.
# $number (String)
# $count (Integer)
count_needs_you =
    { $count ->
        [one] { $number } needs you
       *[other] { $number } need you
    }

# Counted.
# $number (String)
# $count (Integer)
count_out = { $number } out

# Counted.
# $number (String)
count_paused = { $number } paused

# Counted.
# $number (String)
count_no_product = { $number } no product chosen

# Counted.
# $number (String)
count_no_news = { $number } no news from machine

# Counted.
# $number (String)
# $count (Integer)
count_reordering = { $number } reordering

# Counted.
# $number (String)
count_on_the_way = { $number } on the way

# Counted.
# $number (String)
# $count (Integer)
count_low = { $number } low

# Counted.
# $number (String)
# $count (Integer)
count_good = { $number } good
