### What is kept, where the maker has no privacy notice of its own.

# The title of the tab; the heading is that of links to here.
title = What we keep

# Why anything is kept.
# $maker (String)
why = { $maker } needs to know what is left of your supplies to order them in time. It keeps that, and nothing that is not needed for it.

# A thing that is kept.
account = Your account

# What of it.
account_is = A number by which Amazon knows you here. No name, no e-mail, no password.

# For how long.
account_until = Kept until you delete your account.

# A thing that is kept.
machines = Your machines

# What of it.
machines_are = Model, serial number, the name you gave them, when they were added and last heard from.

# For how long.
machines_until = Kept while they are yours.

# A thing that is kept.
usage = What they use

# What of it.
usage_is = Reports, levels and what you add, as a journal.

# For how long.
usage_until = Reports are kept for 400 days, daily totals while the machine is yours.

# A thing that is kept.
connection = The connection to Amazon

# What of it.
connection_is = Keys that let us order for you, encrypted; which supplies may be ordered, and which products.

# For how long.
connection_until = Kept until you disconnect or Amazon ends it.

# A thing that is kept.
orders = Orders

# What of it.
orders_are = What was ordered when and why, and when it came. No address, no price, no payment.

# For how long.
orders_until = Kept while the machine is yours; Amazon’s numbers until you disconnect.

# A thing that is kept.
browser = Your browser

# What of it.
browser_is = One cookie that keeps you signed in, and one each for light or dark, language, units and time zone.

# For how long.
browser_until = The sign-in is kept for 30 days without use, 90 at most; your choices for a year.

# A thing that is kept.
actions = What was done

# What of it.
actions_are = Which account, as a number, did what and when.

# For how long.
actions_until = Kept for two years, without a name.

# What is done with what Amazon tells.
for_nothing_else = What Amazon tells us is used to order for you and for nothing else. Nobody else is told that you use Amazon Dash Replenishment.

# A button.
download_or_delete = Download or delete your data
