//! The list of machines.

use super::words;

words! {
    /// A place, and its heading.
    machines() { "Machines" }
    /// A filter.
    part() { "Any part of a serial" }
    /// Where what was typed is no part of a serial.
    no_part() { "A part of a serial is 3 to 50 letters and digits; spaces and dashes between them do not count." }
    /// Where what was typed is no id.
    no_household() { "That is no household’s id. A machine’s page leads to all machines of its household." }
    /// A filter.
    firmware_said() { "Says its firmware" }
    /// A choice.
    unsaid() { "No" }
    /// A standing.
    by_shop() { "Your shop brings its supplies" }
    /// A filter and a column.
    model() { "Model" }
    /// A filter.
    firmware() { "Firmware" }
    /// A filter.
    household() { "Household (its id)" }
    /// A filter.
    reason() { "What about it" }
    /// A filter and a column.
    standing() { "Connection" }
    /// A column.
    serial() { "Serial" }
    /// A column.
    heard() { "Last heard" }
    /// A column.
    supplies() { "Supplies" }
    /// In place of a moment.
    never() { "never" }
    /// A supply in a row: its name and its state.
    supply(name: &str, state: &str) { "{name}: {state}" }
    /// A state.
    needs_customer() { "needs its customer" }
    /// In an empty page.
    nothing() { "No machine is like that here." }
    /// In a page in which nothing passed, while there are more to be looked at.
    more_to_look_at() { "None so far; there are more to look at." }
}
