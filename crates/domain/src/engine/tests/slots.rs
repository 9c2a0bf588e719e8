//! What is decided on a slot, and what follows from it.

use super::*;
use crate::alert::AlertKind;
use crate::decision::Outcome;
use crate::event::EventType as E;
use crate::order::EndReason;

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

fn used(pods: i64, at: Time) -> NewEntry {
    NewEntry {
        at,
        input: Input::Used(amount(pods)),
        actor: Actor::Device,
        key: None,
        effective: true,
    }
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
