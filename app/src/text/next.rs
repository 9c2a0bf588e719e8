//! What happens next to a supply, and when: one or two short sentences for its customer.
//!
//! They never promise more than is decided: dates that are estimates say "about", and a machine that
//! is not connected, paused or without a product is said to order nothing.

use domain::decision::Outcome;
use domain::order::{EndReason, OrderState};
use domain::view::plan::{self, next_order};
use domain::view::{Drift, Headline, OrderView, SupplyView, drift};
use domain::{Replenisher, Time};

use super::amount::about;
use crate::i18n::{alexa, day, expected_day, integer, maker_act, next as text, shop};
use crate::request;

/// What happens next, as a person reads it at `now`.
pub fn next(supply: &SupplyView, now: Time) -> String {
    match Headline::of(supply, now) {
        Headline::NotConnected if supply.replenisher == Replenisher::Alexa => alexa::not_linked(),
        Headline::NotConnected => text::not_connected(),
        Headline::LevelUnknown => text::level_unknown(),
        Headline::NeedsYou => failed(supply, now),
        Headline::Out => text::nothing_left(&plan(supply, now)),
        Headline::NoNews => match supply.last_seen {
            Some(seen) => text::no_news_since(&day(seen, now)),
            None => text::never_reported(),
        },
        _ => plan(supply, now),
    }
}

/// What somebody might do who has very much at home.
pub fn overstock(supply: &SupplyView, now: Time) -> Option<String> {
    let much = plan::overstock(supply, now)?;
    if much.weeks > 52 {
        return Some(text::over_a_year());
    }
    Some(text::overstock(&integer(much.weeks), &day(much.until, now)))
}

/// How far a sensor and the reports of the same machine have come apart.
pub fn drift(drift: &Drift, unit: domain::Unit) -> String {
    let amount = |quantity| about(quantity, unit);
    text::drift(
        &integer(drift::DAYS),
        &amount(drift.reported),
        &amount(drift.seen),
    )
}

fn plan(supply: &SupplyView, now: Time) -> String {
    if let Some(order) = supply.live_order() {
        return coming(order, now);
    }
    if supply.replenisher == Replenisher::Alexa {
        return left_to_alexa(supply, now);
    }
    if supply.is_paused() {
        return paused(supply, now);
    }
    if supply.lacks_product() {
        return text::no_product();
    }
    if supply.cooldown.by_maker.is_some() {
        return maker_act::on_hold(&request::maker());
    }
    if supply.cooldown.is_active(now) {
        return held(supply, now);
    }
    let due = supply
        .decision
        .as_ref()
        .is_some_and(|decision| decision.outcome == Outcome::Order);
    match (next_order(supply, now), supply.learned_at(now)) {
        (Some(_), Some(at)) => text::learning_until(&day(at, now)),
        (Some(at), None) => text::next_order(&day(at, now)),
        (None, _) if due || supply.reorder_level.is_some() => text::order_now(),
        (None, _) => text::learning(),
    }
}

fn coming(order: &OrderView, now: Time) -> String {
    let sender = sender(order.replenisher);
    let amount = order.quantity.map(|quantity| about(quantity, order.unit));
    let expected = order.estimate.map(|estimate| expected_day(estimate, now));
    match (order.state, amount, expected) {
        (OrderState::Requested, ..) if order.replenisher == Replenisher::Shop => {
            shop::asking(&sender)
        }
        (OrderState::Requested, ..) => text::asking(),
        (OrderState::Awaiting, ..) if order.may_need_customer(now) => text::not_placed_yet(),
        (OrderState::Awaiting, ..) => text::accepted(&sender),
        (OrderState::Placed, None, None) => text::placed(&sender),
        (OrderState::Placed, Some(amount), None) => text::placed_of(&sender, &amount),
        (OrderState::Placed, None, Some(day)) => text::placed_for(&sender, &day),
        (OrderState::Placed, Some(amount), Some(day)) => {
            text::placed_of_for(&sender, &amount, &day)
        }
        (_, None, None) => text::on_the_way(),
        (_, Some(amount), None) => text::on_the_way_of(&amount),
        (_, None, Some(day)) => text::on_the_way_for(&day),
        (_, Some(amount), Some(day)) => text::on_the_way_of_for(&amount, &day),
    }
}

