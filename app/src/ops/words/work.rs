//! The work that waits.

use super::words;

words! {
    /// A place, and its heading.
    work() { "Work" }
    /// What the list is of.
    failing() { "Work whose last run failed" }
    /// A column.
    what() { "What" }
    /// A column.
    tries() { "Tries" }
    /// A column.
    since() { "Failing since" }
    /// A column.
    error() { "Last error" }
    /// A column.
    next() { "Next run" }
    /// A column of buttons.
    acts() { "Do" }
    /// A button.
    run() { "Run now" }
    /// A button.
    give_up() { "Give up" }
    /// In an empty page.
    nothing() { "Nothing fails." }
    /// On a machine's page, where there is none.
    none() { "Nothing is to be done for this machine." }
    /// A kind.
    replenish() { "Ask for an order" }
    /// A kind.
    parcel() { "Count a delivery on its date" }
    /// A kind.
    order_watch() { "Look after an order past its deadline" }
    /// A kind.
    order_ask() { "Ask what became of an order" }
    /// A kind.
    slot_status() { "Tell Amazon what is left" }
    /// A kind.
    alexa() { "Tell Alexa" }
    /// A kind.
    evaluate() { "Decide again" }
    /// A kind.
    count() { "Count the journal again" }
    /// A kind.
    sync() { "Ask which supplies may order" }
    /// A kind.
    verify() { "Ask whether the connection is still there" }
    /// A kind.
    daily() { "The daily look" }
    /// A kind.
    deregister() { "End a connection at Amazon" }
    /// A kind.
    delete_device() { "Delete the machine" }
    /// A kind.
    mail() { "Mail notices to a customer" }
    /// A kind.
    push() { "Push notices to a customer" }
    /// A kind, by its name in the database.
    other(kind: &str) { "{kind}" }
}

/// What a kind of job does.
pub fn kind(name: &str) -> String {
    match name {
        "replenish" => replenish(),
        "parcel" => parcel(),
        "order_watch" => order_watch(),
        "order_ask" => order_ask(),
        "slot_status" => slot_status(),
        "alexa_announce" | "alexa_report" | "alexa_delete" | "alexa_unlink" => alexa(),
        "evaluate" => evaluate(),
        "count" => count(),
        "sync" => sync(),
        "verify" => verify(),
        "daily" => daily(),
        "deregister" => deregister(),
        "delete_device" => delete_device(),
        "mail" => mail(),
        "push" => push(),
        other => self::other(other),
    }
}
