//! People and keys.

use super::words;

words! {
    /// A role.
    viewer() { "viewer" }
    /// A role.
    support() { "support" }
    /// A role.
    admin() { "admin" }
    /// What a role may, behind its name.
    viewer_may() { "viewer: reads everything about machines and orders" }
    /// The same.
    support_may() { "support: also acts on a machine for its customer" }
    /// The same.
    admin_may() { "admin: everything, also models, webhooks, keys and people" }
    /// A heading, and what the list is of.
    people() { "People" }
    /// A heading, and what the list is of.
    keys() { "API keys" }
    /// A column, and a field.
    name() { "Name" }
    /// A column, and a field.
    role() { "Role" }
    /// A column.
    signs_in_by() { "Signs in by" }
    /// In it.
    identity_provider() { "identity provider" }
    /// In it.
    link() { "link" }
    /// A column.
    last_here() { "Last here" }
    /// In it.
    never() { "never" }
    /// A column.
    change() { "Change" }
    /// A name that is one's own.
    you(name: &str) { "{name} (you)" }
    /// In place of a role.
    none_yet() { "none yet" }
    /// In place of a role.
    removed(at: &str) { "removed {at}" }
    /// Behind a role.
    by_provider() { "as the identity provider says" }
    /// A button.
    set_role() { "Set role" }
    /// The same, of whom.
    set_role_of(name: &str) { "Set role of {name}" }
    /// Names a choice.
    role_of(name: &str) { "Role of {name}" }
    /// A button that asks first, and the one that does it.
    remove() { "Remove" }
    /// The button that does it.
    remove_now(name: &str) { "Remove {name}" }
    /// Before it.
    what_removing_does() { "Their sessions end at once, and links that they made." }
    /// In an empty list.
    nobody() { "Nobody yet." }
    /// A heading.
    invite() { "Invite somebody" }
    /// Under it.
    how_inviting_works() { "You get a link to hand over. It works once, within 24 hours." }
    /// A hint.
    name_hint() { "Whoever has this name by an earlier link is the same person." }
    /// A button.
    make_link() { "Make a link" }
    /// Above what is shown once.
    link_shown_once() { "Hand this link over. It is shown this once." }
    /// Names a field.
    their_link() { "Their link" }
    /// A column.
    opens() { "Opens" }
    /// A column.
    ends() { "Ends" }
    /// A column.
    last_used() { "Last used" }
    /// In an empty list.
    no_keys() { "No keys yet." }
    /// A heading.
    new_key() { "New key" }
    /// A hint.
    key_name_hint() { "Which program has it. No other key has this name." }
    /// Names choices.
    it_opens() { "It opens" }
    /// Names a choice.
    it_lasts() { "It lasts" }
    /// A time.
    days(count: i64) by count { "{count} day" | "{count} days" }
    /// A time.
    for_ever() { "Until it is revoked" }
    /// A button.
    make_key() { "Make a key" }
    /// Above what is shown once.
    key_shown_once() { "Keep this key where your program reads it. It is shown this once." }
    /// Names a field.
    the_key() { "The key" }
    /// A button that asks first.
    revoke() { "Revoke" }
    /// The button that does it.
    revoke_now(name: &str) { "Revoke {name}" }
    /// Before it.
    what_revoking_does() { "The program that has it is refused from now on." }
}
