### Connecting a machine to Amazon.

# Title.
# $name (String)
connect_named = Connect { $name }

# Heading, and the button that leads there.
connect_to_amazon = Connect to Amazon

# What it is.
intro = With Amazon Dash Replenishment this machine can order its supplies with your Amazon account before they run out.

# The first step. `maker` is a name.
# $maker (String)
allow = Sign in at Amazon and allow { $maker } to order for this machine.

# The second step.
choose = Choose there which products to reorder. Your address and payment stay with Amazon.

# The third step.
come_back = Come back here and tell us how much is in the machine now.

# What one keeps in hand.
at_any_time = Amazon writes to you about each order, and you can cancel it there. You can pause or disconnect at any time; the machine goes on working.

# It is done.
may_now_order = This machine can now order with your Amazon account.

# What comes of it for a supply.
# $name (String)
is_off = { $name }: auto-reorder is off on Amazon.

# What comes of it for a supply.
# $name (String)
not_said = { $name }: Amazon has not said yet whether auto-reorder is on.

# What comes of it for a supply.
# $name (String)
# $level (String)
reordered_at = We reorder { $name } when about { $level } is left.

# What comes of it for a supply.
# $name (String)
# $level (String)
# $product (String)
reordered_at_with = We reorder { $name } when about { $level } is left: { $product }.

# What comes of it for a supply.
# $name (String)
reordered_later = We reorder { $name } once we know how fast you use it.

# What comes of it for a supply.
# $name (String)
# $product (String)
reordered_later_with = We reorder { $name } once we know how fast you use it: { $product }.

# It failed: the customer said no.
refused = You did not allow it on Amazon, so nothing was connected. Try again when you want to go on.

# It failed: not begun here.
another_window = That was started in another window, or too long ago. Nothing was connected. Start again from here.

# It failed: Amazon did not know what it had given.
not_accepted = Amazon did not accept the connection. Start again from here.

# It failed: no answer.
not_answering = Amazon is not answering right now, so nothing was connected. Try again in a minute.

# It failed.
did_not_work = The connection did not work. Start again from here.
