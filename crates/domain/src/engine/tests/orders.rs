//! An order's way, and what reports, customers and Amazon say of it.

use super::*;
use crate::alert::AlertKind;
use crate::decision::Outcome;
use crate::event::EventType as E;
use crate::order::{AWAITING_LIMIT, EndReason, NOT_ARRIVED, OrderEvent, SHIPPING};

/// With an order that Amazon has accepted and placed, expected in five days.
fn placed() -> Kept {
    let mut kept = Kept::new(slot());
    kept.run_low();
    kept.moves(OrderEvent::Accepted);
    kept.moves(OrderEvent::Placed);
    let id = kept.order().order.id;
    kept.change(|state| {
        let order = &mut state.order_mut(0, id).unwrap().order;
        order.quantity = Some(amount(36));
    });
    kept.asked();
    kept.happened();
    kept
}

/// The same with its one parcel on the road.
fn shipped() -> Kept {
    let mut kept = placed();
    let id = kept.order().order.id;
    kept.change(|state| {
        state.new_parcel(0, id, amount(36), noon(12)).unwrap();
    });
    kept.moves(OrderEvent::Shipped);
    kept.asked();
    kept.happened();
    kept
}

fn arrived() -> Kept {
    let mut kept = shipped();
    let parcel = kept.order().parcels[0].id;
    kept.at(noon(12))
        .change(|state| state.count_parcel(0, parcel, noon(12), Actor::Larder));
    kept
}

#[test]
fn each_step_is_told_and_watched() {
    let mut kept = Kept::new(slot());
    kept.run_low();
    kept.asked();
    kept.happened();
    let id = kept.order().order.id;
    kept.moves(OrderEvent::Accepted);
    let watch = FollowUp::OrderWatch(id);
    assert_eq!(kept.asked(), [(watch, noon(8) + AWAITING_LIMIT)]);
    kept.at(noon(9)).moves(OrderEvent::Placed);
    assert_eq!(kept.asked(), [(watch, noon(9) + SHIPPING)]);
    assert_eq!(kept.happened(), [E::OrderAccepted, E::OrderPlaced]);
    let order = kept.order().order;
    assert_eq!(
        (order.accepted_at, order.placed_at),
        (Some(noon(8)), Some(noon(9)))
    );
    kept.change(|state| assert!(!state.move_order(0, id, OrderEvent::Accepted, None)));
    assert_eq!((kept.happened(), kept.asked()), (vec![], vec![]));
}

#[test]
fn a_parcel_is_counted_on_its_date_and_ends_the_order() {
    let mut kept = shipped();
    kept.state.as_mut().unwrap().slots[0]
        .slot
        .cooldown
        .cancellations = 1;
    let parcel = kept.order().parcels[0].id;
    kept.at(noon(12)).change(|state| {
        state.count_parcel(0, parcel, noon(12), Actor::Larder);
    });
    let known = kept.order();
    assert_eq!(known.order.state, OrderState::Arrived);
    assert_eq!((known.order.live, known.order.confirmed), (false, false));
    assert_eq!(known.order.ended_at, Some(noon(12)));
    assert_eq!(kept.slot().cooldown, Default::default());
    assert_eq!(
        (kept.at_home(), kept.outcome()),
        (Some(61), Outcome::Enough)
    );
    assert_eq!(kept.days_left_at_arrival, [4.0], "25 at 75 in 12 days");
    assert_eq!(kept.happened(), [E::OrderArrived, E::SlotRefilled]);
    let delivery = kept.entries.last().unwrap();
    assert_eq!(known.parcels[0].counted, Some(delivery.id));
    assert_eq!(
        (delivery.kind.as_str(), delivery.actor),
        ("delivery", Actor::Larder)
    );
}

#[test]
fn of_two_parcels_the_last_one_ends_the_order() {
    let mut kept = shipped();
    let id = kept.order().order.id;
    let mut second = None;
    kept.change(|state| second = state.new_parcel(0, id, amount(4), noon(13)));
    let first = kept.order().parcels[0].id;
    kept.at(noon(12))
        .change(|state| state.count_parcel(0, first, noon(12), Actor::Larder));
    assert_eq!(
        (kept.order().order.state, kept.at_home()),
        (OrderState::Shipped, Some(61))
    );
    kept.change(|state| state.count_parcel(0, second.unwrap(), noon(12), Actor::Customer));
    let order = kept.order().order;
    assert_eq!((order.state, order.confirmed), (OrderState::Arrived, true));
    assert_eq!(kept.at_home(), Some(65));
}

