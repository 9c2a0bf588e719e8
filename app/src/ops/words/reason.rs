//! What there is to be done about a machine, an order or a job, as lists and the overview say it.

use domain::alert::AlertKind;
use domain::order::EndReason;
use domain::registration::RegistrationStatus;
use domain::view::SupplyView;
use domain::{Replenisher, Time};

use super::words;
use crate::i18n::moment;

words! {
    /// A reason.
    low() { "A supply is low" }
    /// A reason.
    out() { "A supply is used up" }
    /// A reason.
    paused_low() { "Low, and its customer has switched reordering off" }
    /// A reason.
    late_order() { "An order is past its date" }
    /// A reason.
    silent() { "Not heard for two days" }
    /// A reason.
    old_token_used() { "Somebody uses a token of it that was replaced" }
    /// A reason.
    implausible() { "It reported what is not believed yet" }
    /// A reason.
    unit_mismatch() { "What came cannot be counted" }
    /// A reason.
    clock_wrong() { "Its clock is wrong" }
    /// A reason.
    orders_held() { "Orders wait: its model orders far more than usual" }
    /// A reason, and a state of a supply.
    on_hold() { "on hold" }
    /// A reason.
    reordering_on_hold() { "Reordering is on hold" }
    /// A reason.
    low_unconnected() { "Low, and its machine is not connected" }
    /// A reason.
    disconnected() { "Its connection ended, and not by its customer" }
    /// What to do.
    unconnected_do() { "Ask the customer to connect it: nothing is ordered until then." }
    /// What to do.
    on_hold_do() { "Let it go on where its reason is over: until then nothing is ordered." }
    /// What to do, in lists of many.
    low_do() { "Nothing where it is ordered by itself. The machine’s page says where it is not, and why." }
    /// What to do.
    low_by_itself_do() { "Nothing: it is ordered by itself. Look here where it goes on for long." }
    /// What to do.
    low_under_way_do() { "Nothing: an order is under way." }
    /// What to do.
    low_alexa_do() { "Nothing: Alexa decides when to order." }
    /// What to do.
    low_not_connected_do() { "Nothing is ordered: the machine is not connected. Ask its customer to connect it." }
    /// What to do.
    low_no_product_do() { "Nothing is ordered: its customer has chosen no product. Ask them to choose one." }
    /// What to do.
    low_on_hold_do() { "Nothing is ordered: reordering is on hold. Let it go on, or tell the customer." }
    /// What to do.
    low_until_do(when: &str) { "Nothing is ordered before {when}, after an order that did not come through. “Order now” orders at once." }
    /// What to do.
    low_restock_do() { "Nothing is ordered until it is full again, after orders that did not come through. “Order now” orders at once." }
    /// What to do.
    paused_low_do() { "Tell the customer that nothing is ordered until they switch it on." }
    /// What to do.
    late_order_do() { "Ask the customer whether it came." }
    /// What to do.
    silent_do() { "Ask whether it has power and network." }
    /// What to do.
    old_token_used_do() { "See that the machine has its new token, and nobody else the old one." }
    /// What to do.
    implausible_do() { "Its page asks the customer; a second reading settles it." }
    /// What to do.
    unit_mismatch_do() { "Ask the customer how much there is." }
    /// What to do.
    clock_wrong_do() { "Have the machine set its clock." }
    /// What to do.
    orders_held_do() { "Look at the model: let its orders go, or withdraw them." }
    /// Why an order ended.
    customer() { "The customer cancelled it" }
    /// Why an order ended.
    unresolved() { "Payment or address was not put right in three days" }
    /// Why an order ended.
    paused() { "Reordering was switched off, or put on hold, before it was asked for" }
    /// Why an order ended.
    deregistered() { "The connection ended" }
    /// Why an order ended.
    no_answer() { "No answer in a day" }
    /// Why an order ended.
    in_progress() { "Amazon called the supply busy for a week" }
    /// Why an order ended.
    refused() { "Amazon refused the product" }
    /// Why an order ended.
    overdue() { "Nothing came in two weeks after its date" }
    /// Why an order ended.
    test() { "A test, taken back" }
    /// Why an order ended.
    no_longer_due() { "Enough was there before it was asked for" }
    /// Why an order ended.
    withdrawn() { "Withdrawn by your people while it waited, or after a week of that" }
    /// A standing.
    unclaimed() { "Nobody’s" }
    /// A standing.
    claimed() { "Somebody’s, not connected" }
    /// A standing.
    registered() { "Connected" }
    /// A standing.
    ended() { "Disconnected" }
}

