### A supply’s journal: what its entries did, and who made them.

# A link: the whole journal as a file.
as_table = Download as a table (CSV)

# A heading.
journal = Journal

# The title of a supply’s page of it.
# $supply (String)
page_title = Journal – { $supply }

# The links to other pages, to those who do not see them.
pages = Pages

# A link to the page of later entries.
newer = Newer

# A link to the page of earlier entries.
older = Older

# No entries.
empty = No changes yet.

# Beside an entry that was taken back.
undone = (undone)

# A button; what the entry did is said after it to those who do not see the line.
undo = Undo

# Who made an entry, and when.
# $moment (String)
by_machine = by the machine, { $moment }

# Who made an entry, and when.
# $moment (String)
by_household = by your household, { $moment }

# Which company made an entry, and when.
# $maker (String)
# $moment (String)
by_maker = by { $maker }, { $moment }

# Of a delivery that was counted without anybody’s word, and when.
# $moment (String)
on_expected_date = on its expected date, { $moment }

# Of a reading that was believed without anybody’s word, and when.
# $moment (String)
after_waiting = because no other reading came, { $moment }

# An entry.
# $amount (String)
used = Used { $amount }

# An entry: what a sensor or a person read.
# $amount (String)
machine_read = Machine read { $amount }

# An entry: a counter of all use.
# $amount (String)
counter_at = Machine’s counter at { $amount }

# An entry: a delivery that cannot be counted.
delivery_of_unknown = Delivery of an unknown amount

# An entry.
# $amount (String)
delivery = Delivery of { $amount }

# An entry.
# $amount (String)
added = Added { $amount }

# An entry.
# $amount (String)
set_to = Set to { $amount }

# An entry: a reading that waited counts after all.
# $amount (String)
believed = Reading of { $amount } believed

# An entry: a reading that waited is wrong.
# $amount (String)
dropped = Reading of { $amount } called wrong

# An entry: a new container.
replaced = Replaced

# An entry, and what is not plain from it.
# $did (String)
# $note (String)
with_note = { $did }: { $note }

# In a note: more went than was counted.
# $amount (String)
more_than_known = { $amount } more than was known to be there

# In a note to a reading.
# $amount (String)
less_than_before = { $amount } less than before

# In a note to a reading.
filled_from_spares = filled up from the spares

# In a note to a reading.
# $amount (String)
counted_as_new = { $amount } more than was known of, counted as new

# In a note to a reading.
waits_for_another = waiting for a second reading

# In a note to a counter.
# $amount (String)
used_since = { $amount } used

# An entry that took another one back.
# $did (String)
undone_entry = Undone: { $did }

# An entry that took another one back, which is not at hand.
undone_earlier = Undone: an earlier entry

# What was used on one day.
# $amount (String)
used_that_day = { $amount } used

# Opens the single reports of one day.
# $number (String)
# $count (Integer)
each_report =
    { $count ->
        [one] { $number } report
       *[other] { $number } reports
    }
