//! What happens next to a supply, and when: one or two short sentences for its customer.
//!
//! They never promise more than is decided: dates that are estimates say "about", and a machine that
//! is not connected, paused or without a product is said to order nothing.

use crate::decision::Outcome;
use crate::order::{EndReason, OrderState};
use crate::registration::Standing;
use crate::time::{DAY, Time};
use crate::view::reason::about;
use crate::view::{Headline, OrderView, SupplyView};
use crate::zone::Zone;

/// Weeks at home that are much.
const MUCH: i64 = 8;

/// What happens next, as a person reads it at `now`.
pub fn next(supply: &SupplyView, now: Time, zone: &Zone) -> String {
    match Headline::of(supply, now) {
        Headline::NotConnected => "Not connected to Amazon, so nothing will be ordered.".to_owned(),
        Headline::LevelUnknown => {
            "Nothing will be ordered until you say how much is in it.".to_owned()
        }
        Headline::NeedsYou => failed(supply, now, zone),
        Headline::Out => format!("Nothing is left. {}", plan(supply, now, zone)),
        Headline::NoNews => match supply.last_seen {
            Some(seen) => format!(
                "No news since {}. There may be less than shown. Check its Wi-Fi.",
                zone.day(seen, now)
            ),
            None => "The machine has not reported yet. Check its Wi-Fi.".to_owned(),
        },
        _ => plan(supply, now, zone),
    }
}

/// When the reorder level will be reached at the pace of now; none without a pace, and once it is
/// reached.
pub fn next_order(supply: &SupplyView, now: Time) -> Option<Time> {
    let (at_home, level, lasts) = (supply.at_home()?, supply.reorder_level?, supply.lasts?);
    if at_home <= level {
        return None;
    }
    let above = i128::from((at_home - level).0) * i128::from(lasts) / i128::from(at_home.0);
    Some(now + i64::try_from(above).ok()?)
}

/// What somebody might do who has very much at home; none below eight weeks of it, and where no order
/// would come anyway.
pub fn overstock(supply: &SupplyView, now: Time, zone: &Zone) -> Option<String> {
    let weeks = supply.lasts? / (7 * DAY);
    let orders = supply.standing == Standing::Registered
        && supply.subscribed == Some(true)
        && supply.live_order().is_none();
    if !orders || weeks < MUCH {
        return None;
    }
    let until = next_order(supply, now)?;
    if weeks > 52 {
        return Some("More than a year's worth is at home: pause auto-reorder?".to_owned());
    }
    Some(format!(
        "About {weeks} weeks' worth is at home: pause auto-reorder until {}?",
        zone.day(until, now)
    ))
}

fn plan(supply: &SupplyView, now: Time, zone: &Zone) -> String {
    if let Some(order) = supply.live_order() {
        return coming(order, now, zone);
    }
    if supply.is_paused() {
        return paused(supply, now, zone);
    }
    if supply.products.is_empty() {
        return "No product is chosen on Amazon, so no order will be made.".to_owned();
    }
    if supply.hold.holds(now) {
        return held(supply, now, zone);
    }
    let due = supply
        .decision
        .as_ref()
        .is_some_and(|decision| decision.outcome == Outcome::Order);
    match next_order(supply, now) {
        Some(at) => format!("Next order about {}.", zone.day(at, now)),
        None if due || supply.reorder_level.is_some() => "An order will be made now.".to_owned(),
        None => "Still learning your pace. A date will appear with use.".to_owned(),
    }
}

fn coming(order: &OrderView, now: Time, zone: &Zone) -> String {
    let amount = order
        .quantity
        .map(|quantity| format!(" of {}", about(quantity, order.unit)))
        .unwrap_or_default();
    let expected = order
        .estimate
        .map(|estimate| format!(", expected {}", zone.day(estimate, now)))
        .unwrap_or_default();
    match order.state {
        OrderState::Requested => "We are asking Amazon for a new order.".to_owned(),
        OrderState::Awaiting if order.may_need_customer(now) => {
            "Amazon has not placed the order yet. If it needs something, it has written to you."
                .to_owned()
        }
        OrderState::Awaiting => "Amazon has accepted an order and will place it soon.".to_owned(),
        OrderState::Placed => format!("Amazon has placed an order{amount}{expected}."),
        _ => format!("An order{amount} is on the way{expected}. We add it then."),
    }
}

fn paused(supply: &SupplyView, now: Time, zone: &Zone) -> String {
    let until = supply
        .lasts
        .filter(|lasts| *lasts > 0)
        .map(|lasts| {
            format!(
                " What is left lasts until about {}.",
                zone.day(now + lasts, now)
            )
        })
        .unwrap_or_default();
    format!("Auto-reorder is off on Amazon, so no order will be made.{until}")
}

