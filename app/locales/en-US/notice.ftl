### Notices: what a mail and a push say, the pages where they are chosen, confirmed and ended, and what is kept for them.

# Title and heading.
notices = Notices

# What they are for.
what_for = Hear when a machine needs you. News of orders still comes from Amazon or the maker.

# A kind to choose.
silent = A machine is silent

# A kind to choose.
disconnected = A machine is no longer connected

# A kind to choose.
low_unconnected = A supply is low and its machine is not connected

# A kind to choose.
provisional = A level has been uncertain for a day

# A kind to choose.
clock_wrong = A machine’s clock is wrong

# What a notice says.
# $machine (String)
is_silent = { $machine } has not been heard for two days

# What a notice says.
# $machine (String)
is_disconnected = { $machine } is no longer connected

# What a notice says.
# $supply (String)
# $machine (String)
is_low = { $supply } in { $machine } is low, and nobody reorders it

# What a notice says.
# $supply (String)
# $machine (String)
is_uncertain = The level of { $supply } in { $machine } is uncertain

# What a notice says.
# $machine (String)
has_wrong_clock = The clock of { $machine } is wrong

# What to do.
silent_do = Check that it is switched on and online. Until it reports again, its levels are old.

# What to do.
disconnected_do = Connect it again: until then nothing is reordered for it.

# What to do.
low_do = Connect the machine, or buy more yourself.

# What to do.
uncertain_do = Look into the machine and say how much is left.

# What to do.
clock_do = Set its clock or restart it: what it reports is wrongly dated.

# The subject of several at once.
# $count (Integer)
several =
    { $count ->
        [one] { $count } notice about your machines
       *[other] { $count } notices about your machines
    }

# Under what a notice says.
# $moment (String)
since = Since { $moment }.

# At the end of a mail.
# $link (String)
chosen_at = You receive this because you asked for notices. Choose what you hear: { $link }

# At the end of a mail.
# $link (String)
ended_at = No more of these mails: { $link }

# The subject of the mail by which an address is confirmed.
confirm_subject = Confirm your address for notices

# That mail.
# $link (String)
confirm_text =
    Somebody asked for notices about their machines to be sent to this address. If that was you, open this link within two days:

    { $link }

    If it was not you, do nothing: nothing more is sent.

# A heading, and of a column of choices.
by_mail = By e-mail

# A heading, and of a column of choices.
by_push = In browsers

# A field.
address = E-mail address

# Beside the field.
address_hint = It is sent a link by which you confirm it.

# The button of the field.
send_link = Send link

# A button.
forget_address = Remove address

# How an address is.
# $address (String)
goes_to = Notices go to { $address }.

# How an address is.
# $address (String)
waits_for = { $address } is sent a link. Notices begin once it is opened; it works for two days.

# How an address is.
# $address (String)
was_refused = { $address } does not take mail, so nothing more is sent there. Write another address.

# How an address is.
# $address (String)
was_ended = Notices to { $address } were ended by the link in a mail. Write an address to have them again.

# A heading.
what_you_hear = What you hear

# A heading.
when_you_hear = When you hear it

# A choice.
keep_quiet = Quiet hours, in which nothing comes

# A field of the quiet hours.
quiet_from = From

# A field of the quiet hours.
quiet_to = To

# A choice.
once_a_day = All of it once a day, in one message

# A field.
daily_at = At

# Beside the times.
# $zone (String)
times_are_in = Times are those of { $zone }.

# The button of the choices.
save = Save notices

# A button, alive with scripts.
push_here = Notify this browser

# Beside the button.
push_is = The browser asks you whether it may show notices. They come even when no page is open.

# Where the button does nothing.
push_refused = This browser does not allow it. Look at its settings for this site.

# A browser in the list.
# $moment (String)
browser_since = A browser, since { $moment }

# A button beside a browser.
forget_browser = Remove

# Title and heading.
confirm_title = Confirm your address

# What the button does.
confirm_ask = Notices about your machines will be sent to this address.

# A button.
confirm = Confirm

# Done.
is_confirmed = Confirmed. Notices come to this address from now on.

# A link that does nothing any more.
link_is_over = This link has been used, or is too old. The settings send another.

# Title, heading and button.
end_notices = End notices

# What the button does.
end_ask = No more notices will be sent to this address.

# Done.
are_ended = Done. No more notices are sent to this address.

# What is wrong with the field.
bad_address = Write one e-mail address, as name@example.com.

# What is wrong with the field.
bad_minute = Write a time of day, as 07:30.

# What is wrong with a browser.
bad_browser = This browser cannot be reached.

# Of what is kept.
notices_are = If you want notices: your e-mail address, the browsers you chose, what you want to hear and when, and what you were told. Address and browsers are kept encrypted.

# How long.
notices_until = Until you remove them or delete your account; what you were told for 30 days.