/// What is to be heard.
pub fn alert(kind: AlertKind) -> String {
    match kind {
        AlertKind::Low => low(),
        AlertKind::Out => out(),
        AlertKind::PausedLow => paused_low(),
        AlertKind::LateOrder => late_order(),
        AlertKind::Silent => silent(),
        AlertKind::OldTokenUsed => old_token_used(),
        AlertKind::Implausible => implausible(),
        AlertKind::UnitMismatch => unit_mismatch(),
        AlertKind::ClockWrong => clock_wrong(),
        AlertKind::OrdersHeld => orders_held(),
        AlertKind::OnHold => reordering_on_hold(),
        AlertKind::LowUnconnected => low_unconnected(),
        AlertKind::Disconnected => disconnected(),
    }
}

/// What to do about it.
pub fn alert_remedy(kind: AlertKind) -> String {
    match kind {
        AlertKind::Low | AlertKind::Out => low_do(),
        AlertKind::PausedLow => paused_low_do(),
        AlertKind::LateOrder => late_order_do(),
        AlertKind::Silent => silent_do(),
        AlertKind::OldTokenUsed => old_token_used_do(),
        AlertKind::Implausible => implausible_do(),
        AlertKind::UnitMismatch => unit_mismatch_do(),
        AlertKind::ClockWrong => clock_wrong_do(),
        AlertKind::OrdersHeld => orders_held_do(),
        AlertKind::LowUnconnected | AlertKind::Disconnected => unconnected_do(),
        AlertKind::OnHold => on_hold_do(),
    }
}

/// What to do about one of a supply that is known.
pub fn alert_remedy_of(kind: AlertKind, supply: &SupplyView, now: Time) -> String {
    if !matches!(kind, AlertKind::Low | AlertKind::Out) {
        return alert_remedy(kind);
    }
    let cooldown = &supply.cooldown;
    match cooldown.until.filter(|until| now < *until) {
        _ if supply.live_order().is_some() => low_under_way_do(),
        _ if supply.replenisher == Replenisher::Alexa => low_alexa_do(),
        _ if !supply.is_connected() => low_not_connected_do(),
        _ if supply.is_paused() => paused_low_do(),
        _ if supply.lacks_product() => low_no_product_do(),
        _ if cooldown.by_maker.is_some() => low_on_hold_do(),
        _ if cooldown.restock => low_restock_do(),
        Some(until) => low_until_do(&moment(until)),
        None => low_by_itself_do(),
    }
}

/// Why an order ended.
pub fn end(reason: EndReason) -> String {
    match reason {
        EndReason::Customer => customer(),
        EndReason::Unresolved => unresolved(),
        EndReason::Paused => paused(),
        EndReason::Deregistered => deregistered(),
        EndReason::NoAnswer => no_answer(),
        EndReason::InProgress => in_progress(),
        EndReason::Refused => refused(),
        EndReason::Overdue => overdue(),
        EndReason::Test => test(),
        EndReason::NoLongerDue => no_longer_due(),
        EndReason::Withdrawn => withdrawn(),
    }
}

/// A machine's standing.
pub fn standing(status: RegistrationStatus) -> String {
    match status {
        RegistrationStatus::Unclaimed => unclaimed(),
        RegistrationStatus::Claimed => claimed(),
        RegistrationStatus::Registered => registered(),
        RegistrationStatus::Deregistered => ended(),
    }
}
