//! An order's way, and what reports, customers and Amazon say of it.

use super::*;
use crate::alert::AlertKind;
use crate::counting::Counting;
use crate::decision::Outcome;
use crate::event::EventType as E;
use crate::order::{AWAITING_LIMIT, EndReason, NOT_ARRIVED, OrderEvent, SHIPPING};
use crate::policy::ServiceLevel;

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
fn a_promise_is_kept_where_something_was_left_until_the_order_came() {
    let level = ServiceLevel::new(0.95);
    let promises = |lived: &dyn Fn(&mut Kept)| {
        let mut kept = shipped();
        kept.slot_mut().kind.policy = Policy::Forecast {
            service_level: level,
        };
        let state = kept.state.as_mut().unwrap();
        state.slots[0].spec = state.slots[0].slot.spec();
        let parcel = kept.order().parcels[0].id;
        lived(&mut kept);
        kept.at(noon(12))
            .change(|state| state.count_parcel(0, parcel, noon(12), Actor::Larder));
        let promises = std::mem::take(&mut kept.promises);
        promises.into_iter().map(|it| it.kept).collect::<Vec<_>>()
    };
    // It has 25 left from the eighth day on.
    assert_eq!(promises(&|_| {}), [true]);
    let uses_most = |kept: &mut Kept| {
        kept.at(noon(10)).uses(24);
    };
    assert_eq!(promises(&uses_most), [true]);
    let uses_all = |kept: &mut Kept| {
        kept.at(noon(10)).uses(25);
    };
    assert_eq!(promises(&uses_all), [false]);
    let bought_more = |kept: &mut Kept| {
        uses_all(kept);
        kept.at(noon(11))
            .restocks(Input::Add(amount(5)), Some(false));
    };
    assert_eq!(promises(&bought_more), [false], "an evening without any");
    let is_here = |kept: &mut Kept| {
        kept.at(noon(9))
            .restocks(Input::Add(amount(36)), Some(true));
        uses_all(kept);
        kept.uses(36);
    };
    assert_eq!(
        promises(&is_here),
        [true],
        "it came in time, and counts once"
    );
    let one = Promise {
        slot: 0,
        level,
        kept: true,
    };
    let mut kept = shipped();
    assert_eq!(kept.promises, []);
    kept.slot_mut().kind.policy = Policy::Forecast {
        service_level: level,
    };
    let state = kept.state.as_mut().unwrap();
    state.slots[0].spec = state.slots[0].slot.spec();
    kept.at(noon(9))
        .restocks(Input::Add(amount(36)), Some(true));
    assert_eq!(kept.promises, [one]);
    assert_eq!(arrived().promises, [], "days are no promise");
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
fn a_rise_by_half_of_what_is_due_soon_says_that_it_is_here() {
    for (kept, level, arrives) in [
        (placed(), 61, false),
        (placed().expects(noon(12)), 42, false),
        (placed().expects(noon(12)), 43, true),
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

/// Of ten pods, half of which rise without waiting for a second reading.
fn small(mut kept: Kept) -> Kept {
    let id = kept.order().order.id;
    kept.change(|state| state.order_mut(0, id).unwrap().order.quantity = Some(amount(10)));
    kept
}

#[test]
fn a_rise_from_before_the_last_use_says_nothing_of_an_order() {
    let rises = |at| {
        let mut kept = small(placed().expects(noon(10)));
        kept.at(noon(10))
            .says(Input::Level(amount(30)), at, Actor::Device);
        kept.orders().last().unwrap().state
    };
    assert_eq!(rises(noon(7)), OrderState::Placed);
    assert_eq!(rises(noon(8)), OrderState::Arrived);
}

#[test]
fn a_rise_that_does_not_count_says_nothing_of_an_order() {
    let mut kept = small(placed().expects(noon(10)));
    kept.change(|state| {
        let rise = NewEntry {
            input: Input::Level(amount(30)),
            effective: false,
            ..used(0, noon(8))
        };
        state.report(0, rise).unwrap();
    });
    assert_eq!(kept.order().order.state, OrderState::Placed);
}

#[test]
fn what_a_late_report_leaves_is_folded_before_a_rise_is_explained() {
    let mut kept = placed();
    kept.at(noon(10)).change(|state| {
        state.report(0, used(3, noon(1))).unwrap();
        state.report(0, used(1, noon(1))).unwrap();
        let rise = NewEntry {
            input: Input::Level(amount(60)),
            ..used(0, noon(10))
        };
        state.report(0, rise).unwrap_err();
        assert_eq!(state.changes.entries.len(), 2, "it is not taken yet");
    });
    assert_eq!(kept.at_home(), Some(21));
    let mut requested = Kept::new(slot());
    requested.run_low();
    requested.change(|state| {
        state.report(0, used(3, noon(1))).unwrap();
        let fall = NewEntry {
            input: Input::Level(amount(15)),
            ..used(0, noon(8))
        };
        state.report(0, fall).unwrap();
    });
    assert_eq!(requested.at_home(), Some(15), "no rise would say anything");
}

#[test]
fn what_an_order_brought_is_confirmed_by_a_rise_out_of_it_or_by_its_use() {
    let mut kept = arrived();
    assert_eq!(kept.slot().spares, amount(36));
    for hour in [0, 1] {
        let at = noon(13) + hour * HOUR;
        kept.at(at)
            .says(Input::Level(amount(40)), at, Actor::Device);
    }
    assert!(
        kept.orders().last().unwrap().confirmed,
        "a rise out of the spares"
    );

    let mut kept = arrived();
    kept.at(noon(13))
        .says(Input::Level(amount(24)), noon(13), Actor::Device);
    assert!(!kept.orders().last().unwrap().confirmed, "a fall is none");

    let mut kept = arrived();
    kept.uses(26);
    let order = kept.orders().last().copied().unwrap();
    assert!(!order.confirmed, "not when it came, but after it");

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

/// An order on the road of which nobody knows how much it brings.
fn uncountable() -> Kept {
    let mut kept = placed();
    let id = kept.order().order.id;
    kept.change(|state| {
        state.order_mut(0, id).unwrap().order.quantity = None;
        state.new_parcel(0, id, Quantity::ZERO, noon(12)).unwrap();
        state.slots[0].touch();
    });
    kept.moves(OrderEvent::Shipped);
    kept
}

#[test]
fn what_cannot_be_counted_arrives_with_nothing_and_is_asked_for() {
    let mut kept = uncountable();
    assert!(kept.alerts().contains(&AlertKind::UnitMismatch), "at once");
    let parcel = kept.order().parcels[0].id;
    let before = kept.at_home();
    kept.at(noon(12))
        .change(|state| state.count_parcel(0, parcel, noon(12), Actor::Larder));
    assert_eq!(kept.order().order.state, OrderState::Arrived);
    assert_eq!(kept.at_home(), before, "nothing is added");
    assert!(kept.slot().evidence.lost_at.is_some());
    assert_eq!(kept.outcome(), Outcome::Uncounted, "nothing is decided");
    // Whoever says how much there is ends it.
    let mut said = Kept { ..kept };
    said.at(noon(13))
        .says(Input::Set(amount(61)), noon(13), Actor::Customer);
    assert_eq!(said.outcome(), Outcome::Enough);
    assert!(!said.alerts().contains(&AlertKind::UnitMismatch));
}

#[test]
fn what_nobody_counts_is_decided_on_after_two_weeks() {
    let mut kept = uncountable();
    let parcel = kept.order().parcels[0].id;
    kept.at(noon(12))
        .change(|state| state.count_parcel(0, parcel, noon(12), Actor::Larder));
    kept.at(noon(24)).uses(20);
    for (day, outcome) in [(25, Outcome::Uncounted), (26, Outcome::Order)] {
        kept.at(noon(day)).change(|state| state.slots[0].touch());
        assert_eq!(kept.outcome(), outcome, "{day}");
    }
}

#[test]
fn a_use_is_decided_on_where_it_may_confirm_an_arrival() {
    let mut kept = arrived();
    kept.at(noon(13)).uses(1);
    assert!(kept.slot().headroom_amount.is_some());
    let is_decided = |state: &mut DeviceState| {
        state.slots[0].needs_evaluation = false;
        state.append(0, used(1, noon(13)));
        state.slots[0].needs_evaluation
    };
    kept.change(|state| assert!(is_decided(state)));
    let id = kept.order().order.id;
    kept.change(|state| {
        state.confirm(0, id);
        assert!(!is_decided(state), "it is confirmed");
        state.slots[0].orders = None;
        assert!(!is_decided(state));
        state.slots[0].summary.unconfirmed = true;
        assert!(is_decided(state));
    });
}

impl Kept {
    fn restocks(&mut self, input: Input, of_order: Option<bool>) -> &mut Self {
        self.change(|state| {
            let key = String::from("key");
            let entry = NewEntry::action(input, Actor::Customer, key, state.now);
            state.restock(0, entry, of_order);
        })
    }

    fn expects(mut self, estimate: Time) -> Self {
        let id = self.order().order.id;
        self.change(|state| state.order_mut(0, id).unwrap().order.estimate = Some(estimate));
        self
    }
}

#[test]
fn an_order_put_in_by_hand_counts_once() {
    for mut kept in [placed(), shipped()] {
        kept.at(noon(9))
            .restocks(Input::Add(amount(36)), Some(true));
        let KnownOrder { order, parcels, .. } = kept.order();
        assert_eq!((order.state, order.confirmed), (OrderState::Arrived, true));
        let counted: Vec<_> = parcels.iter().map(|it| it.counted).collect();
        let entry = kept.entries.last().unwrap().id;
        assert_eq!((counted, kept.at_home()), (vec![Some(entry)], Some(61)));
        assert_eq!(kept.days_left_at_arrival.len(), 1);

        let other = kept.entries[0].id;
        kept.at(noon(10)).change(|state| state.bought(0, other));
        assert_eq!(kept.order().order.state, OrderState::Arrived);
        kept.asked();
        kept.change(|state| state.bought(0, entry));
        let KnownOrder { order, parcels, .. } = kept.order();
        assert_eq!((order.state, order.confirmed), (OrderState::Shipped, false));
        assert_eq!(parcels[0].counted, None, "it was bought elsewhere");
        let again = (FollowUp::Parcel(parcels[0].id), noon(12));
        assert_eq!((kept.asked(), kept.at_home()), (vec![again], Some(61)));
    }
}

#[test]
fn a_rise_by_hand_of_about_what_is_expected_soon_is_the_order() {
    let is_it = |input, of_order, estimate| {
        let mut kept = placed().expects(estimate);
        kept.restocks(input, of_order);
        kept.orders().last().unwrap().state == OrderState::Arrived
    };
    let add = |pods| Input::Add(amount(pods));
    let soon = noon(10);
    assert!(is_it(add(33), None, soon) && is_it(add(39), None, soon));
    assert!(!is_it(add(32), None, soon) && !is_it(add(40), None, soon));
    assert!(!is_it(add(36), None, soon + 1), "in more than two days");
    let counted = |left| Input::Set(amount(left));
    assert!(is_it(counted(25 + 36), None, soon) && !is_it(counted(36), None, soon));
    assert!(is_it(add(1), Some(true), noon(30)), "they say so");
    assert!(!is_it(add(36), Some(false), soon));
    assert!(!is_it(counted(25), Some(true), soon), "no rise");
    assert!(!is_it(Input::Replaced, Some(true), soon));
}

#[test]
fn a_level_that_stands_alone_is_believed_in_its_time() {
    let mut kept = Kept::new(slot());
    kept.uses(1);
    let fall = Input::Level(Quantity::ZERO);
    kept.says(fall, noon(0), Actor::Device);
    let stands = noon(1);
    let evaluates = (FollowUp::Evaluate(kept.slot().id), stands);
    assert!(kept.asked().contains(&evaluates));
    let mut at_home = |now, counting| {
        kept.slot_mut().counting = counting;
        kept.at(now).change(|state| state.believe_what_stands(0));
        kept.at_home()
    };
    assert_eq!(at_home(stands - 1, None), Some(99));
    let counting = Counting::from_day(noon(5).day(), None);
    assert_eq!(at_home(stands, Some(counting)), Some(99));
    assert_eq!(at_home(stands, None), Some(0));
    assert_eq!(kept.entries.last().unwrap().kind, "believed");
}

/// An order of 36 that Amazon has placed under a name, of which it has told of parcels: how much, and on which day.
fn told(parcels: &[(i64, i64)]) -> Kept {
    let mut kept = placed();
    let id = kept.order().order.id;
    kept.change(|state| {
        state.order_mut(0, id).unwrap().order.instance = Some("i1".to_owned());
        for (pods, day) in parcels {
            let said = Contents {
                quantity: Some(amount(*pods)),
                estimate: Some(noon(*day)),
                asin: None,
            };
            state.order_shipped(0, id, &said, noon(9));
        }
    });
    kept.asked();
    kept.happened();
    kept
}

impl Kept {
    /// Counts what is on the road and due on a day.
    fn counts(&mut self, day: i64) -> &mut Self {
        let parcels = self.order().parcels.into_iter();
        let due = parcels.filter(|it| it.counted.is_none() && it.estimate <= noon(day));
        for parcel in due.collect::<Vec<_>>() {
            self.at(noon(day))
                .change(|state| state.count_parcel(0, parcel.id, noon(day), Actor::Larder));
        }
        self
    }
}

#[test]
fn an_order_told_in_part_waits_for_the_rest() {
    for parcels in [
        &[(18, 12)][..],
        &[(12, 12)],
        &[(24, 12)],
        &[(12, 11), (12, 12)],
        &[(32, 12)],
    ] {
        let mut kept = told(parcels);
        kept.counts(11).counts(12);
        let known = kept.order();
        let watch = (FollowUp::OrderWatch(known.order.id), noon(12));
        assert_eq!(
            (known.order.state, known.order.live),
            (OrderState::Shipped, true)
        );
        assert!(known.waits_for_the_rest() && kept.asked().contains(&watch));
        let sum: i64 = parcels.iter().map(|it| it.0).sum();
        let slot = kept.slot().clone();
        assert_eq!(known.untold(&slot), Some(amount(36 - sum)));
        assert_eq!(kept.at_home(), Some(25 + sum));
        let said = Contents {
            quantity: Some(amount(36 - sum)),
            estimate: Some(noon(14)),
            asin: None,
        };
        let id = known.order.id;
        kept.at(noon(13))
            .change(|state| state.order_shipped(0, id, &said, noon(13)));
        assert!(!kept.order().waits_for_the_rest(), "it is on the road");
        kept.counts(14);
        assert_eq!(kept.order().order.state, OrderState::Arrived);
        assert_eq!(kept.at_home(), Some(61));
        let arrivals = kept.happened().into_iter();
        assert_eq!(arrivals.filter(|it| *it == E::OrderArrived).count(), 1);
    }
}

#[test]
fn an_order_told_in_whole_waits_for_nothing() {
    for parcels in [
        &[(36, 12)][..],
        &[(40, 12)],
        &[(18, 11), (18, 12)],
        &[(33, 12)],
    ] {
        let mut kept = told(parcels);
        kept.counts(11).counts(12);
        assert_eq!(kept.order().order.state, OrderState::Arrived, "{parcels:?}");
        assert_eq!(kept.asked(), []);
    }
}

#[test]
fn only_what_amazon_says_and_can_be_asked_about_is_waited_for() {
    let comes = |change: fn(&mut Order)| {
        let mut kept = told(&[(18, 12)]);
        let id = kept.order().order.id;
        kept.change(|state| change(&mut state.order_mut(0, id).unwrap().order));
        kept.counts(12).orders().last().unwrap().state
    };
    assert_eq!(comes(|_| {}), OrderState::Shipped);
    assert_eq!(comes(|it| it.instance = None), OrderState::Arrived);
    // What was asked for is no word of Amazon's; the pack of the product that it names is.
    assert_eq!(comes(|it| it.placed_at = None), OrderState::Arrived);
    let named = |it: &mut Order| {
        it.placed_at = None;
        it.asin = Some("B1".to_owned());
    };
    assert_eq!(comes(named), OrderState::Shipped);
    let other = |it: &mut Order| {
        it.placed_at = None;
        it.asin = Some("B2".to_owned());
    };
    assert_eq!(comes(other), OrderState::Arrived);
}

#[test]
fn whoever_has_an_order_told_in_part_has_all_of_it() {
    let arrives = |of: fn(&mut Kept)| {
        for parcels in [&[(18, 12)][..], &[(12, 11), (12, 12)], &[(24, 11)]] {
            for counted in [10, 11] {
                let mut kept = told(parcels);
                kept.counts(counted).at(noon(counted));
                of(&mut kept);
                let known = kept.order();
                assert_eq!(known.order.state, OrderState::Arrived, "{parcels:?}");
                assert!(known.order.confirmed && !known.is_on_the_road());
                let brought: Quantity = known.parcels.iter().map(|it| it.quantity).sum();
                assert_eq!(brought, amount(36), "{parcels:?}");
            }
        }
    };
    arrives(|kept| {
        let (id, now) = (kept.order().order.id, kept.now);
        kept.change(|state| state.arrive_early(0, id, now, Actor::Customer));
        assert_eq!(kept.at_home(), Some(61));
    });
    arrives(|kept| {
        let (now, before) = (kept.now, kept.at_home().unwrap());
        let risen = amount(before + 18);
        kept.says(Input::Level(risen), now, Actor::Device);
        let again = now + HOUR;
        kept.at(again)
            .says(Input::Level(risen), again, Actor::Device);
        assert_eq!(kept.at_home(), Some(61.max(before + 18)));
    });
    arrives(|kept| {
        kept.restocks(Input::Add(amount(36)), Some(true));
    });
}

#[test]
fn the_rest_ends_with_whom_it_could_be_asked_of() {
    let mut kept = told(&[(18, 12)]);
    kept.counts(12);
    let id = kept.order().order.id;
    kept.change(|state| state.let_go(0, id));
    let order = kept.orders().last().copied().unwrap();
    assert_eq!((order.state, order.live), (OrderState::Arrived, false));
    assert_eq!((&order.instance, kept.at_home()), (&None, Some(43)));
}

#[test]
fn an_arrival_that_amazon_did_not_announce_is_asked_about() {
    let here = |mut kept: Kept| {
        let id = kept.order().order.id;
        kept.at(noon(10))
            .change(|state| state.arrive_early(0, id, noon(10), Actor::Device));
        kept
    };
    let mut kept = here(told(&[]));
    let order = kept.order().order;
    let watch = (FollowUp::OrderWatch(order.id), noon(10));
    assert_eq!(order.state, OrderState::Arrived);
    assert!(order.is_unannounced() && kept.asked().contains(&watch));

    let said = Contents {
        quantity: Some(amount(36)),
        ..Contents::default()
    };
    kept.at(noon(11))
        .change(|state| state.order_shipped(0, order.id, &said, noon(11)));
    let order = kept.order().order;
    assert!(!order.is_unannounced() && order.watched_at().is_none());
    assert_eq!(order.shipped_at, Some(noon(10)), "not after it came");
    assert_eq!(
        (order.state, kept.at_home()),
        (OrderState::Arrived, Some(61))
    );

    let mut kept = here(told(&[(36, 12)]));
    assert!(!kept.order().order.is_unannounced());
    assert_eq!(kept.asked(), [], "Amazon has said that it is on its way");
    let kept = here(placed());
    assert!(!kept.order().order.is_unannounced(), "nobody can be asked");
}
