//! Signing in to the console.

use super::words;

words! {
    /// A heading and a button.
    sign_in() { "Sign in" }
    /// Under it.
    for_people_of(maker: &str) { "For people of {maker}. Customers sign in on their own pages." }
    /// A button.
    with_provider() { "Sign in with your account" }
    /// Where there is no provider, or beside it.
    by_link() { "Without such an account, an admin or whoever runs the server gives you a link. It works once, within 24 hours." }
    /// What went wrong.
    refused() { "You did not sign in." }
    /// What went wrong.
    another_window() { "That sign-in began in another window, or too long ago. Start again here." }
    /// What went wrong.
    not_accepted() { "That sign-in was not accepted. If you were removed, ask an admin." }
    /// What went wrong.
    not_answering() { "The identity provider does not answer. Try again in a minute." }
    /// What went wrong.
    limit() { "Too many tries. Wait a few minutes." }
    /// What went wrong.
    did_not_work() { "That did not work. Try again." }
    /// A heading.
    join(maker: &str) { "You are invited to the console of {maker}" }
    /// Under it.
    join_once() { "The link works once: signing in here uses it. You stay signed in for 12 hours." }
    /// A heading, where there is no code.
    no_code() { "This link is not complete" }
    /// Under it.
    copy_all() { "Copy the whole link, as it was given to you." }
}