#[test]
fn a_rise_by_half_of_what_is_coming_says_that_it_is_here() {
    for (kept, level, arrives) in [
        (placed(), 42, false),
        (placed(), 43, true),
        (shipped(), 61, true),
    ] {
        let mut kept = kept;
        kept.at(noon(10))
            .says(Input::Level(amount(level)), noon(10), Actor::Device);
        assert_ne!(kept.order().order.state, OrderState::Arrived, "{level}");
        let again = noon(10) + HOUR;
        kept.at(again)
            .says(Input::Level(amount(level)), again, Actor::Device);
        let order = kept.order().order;
        assert_eq!(order.state == OrderState::Arrived, arrives, "{level}");
        assert_eq!(order.confirmed, arrives);
        // What did not go into the machine lies beside it.
        let beside = if arrives { 25 + 36 - level } else { 0 };
        assert_eq!(kept.at_home(), Some(level + beside), "{level}");
    }
}

#[test]
fn a_rise_from_before_the_last_use_says_nothing_of_an_order() {
    let mut kept = placed();
    kept.at(noon(10))
        .says(Input::Level(amount(61)), noon(7), Actor::Device);
    assert_eq!(kept.order().order.state, OrderState::Placed);
}

#[test]
fn what_a_late_report_leaves_is_folded_before_a_rise_is_explained() {
    let mut kept = placed();
    kept.at(noon(10)).change(|state| {
        let report = |input, at| NewEntry {
            at,
            input,
            actor: Actor::Device,
            key: None,
            effective: true,
        };
        let late = report(Input::Used(amount(3)), noon(1));
        state.report(0, late).unwrap();
        let rise = report(Input::Level(amount(60)), noon(10));
        state.report(0, rise).unwrap_err();
        assert_eq!(state.changes.entries.len(), 1, "it is not taken yet");
    });
    assert_eq!(kept.at_home(), Some(22));
}

#[test]
fn what_an_order_brought_is_confirmed_by_a_rise_out_of_it_or_by_its_use() {
    let mut kept = arrived();
    assert_eq!(kept.slot().spares, amount(36));
    kept.at(noon(13))
        .says(Input::Level(amount(40)), noon(13), Actor::Device);
    assert!(
        kept.orders().last().unwrap().confirmed,
        "a rise out of the spares"
    );

    let mut kept = arrived();
    kept.at(noon(13)).uses(25);
    assert!(
        !kept.orders().last().unwrap().confirmed,
        "what was there before it is used first"
    );
    kept.at(noon(14)).uses(1);
    assert!(kept.orders().last().unwrap().confirmed);

    let mut kept = arrived();
    kept.change(|state| {
        let id = state.slots[0].orders()[0].order.id;
        state.confirm(0, id);
    });
    assert!(kept.orders().last().unwrap().confirmed, "somebody says so");
}

#[test]
fn what_has_not_arrived_is_asked_for_again() {
    let mut kept = arrived();
    let (entry, id) = (kept.entries.len() - 1, kept.order().order.id);
    kept.happened();
    let entry = kept.entries[entry].clone();
    kept.at(noon(13)).change(|state| {
        state.append_undo(0, &entry, Actor::Customer, None);
        state.order_mut(0, id).unwrap().parcels[0].counted = None;
        state.not_arrived(0, id);
    });
    let known = kept.order();
    let again = noon(13) + NOT_ARRIVED;
    assert_eq!(
        (known.order.state, known.order.live),
        (OrderState::Shipped, true)
    );
    assert_eq!(
        (known.order.estimate, known.order.ended_at),
        (Some(again), None)
    );
    assert_eq!(known.parcels[0].estimate, again);
    assert_eq!(
        kept.asked(),
        [(FollowUp::Parcel(known.parcels[0].id), again)]
    );
    assert_eq!(kept.at_home(), Some(25));
    assert!(kept.happened().contains(&E::OrderNotArrived));
}

