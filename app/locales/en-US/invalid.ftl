### What is wrong with a form.

# The title of a page whose form was refused.
# $title (String)
title = Error: { $title }

# Above what is wrong.
nothing_changed = Nothing was changed

# Above a form whose sender had to sign in before it could be taken.
kept = You were signed out, so this was not saved yet. Check it, and send it again.

# A field for an amount with nothing in it.
missing = Say how much it is.

# An amount that is no number.
not_a_number = The amount must be a number, such as “2” or “3.5”; a unit may follow it.

# Half a pod.
not_whole = Pieces are counted whole.

# So many packs of something whose packs nobody knows.
unknown_pack = It is not known how much a pack holds. Say how much it is in all.

# An amount below zero.
negative = The amount must not be below zero.

# Nothing was added.
zero = The amount must be more than 0.

# More than a billion.
too_large = The amount is too large.

# Finer than the unit is kept.
# $number (String)
too_precise = The amount has too many decimals (at most { $number }).

# Litres of something that is weighed.
bad_unit = This supply is not measured in that. Say it in one of its units, or in packs.

# None of the three things that are said of a supply.
bad_kind = Say whether you added, counted or replaced.

# The form came without what tells it from others.
bad_key = The form was not complete. Load the page again.

# Of a machine's code.
unknown_code = This code is not known. It is on the label of the machine, or on its screen.

# Of the code of a machine that its maker takes away.
removed = The maker has withdrawn this machine.

# Of the code on the label of somebody else's machine.
claimed = This machine already belongs to somebody. Make it show a code on its screen and use that.

# Of the code of an invitation.
unknown_invitation = This invitation does not work any more. Ask for another one.

# Of an invitation that works once.
invitation_taken = Somebody else has just taken it.

# Of an invitation to one's own household.
own_household = You are already in this household.

# Whoever has machines cannot join another household.
own_machines = You have machines of your own. Remove them first, or join with another Amazon account.

# A household holds twelve.
household_full = The household is full: twelve people, counting those invited.

# Nobody is left to leave.
alone = You are the only one here.

# No role.
bad_role = Choose owner, member or viewer.

# No theme.
bad_theme = Choose system, light or dark.

# A machine's name that is none.
bad_name = Write a name of at most 40 characters, or none.

# No time zone.
bad_zone = Choose one of the time zones.

# No language.
bad_language = Choose one of the languages.

# Nothing that units are shown in.
bad_units = Choose the machine’s units, metric or US.

# The name of a token that is none.
bad_token_name = Give the token a name of at most 40 letters.

# Nothing that a token may do.
bad_scope = Choose what the token may do.

# No time that a token may last.
bad_days = Choose how long the token lasts, a year at most.

# As many tokens as a customer may have.
tokens_full = You have ten tokens. Revoke one first.

# The word to type is the same in every language.
not_confirmed = Type “delete” to confirm.

# A machine without Amazon tokens.
not_connected = This machine is not connected to Amazon.

# An order that cannot arrive.
not_on_its_way = This order is not on its way.

# An order that cannot be taken back.
not_counted = This order has not been counted yet.

# An entry that takes another one back.
undo_of_undo = An undo cannot be undone. Add an entry instead.

# A one-time key that was used for something else.
key_reused = This form was sent before with something else. Load the page again.

# A reading was said to be right or wrong that waits no more.
nothing_waits = This reading was decided on already.

# An entry that is taken back twice.
undone_already = This entry has already been undone.

# An entry of long ago.
too_old = This entry is too old to be undone.

# An entry of another household.
former_owner = This entry is from before the machine was yours.

# Two did the same at once.
there_already = It is there already.

# One copy of one's data at a time.
downloading = A download of yours is still running. Let it end first, or cancel it.

# Another role's.
forbidden = Your role does not allow this.

# Amazon's settings of a machine that another owner connected.
not_connector = Somebody else in your household connected this machine with their Amazon account. Only they can change on Amazon what it orders.

# Too many wrong codes.
too_many = There were too many attempts. Wait a while and try again.

# The database or Amazon does not answer.
unavailable = That is not available right now. Try again in a minute.
