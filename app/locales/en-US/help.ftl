### Help, where the maker has no page of its own.

# A question.
how_does_it_know = How do you know how much is left?

# Its answer.
it_is_told = Your machine reports what it uses, or what its sensor reads. What you add by hand counts too. A supply’s journal lists every change, and each can be undone.

# A question.
when_does_it_order = When is an order made?

# Its answer.
before_it_runs_out = When, at your pace, what is left would last only about as long as a delivery takes. The supply’s page says when that will be; the order’s page says why it was made.

# A question.
how_to_stop = How do I stop an order?

# Its answer.
cancel_on_amazon = On Amazon, under your orders, within about 24 hours. After one cancellation the machine orders again in five days; after a second, not before you have restocked.

# A question.
how_to_pause = How do I pause, or choose another product?

# Its answer, with the name of a link.
# $link (String)
press_change = Open the supply and press “{ $link }”. While a supply is paused its level is still kept, and nothing is ordered.

# A question.
level_is_wrong = The level is wrong.

# Its answer.
set_it = Set it on the supply’s page. If the machine’s sensor reads something else, the page says how far apart the two are.

# A question.
not_here = A delivery is shown as arrived, but it is not here.

# Its answer, with the name of a button.
# $button (String)
press_not_arrived = We add it on the day it is expected to arrive. Press “{ $button }” on the order’s page: we subtract it again and expect it two days later.

# A question.
no_news = There is no news from my machine.

# Its answer.
check_power = We have not heard from it for two days. Check its power and its Wi-Fi; what it used meanwhile is counted when it is back.

# A question.
bought_elsewhere = I bought more elsewhere.

# Its answer, with the name of a button.
# $button (String)
press_add = Press “{ $button }” and enter the amount, in whatever unit is on the package. Nothing is ordered while there is enough.

# What we cannot answer.
ask_amazon = For questions about an order or a payment, ask Amazon: they know more about it than we do.
