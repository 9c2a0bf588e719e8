### Joining a household by an invitation.

# Title and heading.
join_a_household = Join a household

# What comes of it.
what_you_will_see = You will see the machines and supplies of whoever invited you. What is ordered, and who pays, stays theirs.

# A field.
code = Invitation code

# Beside the field.
code_hint = It is in the link you were sent.

# A button.
join = Join
