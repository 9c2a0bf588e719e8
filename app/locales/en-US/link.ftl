### Letting a voice assistant see the machines.

# What is asked.
alexa_asks = Alexa asks to see your machines here. If you allow it:

# What Alexa is told.
alexa_sees = Alexa sees the names of your machines and how much is left in each.

# Who orders.
alexa_orders = You choose in the Alexa app whether Alexa reorders, and what. We are not told of its orders.

# How to end it.
ends_in_the_app = You can end it at any time in the Alexa app.

# A button.
allow = Allow

# A button.
do_not_allow = Don’t allow

# To whom only an owner can allow it.
only_an_owner = Only an owner of your household can allow this.

# A request that leads nowhere, title and heading.
does_not_work = This way to link does not work

# The same, what to do.
begin_in_the_app = Nothing was allowed. Begin again in the Alexa app; if that does not help, ask us.

# In the settings.
# $moment (String)
linked_since = Linked with Alexa since { $moment }. Alexa sees your machines and how much is left in each.

# A button.
unlink = Unlink from Alexa

# What comes of it.
then_nothing_is_reordered = Alexa then reorders nothing for these machines. Disable the skill in the Alexa app, too.
