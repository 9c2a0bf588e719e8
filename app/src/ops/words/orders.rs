//! The list of orders.

use super::words;

words! {
    /// A state: nobody was asked for it yet.
    waits() { "Waits for your people" }
    /// A place, and its heading.
    orders() { "Orders" }
    /// A heading.
    stuck() { "Longer in a state than usual" }
    /// A heading.
    newest() { "Newest first" }
    /// A filter.
    state() { "State" }
    /// A filter.
    reason() { "How it ended" }
    /// A column.
    order() { "Order" }
    /// A column.
    machine() { "Machine" }
    /// A column.
    why() { "Why" }
    /// A column.
    since() { "Since" }
    /// A column.
    remedy() { "What to do" }
    /// A column.
    decided() { "Decided" }
    /// A column.
    expected() { "Expected" }
    /// What an order is of, with how much.
    of(quantity: &str, supply: &str) { "{quantity} of {supply}" }
    /// In an empty page.
    nothing() { "No order is like that here." }
    /// In an empty page.
    none_stuck() { "No order is stuck." }
}
