//! What is decided on a slot, and what follows from it.

use super::*;
use crate::alert::AlertKind;
use crate::counting::Counting;
use crate::decision::Outcome;
use crate::demand::LeadTime;
use crate::event::EventType as E;
use crate::order::EndReason;
use crate::pace::Pace;
use crate::policy::ServiceLevel;
use crate::registration::EndedBy;

#[test]
fn an_order_is_made_once_when_the_level_is_reached() {
    let mut kept = Kept::new(slot());
    kept.at(noon(0)).uses(5);
    assert_eq!((kept.outcome(), kept.orders().len()), (Outcome::Enough, 0));
    kept.run_low();
    assert_eq!((kept.outcome(), kept.at_home()), (Outcome::Order, Some(20)));
    let order = kept.order().order;
    assert_eq!((order.state, order.live), (OrderState::Requested, true));
    assert_eq!(kept.asked(), [(FollowUp::Replenish(order.id), noon(8))]);
    assert_eq!(kept.alerts(), [AlertKind::Low]);
    assert_eq!(kept.happened(), [E::SlotLow, E::OrderRequested]);
    assert_eq!(kept.decisions, 2, "enough, and then an order");
    kept.at(noon(8) + HOUR).uses(1);
    assert_eq!(
        (kept.outcome(), kept.orders().len()),
        (Outcome::OrderLive, 1)
    );
    assert_eq!((kept.decisions, kept.asked()), (3, vec![]));
}

#[test]
fn within_the_headroom_nothing_is_decided() {
    let mut kept = Kept::new(slot());
    kept.at(noon(0)).uses(5);
    let decided = kept.slot().decision.clone();
    let room = kept.slot().headroom_amount.unwrap();
    kept.at(noon(0) + HOUR).change(|state| {
        state.append(0, used(1, noon(0) + HOUR));
        assert!(!state.slots[0].needs_evaluation && state.is_plain());
        assert!(!state.slots[0].is_whole && state.slots[0].is_changed);
        assert_eq!(state.slots[0].charged, amount(1));
    });
    assert_eq!(kept.slot().decision, decided);
    // The database charges the headroom.
    kept.state.as_mut().unwrap().slots[0].slot.headroom_amount = Some(room - amount(1));
    kept.at(noon(0) + 2 * HOUR).change(|state| {
        state.append(0, used(room.0 / 1_000, noon(0) + 2 * HOUR));
        assert!(state.slots[0].needs_evaluation);
    });
}

#[test]
fn a_use_is_told_to_amazon_a_minute_apart() {
    let mut kept = Kept::new(slot());
    kept.uses(1);
    let status = FollowUp::SlotStatus(kept.slot().id);
    assert_eq!(kept.jobs, [(status, noon(0))]);
    kept.state.as_mut().unwrap().slots[0].slot.status_at = Some(noon(0));
    kept.at(noon(0) + 1_000).uses(1);
    assert_eq!(kept.jobs[1..], [(status, noon(0) + 55_000)]);
    // One that went out in the future was sent by a wrong clock.
    kept.state.as_mut().unwrap().slots[0].slot.status_at = Some(noon(9));
    kept.at(noon(0) + 2_000).uses(1);
    assert_eq!(kept.jobs[2..], [(status, noon(0) + 2_000)]);
    kept.state.as_mut().unwrap().registered = false;
    kept.at(noon(0) + 3_000).uses(1);
    assert_eq!(kept.jobs.len(), 3, "without tokens nothing is told");
}

#[test]
fn alerts_begin_and_end_with_the_level() {
    let mut kept = Kept::new(slot());
    kept.run_low();
    kept.happened();
    kept.at(noon(9)).uses(40);
    assert_eq!(kept.alerts(), [AlertKind::Low, AlertKind::Out]);
    assert_eq!(kept.happened(), [E::SlotOut]);
    kept.says(Input::Add(amount(200)), noon(9), Actor::Customer);
    assert_eq!((kept.alerts(), kept.at_home()), (vec![], Some(200)));
    assert_eq!(kept.happened(), [E::SlotRefilled]);
    // Of a machine that is nobody's nobody hears.
    kept.state.as_mut().unwrap().device.household_id = None;
    kept.at(noon(10)).uses(200);
    assert_eq!((kept.alerts(), kept.happened()), (vec![], vec![]));
}

