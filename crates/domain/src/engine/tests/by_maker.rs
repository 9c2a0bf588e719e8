//! What the maker says of a slot by hand.

use super::*;
use crate::decision::Outcome;
use crate::engine::Barrier;
use crate::order::{EndReason, OrderEvent};
use crate::{OrderId, Replenisher};

fn order_now(kept: &mut Kept) -> Result<OrderId, Barrier> {
    let mut ordered = Err(Barrier::Held);
    kept.change(|state| ordered = state.order_now(0));
    ordered
}

#[test]
fn an_order_by_hand_passes_the_gates_of_every_other_whatever_is_left() {
    let mut kept = Kept::new(slot());
    let order = order_now(&mut kept).unwrap();
    assert_eq!(kept.order().order.id, order);
    assert_eq!(kept.order().order.state, OrderState::Requested);
    assert_eq!(order_now(&mut kept), Err(Barrier::OrderLive));
    kept.change(|state| {
        let (event, reason) = (OrderEvent::Cancelled, EndReason::Customer);
        state.end_order(0, order, event, reason);
    });
    assert!(order_now(&mut kept).is_ok(), "a cooldown is no gate");

    for (change, barrier) in [
        (
            (|state: &mut DeviceState| state.registered = false) as fn(&mut DeviceState),
            Barrier::NotConnected,
        ),
        (
            |state| state.slots[0].slot.subscribed = Some(false),
            Barrier::Paused,
        ),
        (
            |state| {
                state.hold_slot(0, true);
            },
            Barrier::Held,
        ),
        (
            |state| state.device.replenisher = Replenisher::Alexa,
            Barrier::LeftToAlexa,
        ),
    ] {
        let mut kept = Kept::new(slot());
        kept.change(change);
        assert_eq!(order_now(&mut kept), Err(barrier));
    }
}

#[test]
fn what_is_held_orders_nothing_and_calls_off_what_nobody_was_asked_for() {
    let mut kept = Kept::new(slot());
    kept.run_low();
    let order = kept.order().order.id;
    kept.change(|state| assert!(state.hold_slot(0, true)));
    let called_off = kept.order().order;
    assert_eq!(called_off.id, order);
    assert_eq!(called_off.state, OrderState::Cancelled);
    assert_eq!(called_off.reason, Some(EndReason::Paused));
    assert_eq!(kept.outcome(), Outcome::HeldByMaker);
    kept.change(|state| assert!(!state.hold_slot(0, true), "it is held already"));
    kept.change(|state| assert!(state.hold_slot(0, false)));
    assert_eq!(kept.outcome(), Outcome::Order);
    assert_ne!(kept.order().order.id, order);
}
