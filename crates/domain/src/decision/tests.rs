use proptest::prelude::*;

use super::*;
use crate::demand::Pattern;
use crate::policy::ServiceLevel;
use crate::time::DAY;

/// Midnight, a hundred days in.
const NOW: i64 = 100 * DAY;

fn day(days: i64) -> Time {
    Time::from_millis(NOW + days * DAY)
}

/// The last moment of a window's last day: all its days have lasted whole.
fn evening() -> Time {
    day(1) - 1
}

fn pods(n: i64) -> Quantity {
    Quantity(n * 1_000)
}

fn pace(used: i64, days: u16) -> Pace {
    // One millisecond short of whole days; the seed's figures are for whole ones.
    Pace::measure(pods(used), days, day(-400), None, evening() + 1)
}

fn due(at_home: Quantity, pace: Pace) -> Outcome {
    outcome_of(|it| (it.at_home, it.pace) = (Some(at_home), Some(pace)))
}

/// Amazon's sample, 50 pods in 20 days, asked at the end of the twentieth day.
fn seed_pace() -> Pace {
    let used = pods(50);
    let window = 20;
    let end_of_day = Pace::first_day(window, day(0)).start() + 20 * DAY;
    assert_eq!(end_of_day, day(1));
    // At midnight the window has moved on by a day; 21 days of window have lasted 20 days.
    Pace::measure(used, 21, day(-400), None, end_of_day)
}

#[test]
fn seed_fifty_pods_in_twenty_days_reorder_at_seventeen_and_a_half() {
    let pace = seed_pace();
    assert_eq!(pace.over_days(1), Quantity(2_500));
    assert_eq!(pace.over_days(7), Quantity(17_500));
    assert_eq!(due(pods(20), pace), Outcome::Enough);
    assert_eq!(due(pods(17), pace), Outcome::Order);
    assert_eq!(due(Quantity(17_500), pace), Outcome::Order);
    assert_eq!(due(Quantity(17_501), pace), Outcome::Enough);
}

#[test]
fn seed_customer_a_one_a_day_orders_at_seven() {
    let pace = Pace::per_day(pods(1));
    assert_eq!(due(pods(8), pace), Outcome::Enough);
    assert_eq!(due(pods(7), pace), Outcome::Order);
}

#[test]
fn seed_customer_b_two_a_day_orders_at_fourteen() {
    let pace = Pace::per_day(pods(2));
    assert_eq!(due(pods(15), pace), Outcome::Enough);
    assert_eq!(due(pods(14), pace), Outcome::Order);
}

#[test]
fn today_counts_by_the_part_gone() {
    // 19 whole days and a quarter: 38.5 pods are two a day.
    let now = day(0) + DAY / 4;
    let pace = Pace::measure(Quantity(38_500), 20, day(-400), None, now);
    assert_eq!(pace.over_days(1), pods(2));
}

#[test]
fn a_young_machine_is_averaged_over_a_week_and_expects_the_typical_use() {
    let now = day(0);
    let young = |typical| Pace::measure(pods(7), 20, day(-2), typical, now).over_days(1);
    assert_eq!(young(None), pods(1));
    assert_eq!(young(Some(pods(3))), pods(3));
    assert_eq!(young(Some(Quantity(500))), pods(1));
    let known = Pace::measure(pods(20), 20, day(-10), Some(pods(9)), now).over_days(1);
    assert_eq!(known, pods(2));
}

/// Connected, with seven days of use at two and a half a day.
fn asked(at_home: i64) -> EvaluationInput {
    EvaluationInput {
        at_home: Some(pods(at_home)),
        pace: Some(pace(50, 20)),
        demand: None,
        registered: true,
        subscribed: true,
        left_to_alexa: false,
        order_live: false,
        cooling_down: false,
        uncounted: false,
        held_by_maker: false,
        new_here: false,
        provisional: None,
    }
}

#[test]
fn what_waits_decides_nothing_where_it_would_make_the_difference() {
    let outcome = |believed, waits| {
        let input = EvaluationInput {
            provisional: Some(pods(waits)),
            ..asked(believed)
        };
        decide(&input, Policy::default(), day(0)).outcome
    };
    assert_eq!(outcome(40, 0), Outcome::Unconfirmed, "a fall would order");
    assert_eq!(outcome(3, 40), Outcome::Unconfirmed, "a refill would not");
    assert_eq!(outcome(3, 0), Outcome::Order, "due either way");
    assert_eq!(outcome(40, 30), Outcome::Enough);
    let paused = EvaluationInput {
        subscribed: false,
        provisional: Some(pods(0)),
        ..asked(40)
    };
    assert_eq!(
        decide(&paused, Policy::default(), day(0)).outcome,
        Outcome::Paused
    );
}

#[test]
fn in_an_owners_first_days_a_full_container_orders_nothing() {
    let outcome = |input| decide(&input, Policy::default(), day(0)).outcome;
    let new_here = EvaluationInput {
        new_here: true,
        ..asked(3)
    };
    assert_eq!(outcome(new_here), Outcome::NewHere);
    assert_eq!(outcome(asked(3)), Outcome::Order);
    let enough = EvaluationInput {
        new_here: true,
        ..asked(40)
    };
    assert_eq!(outcome(enough), Outcome::Enough);
}

/// Due, and nothing in the way.
fn free() -> EvaluationInput {
    asked(3)
}

fn outcome_of(change: impl FnOnce(&mut EvaluationInput)) -> Outcome {
    let mut input = free();
    change(&mut input);
    decide(&input, Policy::default(), day(0)).outcome
}

