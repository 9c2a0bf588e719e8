### The one state a supply is in: alone, as on a pill, and counted, as in `3 good · 1 low`.

# No Amazon tokens.
not_connected = Not connected

# Nobody has said how much there is.
level_unknown = Level unknown

# The last order failed, and its customer can put that right.
needs_you = Action needed

# Nothing is left.
out = Run out

# Auto-reorder is off.
paused = Paused

# Auto-reorder is on without a product.
no_product = No product chosen

# A silent machine.
no_news = No news from the machine

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
count_level_unknown = { $number } with unknown level

# Counted.
# $number (String)
# $count (Integer)
count_needs_you =
    { $count ->
        [one] { $number } needs action
       *[other] { $number } need action
    }

# Counted.
# $number (String)
# $count (Integer)
count_out = { $number } run out

# Counted.
# $number (String)
count_paused = { $number } paused

# Counted.
# $number (String)
count_no_product = { $number } without a product

# Counted.
# $number (String)
count_no_news = { $number } without news from the machine

# Counted.
# $number (String)
# $count (Integer)
count_reordering = { $number } being reordered

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
