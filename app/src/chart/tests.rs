use domain::day::ClosedDay;
use domain::time::{DAY, HOUR};
use domain::view::SupplyView;
use domain::view::history::AFTER;
use domain::{Day, Quantity};
use proptest::prelude::*;

use super::scale::{BOTTOM, Scale, TOP};
use super::*;
use crate::fixtures::{self, html, now};
use crate::preferences::Preferences;
use crate::preferences::locale::Locale;

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
        ..fixtures::pods()
    }
}

/// Every look there is, by name.
pub fn looks() -> Vec<(&'static str, History)> {
    let mut coming = supply(17);
    coming.order = Some(fixtures::order(domain::order::OrderState::Placed));
    let unknown = SupplyView {
        machine: None,
        ..supply(0)
    };
    let of = |supply: &SupplyView, rows: &[ClosedDay]| History::new(supply, rows, now());
    vec![
        ("the level is unknown", of(&unknown, &[])),
        ("learning", of(&supply(49), &rows()[7..])),
        ("with what is foreseen", of(&supply(49), &uneven())),
        ("running out", of(&supply(9), &uneven())),
        ("with a delivery", of(&coming, &uneven())),
    ]
}

fn chart(history: History) -> String {
    let supply = fixtures::pods();
    html(|| {
        view! {
            <Chart history name=supply.name unit=supply.spec.unit capacity=supply.spec.capacity/>
        }
    })
}

#[test]
fn what_was_goes_down_through_each_day_and_up_where_something_came() {
    let history = History::new(&supply(49), &rows(), now());
    let scale = Scale::new(&history, Quantity(100_000));
    assert_eq!(
        drawing::past(&history, &scale),
        "M259.6 144.8L271.7 144.8L283.8 149.2L295.8 153.7L301.9 158.1V104.8H307.9L320.0 109.3\
         L332.1 113.7L344.2 118.2L356.2 122.6L368.3 127.0L373.3 131.5"
    );
}

/// Ten days as [`rows`], but of one and of five pods by turns.
fn uneven() -> Vec<ClosedDay> {
    let mut rows = rows();
    for (n, row) in rows.iter_mut().enumerate() {
        row.used = Quantity(if n % 2 == 0 { 1_000 } else { 5_000 });
    }
    rows
}

#[test]
fn what_is_foreseen_is_an_area_that_opens_to_the_end_of_the_picture() {
    let history = History::new(&supply(49), &uneven(), now());
    let scale = Scale::new(&history, Quantity(100_000));
    let area = drawing::fan(&history, &scale).unwrap();
    assert_eq!(
        area,
        "M373.3 131.5 380.4 131.5 392.5 132.3 404.5 134.6 416.6 137.2 428.7 139.9 440.8 142.7 \
         452.8 145.6 464.9 148.5 477.0 151.5 489.1 154.6 501.2 157.6 513.2 160.7 525.3 163.9 \
         537.4 167.0 549.5 170.2 561.5 173.4 573.6 176.6 585.7 179.8 597.8 183.0 609.8 186.2 \
         621.9 189.5 634.0 192.8 634.0 204.0 621.9 204.0 609.8 204.0 597.8 204.0 585.7 204.0 \
         573.6 204.0 561.5 204.0 549.5 200.7 537.4 196.5 525.3 192.2 513.2 187.9 501.2 183.6 \
         489.1 179.3 477.0 175.0 464.9 170.5 452.8 166.1 440.8 161.6 428.7 157.0 416.6 152.3 \
         404.5 147.5 392.5 142.4 380.4 136.7 373.3 131.5Z"
    );
    let steady = History::new(&supply(49), &rows()[7..], now());
    assert_eq!(drawing::fan(&steady, &scale), None, "still learning");
    let few = History::new(&supply(3), &uneven(), now());
    let area = drawing::fan(&few, &scale).unwrap();
    assert!(area.contains(" 416.6 204.0 416.6 204.0 "), "{area}");
}

#[test]
fn the_weeks_to_come_are_a_table_too() {
    let html = chart(History::new(&supply(49), &uneven(), now()));
    for part in [
        "The shaded area is where the level will be eight times out of ten.",
        "without a delivery. Eight times out of ten it is between low and high.</caption>",
        "<th scope=\"row\">November 29</th><td>23</td><td>30</td><td>37</td>",
        "<th scope=\"row\">December 13</th>",
    ] {
        assert!(html.contains(part), "{part} in {html}");
    }
    let (from, to) = (html.find("<svg").unwrap(), html.find("</svg>").unwrap());
    assert!(to - from < 4_096, "{}", to - from);
    let young = chart(History::new(&supply(17), &rows()[7..], now()));
    assert!(!young.contains("class=\"fan\"") && !young.contains("shaded"));
    assert_eq!(young.matches("<table").count(), 1);
}

