### What the manufacturer did at a machine for its customer, and why.

# A heading.
# $maker (String)
acts = What { $maker } did for you

# Behind what was done: why, in the maker’s words.
# $reason (String)
because = Reason: { $reason }

# What was done.
# $maker (String)
restocked = { $maker } changed what is at home

# What was done.
# $maker (String)
undid = { $maker } undid an entry

# What was done.
# $maker (String)
new_code = { $maker } made a new code for the machine

# What was done.
# $maker (String)
new_token = { $maker } gave the machine a new key

# What was done.
# $maker (String)
disconnected = { $maker } disconnected the machine

# What was done.
# $maker (String)
ordered = { $maker } ordered this for you

# What was done.
# $maker (String)
held = { $maker } put reordering on hold

# What was done.
# $maker (String)
let_go = { $maker } let reordering go on

# What happens next: nothing, for the maker said so.
# $maker (String)
on_hold = { $maker } has put reordering on hold.

# What was done.
# $maker (String)
let_order_go = { $maker } checked an order that waited, and let it go

# What was done.
# $maker (String)
withdrew_order = { $maker } withdrew an order that waited
