//! Our reading of each method against a library's (`compute.py`).

use serde::Deserialize;

use super::*;
use crate::competition::lead::Lead;

#[derive(Deserialize)]
struct Fixtures {
    averages: Vec<Series>,
    counts: Vec<Counts>,
}

#[derive(Deserialize)]
struct Series {
    days: Vec<i64>,
    of: Of,
}

#[derive(Deserialize)]
struct Of {
    ses: f64,
    croston: f64,
    sba: f64,
    tsb: f64,
}

#[derive(Deserialize)]
struct Counts {
    mean: f64,
    variance: f64,
    most: f64,
    part: f64,
}

fn fixtures() -> Fixtures {
    serde_json::from_str(include_str!("fixtures.json")).unwrap()
}

fn seen(days: &[i64]) -> Vec<Option<Quantity>> {
    days.iter().map(|day| Some(Quantity(day * 1_000))).collect()
}

#[test]
fn averages_are_those_of_a_library() {
    for series in fixtures().averages {
        for (average, theirs) in [
            (Average::Ses, series.of.ses),
            (Average::Croston, series.of.croston),
            (Average::Sba, series.of.sba),
            (Average::Tsb, series.of.tsb),
        ] {
            let (ours, _) = average.of(&seen(&series.days));
            assert!(
                (ours - theirs).abs() < 1e-4 * theirs,
                "{average:?}: {ours}, not {theirs}"
            );
        }
    }
}

#[test]
fn counts_are_those_of_a_library() {
    for of in fixtures().counts {
        let ours = count(of.mean, of.variance, of.most);
        assert!((ours - of.part).abs() < 1e-9, "{ours}, not {}", of.part);
    }
}

#[test]
fn blocks_are_all_those_of_the_past() {
    // Of 1, 2, 4 in two days: 3 and 6; in one: 1, 2, 4.
    let lead = Lead::told(&[(1, 1.0), (2, 1.0)]);
    let less = blocks(&seen(&[1, 2, 4]), 3.5, &lead);
    assert!(
        (less - (2.0 / 3.0 + 1.0 / 2.0) / 2.0).abs() < 1e-12,
        "{less}"
    );
}