#[test]
fn a_chart_speaks_its_readers_language_and_its_days_are_utc_ones() {
    let preferences = Preferences {
        locale: Locale::De,
        zone: domain::Zone::parse("America/Los_Angeles").unwrap(),
        ..Preferences::default()
    };
    let history = History::new(&supply(17), &rows(), now() + 20 * HOUR);
    fixtures::to(preferences, || {
        let points = drawing::points(&history, Unit::Count, Quantity(100_000));
        assert!(points.ends_with(",23. November: 17"), "{points}");
        let drawn = chart(history);
        assert!(drawn.contains("Wohl leer am 29. Nov."), "{drawn}");
    });
}

#[test]
fn what_is_out_already_is_not_said_to_run_out() {
    let html = chart(History::new(&supply(0), &rows(), now()));
    assert!(!html.contains("Likely empty") && !html.contains("class=\"cross\""));
}

#[test]
fn an_order_under_way_is_drawn_named_and_said() {
    let mut supply = supply(17);
    supply.order = Some(fixtures::order(domain::order::OrderState::Placed));
    let html = chart(History::new(&supply, &rows(), now()));
    for part in [
        "Expected Nov 27",
        "Reorder level</text>",
        "class=\"rise\"",
        "class=\"ahead\"",
        "role=\"img\"",
    ] {
        assert!(html.contains(part), "{part} in {html}");
    }
    assert!(!html.contains("Likely empty") && !html.contains("style="));
}

#[test]
fn running_out_is_named_where_nothing_comes_before() {
    let html = chart(History::new(&supply(17), &rows(), now()));
    assert!(html.contains("Likely empty Nov 29") && html.contains("class=\"cross\""));
    assert!(!html.contains("Expected"));
}

#[test]
fn a_young_machine_is_not_looked_ahead_for() {
    let young = SupplyView {
        known_since: Some(now() - 2 * DAY),
        ..supply(17)
    };
    let html = chart(History::new(&young, &rows()[7..], now()));
    let said = "We are still learning how fast you use it, so there is no forecast yet. \
                We can show a forecast from about November 27.";
    assert!(html.contains(said), "{html}");
    assert!(!html.contains("class=\"ahead\"") && !html.contains("Likely empty"));
}

#[test]
fn an_unknown_level_is_a_sentence_alone() {
    let supply = SupplyView {
        machine: None,
        ..fixtures::pods()
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
    assert!(points.ends_with(",November 22: 49"), "{points}");
    let weeks = history.fan.map_or(0, |_| 3);
    let html = chart(history);
    assert_eq!(html.matches("scope=\"row\"").count(), days + weeks);
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
        let numbers = |mark: char, nth: usize| {
            let parts = path.split(mark).skip(1);
            let number = move |rest: &str| -> f64 {
                rest.split(['H', 'V', 'M', 'L', ' ']).nth(nth).unwrap().parse().unwrap()
            };
            parts.map(number).collect::<Vec<_>>()
        };
        let (slopes, across) = (numbers('L', 0), numbers('H', 0));
        let down = [numbers('L', 1), numbers('V', 0)].concat();
        for way in [&slopes, &across] {
            prop_assert!(way.windows(2).all(|pair| pair[0] < pair[1]));
        }
        prop_assert!(slopes.iter().chain(&across).all(|x| (6.0..=634.0).contains(x)));
        prop_assert!(down.iter().all(|y| (TOP..=BOTTOM).contains(y)));
    }

    #[test]
    fn what_is_foreseen_stays_in_the_picture_around_its_middle(
        taken in prop::collection::vec(0_i64..200, 9..31),
        left in 0_i64..2_000, capacity in 1_i64..1_000,
    ) {
        let rows: Vec<_> = taken
            .iter()
            .rev()
            .enumerate()
            .rev()
            .map(|(ago, taken)| closed(ago as i64, *taken, 2_000))
            .collect();
        let history = History::new(&supply(left), &rows, now());
        let scale = Scale::new(&history, Quantity(capacity * 1_000));
        prop_assert_eq!(history.fan.is_some(), left > 0);
        for at in (0..=AFTER).map(|day| now() + day * DAY).filter(|_| left > 0) {
            let it = history.foreseen(at).unwrap();
            prop_assert!(Quantity::ZERO <= it.low && it.low <= it.mid && it.mid <= it.high);
            prop_assert_eq!(Some(it.mid), history.left(at));
        }
        let Some(area) = drawing::fan(&history, &scale) else { return Ok(()) };
        let numbers = area.trim_matches(['M', 'Z']).split(' ').map(|it| it.parse::<f64>().unwrap());
        let (across, down): (Vec<_>, Vec<_>) = numbers.enumerate().partition(|(n, _)| n % 2 == 0);
        prop_assert!(across.iter().all(|(_, x)| (6.0..=634.0).contains(x)));
        prop_assert!(down.iter().all(|(_, y)| (TOP..=BOTTOM).contains(y)));
        prop_assert!(area.len() < 768, "{}", area.len());
    }
}
