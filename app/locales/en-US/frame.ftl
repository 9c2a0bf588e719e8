### What is around every page: the way around, the footer, the note of a page that was kept.

# What the site is, for search engines.
description = How much is left of each supply, when it is reordered, and what is on its way.

# A link past the way around.
skip = Skip to content

# Above all pages of a site where nothing is real.
sandbox = Sandbox: no real orders are made.

# Names the way around to screen readers.
main = Main

# A place, and its heading.
supplies = Supplies

# A place, and its heading.
orders = Orders

# A place, and its heading.
machines = Machines

# A place, and its heading.
settings = Settings

# A link in the footer.
help = Help

# A link in the footer.
privacy = Privacy

# A link from a page that ends something.
your_supplies = Your supplies

# Above a page that the browser kept.
# $moment (String)
offline = You are offline. This is what we knew on { $moment }.
