### The household.

# The page.
household = Household

# A role.
owner = Owner

# A role.
member = Member

# A role.
viewer = Viewer

# What somebody is and may do.
owner_may = Owner: everything, machines and invitations too

# What somebody is and may do.
member_may = Member: add supplies, set levels, say what has arrived

# What somebody is and may do.
viewer_may = Viewer: see everything

# An invitation nobody has taken yet.
# $role (String)
# $moment (String)
invited = { $role }, link valid until { $moment }

# Somebody else.
# $role (String)
# $moment (String)
first_here = { $role }, here since { $moment }

# A heading.
who_is_of_it = Who is in it

# The customer.
you = You

# Somebody else: they have no name here, so they are counted.
# $number (String)
person = Person { $number }

# The name of the list of roles beside somebody.
# $who (String)
person_is = Role of { $who }

# The button beside the list of roles, for who does not see whose it is.
# $who (String)
save_person = Save the role of { $who }

# A button beside somebody.
remove = Remove

# The same, for who does not see whose it is.
# $who (String)
remove_person = Remove { $who }

# A household of one.
nobody_else = Nobody else yet.

# A button.
leave = Leave this household

# What comes of leaving.
then = You will then have a household of your own, without these machines. What you connected is disconnected from Amazon.

# A heading.
invite = Invite somebody

# What an invitation does not share.
with_their_own = They sign in with their own Amazon account. Products, payment and address stay with the account that connected a machine.

# Above the link of an invitation.
send_link = Send them this link. It works once, within a week, and is shown only now.

# The name of the list of roles of an invitation.
invite_as = Role

# A button.
make_link = Make a link

# A button.
take_back = Take back all invitations
