//! What was measured beside what was hoped for.

use serde::Serialize;

use super::quantile::quantile;
use super::rounds::Samples;

/// A line of the table.
#[derive(Serialize)]
pub struct Row {
    database: &'static str,
    what: &'static str,
    ours: f64,
    baseline: Option<f64>,
    ratio: Option<f64>,
    goal: Goal,
    met: Option<bool>,
}

/// What a line should be.
#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "snake_case")]
enum Goal {
    /// Ours by the baseline.
    RatioAtLeast(f64),
    /// Ours by the baseline.
    RatioAtMost(f64),
    /// Ours.
    AtMost(f64),
}

impl Row {
    fn new(
        database: &'static str,
        what: &'static str,
        ours: f64,
        baseline: Option<f64>,
        goal: Goal,
    ) -> Self {
        let ratio = baseline.map(|baseline| ours / baseline);
        let met = match goal {
            Goal::RatioAtLeast(least) => ratio.map(|ratio| ratio >= least),
            Goal::RatioAtMost(most) => ratio.map(|ratio| ratio <= most),
            Goal::AtMost(most) => Some(ours <= most),
        };
        Self {
            database,
            what,
            ours,
            baseline,
            ratio,
            goal,
            met,
        }
    }

    pub fn met(&self) -> Option<bool> {
        self.met
    }
}

impl std::fmt::Display for Goal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::RatioAtLeast(least) => write!(f, "ratio ≥ {least}"),
            Self::RatioAtMost(most) => write!(f, "ratio ≤ {most}"),
            Self::AtMost(most) => write!(f, "≤ {most}"),
        }
    }
}

/// The lines that the samples are enough for.
pub fn rows(database: &'static str, samples: &Samples) -> Vec<Row> {
    let median = |values: &[f64]| quantile(values, 0.5);
    let row = |what, ours: Option<f64>, baseline: Option<f64>, goal| {
        Some(Row::new(database, what, ours?, baseline, goal))
    };
    let s = samples;
    let (ours, b, c) = (median(&s.ours), median(&s.b), median(&s.c));
    let hoped = b.zip(c).map(|(b, c)| 1.0 / (1.0 / b + 1.0 / c));
    let slower = |few: &[f64], many: &[f64]| Some(median(few)? / median(many)?);
    use Goal::{AtMost, RatioAtLeast, RatioAtMost};
    [
        row(
            "posts of one report a second, 64 connections, to (a)",
            ours,
            median(&s.a),
            RatioAtLeast(1.0),
        ),
        row("the same, to 1/(1/b + 1/c)", ours, hoped, RatioAtLeast(0.9)),
        row(
            "the same, p99 in ms",
            median(&s.ours_p99),
            None,
            AtMost(30.0),
        ),
        row(
            "one connection, p50 in ms, to (a)",
            median(&s.one),
            median(&s.a_one),
            RatioAtMost(2.0),
        ),
        row(
            "posts of 200 reports a second, to (b)",
            median(&s.large),
            median(&s.b_large),
            RatioAtLeast(0.7),
        ),
        slower(&s.few, &s.many).and_then(|ours| {
            row(
                "how much slower with many machines, to (b)",
                Some(ours),
                slower(&s.b_few, &s.b_many),
                RatioAtMost(1.1),
            )
        }),
        row(
            "resident memory in MB",
            quantile(&s.memory, 1.0),
            None,
            AtMost(150.0),
        ),
        row(
            "report to replenish call, idle, p99 in ms",
            quantile(&s.call_idle, 0.99),
            None,
            AtMost(250.0),
        ),
        row(
            "the same with ingest at its limit",
            quantile(&s.call_busy, 0.99),
            None,
            AtMost(1_000.0),
        ),
        row(
            "page of supplies, first byte, p95 in ms",
            quantile(&s.page, 0.95),
            None,
            AtMost(30.0),
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Prints them, aligned.
pub fn print(rows: &[Row]) {
    let head = ["what", "ours", "baseline", "ratio", "goal", "met"].map(str::to_owned);
    let mut lines = vec![head];
    for row in rows {
        let number = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), shown);
        let met = row.met.map_or("–", |met| if met { "yes" } else { "NO" });
        lines.push([
            format!("{}: {}", row.database, row.what),
            shown(row.ours),
            number(row.baseline),
            number(row.ratio),
            row.goal.to_string(),
            met.to_owned(),
        ]);
    }
    let widths: [usize; 6] = std::array::from_fn(|column| {
        let cells = lines.iter().map(|line| line[column].chars().count());
        cells.max().unwrap_or_default()
    });
    println!();
    for line in lines {
        let cells: Vec<_> = line
            .iter()
            .zip(widths)
            .map(|(cell, width)| format!("{cell:<width$}"))
            .collect();
        println!("| {} |", cells.join(" | "));
    }
}

/// Three digits are enough for anybody.
fn shown(value: f64) -> String {
    match value {
        value if value >= 100.0 => format!("{value:.0}"),
        value if value >= 10.0 => format!("{value:.1}"),
        value => format!("{value:.2}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn goals_are_met_on_their_own_side() {
        let met = |ours, baseline, goal| Row::new("sqlite", "x", ours, baseline, goal).met();
        assert_eq!(met(90.0, Some(100.0), Goal::RatioAtLeast(0.9)), Some(true));
        assert_eq!(met(89.0, Some(100.0), Goal::RatioAtLeast(0.9)), Some(false));
        assert_eq!(met(1.11, Some(1.0), Goal::RatioAtMost(1.1)), Some(false));
        assert_eq!(met(30.0, None, Goal::AtMost(30.0)), Some(true));
        assert_eq!(met(1.0, None, Goal::RatioAtLeast(1.0)), None);
    }

    #[test]
    fn many_machines_slow_ours_down_as_they_do_the_baseline() {
        let samples = Samples {
            few: vec![6.0],
            many: vec![3.0],
            b_few: vec![9.0],
            b_many: vec![6.0],
            ..Samples::default()
        };
        let rows = rows("postgres", &samples);
        assert_eq!(rows.len(), 1);
        assert_eq!((rows[0].ours, rows[0].baseline), (2.0, Some(1.5)));
        assert_eq!(rows[0].met(), Some(false));
    }

    #[test]
    fn what_was_not_measured_has_no_line() {
        let samples = Samples {
            ours: vec![3.0, 1.0, 2.0],
            a: vec![1.0],
            b: vec![4.0],
            c: vec![4.0],
            ..Samples::default()
        };
        let rows = rows("sqlite", &samples);
        assert_eq!(rows.len(), 2);
        assert_eq!((rows[0].ours, rows[1].baseline), (2.0, Some(2.0)));
    }
}
