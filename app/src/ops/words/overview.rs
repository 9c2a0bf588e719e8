//! The overview.

use super::words;

words! {
    /// What the list is of.
    todo() { "What there is to look at" }
    /// A column.
    what() { "What" }
    /// A column.
    number() { "How many" }
    /// A column.
    remedy() { "What to do" }
    /// A number that was counted to its limit.
    more_than(count: &str) { "more than {count}" }
    /// Where there is nothing to do.
    nothing() { "Nothing needs anybody." }
    /// Orders.
    stuck() { "Orders that are longer in a state than usual" }
    /// What to do.
    stuck_do() { "The list says for each why, and what to do." }
    /// Orders of the last days, by why they ended.
    ended(why: &str) { "Orders of the last seven days: {why}" }
    /// What to do.
    ended_do() { "Look at a few: what they have in common says whose it is." }
    /// Jobs.
    failing() { "Work that fails and is tried again" }
    /// What to do.
    failing_do() { "Read the last error; what fails for many has one cause." }
    /// Jobs.
    due() { "Work that somebody waits for, and that is due" }
    /// Jobs.
    due_bulk() { "Work of the whole fleet that is due" }
    /// A count.
    due_notices() { "Customers with a notice to be sent" }
    /// What to do.
    due_notices_do() { "Nothing while it falls; else `larder doctor` says whether the mail server answers." }
    /// Jobs.
    due_webhooks() { "Webhooks with something to send" }
    /// What to do.
    due_do() { "Nothing while it falls; else raise LARDER_AMAZON_CALLS." }
    /// What to do.
    due_webhooks_do() { "Nothing while it falls; else look which receiver does not answer." }
    /// Messages.
    unknown() { "Messages of Amazon’s about machines that nobody knows" }
    /// What to do.
    unknown_do() { "Make these machines, or look whether a serial was mistyped." }
}