/// Who sends: Amazon, or the maker.
fn sender(replenisher: Replenisher) -> String {
    match replenisher {
        Replenisher::Shop => request::maker(),
        Replenisher::Drs | Replenisher::Alexa => "Amazon".to_owned(),
    }
}

/// Alexa says nothing of what it does.
fn left_to_alexa(supply: &SupplyView, now: Time) -> String {
    match next_order(supply, now) {
        Some(at) => alexa::low_about(&day(at, now)),
        None if supply.reorder_level.is_some() => alexa::low_now(),
        None => alexa::learning(),
    }
}

/// Why the maker's shop did not send an order.
pub fn shop_failed(reason: Option<EndReason>) -> String {
    let maker = request::maker();
    match reason {
        Some(EndReason::Refused) => shop::refused(&maker),
        Some(EndReason::Overdue) => shop::overdue(&maker),
        _ => shop::no_answer(&maker),
    }
}

fn paused(supply: &SupplyView, now: Time) -> String {
    let until = supply.lasts.filter(|lasts| *lasts > 0);
    let until = until.map(|lasts| day(now + lasts, now));
    match (supply.replenisher, until) {
        (Replenisher::Shop, Some(day)) => shop::paused_until(&day),
        (Replenisher::Shop, None) => shop::paused(),
        (_, Some(day)) => text::paused_until(&day),
        (_, None) => text::paused(),
    }
}

fn held(supply: &SupplyView, now: Time) -> String {
    let last = supply.order.as_ref().and_then(|order| order.reason);
    match supply.cooldown.until.map(|until| day(until, now)) {
        _ if supply.cooldown.restock => text::wait_for_restock(),
        Some(day) if last == Some(EndReason::Customer) => text::noted_cancellation(&day),
        Some(day) => text::did_not_come_through_until(&day),
        None => text::did_not_come_through(),
    }
}

fn failed(supply: &SupplyView, now: Time) -> String {
    let reason = supply.order.as_ref().and_then(|order| order.reason);
    let cause = match reason {
        _ if supply.replenisher == Replenisher::Shop => shop_failed(reason),
        Some(EndReason::Unresolved) => text::unresolved(),
        Some(EndReason::Refused) => text::refused(),
        Some(EndReason::InProgress) => text::in_progress(),
        Some(EndReason::Overdue) => text::overdue(),
        _ => text::unconfirmed(),
    };
    match supply.cooldown.until.filter(|until| *until > now) {
        Some(until) => text::try_again(&cause, &day(until, now)),
        None => cause,
    }
}

#[cfg(test)]
mod tests {
    use domain::Quantity;
    use domain::registration::RegistrationStatus;
    use domain::time::{DAY, HOUR};

    use super::*;
    use crate::fixtures::{self, now};

    fn pods() -> SupplyView {
        SupplyView {
            machine: Some(Quantity(40_000)),
            lasts: Some(16 * DAY),
            ..fixtures::pods()
        }
    }

    fn order(state: OrderState) -> OrderView {
        OrderView {
            requested_at: now(),
            ..fixtures::order(state)
        }
    }

    fn said(change: impl FnOnce(&mut SupplyView)) -> String {
        let mut supply = pods();
        change(&mut supply);
        next(&supply, now())
    }

