### Personal tokens, with which programs of a customer's read their supplies.

# The page.
apps = Apps of your own

# What the page is for.
what_for = With a token, an app or a home automation of yours reads your supplies here, and may say what you have added.

# Above a token that was just made.
shown_once = Copy the token now. It is shown this once.

# The field of a token that was just made.
your_token = Your token

# A heading.
your_tokens = Your tokens

# In place of the list.
none = No app has a token.

# What a token opens and until when.
# $may (String)
# $moment (String)
until = { $may }, until { $moment }

# When a token was last used, to the hour.
# $moment (String)
last_used = Last used about { $moment }

# In place of that.
never_used = Never used

# A button beside a token.
revoke = Revoke

# The same, for who does not see what is beside it.
# $name (String)
revoke_token = Revoke { $name }

# A heading.
new_token = New token

# A field.
name = Name

# Under it.
name_hint = What it is for, such as “Home Assistant”.

# A choice.
it_may = It may

# What a token opens.
read = Read supplies

# What a token opens.
restock = Read and restock supplies

# A choice.
it_lasts = It lasts

# How long a token lasts.
# $count (Integer)
days =
    { $count ->
        [one] { $count } day
       *[other] { $count } days
    }

# The same.
a_year = A year

# A button.
make = Make a token

# Under the list.
ends_with_household = Tokens end with their time, when you revoke them, and when you leave this household.

# What is kept of tokens.
tokens_are = What you call each token, what it may do, until when, and the hour of its last use. Not the token itself.

# For how long.
tokens_until = Kept until a token ends.
