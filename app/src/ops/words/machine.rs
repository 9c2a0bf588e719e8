//! A machine's page.

use domain::event::EventType;
use replenish::operators::audit::Doer;

use super::words;

words! {
    /// What it is, behind its serial.
    of_model(model: &str, name: &str) { "{model} – {name}" }
    /// A heading.
    so() { "How it stands" }
    /// A heading.
    supplies() { "Supplies" }
    /// A heading.
    timeline() { "Timeline, newest first" }
    /// A heading.
    work() { "What is to be done" }
    /// How it stands.
    heard(when: &str) { "Last heard {when}." }
    /// How it stands.
    never_heard() { "It has never been heard." }
    /// How it stands.
    mute() { "It has no token: what it posts is refused. A new token lets it in." }
    /// How it stands.
    token_unused(when: &str) { "A new token was made for it {when}, and it has not come with it yet. Where the old one died at once, what it posts is refused until then." }
    /// How it stands.
    nobodys() { "It is nobody’s. Its claim code makes it somebody’s." }
    /// How it stands.
    nobodys_again(when: &str) { "It is nobody’s: its last household gave it up {when}. Whoever has it now needs its claim code, or a new one." }
    /// How it stands.
    theirs(when: &str) { "It is a household’s since {when}." }
    /// A link.
    household() { "All machines of this household" }
    /// How it stands.
    runs(firmware: &str) { "Firmware {firmware} runs in it." }
    /// A sentence.
    connected(replenisher: &str) { "It is connected: {replenisher} brings its supplies." }
    /// How it stands.
    shop() { "Your own shop brings its supplies." }
    /// How it stands.
    not_connected() { "It is not connected, so nothing is ordered. Its customer connects it on its page." }
    /// How it stands.
    disconnected(by: &str, when: &str) { "It was disconnected {when} by {by}, so nothing is ordered. Its customer connects it again on its page." }
    /// Who did something, or ended a connection.
    by_customer() { "its customer" }
    /// Who ended a connection.
    by_amazon() { "Amazon" }
    /// Who ended a connection.
    by_maker() { "your people" }
    /// Who ended a connection.
    by_token() { "Amazon refusing its token" }
    /// A supply.
    left(left: &str, of: &str) { "{left} left of {of}" }
    /// A supply.
    left_unknown() { "Nobody has said how much is in it" }
    /// A term.
    level() { "Level" }
    /// A supply that is held, in place of its state.
    on_hold() { "On hold" }
    /// A supply that is held.
    held_since(when: &str) { "Your people have put reordering on hold {when}: nothing is ordered until it is let go on." }
    /// A supply that waits after an order.
    waits_until(when: &str) { "After an order that did not come through nothing is ordered before {when}." }
    /// A supply that waits after orders.
    waits_for_restock() { "After orders that did not come through nothing is ordered until it is full again." }
    /// A term.
    why() { "Why it is ordered or not" }
    /// A term.
    order() { "Order" }
    /// A term.
    product() { "Product" }
    /// In place of an order.
    no_order() { "none yet" }
    /// In place of a product.
    no_product() { "none chosen" }
    /// A reading that waits.
    reading(amount: &str, when: &str) { "The machine says {amount} ({when}). Waiting for a second reading." }
    /// A reading that waits.
    reading_used(amount: &str, when: &str) { "The machine says that it used {amount} ({when}). Waiting for a second reading." }
    /// A term.
    subscription() { "Auto-reorder" }
    /// An order that waits, in place of its state.
    order_waits() { "It was not sent yet: its model orders far more than usual, and it waits for your people." }
    /// Why an order ended.
    order_ended_by_hold() { "Your people have put reordering on hold before it was asked for" }
    /// A part of the sentence on an order.
    expected(when: &str) { "expected {when}" }
    /// A part of the sentence on an order.
    stuck(what: &str, remedy: &str) { "{what} {remedy}" }
    /// A link.
    its_model() { "Its model" }
    /// A link.
    as_customer() { "As its customer sees it" }
    /// In an empty timeline.
    nothing() { "Nothing is known of it yet." }
    /// A kind of line.
    report() { "Report" }
    /// A kind of line.
    hand() { "By hand" }
    /// A kind of line.
    delivery() { "Delivery" }
    /// A kind of line.
    decision() { "Decision" }
    /// A kind of line.
    event() { "Event" }
    /// A kind of line.
    message() { "Amazon" }
    /// A kind of line.
    done() { "Done" }
    /// A line.
    of_slot(slot: &str, what: &str) { "{slot}: {what}" }
    /// Behind an entry.
    provisional(what: &str) { "{what} (waits for a second reading, and does not count yet)" }
    /// Behind an event: why.
    event_because(what: &str, why: &str) { "{what}: {why}" }
    /// Who did it.
    key(name: &str) { "the key {name}" }
    /// Who did it.
    person(name: &str) { "{name}" }
    /// Who did it: the configuration's tokens, and commands on the server.
    by_server() { "the maker’s own token, or the server" }
    /// Behind an entry.
    taken_back(what: &str) { "{what} (taken back)" }
    /// A line: what was done, and by whom.
    did(what: &str, who: &str) { "{what}, by {who}" }
    /// Who did it.
    the_machine() { "the machine" }
    /// Who did it.
    larder() { "Larder" }
    /// What was done.
    did_restock() { "What is at home was said" }
    /// What was done.
    did_undo() { "An entry was taken back" }
    /// What was done.
    did_claim_code() { "A new claim code was made" }
    /// What was done.
    did_token() { "A new token was made; the old one works until the machine uses it" }
    /// What was done.
    did_revoke() { "A new token was made; the old one died at once" }
    /// What was done.
    did_let_order_go() { "An order that waited was let go" }
    /// What was done.
    did_withdraw() { "An order that waited was withdrawn" }
    /// What was done.
    did_disconnect() { "It was disconnected" }
    /// What was done.
    did_order() { "An order was asked for" }
    /// What was done.
    did_hold() { "Reordering was put on hold" }
    /// What was done.
    did_let_go() { "Reordering was let go on" }
    /// What was done.
    did_create() { "The machine was made" }
    /// What was done.
    did_claim() { "It was added to a household" }
    /// What was done.
    did_connect() { "It was connected" }
    /// What was done.
    did_rename() { "It was renamed" }
    /// What was done.
    did_remove() { "It was given up" }
    /// What was done.
    did_arrived() { "An order was said to have arrived" }
    /// What was done.
    did_not_arrived() { "An order was said not to have arrived" }
    /// A line of who did what, with their reason.
    did_because(what: &str, reason: &str) { "{what}: {reason}" }
    /// A message without effect yet.
    waits(kind: &str) { "{kind} (waits)" }
    /// An event.
    order_requested() { "an order was decided" }
    /// An event.
    order_accepted() { "the order was taken" }
    /// An event.
    order_placed() { "the order was placed" }
    /// An event.
    order_shipped() { "the order was shipped" }
    /// An event.
    order_arrived() { "the order arrived" }
    /// An event.
    order_not_arrived() { "the customer says that it has not arrived" }
    /// An event.
    order_cancelled() { "the order was cancelled" }
    /// An event.
    order_failed() { "the order failed" }
    /// An event.
    order_withdrawn() { "the order was withdrawn" }
    /// An event.
    slot_low() { "low" }
    /// An event.
    slot_out() { "used up" }
    /// An event.
    slot_refilled() { "refilled" }
    /// An event.
    slot_paused() { "reordering was switched off" }
    /// An event.
    slot_resumed() { "reordering was switched on" }
    /// An event.
    device_created() { "the machine was made" }
    /// An event.
    device_claimed() { "the machine became somebody’s" }
    /// An event.
    device_registered() { "the machine was connected" }
    /// An event.
    device_deregistered() { "the machine was disconnected" }
    /// An event.
    device_moved() { "the machine became another household’s" }
    /// An event.
    device_silent() { "the machine is not heard any more" }
    /// An event.
    device_heard() { "the machine is heard again" }
    /// An event.
    device_removed() { "the machine was given up" }
}

