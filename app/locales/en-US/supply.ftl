### Supplies: the page of all, the page of one, and what needs attention.

# How many supplies, in the browser's title.
# $number (String)
# $count (Integer)
need_attention =
    { $count ->
        [one] { $number } needs attention
       *[other] { $number } need attention
    }

# The heading of what to look at.
needs_attention = Needs attention

# A reading that is not believed yet.
# $amount (String)
machine_says = The machine says { $amount }. Waiting for a second reading.

# Use that is not believed yet.
# $amount (String)
machine_used = The machine reported a use of { $amount }, far more than usual. Waiting for another report.

# A counter that is not believed yet.
# $amount (String)
counter_says = The machine’s counter reads { $amount }, which does not follow from before. Waiting for the next reading.

# A button.
reading_right = Yes, that is right

# A button.
reading_wrong = No, that is wrong

# More was used, or came, than could be counted.
level_is_lost = More was used or came than could be counted. Set how much is there now.

# A rise by hand was taken for the order.
taken_for_order = Taken for your order: nothing is added on its date.

# A button.
bought_these = No, I bought these

# A button.
is_delivery = This is the delivery

# What is left at home, large.
# $amount (String)
left = { $amount } left

# What is left and the state, in the browser's title.
# $amount (String)
# $state (String)
left_and = { $amount } left, { $state }

# The text of a meter.
# $amount (String)
at_home = { $amount } at home

# The name of a meter.
# $name (String)
level_of = Level of { $name }

# A hidden heading.
level = Level

# A fact's name.
in_the_machine = In the machine

# A fact's name: what is beside the machine.
spares = Spares

# An estimate.
# $amount (String)
about = about { $amount }

# A hidden heading of the forms.
change_level = Change the level

# A hidden heading of the chart.
history = History

# A heading.
order_under_way = Order under way

# A heading.
last_order = Last order

# A link to the whole journal.
every_change = Every change

# A button: product and pause.
change_on_amazon = Change on Amazon

# What was just done, a line of the journal.
# $what (String)
done = { $what }.

# What was just done, and what is at home since.
# $what (String)
# $amount (String)
done_and = { $what }. Now { $amount } at home.

# A button where the level is not known.
say_how_much = Enter how much

# A button where an order failed or a product is missing.
open_settings = Open Amazon settings

# A button where a machine is silent.
see_machine = See machine

# A supply of which a change of long ago is being worked in.
counting = Being counted again, because something from long ago has changed. You see what was before; nothing is ordered until it is done.
