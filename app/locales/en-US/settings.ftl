### The settings.

# The button of each form.
save = Save

# The choice of theme.
light_or_dark = Light or dark

# A theme.
as_system = Same as my system

# A theme.
light = Light

# A theme.
dark = Dark

# The choice of language.
language = Language

# The list of languages.
pages_are_in = Pages are in

# The first in the list of languages.
as_browser = Same as my browser

# Under the list of languages.
# $number (String)
# $moment (String)
looks = Numbers and dates look like this: { $number } · { $moment }

# The button of the language, for who does not see what is beside it.
save_language = Save language

# The choice of units.
units = Units

# The list of units.
amounts_are_shown = Amounts are shown

# Under the list of units.
any_unit = You can type amounts in any unit.

# Under the list of units, where one was chosen.
# $amounts (String)
amounts_look = Amounts look like this: { $amounts }. You can type them in any unit.

# Units.
as_machine = As the machine measures

# Units.
metric = Metric

# Units.
american = US

# The button of the units, for who does not see what is beside it.
save_units = Save units

# The choice of zone.
time_zone = Time zone

# The list of zones.
shown_as_in = Days and hours are shown as in

# Under the list of zones.
# $moment (String)
there_it_is = There it is { $moment }.

# The button of the zone, for who does not see what is beside it.
save_zone = Save time zone

# A heading.
your_sign_in = Your sign-in

# How they are known.
signed_in = You are signed in with your Amazon account. We know its number, not your name.

# A button.
sign_out = Sign out

# Before the button that ends all sessions.
elsewhere = A browser that is not in your hands any more can be signed out from here, with all others.

# A button.
sign_out_everywhere = Sign out everywhere

# What a household is for.
share = Share your machines with the people you live with.

# What can be done with one's own data.
download_or_delete = Download everything we keep about you, or delete your account.
