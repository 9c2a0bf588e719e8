//! What lists say.

use super::words;

words! {
    /// A button beside filters.
    show() { "Show" }
    /// A choice that leaves nothing out.
    all() { "All" }
    /// Above a list.
    in_all(count: &str) { "{count} in all" }
    /// A link under a list.
    next() { "Next page" }
}
