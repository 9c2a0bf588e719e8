//! Pace and demand: what the rules need to know of a slot's use, its pace, and, where its policy is a forecast, the
//! demand until an order decided now would be here. One window of days is read, and the slot's newest
//! orders; nothing grows with the journal.

use domain::day::ClosedDay;
use domain::decision::reorder_level;
use domain::demand::{Demand, LeadTime, UseHistory, forecast, lead_time};
use domain::order::OrderState;
use domain::pace::{Pace, Use};
use domain::{Day, Quantity, Time};
use store::{Order, Slot, Tx};

use crate::Error;

/// What the pace of a slot is measured from at a moment; none before the first use.
pub(crate) async fn used(tx: &mut Tx, slot: &Slot, now: Time) -> Result<Option<Use>, Error> {
    let used = tx.days_used(slot.id, window(slot, now), now.day()).await?;
    Ok(measured(slot, used))
}

/// The first day of a slot's window.
pub(crate) fn window(slot: &Slot, now: Time) -> Day {
    Pace::first_day(slot.kind.policy.window_days(), now)
}

/// The same, where the use of the window has been read.
pub(crate) fn measured(slot: &Slot, used: Quantity) -> Option<Use> {
    slot.last_use?;
    Some(Use {
        used,
        window_days: slot.kind.policy.window_days(),
        since: slot.first_report?,
        typical_per_day: slot.kind.typical_per_day,
    })
}

/// The pace of a slot at a moment; none before the first use.
pub(crate) async fn pace(tx: &mut Tx, slot: &Slot, now: Time) -> Result<Option<Pace>, Error> {
    Ok(used(tx, slot, now).await?.map(|used| used.pace(now)))
}

/// The forecast of a slot at a moment; none where its policy is no forecast, or too little is known.
pub(crate) async fn demand(tx: &mut Tx, slot: &Slot, now: Time) -> Result<Option<Demand>, Error> {
    let spec = slot.spec();
    let (Some(level), Some(since)) = (spec.policy.service_level(), slot.first_report) else {
        return Ok(None);
    };
    let days = tx.days_since(slot.id, UseHistory::first_day(now)).await?;
    let days: Vec<_> = days.iter().map(ClosedDay::from).collect();
    let history = UseHistory::new(&days, since, now);
    let newest = i64::try_from(lead_time::ORDERS).unwrap_or_default();
    let orders = tx.orders_of_slot(slot.id, newest).await?;
    let arrivals: Vec<_> = orders.iter().filter_map(took).collect();
    let lead = LeadTime::learned(&arrivals);
    Ok(forecast(&history, spec.typical_per_day, &lead, level))
}

/// Milliseconds from the decision until an order was here. One that has not arrived although its date
/// is past is here on its next one at the earliest.
fn took(order: &Order) -> Option<i64> {
    let counted = order
        .ended_at
        .filter(|_| order.state == OrderState::Arrived)?;
    let here = match order.estimate.filter(|_| order.late) {
        Some(next) => counted.max(next),
        None => counted,
    };
    (!order.adopted).then(|| here.since(order.requested_at))
}

/// The reorder level at a pace, with the forecast of the last evaluation.
pub(crate) fn level(slot: &Slot, pace: Pace) -> Quantity {
    let policy = slot.kind.policy;
    let known = slot.decision.as_ref().filter(|it| it.policy == policy);
    reorder_level(pace, known.and_then(|it| it.demand), policy)
}
