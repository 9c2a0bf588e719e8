//! The forecast against an independent computation of the same rule (`quantile/compute.py`, which says
//! how it differs), on made series and real use.

#![cfg(test)]

use domain::demand::{LeadTime, Prior, UseHistory, forecast};
use domain::policy::ServiceLevel;
use domain::time::DAY;
use domain::{Day, Quantity};
use serde::Deserialize;

#[derive(Deserialize)]
struct Case {
    name: String,
    first: i64,
    days: Vec<Option<i64>>,
    orders: Vec<i64>,
    level: f64,
    per_day: f64,
    quantile: f64,
}

fn near(ours: f64, theirs: f64, part: f64) -> bool {
    (ours - theirs).abs() <= theirs.abs() * part + 1.0
}

#[test]
fn forecasts_are_those_of_another_program() {
    let cases: Vec<Case> = serde_json::from_str(include_str!("quantile/fixtures.json")).unwrap();
    assert!(cases.len() > 20);
    for case in cases {
        let days: Vec<_> = case.days.iter().map(|used| used.map(Quantity)).collect();
        let history = UseHistory::of(Day(case.first), &days);
        let orders: Vec<_> = case.orders.iter().map(|days| days * DAY).collect();
        let lead = LeadTime::learned(&orders);
        let level = ServiceLevel::new(case.level);
        let ours = forecast(&history, &Prior::default(), &lead, level).unwrap();
        let (per_day, quantity) = (ours.per_day.0, ours.quantity.0);
        let told = format!("{} at {}: {ours:?}", case.name, case.level);
        assert!(
            near(per_day as f64, case.per_day, 1e-6),
            "{told}, not {}",
            case.per_day
        );
        assert!(
            near(quantity as f64, case.quantile, 1e-4),
            "{told}, not {}",
            case.quantile
        );
    }
}
