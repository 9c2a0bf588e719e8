//! A model of order safety, checked to a stated bound, and what it finds where one of the guards is taken out of it.
//! `docs/order-safety.md` says what it covers and what it does not.

mod amazon;
mod here;
mod model;

use std::collections::BTreeSet;

use stateright::{Checker, HasDiscoveries, Model as _};

use model::{Action, Bound, Guards, ONE_ORDER, OrderSafety};

/// One need, and nothing goes wrong.
const CALM: Bound = Bound {
    needs: 1,
    calls: 0,
    broken: 0,
    crashes: 0,
    stalls: 0,
    lost: 0,
    twice: 0,
    cancels: 0,
};

/// What may go wrong together.
const BOUNDS: [Bound; 4] = [
    Bound {
        calls: 1,
        crashes: 1,
        stalls: 1,
        lost: 2,
        ..CALM
    },
    Bound {
        calls: 1,
        broken: 1,
        lost: 2,
        ..CALM
    },
    Bound {
        needs: 2,
        crashes: 1,
        lost: 1,
        ..CALM
    },
    Bound {
        lost: 2,
        twice: 1,
        cancels: 1,
        ..CALM
    },
];

#[test]
fn a_need_brings_one_order_and_both_sides_agree_in_the_end() {
    for bound in BOUNDS {
        let model = OrderSafety {
            guards: Guards::ALL,
            bound,
        };
        let checked = model.checker().threads(2).spawn_bfs().join();
        let (states, depth) = (checked.unique_state_count(), checked.max_depth());
        println!("{states} states, {depth} steps deep: {bound:?}");
        checked.assert_properties();
    }
}

#[test]
fn without_amazons_lock_an_answer_that_is_lost_orders_twice() {
    let guards = Guards {
        lock: false,
        ..Guards::ALL
    };
    let trace = double_order(guards, Bound { calls: 1, ..CALM });
    assert_eq!(calls(&trace), 2);
}

#[test]
fn without_sent_at_an_answer_that_is_lost_orders_twice() {
    let guards = Guards {
        sent_at: false,
        ..Guards::ALL
    };
    let bound = Bound {
        calls: 1,
        lost: 2,
        ..CALM
    };
    double_order(guards, bound);
}

#[test]
fn without_the_second_look_a_run_that_was_held_up_orders_twice() {
    let guards = Guards {
        second_look: false,
        ..Guards::ALL
    };
    let trace = double_order(guards, Bound { stalls: 1, ..CALM });
    assert_eq!(calls(&trace), 2);
}

/// What the rules do not stand: whoever mends it widens the bound.
#[test]
fn beyond_the_bound_a_death_after_an_answer_that_was_no_answer_orders_twice() {
    let bound = Bound {
        broken: 1,
        crashes: 1,
        lost: 2,
        ..CALM
    };
    double_order(Guards::ALL, bound);
}

/// A trace by which one need brings two orders, up to the second one.
#[expect(clippy::print_stdout, reason = "how it comes about is for people")]
fn double_order(guards: Guards, bound: Bound) -> Vec<Action> {
    let model = OrderSafety { guards, bound };
    let found = HasDiscoveries::AllOf(BTreeSet::from([ONE_ORDER]));
    let checked = model.checker().finish_when(found).spawn_bfs().join();
    let path = checked.discovery(ONE_ORDER);
    let path = path.unwrap_or_else(|| panic!("no double order is found: {guards:?}"));
    let steps = path.into_vec().into_iter();
    let steps = steps.take_while(|(state, _)| state.needs_bring_one());
    let trace: Vec<_> = steps.filter_map(|(_, action)| action).collect();
    println!("{guards:?}, {bound:?}:");
    for action in &trace {
        println!("  {action}");
    }
    trace
}

fn calls(trace: &[Action]) -> usize {
    let calls = trace.iter().filter(|it| matches!(it, Action::Calls(..)));
    calls.count()
}