#[test]
fn a_paused_slot_is_low_and_orders_nothing() {
    let mut kept = Kept::new(slot());
    kept.state.as_mut().unwrap().slots[0].slot.subscribed = Some(false);
    kept.run_low();
    assert_eq!((kept.outcome(), kept.orders().len()), (Outcome::Paused, 0));
    assert_eq!(kept.alerts(), [AlertKind::Low, AlertKind::PausedLow]);
}

#[test]
fn a_cooldown_is_decided_on_again_at_its_end_and_a_restock_ends_one() {
    let mut kept = Kept::new(slot());
    kept.run_low();
    kept.asked();
    let cancel = |kept: &mut Kept| {
        let id = kept.order().order.id;
        kept.change(|state| state.cancel(0, id, EndReason::Customer));
    };
    cancel(&mut kept);
    assert_eq!(
        (kept.outcome(), kept.orders()[0].live),
        (Outcome::Held, false)
    );
    let again = FollowUp::Evaluate(kept.slot().id);
    assert_eq!(kept.asked(), [(again, noon(13))]);
    assert!(
        kept.slot()
            .headroom_until
            .is_none_or(|until| until <= noon(13))
    );
    kept.at(noon(13)).change(|state| state.slots[0].touch());
    assert_eq!(kept.outcome(), Outcome::Order);
    cancel(&mut kept);
    assert!(kept.slot().cooldown.restock);
    kept.at(noon(20)).uses(1);
    assert_eq!(kept.outcome(), Outcome::Held);
    kept.says(Input::Set(amount(100)), noon(20), Actor::Customer);
    assert_eq!(
        (kept.slot().cooldown.restock, kept.outcome()),
        (false, Outcome::Enough)
    );
}

#[test]
fn after_a_doubt_nothing_is_ordered_before_a_count() {
    let mut kept = Kept::new(slot());
    kept.doubted_since = Some(noon(0));
    kept.run_low();
    assert_eq!(
        (kept.outcome(), kept.orders().len()),
        (Outcome::Uncounted, 0)
    );
    let again = FollowUp::Evaluate(kept.slot().id);
    assert_eq!(kept.asked(), [(again, noon(8) + DAY)]);
    kept.says(Input::Set(amount(20)), noon(8), Actor::Customer);
    assert_eq!(kept.outcome(), Outcome::Order, "the change itself counts");
}

#[test]
fn a_count_calls_off_what_was_asked_for_before_the_doubt() {
    let mut kept = Kept::new(slot());
    kept.run_low();
    kept.doubted_since = Some(noon(8));
    kept.happened();
    kept.says(Input::Set(amount(95)), noon(9), Actor::Customer);
    let order = kept.order().order;
    assert_eq!(order.state, OrderState::Cancelled);
    assert_eq!(order.reason, Some(EndReason::NoLongerDue));
    assert!(kept.happened().contains(&E::OrderWithdrawn));
}

#[test]
fn a_machine_is_silent_until_it_is_heard() {
    let mut kept = Kept::new(slot());
    kept.at(noon(2) + 1)
        .change(|state| state.update_device_alerts(false));
    assert_eq!(
        (kept.alerts(), kept.happened()),
        (vec![AlertKind::Silent], vec![E::DeviceSilent])
    );
    kept.state.as_mut().unwrap().device.last_seen = Some(noon(3));
    kept.at(noon(3))
        .change(|state| state.update_device_alerts(true));
    assert_eq!(kept.alerts(), [AlertKind::OldTokenUsed]);
    assert_eq!(kept.happened(), [E::DeviceHeard]);
    let told = |kept: &mut Kept, now| {
        kept.at(now)
            .change(|state| state.update_device_alerts(false))
            .alerts()
            .contains(&AlertKind::OldTokenUsed)
    };
    assert!(told(&mut kept, noon(4) - 1), "for a day");
    assert!(!told(&mut kept, noon(4)));
}

