### A customer's own data.

# The page.
your_data = Your data

# A heading.
copy = A copy of everything

# What the copy holds.
one_file = One file with your machines, their levels, journals and orders, and what you did here.

# A link to the privacy notice.
what_we_keep = What we keep, and for how long

# A button.
download = Download everything

# A heading.
delete_account = Delete your account

# What deleting does.
disconnected = Your machines are disconnected from Amazon, and order nothing more.

# What deleting does.
deleted = Their levels, journals and orders are deleted here, and so is your account.

# What deleting does not do.
not_canceled = An order that Amazon has already placed is not canceled.

# What deleting does not do.
machines_go_on = The machines go on working. Whoever has their codes can add them again.

# What deleting leaves.
what_stays = One record without a name stays: that an account with a random number was deleted, and when.

# A field.
mean_it = Are you sure?

# Under the field. The word to type is the same in every language.
type_delete = Type “delete” to confirm.

# A button.
delete = Delete my account