#[test]
fn what_is_in_the_way_has_its_own_outcome() {
    assert_eq!(outcome_of(|_| ()), Outcome::Order);
    let all_but_order = |it: &mut EvaluationInput| {
        (it.cooling_down, it.uncounted, it.new_here) = (true, true, true);
    };
    let outcome = outcome_of(|it| {
        all_but_order(it);
        it.order_live = true;
    });
    assert_eq!(outcome, Outcome::OrderLive);
    assert_eq!(outcome_of(all_but_order), Outcome::Held);
    let outcome = outcome_of(|it| (it.uncounted, it.new_here) = (true, true));
    assert_eq!(outcome, Outcome::Uncounted);
    assert_eq!(outcome_of(|it| it.new_here = true), Outcome::NewHere);
    assert_eq!(outcome_of(|it| it.subscribed = false), Outcome::Paused);
    let outcome = outcome_of(|it| (it.subscribed, it.registered) = (false, false));
    assert_eq!(outcome, Outcome::NotRegistered);
    let outcome = outcome_of(|it| {
        all_but_order(it);
        it.at_home = Some(pods(90));
    });
    assert_eq!(outcome, Outcome::Enough);
}

#[test]
fn where_nothing_is_known_it_is_said_first_what_keeps_it_from_ordering() {
    let unknowns: [fn(&mut EvaluationInput); 2] = [|it| it.at_home = None, |it| it.pace = None];
    for unknown in unknowns {
        assert_eq!(outcome_of(unknown), Outcome::Unknown);
        let outcome = outcome_of(|it| {
            unknown(it);
            it.subscribed = false;
        });
        assert_eq!(outcome, Outcome::Paused);
        let outcome = outcome_of(|it| {
            unknown(it);
            it.registered = false;
        });
        assert_eq!(outcome, Outcome::NotRegistered);
    }
}

#[test]
fn a_reading_that_waits_leaves_open_only_what_it_would_decide() {
    let outcome = |at_home, provisional, is_held| {
        outcome_of(|it| {
            it.at_home = Some(pods(at_home));
            it.provisional = Some(pods(provisional));
            it.cooling_down = is_held;
        })
    };
    assert_eq!(outcome(90, 80, false), Outcome::Enough);
    assert_eq!(outcome(3, 2, false), Outcome::Order, "either way");
    assert_eq!(outcome(90, 2, false), Outcome::Unconfirmed);
    assert_eq!(outcome(3, 80, false), Outcome::Unconfirmed);
    assert_eq!(outcome(90, 2, true), Outcome::Enough, "it orders nothing");
    assert_eq!(outcome(3, 80, true), Outcome::Held);
}

#[test]
fn an_outcome_is_named_as_it_is_written() {
    for outcome in Outcome::ALL {
        assert_eq!(serde_json::to_value(outcome).unwrap(), outcome.name());
    }
}

fn demand(quantity: i64) -> Demand {
    Demand {
        quantity: Quantity(quantity),
        per_day: pods(1),
        lead_days: (3, 9),
        pattern: Pattern::Smooth,
        known_days: 60,
        fleet: 0,
    }
}

#[test]
fn a_forecast_orders_at_its_quantile_and_never_later_than_at_seven_days() {
    let policy = Policy::Forecast {
        service_level: ServiceLevel::new(0.95),
    };
    let decided = |at_home, quantity| {
        let input = EvaluationInput {
            at_home: Some(at_home),
            pace: Some(Pace::per_day(pods(2))),
            demand: Some(demand(quantity)),
            ..free()
        };
        decide(&input, policy, day(0))
    };
    let decision = decided(pods(20), 20_000);
    assert_eq!(decision.outcome, Outcome::Order);
    assert_eq!(decision.reorder_level, Some(pods(20)));
    assert_eq!(decided(Quantity(20_001), 20_000).outcome, Outcome::Enough);
    let decision = decided(pods(14), 9_000);
    assert_eq!(decision.outcome, Outcome::Order);
    assert_eq!(decision.reorder_level, Some(pods(14)));
    assert_eq!(decided(Quantity(14_001), 9_000).outcome, Outcome::Enough);
}

proptest! {
    #[test]
    fn a_forecast_is_monotone_too(
        at_home in 0_i64..100_000, less in 0_i64..100_000, used in 0_i64..100_000,
        more in 0_i64..100_000, asked in 0_i64..100_000, further in 0_i64..100_000,
    ) {
        let due = |at_home, used, asked| {
            let input = EvaluationInput {
                at_home: Some(Quantity(at_home)),
                pace: Some(Pace::measure(Quantity(used), 20, day(-400), None, day(0))),
                demand: Some(demand(asked)),
                ..free()
            };
            let policy = Policy::Forecast { service_level: ServiceLevel::new(0.95) };
            decide(&input, policy, day(0)).outcome == Outcome::Order
        };
        if due(at_home, used, asked) {
            prop_assert!(due(at_home - less.min(at_home), used, asked));
            prop_assert!(due(at_home, used + more, asked));
            prop_assert!(due(at_home, used, asked + further));
        }
    }

    #[test]
    fn less_at_home_or_a_faster_pace_never_unmakes_an_order(
        at_home in 0_i64..1_000_000, less in 0_i64..1_000_000,
        used in 0_i64..1_000_000, more in 0_i64..1_000_000,
        minutes in 0_i64..1_440,
    ) {
        let now = day(0) + minutes * 60_000;
        let pace = |used| Pace::measure(Quantity(used), 20, day(-400), None, now);
        if due(Quantity(at_home), pace(used)) == Outcome::Order {
            prop_assert_eq!(due(Quantity(at_home - less.min(at_home)), pace(used)), Outcome::Order);
            prop_assert_eq!(due(Quantity(at_home), pace(used + more)), Outcome::Order);
        }
    }
}