#[test]
fn a_machine_that_somebody_else_disconnected_is_told_of_until_it_is_connected_again() {
    let mut kept = Kept::new(slot());
    let ends = |kept: &mut Kept, by| {
        let now = kept.now;
        kept.change(|state| {
            state.registered = false;
            state.device.end_registration(by, now);
            state.update_device_alerts(false);
        });
    };
    ends(&mut kept, EndedBy::Customer);
    assert_eq!((kept.alerts(), kept.asked()), (vec![], vec![]));
    ends(&mut kept, EndedBy::Amazon);
    assert_eq!(kept.alerts(), [AlertKind::Disconnected]);
    let asked = kept.asked();
    let [(FollowUp::Notice(_), at)] = asked[..] else {
        panic!("{asked:?}");
    };
    assert_eq!(at, noon(0));
    ends(&mut kept, EndedBy::TokenRefused);
    assert_eq!(kept.asked(), [], "once");
    kept.run_low();
    assert!(kept.alerts().contains(&AlertKind::LowUnconnected));
    kept.change(|state| {
        state.registered = true;
        state.device.last_seen = Some(state.now);
        state.device.ended_by = None;
        state.update_device_alerts(false);
        state.slots[0].touch();
    });
    assert_eq!(kept.alerts(), [AlertKind::Low]);
    let mut of_a_shop = Kept::new(slot());
    of_a_shop.state.as_mut().unwrap().device.replenisher = crate::Replenisher::Shop;
    ends(&mut of_a_shop, EndedBy::Maker);
    assert_eq!(of_a_shop.alerts(), [], "it needs no connection");
}

#[test]
fn nobody_is_silent_by_a_clock_that_is_doubted() {
    let mut kept = Kept::new(slot());
    kept.doubted_since = Some(noon(0));
    let looked = |kept: &mut Kept, now| {
        kept.at(now)
            .change(|state| state.update_device_alerts(false))
            .alerts()
    };
    assert_eq!(looked(&mut kept, noon(3)), []);
    kept.doubted_since = None;
    assert_eq!(looked(&mut kept, noon(3)), [AlertKind::Silent]);
    kept.doubted_since = Some(noon(0));
    assert_eq!(looked(&mut kept, noon(4)), [AlertKind::Silent]);
}

#[test]
fn what_does_not_count_is_kept_and_changes_nothing() {
    let mut kept = Kept::new(slot());
    kept.change(|state| {
        let entry = NewEntry {
            effective: false,
            ..used(30, noon(0))
        };
        state.append(0, entry);
        assert!(!state.slots[0].needs_evaluation);
    });
    assert_eq!((kept.at_home(), kept.slot().accepted), (Some(100), 1));
    assert!(kept.entries[0].noop && kept.slot().first_report.is_none() && kept.jobs.is_empty());
}

#[test]
fn only_what_a_decision_needs_is_read() {
    let mut kept = Kept::new(slot());
    let work = &mut kept.state.as_mut().unwrap().slots[0];
    let now = noon(0);
    assert_eq!(work.needs(now, None), None);
    work.touch();
    let plain = work.needs(now, Some(noon(-1))).unwrap();
    assert_eq!((plain.days, plain.deliveries), (None, None));
    assert_eq!(plain.counted_since, Some(noon(-1)));
    let orders = |work: &SlotState| work.needs(now, None).unwrap().orders;
    work.orders = None;
    assert!(!orders(work), "none of them matters");
    work.summary.late = true;
    assert!(orders(work));
    work.orders = Some(Vec::new());
    assert!(!orders(work), "they are read");
    work.replaced.push(ReplacedDays {
        from: now.day(),
        to: now.day(),
        days: Vec::new(),
    });
    let days = work.needs(now, None).unwrap().days;
    assert_eq!(days, Some(plain.window), "their sum says nothing any more");
}

