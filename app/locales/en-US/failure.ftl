### The pages of what cannot be shown.

# 404, title.
missing = Page not found

# 404, heading.
does_not_exist = This page does not exist

# 404 of a supply, heading.
no_supply = This supply does not exist any more

# 404 of a machine, heading.
no_machine = This machine does not exist any more

# 404 of an order, heading.
no_order = This order does not exist any more

# 404, why.
removed_or_mistaken = It may have been removed, or the address has a mistake.

# 503, title.
unavailable = Not available right now

# 503, heading.
cannot_show = We cannot show this right now

# 503, what still works.
nothing_is_lost = Nothing is lost, and your machines go on as before. Load the page again in a minute.

# 503; the number of the request follows.
tell_us = If this keeps happening, give us this number:

# 403, title.
not_allowed = Not allowed

# 403, heading.
may_not = You can’t do this

# 403 of a form, why.
another_site = This form was sent from another site and was not accepted. Nothing was changed.

# 403, why.
sign_in_does_not_allow = Your role does not allow this. Nothing was changed.

# 410 of an invitation, title and heading.
invitation_over = This invitation has expired

# 410 of an invitation, what to do.
ask_for_another = An invitation works for one week. Ask for a new link.

# 429, title and heading.
too_many = Too many attempts

# 429, what to do.
wait_a_while = Wait a while, then try again. Nothing was changed.

# 400 and the like, title and heading.
unreadable = We could not read that

# 400 and the like, what to do.
go_back = Go back, load the page again and try once more. Nothing was changed.

# 500, title and heading.
broken = Something broke on our side

# 500, what still works and what to do.
go_on = Your machines go on as before. Load the page again in a minute.

# Without a connection, title and heading.
offline = You are offline

# On every page with supplies or orders, while Amazon does not answer.
# $since (String)
amazon_is_silent = Amazon is not answering right now. Your levels are up to date. Order information is from { $since }.

# Without a connection, why there is no more.
not_kept = This page was not saved, so it cannot be shown without a connection.

# Without a connection, a link.
supplies_as_last_seen = Your supplies, as last seen

# Without a connection, heading of a form that could not be sent.
unsent = Not sent

# Below it.
unsent_kept = You are offline, so this was not sent. It is kept on this page: send it again once you are online. It counts once, however often you send it.

# The button below that.
send_again = Send again
