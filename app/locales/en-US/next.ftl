### What happens next to a supply.

# No Amazon tokens.
not_connected = Not connected to Amazon, so nothing will be ordered.

# The level is not known.
level_unknown = Nothing will be ordered until you tell us how much is left.

# Out, with what comes of it.
# $plan (String)
nothing_left = Nothing is left. { $plan }

# A silent machine.
# $day (String)
no_news_since = No news from the machine since { $day }. There may be less than shown. Check its Wi-Fi.

# A machine that never reported.
never_reported = The machine has not reported yet. Check its Wi-Fi.

# A product is missing.
no_product = No product is chosen on Amazon, so no order will be made.

# When the reorder level will be reached.
# $day (String)
next_order = Next order around { $day }.

# The level is reached.
order_now = We are placing an order now.

# A pace of a few days.
# $day (String)
learning_until = We are still learning how fast you use it. From about { $day } we can name a date.

# No pace yet.
learning = We are still learning how fast you use it. We can name a date once it has been used for a while.

# Decided.
asking = We are asking Amazon for a new order.

# Accepted long ago.
not_placed_yet = Amazon has not placed the order yet. If it needs something, it has written to you.

# Accepted.
# $sender (String)
accepted = { $sender } has accepted an order and will place it soon.

# Placed.
# $sender (String)
placed = { $sender } has placed an order.

# Placed, how much.
# $sender (String)
# $amount (String)
placed_of = { $sender } has placed an order of { $amount }.

# Placed, for when.
# $sender (String)
# $day (String)
placed_for = { $sender } has placed an order, expected { $day }.

# Placed, how much and for when.
# $sender (String)
# $amount (String)
# $day (String)
placed_of_for = { $sender } has placed an order of { $amount }, expected { $day }.

# Shipped.
on_the_way = An order is on the way. We add it on its expected day.

# Shipped, how much.
# $amount (String)
on_the_way_of = An order of { $amount } is on the way. We add it on its expected day.

# Shipped, for when.
# $day (String)
on_the_way_for = An order is on the way, expected { $day }. We add it that day.

# Shipped, how much and for when.
# $amount (String)
# $day (String)
on_the_way_of_for = An order of { $amount } is on the way, expected { $day }. We add it that day.

# Auto-reorder is off.
paused = Auto-reorder is off on Amazon, so no order will be made.

# Auto-reorder is off, and what is left ends.
# $day (String)
paused_until = Auto-reorder is off on Amazon, so no order will be made. What is left lasts until about { $day }.

# Cancelled twice.
wait_for_restock = Two orders were canceled, so we wait until you have restocked.

# Cancelled once.
# $day (String)
noted_cancellation = We noted that the last order was canceled. We order again from { $day }.

# Failed, and when again.
# $day (String)
did_not_come_through_until = The last order did not go through. We can order again from { $day }.

# Failed.
did_not_come_through = The last order did not go through.

# Failed: payment or address.
unresolved = Amazon could not place the last order. Check payment and address on Amazon.

# Failed: refused.
refused = Amazon refused the last order. Check the product on Amazon.

# Failed: an older one is open.
in_progress = Amazon says that an older order is still open. Check your orders on Amazon.

# Failed: late.
overdue = The last order is two weeks late. Check your orders on Amazon.

# Failed: no word.
unconfirmed = Amazon did not confirm the last order. Check your orders on Amazon.

# Failed, with the next try.
# $cause (String)
# $day (String)
try_again = { $cause } We try again from { $day }.

# Very much.
over_a_year = More than a year’s worth is at home: pause auto-reorder?

# Much.
# $weeks (String)
# $day (String)
overstock = About { $weeks } weeks’ worth is at home: pause auto-reorder until { $day }?

# The sensor and the reports have come apart.
# $days (String)
# $reported (String)
# $seen (String)
drift = In { $days } days the machine reported { $reported } used; its sensor measured { $seen }. We show what the sensor says.