#[test]
fn a_forecast_learns_once_from_each_delivery() {
    let mut forecast = slot();
    forecast.kind.policy = Policy::Forecast {
        service_level: ServiceLevel::new(0.95),
    };
    let mut kept = Kept::new(forecast);
    let took = |n, days: i64| {
        let id = OrderId(Uuid::from_u128(n));
        let mut order = Order::requested(id, slot().key(), noon(-100));
        (order.state, order.live) = (OrderState::Arrived, false);
        order.ended_at = Some(noon(-100 + days));
        order
    };
    let own = KnownOrder::known(took(1, 1), Vec::new());
    kept.state.as_mut().unwrap().slots[0].put(own);
    kept.deliveries = vec![took(1, 50), took(2, 20)];
    kept.run_low();
    let demand = kept.slot().decision.as_ref().unwrap().demand.unwrap();
    let learned = LeadTime::learned(&[DAY, 20 * DAY]);
    assert_eq!(demand.lead_days, learned.range());
    assert_eq!(demand.known_days, 8);
}

#[test]
fn a_new_owner_with_a_full_container_orders_nothing_for_a_week() {
    let uses = |left| {
        let mut new = slot();
        new.owned_since = Some(noon(0));
        let mut kept = Kept::new(new);
        kept.says(Input::Set(amount(300)), noon(0), Actor::Customer);
        kept.uses(110);
        kept.says(Input::Set(amount(left)), noon(0), Actor::Customer);
        kept
    };
    assert_eq!(uses(99).outcome(), Outcome::Order, "no full container");
    let mut kept = uses(100);
    assert_eq!(kept.outcome(), Outcome::NewHere);
    let again = (FollowUp::Evaluate(kept.slot().id), noon(7));
    assert!(kept.asked().contains(&again));
    kept.at(noon(7) - 1).change(|state| state.slots[0].touch());
    assert_eq!(kept.outcome(), Outcome::NewHere);
    kept.at(noon(7)).change(|state| state.slots[0].touch());
    assert_eq!(kept.outcome(), Outcome::Order);
}

#[test]
fn of_what_nobody_knows_or_has_used_amazon_is_told_nothing() {
    let mut unused = Kept::new(slot());
    unused.says(Input::Set(amount(90)), noon(0), Actor::Customer);
    let mut unknown = Kept::new(Slot {
        start: None,
        machine: None,
        ..slot()
    });
    unknown.uses(1);
    let mut counted_again = Kept::new(slot());
    let day = noon(-3).day();
    counted_again.slot_mut().last_use = Some(noon(-3));
    counted_again.slot_mut().counting = Some(Counting::from_day(day, None));
    counted_again.uses(1);
    for kept in [unused, unknown, counted_again] {
        assert!(kept.jobs.is_empty(), "{:?}", kept.jobs);
    }
}

#[test]
fn a_restock_is_a_rise_after_the_cancellation() {
    let mut kept = Kept::new(slot());
    kept.run_low();
    kept.says(Input::Set(amount(100)), noon(8), Actor::Customer);
    kept.slot_mut().cooldown.cancellations = 1;
    let id = kept.order().order.id;
    kept.change(|state| state.cancel(0, id, EndReason::Customer));
    assert!(kept.slot().cooldown.restock, "it was full before");
    kept.says(Input::Add(amount(1)), noon(8), Actor::Customer);
    assert!(!kept.slot().cooldown.restock);
}

#[test]
fn a_cooldown_that_ends_now_leaves_headroom() {
    let mut kept = Kept::new(slot());
    kept.slot_mut().cooldown.until = Some(noon(0));
    kept.uses(1);
    assert_eq!(kept.slot().headroom_until, Some(noon(0).day().end()));
}

#[test]
fn a_count_that_has_no_effect_ends_no_doubt() {
    let mut kept = Kept::new(slot());
    kept.doubted_since = Some(noon(0));
    kept.run_low();
    kept.change(|state| {
        let count = NewEntry {
            input: Input::Set(amount(20)),
            effective: false,
            ..used(0, noon(8))
        };
        state.append(0, count);
        state.slots[0].touch();
    });
    assert_eq!(kept.outcome(), Outcome::Uncounted);
}

#[test]
fn an_order_that_amazon_knows_or_that_is_newer_than_the_doubt_is_not_called_off() {
    let mut accepted = Kept::new(slot());
    accepted.run_low();
    accepted.moves(crate::order::OrderEvent::Accepted);
    accepted.doubted_since = Some(noon(8));
    accepted.says(Input::Set(amount(95)), noon(8), Actor::Customer);
    assert_eq!(accepted.order().order.state, OrderState::Awaiting);

    let mut newer = Kept::new(slot());
    newer.doubted_since = Some(noon(7));
    newer.run_low();
    newer.says(Input::Set(amount(20)), noon(8), Actor::Customer);
    newer.says(Input::Add(amount(95)), noon(8), Actor::Customer);
    assert_eq!(newer.outcome(), Outcome::Enough);
    assert_eq!(newer.order().order.state, OrderState::Requested);
}

