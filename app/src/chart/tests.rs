use domain::day::ClosedDay;
use domain::time::DAY;
use domain::view::SupplyView;
use domain::{Day, Quantity};
use proptest::prelude::*;

use super::scale::{BOTTOM, Scale, TOP};
use super::*;
use crate::sample::{self, html, now};

fn closed(ago: i64, taken: i64, at_home: i64) -> ClosedDay {
    ClosedDay {
        day: Day(now().day().0 - ago),
        used: Quantity(taken * 1_000),
        shortfall: Quantity::ZERO,
        at_home: Some(Quantity(at_home * 1_000)),
    }
}

/// Ten days: 40 pods, three a day, a pack of 36 on the fourth day.
fn rows() -> Vec<ClosedDay> {
    let left = [40, 37, 34, 67, 64, 61, 58, 55, 52, 49];
    left.into_iter()
        .enumerate()
        .map(|(n, left)| closed(9 - n as i64, 3, left))
        .collect()
}

fn supply(left: i64) -> SupplyView {
    SupplyView {
        machine: Some(Quantity(left * 1_000)),
        lasts: Some(left * DAY * 2 / 5),
        ..sample::pods()
    }
}

fn chart(history: History) -> String {
    let supply = sample::pods();
    html(|| {
        view! {
            <Chart history name=supply.name unit=supply.spec.unit capacity=supply.spec.capacity/>
        }
    })
}

#[test]
fn what_was_is_a_line_down_at_each_days_end_and_up_where_something_came() {
    let history = History::new(&supply(49), &rows(), now());
    let scale = Scale::new(&history, Quantity(100_000));
    assert_eq!(
        drawing::past(&history, &scale),
        "M259.6 144.8H271.7V144.8H283.8V149.2H295.8V153.7H307.9V158.1V104.8H320.0V109.3H332.1V113.7\
         H344.2V118.2H356.2V122.6H368.3V127.0H373.3V131.5"
    );
}

#[test]
fn an_order_under_way_is_drawn_named_and_said() {
    let mut supply = supply(17);
    supply.order = Some(sample::order(domain::order::OrderState::Placed));
    let html = chart(History::new(&supply, &rows(), now()));
    for part in [
        "17 at home. At the present pace that lasts until about 29 November. \
         The reorder level is about 17.5. A delivery of 36 is expected on 27 November.",
        "Expected 27 Nov",
        "Reorder at about 17.5",
        "class=\"rise\"",
        "class=\"ahead\"",
        "role=\"img\"",
    ] {
        assert!(html.contains(part), "{part} in {html}");
    }
    assert!(!html.contains("May run out") && !html.contains("style="));
}

#[test]
fn running_out_is_named_where_nothing_comes_before() {
    let html = chart(History::new(&supply(17), &rows(), now()));
    assert!(html.contains("May run out 29 Nov") && html.contains("class=\"cross\""));
    assert!(!html.contains("Expected"));
}

#[test]
fn a_young_machine_is_not_looked_ahead_for() {
    let html = chart(History::new(&supply(17), &rows()[7..], now()));
    assert!(html.contains("Still learning your pace"));
    assert!(!html.contains("class=\"ahead\"") && !html.contains("May run out"));
}

#[test]
fn an_unknown_level_is_a_sentence_alone() {
    let supply = SupplyView {
        machine: None,
        ..sample::pods()
    };
    let html = chart(History::new(&supply, &rows(), now()));
    assert!(html.contains("A chart appears when the level is known."));
    assert!(!html.contains("<svg"));
}

#[test]
fn the_table_has_every_day_of_the_picture() {
    let history = History::new(&supply(49), &rows(), now());
    let days = history.days.len();
    let points = drawing::points(&history, Unit::Count, Quantity(100_000));
    assert_eq!(points.split('|').count(), days);
    assert!(points.ends_with(",22 November: 49"), "{points}");
    let html = chart(history);
    assert_eq!(html.matches("scope=\"row\"").count(), days);
}

proptest! {
    #[test]
    fn a_line_stays_in_the_picture_and_goes_on(
        left in prop::collection::vec((0_i64..200, 0_i64..2_000), 1..31),
        capacity in 1_i64..1_000,
    ) {
        let rows: Vec<_> = left
            .iter()
            .rev()
            .enumerate()
            .rev()
            .map(|(ago, (taken, left))| closed(ago as i64, *taken, *left))
            .collect();
        let history = History::new(&supply(left[0].1), &rows, now());
        let scale = Scale::new(&history, Quantity(capacity * 1_000));
        let path = drawing::past(&history, &scale);
        prop_assert!(path.len() < 2_048, "{}", path.len());
        let numbers = |mark: char| -> Vec<f64> {
            path.split(mark)
                .skip(1)
                .map(|rest| rest.split(['H', 'V', 'M', ' ']).next().unwrap().parse().unwrap())
                .collect()
        };
        let (across, down) = (numbers('H'), numbers('V'));
        prop_assert!(across.windows(2).all(|pair| pair[0] < pair[1]));
        prop_assert!(across.iter().all(|x| (6.0..=634.0).contains(x)));
        prop_assert!(down.iter().all(|y| (TOP..=BOTTOM).contains(y)));
    }
}