    #[test]
    fn very_much_at_home_is_a_reason_to_pause() {
        let told = |change: fn(&mut SupplyView)| {
            let mut supply = pods();
            supply.machine = Some(Quantity(100_000));
            supply.spares = Quantity(57_500);
            supply.lasts = Some(63 * DAY);
            change(&mut supply);
            overstock(&supply, now())
        };
        assert_eq!(
            told(|_| {}).as_deref(),
            Some("About 9 weeks’ worth is at home: pause auto-reorder until Jan 17, 2027?")
        );
        assert_eq!(
            told(|supply| supply.lasts = Some(400 * DAY)).as_deref(),
            Some("More than a year’s worth is at home: pause auto-reorder?")
        );
        assert_eq!(told(|supply| supply.lasts = Some(55 * DAY)), None);
        assert_eq!(told(|supply| supply.subscribed = Some(false)), None);
        assert_eq!(
            told(|supply| supply.registration = RegistrationStatus::Deregistered),
            None
        );
        assert_eq!(
            told(|supply| supply.order = Some(order(OrderState::Placed))),
            None
        );
    }

    #[test]
    fn a_young_machine_says_when_there_will_be_a_date() {
        let young = |supply: &mut SupplyView| supply.known_since = Some(now() - 3 * DAY);
        assert_eq!(
            said(young),
            "We are still learning how fast you use it. From about Nov 26 we can name a date."
        );
        assert_eq!(
            said(|supply| supply.known_since = Some(now() - 7 * DAY)),
            "Next order around Dec 1."
        );
        assert_eq!(
            said(|supply| {
                young(supply);
                supply.machine = Some(Quantity(10_000));
            }),
            "We are placing an order now."
        );
    }

    #[test]
    fn days_are_those_of_where_one_lives() {
        let mut supply = pods();
        let mut coming = order(OrderState::Placed);
        coming.estimate = Time::parse("2026-11-28T07:59:59Z");
        supply.order = Some(coming);
        assert_eq!(
            fixtures::living("America/Los_Angeles", || next(&supply, now())),
            "Amazon has placed an order of 36, expected Nov 27."
        );
    }

    #[test]
    fn a_good_supply_says_when_the_reorder_level_is_reached() {
        // 40 at 2.5 a day reach 17.5 after nine days.
        assert_eq!(said(|_| {}), "Next order around Dec 1.");
        assert_eq!(next_order(&pods(), now()), Some(now() + 9 * DAY));
        assert_eq!(
            said(|supply| {
                supply.lasts = None;
                supply.pace_per_day = None;
                supply.reorder_level = None;
            }),
            "We are still learning how fast you use it. We can name a date once it has been used for a while."
        );
        assert_eq!(
            said(|supply| supply.machine = Some(Quantity(17_500))),
            "We are placing an order now."
        );
    }

    #[test]
    fn what_orders_nothing_says_so() {
        assert_eq!(
            said(|supply| supply.registration = RegistrationStatus::Deregistered),
            "Not connected to Amazon, so nothing will be ordered."
        );
        assert_eq!(
            said(|supply| supply.machine = None),
            "Nothing will be ordered until you tell us how much is left."
        );
        assert_eq!(
            said(|supply| supply.subscribed = Some(false)),
            "Auto-reorder is off on Amazon, so no order will be made. What is left lasts until about Dec 8."
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
            "Nothing is left. Amazon has placed an order of 36, expected Nov 27."
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
                supply.cooldown.until = Some(now() + 45 * DAY);
            }),
            "Amazon could not place the last order. Check payment and address on Amazon. \
             We try again from Jan 6, 2027."
        );
    }

    #[test]
    fn holds_and_silence_are_said() {
        let cancelled = |restock| {
            said(|supply| {
                supply.cooldown.until = Some(now() + 3 * DAY);
                supply.cooldown.restock = restock;
            })
        };
        assert_eq!(
            cancelled(false),
            "The last order did not go through. We can order again from Nov 25."
        );
        assert_eq!(
            cancelled(true),
            "Two orders were canceled, so we wait until you have restocked."
        );
        assert_eq!(
            said(|supply| {
                let mut last = order(OrderState::Cancelled);
                last.reason = Some(EndReason::Customer);
                supply.order = Some(last);
                supply.cooldown.until = Some(now() + 5 * DAY);
            }),
            "We noted that the last order was canceled. We order again from Nov 27."
        );
        assert_eq!(
            said(|supply| supply.last_seen = Some(now() - 3 * DAY)),
            "No news from the machine since Nov 19. There may be less than shown. Check its Wi-Fi."
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