#[test]
fn beside_a_live_order_one_that_has_not_arrived_is_late() {
    let mut kept = arrived();
    let id = kept.order().order.id;
    kept.at(noon(14)).uses(40);
    assert_eq!((kept.outcome(), kept.orders().len()), (Outcome::Order, 2));
    kept.change(|state| {
        state.order_mut(0, id).unwrap().parcels[0].counted = None;
        state.not_arrived(0, id);
    });
    let late = kept.orders()[1];
    assert_eq!(
        (late.state, late.live, late.late),
        (OrderState::Arrived, false, true)
    );
    assert!(kept.alerts().contains(&AlertKind::LateOrder));
}

#[test]
fn what_is_cancelled_does_not_come() {
    let mut kept = shipped();
    let (id, parcel) = (kept.order().order.id, kept.order().parcels[0].id);
    kept.change(|state| {
        state.cancel(0, id, EndReason::Customer);
        assert_eq!(state.changes.jobs_dropped, [FollowUp::Parcel(parcel)]);
    });
    let order = kept.order().order;
    assert_eq!(
        (order.state, order.reason),
        (OrderState::Cancelled, Some(EndReason::Customer))
    );
    assert_eq!(
        (kept.outcome(), kept.happened()),
        (Outcome::Held, vec![E::OrderCancelled])
    );
    kept.change(|state| {
        state.cancel(0, id, EndReason::Customer);
        assert!(state.changes.jobs_dropped.is_empty(), "once");
    });
    assert_eq!(kept.slot().cooldown.cancellations, 1);
}

#[test]
fn a_placed_order_past_its_date_is_late() {
    let mut kept = placed();
    kept.at(noon(13) - 1).uses(1);
    assert!(!kept.alerts().contains(&AlertKind::LateOrder));
    assert_eq!(
        kept.slot().headroom_until,
        Some(noon(13)),
        "until then nothing can change"
    );
    kept.at(noon(13)).uses(1);
    assert!(kept.alerts().contains(&AlertKind::LateOrder));
    assert_eq!(
        kept.slot().headroom_until,
        Some(noon(13).day().end()),
        "late it stays"
    );
    let mut kept = shipped();
    kept.at(noon(12) - 1).uses(1);
    assert!(
        !kept.alerts().contains(&AlertKind::LateOrder),
        "on the road"
    );
}

#[test]
fn an_order_of_a_registration_that_is_gone_is_let_go() {
    for (mut kept, ends) in [(placed(), true), (shipped(), false)] {
        let id = kept.order().order.id;
        kept.change(|state| {
            state.order_mut(0, id).unwrap().order.instance = Some("i".to_owned());
            state.registered = false;
            state.let_go(0, id);
        });
        let order = kept.order().order;
        assert_eq!((order.instance, order.asin), (None, None));
        assert_eq!(order.state == OrderState::Cancelled, ends);
    }
}

#[test]
fn an_order_of_amazons_is_adopted_and_stands_in_the_way_where_none_does() {
    let mut kept = Kept::new(slot());
    kept.change(|state| {
        state.adopt(0, "i1");
        state.adopt(0, "i2");
    });
    let orders: Vec<_> = kept
        .orders()
        .into_iter()
        .map(|it| (it.live, it.state))
        .collect();
    assert_eq!(
        orders,
        [(true, OrderState::Awaiting), (false, OrderState::Awaiting)]
    );
    assert!(kept.order().order.adopted && kept.order().order.took().is_none());
}

#[test]
fn an_early_arrival_without_parcels_brings_what_the_pack_says() {
    let mut kept = Kept::new(slot());
    kept.run_low();
    kept.moves(OrderEvent::Accepted);
    kept.moves(OrderEvent::Placed);
    let id = kept.order().order.id;
    kept.at(noon(9))
        .change(|state| state.arrive_early(0, id, noon(9), Actor::Customer));
    assert_eq!(
        (kept.at_home(), kept.order().order.state),
        (Some(61), OrderState::Arrived)
    );
    assert_eq!(kept.order().parcels[0].estimate, noon(9));
}
