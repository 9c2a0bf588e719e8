//! Models: what came of their machines.

use super::words;

words! {
    /// A place, and its heading.
    models() { "Models" }
    /// A column.
    model() { "Model" }
    /// A column.
    name() { "Name" }
    /// A column.
    brought_by() { "Supplies come by" }
    /// A column.
    supplies() { "Supplies" }
    /// In an empty list.
    none() { "There is no model yet. They are put by the API: PUT /api/v1/models/{{model}}." }
    /// A link.
    its_machines() { "Its machines" }
    /// A heading, and what the list is of.
    come_so_far() { "How far its machines have come" }
    /// A column.
    firmware() { "Firmware" }
    /// In it.
    every_firmware() { "all" }
    /// In place of a firmware: of machines that have said none.
    unsaid_firmware() { "not said" }
    /// In place of a firmware: of machines whose firmware is not told apart.
    other_firmware() { "all others" }
    /// A column.
    machines() { "Machines" }
    /// A column.
    claimed() { "Claimed" }
    /// A column.
    connected() { "Connected" }
    /// A column.
    chosen() { "Product chosen" }
    /// A column.
    ordered() { "Ordered once" }
    /// A number, and what part of all it is.
    of_all(count: &str, part: &str) { "{count} ({part} %)" }
    /// A heading, and what the list is of.
    of_supplies() { "What came of its supplies" }
    /// A column.
    supply() { "Supply" }
    /// A column.
    orders() { "Orders in a year" }
    /// A column.
    cancelled() { "Cancelled of 100" }
    /// A column.
    days_with_nothing() { "Days with nothing left" }
    /// A column.
    left_at_arrival() { "Days left at arrival" }
    /// A part of all.
    percent(part: &str) { "{part} %" }
    /// Under the figures.
    counted(at: &str) { "Counted {at}, once a day. Orders are the newest 20 of each supply; days are the last 28." }
    /// In place of figures.
    not_counted() { "It is counted once a day, and was not yet." }
    /// A heading, and what the list is of.
    settings() { "As it is set" }
    /// A column.
    container() { "Full" }
    /// A column.
    unit() { "Unit" }
    /// A column.
    reorder() { "Reorders" }
    /// When it reorders.
    burn_rate(days: u16, window: u16) { "when it lasts {days} days at the pace of {window}" }
    /// When it reorders.
    forecast(part: &str) { "by forecast, so that it lasts with {part} %" }
    /// A heading.
    pace() { "Orders an hour" }
    /// Under it.
    usual(orders: i64, usual: &str) { "{orders} in the last hour with orders, {usual} usually." }
    /// The same, while they wait.
    held(since: &str) { "Its orders wait since {since}: it orders far more than usual." }
    /// The same, after they were let go.
    let_go(until: &str) { "None waits until {until}: somebody let them go." }
}
