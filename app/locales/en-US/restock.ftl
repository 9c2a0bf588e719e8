### Telling about a supply: its forms, their pages, and what the browser says while an amount is typed.

# A form, its button and its page: more was bought.
add_supplies = Add supplies

# What is there before, at the top of the page.
# $amount (String)
at_home_now = { $amount } at home now.

# A field.
how_much = How much did you get?

# What helps to answer; a pack of counted things.
# $number (String)
pack = The pack you chose on Amazon holds { $number }.

# A form and its button: a new one was put in.
replaced = I replaced it

# What that means.
full_again = The machine is full again. If you have a spare at home, it is counted as used.

# A form.
set_exact = Set exact level

# Its button.
set_level = Set level

# Its field.
there_is_now = There is now

# What that field counts.
together = What is in the machine plus spares.

# The first question about a supply.
# $name (String)
how_much_now = { $name }: how much is in it now?

# Why it is asked.
until_we_know = Nothing is ordered until we know. Any answer can be corrected later.

# An answer.
is_full = It is full

# The field of another answer.
another_amount = Another amount

# Its button.
save_amount = Save amount

# The question's page, in the browser's title.
how_much_is_left = How much is left?

# A link.
back = Back to the supply

# What was typed, in the unit that is shown. Another sentence follows.
# $typed (String)
# $converted (String)
conversion = { $typed } = { $converted }.{ " " }

# What comes of it.
# $amount (String)
then = You will then have { $amount } at home.

# What comes of it, and how long that lasts.
# $amount (String)
# $lasts (String)
then_lasting = You will then have { $amount } at home, { $lasts }.

# Above a form whose amount may mean two things.
# $typed (String)
which_amount = “{ $typed }” can be read in two ways. Which amount do you mean?

# Above a form whose amount is more than anybody keeps.
# $amount (String)
really_so_much = Did you mean { $amount }? That is more than ten full machines and ten packs.

# A button: that is what is meant.
# $amount (String)
yes_meant = Yes, { $amount }

# Below its buttons.
or_change_it = Nothing was changed yet. You can also correct the amount below.
