### Narrowing the list of supplies: what is shown of them, and that nothing is there.

# What the filters are, to those who do not see them.
show = Show

# A filter.
all = All

# A filter.
attention = Needs attention

# Nothing is under a filter.
nothing_needs_attention = Nothing needs attention.

# Nothing is under a filter.
nothing_low = Nothing is low.

# Nothing is under a filter.
nothing_reordering = Nothing is being reordered.

# Nothing is under a filter.
nothing_on_the_way = Nothing is on the way.

# Nothing is under a filter.
nothing_paused = Nothing is paused.

# The way back from a filter.
# $number (String)
# $count (Integer)
show_all =
    { $count ->
        [one] Show the only supply
       *[other] Show all { $number } supplies
    }

# What to look for.
find = Find by name

# How many have what was typed in their name.
# $number (String)
# $all (String)
shown = { $number } of { $all } shown
