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
    /// What one says.
    order_placed() { "An order was placed" }
    /// What one says.
    item_shipped() { "An item was shipped" }
    /// What one says.
    order_cancelled() { "An order was cancelled" }
    /// What one says.
    subscription_changed() { "A subscription was changed" }
    /// What one says.
    device_registered() { "The machine was registered" }
    /// What one says.
    device_deregistered() { "The machine was deregistered" }
}

/// What a message says, by its kind; one that is not known is said by that.
pub fn said_by_amazon(kind: &str) -> String {
    match kind {
        "order_placed" => order_placed(),
        "item_shipped" => item_shipped(),
        "order_cancelled" => order_cancelled(),
        "subscription_changed" => subscription_changed(),
        "device_registered" => device_registered(),
        "device_deregistered" => device_deregistered(),
        other => other.to_owned(),
    }
}
