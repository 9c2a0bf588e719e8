//! What there is to be done about a machine, an order or a job, as lists and the overview say it.

use domain::alert::AlertKind;
use domain::order::EndReason;
use domain::registration::RegistrationStatus;

use super::words;

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
    /// A reason.
    low_unconnected() { "Low, and its machine is not connected" }
    /// A reason.
    disconnected() { "Its connection ended, and not by its customer" }
    /// What to do.
    unconnected_do() { "Ask the customer to connect it: nothing is ordered until then." }
    /// What to do.
    low_do() { "Nothing: it is ordered by itself. Look here where it goes on for long." }
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
    paused() { "Reordering was switched off before it was asked for" }
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
    withdrawn() { "Withdrawn while it waited" }
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
