### Machines: which there are, their connection to Amazon, adding and removing one.

# No machine yet.
none_yet = No machine yet. Add yours with the code printed on it.

# Connected too late.
moved = This machine belongs to another household now, so it was not connected to your Amazon account.

# Another household took a machine over. `when` is a moment.
# $name (String)
# $when (String)
departed = { $name } was added to another household on { $when }, by somebody who had it in hand. What we knew of it here is deleted. If none of you gave it away, contact its maker.

# In a line, after the model.
# $serial (String)
serial_in_line = serial { $serial }

# In a line, after the serial. `ago` is when, in words.
# $ago (String)
heard_from = heard from { $ago }

# In a line, after the serial.
not_heard_from = not heard from yet

# The state of a machine.
connected = Connected

# The state of a machine.
not_connected = Not connected

# Heading.
about = About this machine

# The field of the household's own name for it.
name = Name

# What helps to name it.
name_hint = What you call it, such as Kitchen. Leave it empty for the model’s name.

# The button that keeps the name.
save_name = Save name

# A fact's name.
model = Model

# A fact's name.
serial = Serial

# A fact's name; when follows.
heard = Last heard from

# Never heard from.
not_yet = not yet

# Connected, to who may not change it.
may_order_for_owner = This machine can order its supplies with the Amazon account that connected it.

# Connected, to who may change it.
may_order = This machine can order its supplies with your Amazon account.

# A link to Amazon's settings.
change_on_amazon = Change products or pause on Amazon

# Above the button that disconnects.
disconnecting = Disconnecting stops all new orders for this machine at once. What Amazon told us about it is deleted. Its levels and journal stay, and the machine goes on working. An order that Amazon has already placed is not canceled.

# A button.
disconnect = Disconnect from Amazon

# A lost connection. `how` is the sentence how it ended.
# $how (String)
ended = { $how } What Amazon told us about it is deleted. It keeps working; nothing will be ordered.

# A button.
connect_again = Connect again

# Never connected.
not_connected_yet = This machine is not connected to Amazon yet. It keeps working; nothing will be ordered.

# Why a supply orders nothing.
machine_not_connected = This machine is not connected to Amazon. It keeps working; nothing will be ordered.

# A button.
connect = Connect

# Why a supply orders nothing.
paused = Auto-reorder is paused on Amazon. We keep measuring, we do not order.

# A button.
resume = Resume on Amazon

# How a connection ended.
you_disconnected = You disconnected this machine.

# How a connection ended, and when.
# $moment (String)
you_disconnected_on = You disconnected this machine on { $moment }.

# How a connection ended. `maker` is a name.
# $maker (String)
maker_disconnected = { $maker } disconnected this machine.

# How a connection ended, and when.
# $maker (String)
# $moment (String)
maker_disconnected_on = { $maker } disconnected this machine on { $moment }.

# How a connection ended.
permission_ended = Amazon withdrew this machine’s permission to order.

# How a connection ended, and when.
# $moment (String)
permission_ended_on = Amazon withdrew this machine’s permission to order on { $moment }.

# How a connection ended.
disconnected = This machine was disconnected from your Amazon account.

# How a connection ended, and when.
# $moment (String)
disconnected_on = This machine was disconnected from your Amazon account on { $moment }.

# Adding, title, heading and the link that leads there.
add_a_machine = Add a machine

# Adding, a field.
code = Code

# Adding, beside the field.
code_hint = It is printed on the machine, or shown on its screen. Capitals and dashes do not matter.

# Adding, the button.
add_machine = Add machine

# A link to removing.
remove_this_machine = Remove this machine

# Removing, title.
remove_a_machine = Remove a machine

# Removing, heading.
# $name (String)
remove_named = Remove { $name }?

# Removing, which machine it is.
# $serial (String)
serial_is = Serial { $serial }

# Removing, what follows.
orders_nothing_more = It is disconnected from Amazon, and orders nothing more.

# Removing, what follows.
records_are_deleted = Its levels, journal and orders are deleted here.

# Removing, what does not follow.
placed_order_stays = An order that Amazon has already placed is not canceled.

# Removing, what does not follow.
goes_on_working = The machine goes on working. Whoever has its code can add it again.

# Removing, the button.
remove_machine = Remove machine

# Removing, the way back.
keep_it = Keep it
