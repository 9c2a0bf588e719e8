### Supplies that Alexa reorders.

# A sentence: who reorders.
reorders = Alexa reorders this. We tell it how much is left; when to order, and what, you choose in the Alexa app.

# What happens next: it will be low.
# $day (String)
low_about = Low about { $day }. Alexa reorders this.

# What happens next: it is low.
low_now = Low. Alexa reorders this.

# What happens next, before there is a pace.
learning = We are still learning how fast you use it. Alexa reorders this.

# What happens next: nothing, it is not linked.
not_linked = Not linked with Alexa, so nothing will be reordered.

# A heading and a link.
link = Link with Alexa

# How that is done, first.
open_app = Open the Alexa app and go to Skills & Games.

# Second.
# $maker (String)
enable = Search for { $maker }, enable the skill and sign in here when asked.

# Third.
choose = Open the machine in the app, then Settings and Supply, and choose what to reorder.

# A machine that is not linked.
not_linked_yet = This machine is not linked with Alexa. It keeps working; nothing will be reordered.

# Before a moment: when Alexa was last told.
last_told = Alexa last took a level:
