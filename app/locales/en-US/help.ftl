### Help, where the maker has no page of its own.

# A question.
how_does_it_know = How does it know what is left?

# Its answer.
it_is_told = Your machine tells it what it uses, or what its sensor reads. What you add by hand counts too. The journal of a supply lists every change, and each can be taken back.

# A question.
when_does_it_order = When does it order?

# Its answer.
before_it_runs_out = When what is at home would run out about when a delivery takes to come, at your own pace. The page of a supply says when that will be, and the page of an order says why it was made.

# A question.
how_to_stop = How do I stop an order?

# Its answer.
cancel_on_amazon = On Amazon, under your orders, within about 24 hours. After a first cancellation the machine orders again in five days; after a second one not before you have restocked.

# A question.
how_to_pause = How do I pause, or choose another product?

# Its answer, with the name of a link.
# $link (String)
press_change = Open the supply and press “{ $link }”. While a supply is paused its level is still kept, and nothing is ordered.

# A question.
level_is_wrong = The level is wrong.

# Its answer.
set_it = Set it on the page of the supply. If the sensor of the machine reads something else, the page says how far the two have come apart.

# A question.
not_here = A delivery is shown as arrived, and is not here.

# Its answer, with the name of a button.
# $button (String)
press_not_arrived = It is added on the day it is expected. Press “{ $button }” on the page of the order: it is taken back, and expected two days later.

# A question.
no_news = There is no news from my machine.

# Its answer.
check_power = It has not been heard for two days. Check its power and its Wi-Fi; what it used meanwhile is counted when it is back.

# A question.
bought_elsewhere = I bought more elsewhere.

# Its answer, with the name of a button.
# $button (String)
press_add = Press “{ $button }”, in whatever unit is on the package. Nothing is ordered while there is enough.

# What we cannot answer.
ask_amazon = Questions about an order or a payment are answered by Amazon: it knows more of them than we do.
