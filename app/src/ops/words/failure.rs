//! What pages say that cannot be shown.

use super::words;

words! {
    /// A heading.
    missing() { "This page does not exist" }
    /// Under it.
    removed_or_mistaken() { "It may have been removed, or the address is mistyped." }
    /// A heading.
    may_not() { "Your role does not allow this" }
    /// Under it.
    ask_an_admin() { "An admin can change your role under People and keys." }
    /// A heading, for whoever has no role.
    no_role(name: &str) { "{name}, you have no role here yet" }
    /// Under it.
    whom_to_ask() { "You are signed in, and may see nothing until an admin of this console gives you a role. Ask one of them; your next page then opens." }
    /// Under it.
    on_the_server() { "Where there is no admin yet, whoever runs the server lets the first one in with: larder operator invite NAME --role admin" }
    /// A heading.
    another_site() { "This form came from another site and was not taken" }
    /// A heading.
    too_many() { "Too many tries" }
    /// Under it.
    wait() { "Wait a few minutes, then try again." }
    /// A heading.
    unavailable() { "This cannot be shown right now" }
    /// Under it.
    nothing_is_lost() { "The database does not answer. Nothing is lost; try again in a minute." }
    /// A heading.
    broken() { "Something went wrong" }
    /// Under it.
    in_the_log() { "The server's log has what happened, under this request:" }
    /// A heading.
    unreadable() { "This request cannot be read" }
    /// A link.
    to_overview() { "To the overview" }
}
