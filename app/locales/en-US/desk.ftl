### What the manufacturer decided about orders that waited for it.

# What was done.
# $maker (String)
let_order_go = { $maker } checked an order that waited, and let it go

# What was done.
# $maker (String)
withdrew_order = { $maker } withdrew an order that waited
