//! The usage that a demo machine brings along: half a year of real runs, moved so that it ends now.
//!
//! The reports are those of a machine that measures its container after each refill. Their sum is exact: after them
//! the machine holds what the supply's `left` says.

use std::str::FromStr;

use anyhow::{Context, Result};
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};
use serde_json::{Value, json};

use super::models::{DAYS, Machine, Supply, decimal};

const RUNS: &str = include_str!("../../data/laundry-runs.csv");

/// The runs of a half-year, oldest first: of the last one on record, or of that which ended `before` days earlier.
/// They are moved by whole days, so that each keeps its time of day and the last one is less than a day old.
pub(crate) fn runs(before: i32, now: Timestamp) -> Result<Vec<Timestamp>> {
    let record: Vec<DateTime> = RUNS
        .lines()
        .skip(1)
        .map(DateTime::from_str)
        .collect::<Result<_, _>>()
        .context("data/laundry-runs.csv")?;
    let end = record.last().context("data/laundry-runs.csv is empty")?;
    let end = end.date().checked_sub(before.days())?;
    let start = end.checked_sub(DAYS.days())?;
    let chosen = record
        .into_iter()
        .filter(|run| start < run.date() && run.date() <= end);
    let runs: Vec<_> = chosen
        .map(|run| Ok(run.to_zoned(TimeZone::UTC)?.timestamp()))
        .collect::<Result<_>>()?;
    let last = runs.last().context("no run in this half-year")?;
    let days = now.duration_since(*last).as_hours() / 24;
    let moved = SignedDuration::from_hours(24 * days);
    Ok(runs.into_iter().map(|run| run + moved).collect())
}

/// Everything a machine reports of its runs, oldest first.
pub(crate) fn reports(machine: &Machine, runs: &[Timestamp]) -> Vec<Value> {
    let mut all: Vec<(Timestamp, Value)> = machine
        .supplies
        .iter()
        .flat_map(|supply| of_supply(supply, runs))
        .collect();
    all.sort_by_key(|(at, _)| *at);
    all.into_iter().map(|(_, report)| report).collect()
}

/// Goes back from what is left: a run puts back what it used, and where one more would not fit, the container had
/// just been refilled.
fn of_supply(supply: &Supply, runs: &[Timestamp]) -> Vec<(Timestamp, Value)> {
    let mut reports = Vec::new();
    let mut report = |at: Timestamp, kind: &str, amount: i64| {
        let id = format!("{}-{:04}", supply.slot, reports.len());
        let mut report = json!({"id": id, "slot": supply.slot, "at": at.to_string()});
        report[kind] = decimal(amount).into();
        reports.push((at, report));
    };
    let mut level = supply.left;
    for (n, run) in runs.iter().enumerate().rev() {
        report(*run, "used", supply.per_run);
        level += supply.per_run;
        if n == 0 || level + supply.per_run > supply.capacity {
            report(*run - SignedDuration::from_mins(1), "level", level);
            level = supply.refilled_at;
        }
    }
    reports.reverse();
    reports
}

#[cfg(test)]
mod tests {
    use super::super::models::MACHINES;
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn a_history_is_half_a_year_and_ends_now() {
        for now in ["2026-11-23T00:00:01Z", "2026-11-23T23:59:59Z"].map(at) {
            for (before, count) in [(0, 129), (DAYS, 160)] {
                let runs = runs(before, now).unwrap();
                assert_eq!(runs.len(), count);
                assert!(runs.is_sorted());
                let age = |run: Timestamp| now.duration_since(run).as_hours() / 24;
                assert!(age(runs[0]) <= i64::from(DAYS));
                assert_eq!(age(runs[count - 1]), 0);
                assert!(runs[count - 1] < now);
            }
        }
    }

    #[test]
    fn runs_keep_their_time_of_day() {
        let last = |now| *runs(0, at(now)).unwrap().last().unwrap();
        assert_eq!(last("2026-11-23T23:59:00Z"), at("2026-11-23T17:44:00Z"));
        assert_eq!(last("2026-11-23T09:30:00Z"), at("2026-11-22T17:44:00Z"));
    }

    #[test]
    fn after_its_reports_a_machine_holds_what_is_left() {
        let runs = runs(0, at("2026-11-23T09:30:00Z")).unwrap();
        for supply in MACHINES.iter().flat_map(|machine| machine.supplies) {
            let amount = |value: &Value| {
                let text = value.as_str().unwrap();
                (text.parse::<f64>().unwrap() * 1_000.0).round() as i64
            };
            let mut level = None;
            let mut refills = 0;
            for (_, report) in of_supply(supply, &runs) {
                let now = match (report.get("level"), level) {
                    (Some(read), _) => {
                        refills += 1;
                        amount(read)
                    }
                    (None, Some(level)) => level - amount(&report["used"]),
                    (None, None) => panic!("{} is used before it is known", supply.slot),
                };
                assert!((0..=supply.capacity).contains(&now), "{}", supply.slot);
                level = Some(now);
            }
            assert_eq!(level, Some(supply.left), "{}", supply.slot);
            assert!(refills > 1, "{} was never refilled", supply.slot);
        }
    }

    #[test]
    fn ids_are_unique_to_the_machine_and_reports_in_order() {
        let runs = runs(DAYS, at("2026-11-23T09:30:00Z")).unwrap();
        for machine in MACHINES {
            let reports = reports(machine, &runs);
            let text = |field: &str| {
                reports
                    .iter()
                    .map(|report| report[field].as_str().unwrap().to_owned())
                    .collect::<Vec<_>>()
            };
            let mut ids = text("id");
            ids.sort();
            ids.dedup();
            assert_eq!(ids.len(), reports.len());
            let times: Vec<_> = text("at").iter().map(|text| at(text)).collect();
            assert!(times.is_sorted());
        }
    }
}
