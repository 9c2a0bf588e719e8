### Supplies that the maker's own shop sends.

# A heading: who sends.
# $maker (String)
sends = { $maker } sends your supplies

# What that means.
# $maker (String)
orders_by_itself = When something runs low, this machine orders it from { $maker }. You can pause that for each supply at any time.

# A machine's standing, two words.
active = Reorders

# It does not order, one sentence.
off = Auto-reorder is paused. We keep measuring, we do not order.

# A button.
pause = Pause auto-reorder

# A button.
resume = Resume auto-reorder

# What happens next: nothing.
paused = Auto-reorder is paused, so no order will be made.

# The same, and how long what is left lasts.
# $day (String)
paused_until = Auto-reorder is paused, so no order will be made. What is left lasts until about { $day }.

# An order was asked for.
# $maker (String)
asking = We have asked { $maker } for a new order.

# An order ended: no word came.
# $maker (String)
no_answer = { $maker } did not confirm the order.

# An order ended: the shop cannot send it.
# $maker (String)
refused = { $maker } could not send the order.

# An order ended: it never came.
# $maker (String)
overdue = The order is two weeks late. Ask { $maker } about it.

# It is late, and not here.
late = It is late.

# An order’s foot.
# $maker (String)
to_cancel = To cancel or return an order, ask { $maker }.

# Help, how to stop an order.
# $maker (String)
cancel_at_maker = Ask { $maker }, as long as it is not sent. After one cancellation the machine orders again in five days; after a second, not before you have restocked.

# Help, who answers more.
# $maker (String)
ask_maker = For questions about an order or a payment, ask { $maker }.

# The privacy page, what an account is.
# $maker (String)
account_is = A number by which { $maker } knows you here. No name, no e-mail, no password.

# The privacy page, what orders are kept for.
orders_until = Kept while the machine is yours.

# The privacy page, its end.
# $maker (String)
for_nothing_else = It is used to order for you and for nothing else. { $maker }’s shop is told which machine needs what.