fn held(supply: &SupplyView, now: Time, zone: &Zone) -> String {
    let last = supply.order.as_ref().and_then(|order| order.reason);
    match supply.hold.until {
        _ if supply.hold.restock => {
            "Two orders were cancelled, so we wait until you have restocked.".to_owned()
        }
        Some(until) if last == Some(EndReason::Customer) => format!(
            "We noted that the last order was cancelled. We order again from {}.",
            zone.day(until, now)
        ),
        Some(until) => format!(
            "The last order did not come through. We may order again from {}.",
            zone.day(until, now)
        ),
        None => "The last order did not come through.".to_owned(),
    }
}

fn failed(supply: &SupplyView, now: Time, zone: &Zone) -> String {
    let cause = match supply.order.as_ref().and_then(|order| order.reason) {
        Some(EndReason::Unresolved) => {
            "Amazon could not place the last order. Check payment and address on Amazon."
        }
        Some(EndReason::Refused) => "Amazon refused the last order. Check the product on Amazon.",
        Some(EndReason::InProgress) => {
            "Amazon says that an older order is still open. Check your orders on Amazon."
        }
        Some(EndReason::Overdue) => {
            "The last order is two weeks late. Check your orders on Amazon."
        }
        _ => "Amazon did not confirm the last order. Check your orders on Amazon.",
    };
    match supply.hold.until.filter(|until| *until > now) {
        Some(until) => format!("{cause} We try again from {}.", zone.day(until, now)),
        None => cause.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::hold::Hold;
    use crate::id::{DeviceId, OrderId, SlotId};
    use crate::policy::Policy;
    use crate::quantity::Quantity;
    use crate::slot::SlotSpec;
    use crate::time::HOUR;
    use crate::unit::Unit;
    use crate::view::ProductView;

    fn now() -> Time {
        Time::parse("2026-11-22T10:00:00Z").unwrap()
    }

    fn pods() -> SupplyView {
        SupplyView {
            id: SlotId(Uuid::nil()),
            device: DeviceId(Uuid::nil()),
            device_name: "Brewer".into(),
            slot: "pods".into(),
            name: "Coffee pods".into(),
            spec: SlotSpec {
                unit: Unit::Count,
                capacity: Quantity(100_000),
                count_is: None,
                typical_per_day: None,
                policy: Policy::default(),
            },
            machine: Some(Quantity(40_000)),
            spares: Quantity::ZERO,
            pace_per_day: Some(Quantity(2_500)),
            reorder_level: Some(Quantity(17_500)),
            lasts: Some(16 * DAY),
            standing: Standing::Registered,
            subscribed: Some(true),
            products: vec![ProductView {
                asin: Some("B1".into()),
                name: None,
                quantity: Some("36".into()),
                unit: Some("count".into()),
            }],
            order: None,
            drift: None,
            decision: None,
            hold: Hold::default(),
            last_seen: Some(now()),
            claimed_at: None,
        }
    }

    fn order(state: OrderState) -> OrderView {
        OrderView {
            id: OrderId(Uuid::nil()),
            supply: SlotId(Uuid::nil()),
            device: DeviceId(Uuid::nil()),
            serial: "K1".into(),
            slot: "pods".into(),
            supply_name: "Coffee pods".into(),
            device_name: "Brewer".into(),
            unit: Unit::Count,
            state,
            instance: None,
            asin: None,
            quantity: Some(Quantity(36_000)),
            estimate: Some(now() + 5 * DAY),
            requested_at: now(),
            placed_at: None,
            shipped_at: None,
            ended_at: None,
            reason: None,
            confirmed: false,
            late: false,
            missed: false,
            adopted: false,
        }
    }

    fn said(change: impl FnOnce(&mut SupplyView)) -> String {
        let mut supply = pods();
        change(&mut supply);
        next(&supply, now(), &Zone::default())
    }

    #[test]
    fn very_much_at_home_is_a_reason_to_pause() {
        let told = |change: fn(&mut SupplyView)| {
            let mut supply = pods();
            supply.machine = Some(Quantity(100_000));
            supply.spares = Quantity(57_500);
            supply.lasts = Some(63 * DAY);
            change(&mut supply);
            overstock(&supply, now(), &Zone::default())
        };
        assert_eq!(
            told(|_| {}).as_deref(),
            Some("About 9 weeks' worth is at home: pause auto-reorder until 17 Jan 2027?")
        );
        assert_eq!(
            told(|supply| supply.lasts = Some(400 * DAY)).as_deref(),
            Some("More than a year's worth is at home: pause auto-reorder?")
        );
        assert_eq!(told(|supply| supply.lasts = Some(55 * DAY)), None);
        assert_eq!(told(|supply| supply.subscribed = Some(false)), None);
        assert_eq!(
            told(|supply| supply.standing = Standing::Deregistered),
            None
        );
        assert_eq!(
            told(|supply| supply.order = Some(order(OrderState::Placed))),
            None
        );
    }

    #[test]
    fn days_are_those_of_where_one_lives() {
        let mut supply = pods();
        let mut coming = order(OrderState::Placed);
        coming.estimate = Time::parse("2026-11-28T07:59:59Z");
        supply.order = Some(coming);
        let pacific = Zone::parse("America/Los_Angeles").unwrap();
        assert_eq!(
            next(&supply, now(), &pacific),
            "Amazon has placed an order of 36, expected 27 Nov."
        );
    }

    #[test]
    fn a_good_supply_says_when_the_reorder_level_is_reached() {
        // 40 at 2.5 a day reach 17.5 after nine days.
        assert_eq!(said(|_| {}), "Next order about 1 Dec.");
        assert_eq!(next_order(&pods(), now()), Some(now() + 9 * DAY));
        assert_eq!(
            said(|supply| {
                supply.lasts = None;
                supply.pace_per_day = None;
                supply.reorder_level = None;
            }),
            "Still learning your pace. A date will appear with use."
        );
        assert_eq!(
            said(|supply| supply.machine = Some(Quantity(17_500))),
            "An order will be made now."
        );
    }

    #[test]
    fn what_orders_nothing_says_so() {
        assert_eq!(
            said(|supply| supply.standing = Standing::Deregistered),
            "Not connected to Amazon, so nothing will be ordered."
        );
        assert_eq!(
            said(|supply| supply.machine = None),
            "Nothing will be ordered until you say how much is in it."
        );
        assert_eq!(
            said(|supply| supply.subscribed = Some(false)),
            "Auto-reorder is off on Amazon, so no order will be made. What is left lasts until about 8 Dec."
        );
        assert_eq!(
            said(|supply| {
                supply.subscribed = Some(false);
                supply.products.clear();
            }),
            "No product is chosen on Amazon, so no order will be made."
        );
    }

    #[test]
    fn an_empty_supply_still_says_what_is_coming() {
        assert_eq!(
            said(|supply| {
                supply.machine = Some(Quantity::ZERO);
                supply.order = Some(order(OrderState::Placed));
            }),
            "Nothing is left. Amazon has placed an order of 36, expected 27 Nov."
        );
        assert_eq!(
            said(|supply| {
                supply.machine = Some(Quantity::ZERO);
                supply.subscribed = Some(false);
                supply.lasts = Some(0);
            }),
            "Nothing is left. Auto-reorder is off on Amazon, so no order will be made."
        );
    }

    #[test]
    fn an_order_that_is_not_placed_in_a_day_may_need_its_customer() {
        let accepted = |hours: i64| {
            said(|supply| {
                let mut order = order(OrderState::Awaiting);
                order.requested_at = now() - hours * HOUR;
                supply.order = Some(order);
            })
        };
        assert_eq!(
            accepted(23),
            "Amazon has accepted an order and will place it soon."
        );
        assert_eq!(
            accepted(24),
            "Amazon has not placed the order yet. If it needs something, it has written to you."
        );
    }

    #[test]
    fn a_failed_order_names_the_cause_and_the_next_try() {
        assert_eq!(
            said(|supply| {
                let mut last = order(OrderState::Cancelled);
                last.reason = Some(EndReason::Unresolved);
                supply.order = Some(last);
                supply.hold.until = Some(now() + 45 * DAY);
            }),
            "Amazon could not place the last order. Check payment and address on Amazon. \
             We try again from 6 Jan 2027."
        );
    }

    #[test]
    fn holds_and_silence_are_said() {
        let cancelled = |restock| {
            said(|supply| {
                supply.hold.until = Some(now() + 3 * DAY);
                supply.hold.restock = restock;
            })
        };
        assert_eq!(
            cancelled(false),
            "The last order did not come through. We may order again from 25 Nov."
        );
        assert_eq!(
            cancelled(true),
            "Two orders were cancelled, so we wait until you have restocked."
        );
        assert_eq!(
            said(|supply| {
                let mut last = order(OrderState::Cancelled);
                last.reason = Some(EndReason::Customer);
                supply.order = Some(last);
                supply.hold.until = Some(now() + 5 * DAY);
            }),
            "We noted that the last order was cancelled. We order again from 27 Nov."
        );
        assert_eq!(
            said(|supply| supply.last_seen = Some(now() - 3 * DAY)),
            "No news since 19 Nov. There may be less than shown. Check its Wi-Fi."
        );
        let never = |since: i64| {
            said(|supply| {
                supply.last_seen = None;
                supply.claimed_at = Some(now() - since);
            })
        };
        assert!(never(3 * DAY).starts_with("The machine has not reported yet."));
        assert!(!never(DAY).contains("not reported"));
    }
}
