//! Who did what.

use super::words;

words! {
    /// What the list is of.
    lines() { "Who did what, newest first" }
    /// A column.
    at() { "When" }
    /// A column.
    who() { "Who" }
    /// A column, and a filter.
    action() { "What" }
    /// A column, and a filter.
    object() { "On what" }
    /// A column.
    reason() { "Why" }
    /// A column.
    request() { "Request" }
    /// A filter.
    actor() { "Person, key or account (its id)" }
    /// A filter.
    object_hint() { "On what (device:…)" }
    /// A filter.
    action_hint() { "What (device.token)" }
    /// In an empty page.
    nothing() { "No such line here." }
    /// Who, by name.
    key(name: &str) { "key {name}" }
    /// Who: the configuration's tokens, and commands on the server.
    maker() { "the maker’s own token, or the server" }
    /// Who.
    other(actor: &str, id: &str) { "{actor} {id}" }
}
