### Orders: their states, the steps of their way, and how they end.

# A state: decided, not answered.
asking = Asked for

# A state: accepted, not placed.
accepted = Accepted

# A state, and a step.
placed = Order placed

# A state: shipped.
on_the_way = On the way

# A state.
arrived = Arrived

# A state, and a step.
cancelled = Canceled

# A state, and a step: failed.
failed = Did not go through

# A step: not decided here, found in one of Amazon’s messages.
seen_at_amazon = Order seen at Amazon

# A step.
level_reached = Reorder level reached

# A step.
shipped = Shipped

# A step.
expected = Expected

# A step.
added = Added to your supply

# Beside the step of placing.
asking_for_it = It was asked for.

# Beside the step of placing, while the maker of the machine looks at it.
waits_for_maker = The maker of the machine is checking it before it goes out.

# Beside the step of placing, a day after it was accepted.
may_need_you = Amazon has not placed it yet. If it needs your address or payment, it has written to you and waits three days.

# Beside the step of placing.
placing_takes = Amazon has accepted it. Placing it takes about six hours.

# Beside the step of shipping.
# $until (String)
cancellable_until = You can cancel or change it in your orders on Amazon until { $until }.

# Beside the end: the customer’s word.
said_not_arrived = You said that it has not arrived.

# Beside the end.
really_arrived = Its arrival is confirmed.

# Beside the end.
unconfirmed = Nobody has confirmed that it is here.

# Beside the last step.
added_on_expected_day = We add it on the expected day.

# Beside the expected day.
no_day_yet = Amazon has not named a day yet.

# Beside the expected day.
late = It is late. We ask Amazon each day.

# An end.
ended_by_customer = It was canceled.

# An end.
ended_unresolved = Amazon could not place it. Check payment and address on Amazon.

# An end.
ended_paused = Auto-reorder was turned off before it was placed.

# An end.
ended_disconnected = The machine was disconnected. An order already placed on Amazon is not canceled by that.

# An end.
ended_no_answer = Amazon did not confirm it. Check your orders on Amazon.

# An end.
ended_in_progress = Amazon says that an older order is still open. Check your orders on Amazon.

# An end.
ended_refused = Amazon refused it. Check the product on Amazon.

# An end.
ended_test = This was a test order, and the maker of the machine has withdrawn it.

# An end.
ended_no_longer_due = There is enough after all, so it was not ordered.

# An end.
ended_withdrawn = The maker of the machine withdrew it before it went out. If you need it, order it yourself.

# An end.
ended_overdue = It is two weeks late. Check your orders on Amazon.

# In the list of orders, of one that has arrived.
# $moment (String)
added_at = added { $moment }

# In the list of orders.
# $moment (String)
ended_at = ended { $moment }

# In the list of orders.
# $moment (String)
expected_at = expected { $moment }

# In the list of orders, of one that has no day yet.
# $moment (String)
decided_at = decided { $moment }

# The heading of the list.
orders = Orders

# The list, empty.
none_yet = Nothing has been ordered yet. An order is made when a supply reaches its reorder level.

# The title of an order’s page.
# $state (String)
# $supply (String)
page_title = { $state } – order of { $supply }

# A heading, for those who do not see the steps below it.
its_way = Progress of the order

# A heading; the reason is below it.
why = Why it was ordered

# A heading.
details = Details

# A detail’s name.
supply = Supply

# A detail’s name.
machine = Machine

# A detail’s name.
amount = Amount

# A detail’s name: Amazon’s catalogue id.
product = Amazon product

# Below the details.
to_cancel = To cancel or return an order, go to your orders on Amazon.

# A button.
arrived_early = It arrived early

# A question.
has_it_arrived = Has it arrived?

# Below the question.
not_heard = We added it on its expected day, and have not heard that it is here.

# A button.
yes_here = Yes, it is here

# A button.
not_arrived = It has not arrived