#[test]
fn of_what_cannot_be_counted_somebody_hears() {
    let mut lost = Kept::new(slot());
    lost.slot_mut().evidence.lost_at = Some(noon(0));
    lost.uses(1);
    assert_eq!(lost.alerts(), [AlertKind::UnitMismatch]);

    let on_the_road = |brings: Option<i64>| {
        let mut kept = Kept::new(slot());
        kept.change(|it| {
            let id = it.adopt(0, "i");
            if let Some(pods) = brings {
                it.new_parcel(0, id, amount(pods), noon(20));
            }
            it.order_mut(0, id).unwrap().order.state = OrderState::Shipped;
            it.slots[0].touch();
        });
        kept.alerts()
    };
    assert_eq!(on_the_road(Some(0)), [AlertKind::UnitMismatch]);
    assert_eq!(on_the_road(Some(1)), []);
    assert_eq!(on_the_road(None), []);
}

#[test]
fn an_alert_that_ends_in_the_change_that_began_it_was_none() {
    let mut kept = Kept::new(slot());
    kept.at(noon(2) + 1).change(|state| {
        state.update_device_alerts(false);
        state.device.last_seen = Some(state.now);
        state.update_device_alerts(false);
        let changes = &state.changes;
        assert!(changes.alerts_begun.is_empty() && changes.alerts_ended.is_empty());
    });
}

#[test]
fn what_is_counted_away_is_charged_to_the_headroom() {
    let mut kept = Kept::new(slot());
    kept.uses(5);
    kept.change(|state| {
        let count = NewEntry {
            input: Input::Set(amount(92)),
            ..used(0, noon(0))
        };
        state.append(0, count);
        assert_eq!(state.slots[0].charged, amount(3));
    });
}

#[test]
fn that_a_reading_waits_no_more_is_decided_on_where_nothing_else_is_known() {
    let mut kept = Kept::new(Slot {
        start: None,
        machine: None,
        ..slot()
    });
    kept.uses(500);
    assert_eq!(kept.alerts(), [AlertKind::Implausible]);
    kept.at(noon(0) + HOUR).uses(200);
    assert_eq!(kept.alerts(), []);
}

#[test]
fn a_first_report_is_a_machines_of_somebodys() {
    let mut kept = Kept::new(slot());
    kept.says(Input::Set(amount(90)), noon(0), Actor::Customer);
    assert_eq!(kept.slot().first_report, None);
    kept.at(noon(1)).uses(1).used_at(1, noon(0));
    assert_eq!(kept.slot().first_report, Some(noon(0)));
    let mut nobodys = Kept::new(Slot {
        owned_since: None,
        ..slot()
    });
    nobodys.uses(1);
    assert_eq!(nobodys.slot().first_report, None);
}

#[test]
fn what_is_told_of_a_supply_goes_by_the_forecast_of_the_policy_of_now() {
    let mut kept = Kept::new(slot());
    let window = Pace::per_day(amount(2));
    assert_eq!(kept.slot().foreseen_pace(window), window, "no forecast yet");
    let policy = Policy::Forecast {
        service_level: ServiceLevel::new(0.95),
    };
    kept = Kept::new(Slot {
        kind: ModelSlot {
            policy,
            ..slot().kind
        },
        ..slot()
    });
    for day in 0..20 {
        kept.at(noon(day)).uses(3);
    }
    let decided = kept.slot().clone();
    let demand = decided.decision.as_ref().and_then(|it| it.demand).unwrap();
    assert_ne!(demand.per_day, amount(2));
    assert_eq!(decided.foreseen_pace(window), Pace::per_day(demand.per_day));
    let of_another_policy = Slot {
        kind: slot().kind,
        ..decided
    };
    assert_eq!(of_another_policy.foreseen_pace(window), window);
}
