### The front page and signing in: for who is not signed in.

# The front page, title and heading.
heading = Supplies that reorder themselves

# The front page, after an account was deleted.
account_deleted = Your account and everything in it has been deleted. Your machines go on working.

# A button: `maker` is the maker's name.
# $maker (String)
sign_in_with = Sign in with { $maker }

# The front page, what it does where nothing is Amazon's. `name` is the maker's.
# $name (String)
intro_of_maker = Your machine tells { $name } what it uses. Before a supply runs out, { $name } sends more.

# The front page, what it does. `name` is the maker's.
# $name (String)
intro = Your machine tells { $name } what it uses. Before a supply runs out, we order more from Amazon with Amazon Dash Replenishment.

# The front page, what one can do.
see_what_is_left = See how much is left, and how long it lasts.

# The front page, what one can do.
see_what_is_ordered = See what is ordered, why, and when it comes.

# The front page, what one can do.
add_and_undo = Add what you bought elsewhere, and undo what was wrong.

# The front page, what one can do.
pause_at_any_time = Pause at any time. Your machine goes on working.

# The front page, below the button.
use_your_account = Use your Amazon account. We never see your password, name or e-mail.

# Signing in, title and heading.
sign_in = Sign in

# Signing in, after a form was sent without.
kept = You were signed out. What you typed is kept: sign in to pick up where you left off.

# Signing in, what for.
sign_in_to_see = Sign in to see your machines and supplies.

# Signing in, below the button.
no_new_password = Use your Amazon account. No new password needed.

# Signing in, below the button.
customer_number = We get a customer number from Amazon: no name, no e-mail, no address.

# Signing in, below the button.
orders_nothing = Signing in does not order anything. You allow that later, for each machine.

# Signing in, a link to the privacy notice.
what_we_keep = What we keep, and for how long

# Signing in failed: the customer said no.
refused = You did not allow the sign-in on Amazon. Try again when you want to go on.

# Signing in failed: not begun here.
another_window = That sign-in was started in another window, or too long ago. Start again from here.

# Signing in failed: Amazon did not know what it had given.
not_accepted = Amazon did not accept the sign-in. Start again from here.

# Signing in failed: no answer.
not_answering = Amazon is not answering right now. Try again in a minute.

# Signing in failed: not so often.
too_many_tries = There were too many attempts. Try again in an hour.

# Signing in failed.
did_not_work = The sign-in did not work. Start again from here.
