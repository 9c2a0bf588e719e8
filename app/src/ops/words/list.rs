//! What lists say.

use super::words;

words! {
    /// A button beside filters.
    show() { "Show" }
    /// A choice that leaves nothing out.
    all() { "All" }
    /// Above a list.
    in_all(count: &str) { "{count} in all" }
    /// Where a filter of an address is none of its choices.
    unknown(filter: &str) { "The address asks for something under “{filter}” that there is not. Choose again." }
    /// Where an address asks for the part of a list after something that is none of it.
    unknown_place() { "The address is not complete. Look at the list from its beginning." }
    /// A link under a list.
    next() { "Next page" }
}
