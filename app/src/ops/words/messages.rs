//! The list of Amazon's messages.

use super::words;

words! {
    /// A place, and its heading.
    messages() { "Messages" }
    /// What the list is of.
    of_amazon() { "Messages of Amazon’s, the one that came last first" }
    /// A filter and a column.
    serial() { "Serial" }
    /// A column.
    came() { "Came" }
    /// A column.
    said() { "Said" }
    /// A column.
    kind() { "What it says" }
    /// A column.
    effect() { "Effect" }
    /// It has had its effect.
    applied() { "had its effect" }
    /// It has not.
    waits() { "waits for its machine" }
    /// In an empty page.
    nothing() { "No message is like that here." }
}
