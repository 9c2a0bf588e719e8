### Why a decision came out as it did: sentences, or clauses of one.

# A sentence.
not_connected = Not connected, so nothing is ordered.

# A sentence.
paused = Auto-reorder is off, so nothing is ordered.

# A sentence.
no_level = Nobody has said how much is in the machine.

# A sentence.
no_pace = No use has been reported yet, so we do not know your pace.

# The last clause.
ordering = ordering now

# The last clause.
enough = enough for now

# The last clause.
order_live = an order is under way

# The last clause.
held = waiting after an order that did not go through

# A clause: the manufacturer said so.
held_by_maker = the manufacturer has put reordering on hold

# A clause: what would decide it is not sure.
unconfirmed = waiting for a second reading

# A clause: in an owner’s first days.
new_here = the machine is new here and has a full container

# The last clause, after the database was put back: what is known may be old.
uncounted = waiting until it is counted, or for a day

# The last clause.
left_to_alexa = Alexa decides when to reorder

# The last clause.
is_paused = auto-reorder is off

# The last clause.
is_not_connected = not connected

# After the last clause.
end = { "." }