/// What was done, by its name in the audit; one that is rare is said by that.
pub fn done_text(action: &str) -> String {
    match action {
        "supply.restock" => did_restock(),
        "supply.undo" => did_undo(),
        "supply.order" => did_order(),
        "supply.hold" => did_hold(),
        "supply.let_go" => did_let_go(),
        "device.claim_code" => did_claim_code(),
        "device.token" => did_token(),
        "device.token_revoke" => did_revoke(),
        "order.let_go" => did_let_order_go(),
        "order.withdraw" => did_withdraw(),
        "device.disconnect" => did_disconnect(),
        "device.create" | "device.import" => did_create(),
        "device.claim" => did_claim(),
        "device.connect" => did_connect(),
        "device.rename" => did_rename(),
        "device.remove" => did_remove(),
        "order.arrived" => did_arrived(),
        "order.not_arrived" => did_not_arrived(),
        rare => rare.to_owned(),
    }
}

/// Who did it. Whoever may not read the audit is not told which of the maker's people.
pub fn doer(doer: &Doer, is_named: bool) -> String {
    match doer {
        Doer::Person(name) if is_named => person(name),
        Doer::Key(name) if is_named => key(name),
        Doer::Person(_) | Doer::Key(_) => by_maker(),
        Doer::Maker => by_server(),
        Doer::Other(actor) => match &**actor {
            "customer" => by_customer(),
            "maker" => by_maker(),
            "device" => the_machine(),
            "amazon" => by_amazon(),
            _ => larder(),
        },
    }
}

/// What happened.
pub fn event_text(kind: EventType) -> String {
    match kind {
        EventType::OrderRequested => order_requested(),
        EventType::OrderAccepted => order_accepted(),
        EventType::OrderPlaced => order_placed(),
        EventType::OrderShipped => order_shipped(),
        EventType::OrderArrived => order_arrived(),
        EventType::OrderNotArrived => order_not_arrived(),
        EventType::OrderCancelled => order_cancelled(),
        EventType::OrderFailed => order_failed(),
        EventType::OrderWithdrawn => order_withdrawn(),
        EventType::SlotLow => slot_low(),
        EventType::SlotOut => slot_out(),
        EventType::SlotRefilled => slot_refilled(),
        EventType::SlotPaused => slot_paused(),
        EventType::SlotResumed => slot_resumed(),
        EventType::DeviceCreated => device_created(),
        EventType::DeviceClaimed => device_claimed(),
        EventType::DeviceRegistered => device_registered(),
        EventType::DeviceDeregistered => device_deregistered(),
        EventType::DeviceMoved => device_moved(),
        EventType::DeviceSilent => device_silent(),
        EventType::DeviceHeard => device_heard(),
        EventType::DeviceRemoved => device_removed(),
    }
}
