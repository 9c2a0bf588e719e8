//! The report as a table for people and as JSON for programs.

use std::fmt::Write;

use domain::policy::Policy;
use serde_json::{Value, json};

use super::measure::{Measured, Outcome, Point, Report};

/// A policy as its argument is written.
pub(super) fn name(policy: Policy) -> String {
    match policy.service_level() {
        Some(level) => format!("forecast:{}", level.probability()),
        None if policy == Policy::default() => "burn_rate".to_owned(),
        None => format!("burn_rate:{}", policy.days_threshold()),
    }
}

/// A promise that is kept less often by so much is said to be broken.
const FAR: f64 = 0.015;

/// One line of numbers: the median of the keys, or the only trace's.
struct Row {
    cycles: Option<f64>,
    share: Option<f64>,
    days: Option<f64>,
    stock: Option<f64>,
    orders: Option<f64>,
}

impl Row {
    fn at(measured: &Measured, quantile: f64) -> Self {
        let of = |field: fn(&Outcome) -> Option<f64>| {
            self::quantile(
                measured.outcomes.iter().filter_map(field).collect(),
                quantile,
            )
        };
        Self {
            cycles: of(|outcome| Some(outcome.cycles)),
            share: of(|outcome| outcome.stockout_cycles_share),
            days: of(|outcome| Some(outcome.stockout_days)),
            stock: of(|outcome| Some(outcome.average_stock)),
            orders: of(|outcome| Some(outcome.orders_per_year)),
        }
    }

    fn json(&self) -> Value {
        json!({
            "cycles": self.cycles,
            "stockout_cycles_share": self.share,
            "stockout_days": self.days,
            "average_stock": self.stock,
            "orders_per_year": self.orders,
        })
    }
}

/// For programs. Of a file with keys the numbers are the median key's, with the quartiles beside them.
pub(super) fn json(report: &Report) -> Value {
    let policy = |measured: &Measured| {
        let mut row = Row::at(measured, 0.5).json();
        row["policy"] = json!(name(measured.policy));
        if let Some(level) = measured.policy.service_level() {
            row["promised"] = json!(level.probability());
            row["kept"] = json!(measured.kept());
        }
        if let Some(of) = report.of {
            row[of] = json!(measured.outcomes.len());
            row["lower_quartile"] = Row::at(measured, 0.25).json();
            row["upper_quartile"] = Row::at(measured, 0.75).json();
        }
        row
    };
    let point = |point: &Point| {
        json!({
            "policy": name(point.policy),
            "stockout_cycles_share": point.share,
            "average_stock": point.stock,
        })
    };
    json!({
        "policies": report.policies.iter().map(policy).collect::<Vec<_>>(),
        "frontier": {
            "policy": name(report.compared),
            "ratio_at_equal_stock": report.ratio,
            "burn_rate": report.burn_rate.iter().map(point).collect::<Vec<_>>(),
            "forecast": report.forecast.iter().map(point).collect::<Vec<_>>(),
        },
    })
}

/// For people.
pub(super) fn table(report: &Report) -> String {
    let mut text = String::new();
    let keys = report
        .policies
        .first()
        .map_or(0, |measured| measured.outcomes.len());
    if let Some(of) = report.of {
        let _ = writeln!(text, "{keys} {of}; median (quartiles)\n");
    }
    let heading = [
        "policy",
        "cycles",
        "with a stock-out",
        "stock-out days",
        "average stock",
        "orders a year",
    ];
    let _ = writeln!(text, "{}", line(&heading.map(str::to_owned)));
    for measured in &report.policies {
        let [middle, lower, upper] = [0.5, 0.25, 0.75].map(|at| Row::at(measured, at));
        let cell = |field: fn(&Row) -> Option<f64>, percent: bool, decimals: usize| {
            let show = |row: &Row| number(field(row), percent, decimals);
            if report.of.is_some() {
                format!("{} ({}–{})", show(&middle), show(&lower), show(&upper))
            } else {
                show(&middle)
            }
        };
        let cells = [
            name(measured.policy),
            cell(|row| row.cycles, false, 0),
            cell(|row| row.share, true, 1),
            cell(|row| row.days, false, 1),
            cell(|row| row.stock, false, 1),
            cell(|row| row.orders, false, 1),
        ];
        let _ = writeln!(text, "{}", line(&cells));
    }
    for measured in &report.policies {
        if let Some(level) = measured.policy.service_level() {
            let _ = writeln!(
                text,
                "\n{} was kept in {} of all cycles.",
                name(measured.policy),
                number(measured.kept(), true, 1)
            );
            let far = measured.kept().map(|kept| kept - level.probability());
            if far.is_some_and(|far| far < -FAR) {
                let _ = writeln!(
                    text,
                    "That is less than was promised: use of this kind, or an order of so little, lets nobody promise it."
                );
            }
        }
    }
    for (title, points) in [
        ("burn_rate", &report.burn_rate),
        ("forecast", &report.forecast),
    ] {
        let points: Vec<_> = points
            .iter()
            .map(|point| {
                format!(
                    "{} @ {:.1}",
                    number(Some(point.share), true, 1),
                    point.stock
                )
            })
            .collect();
        let _ = writeln!(
            text,
            "\n{title}, stock-outs @ average stock:\n  {}",
            points.join(" · ")
        );
    }
    let compared = name(report.compared);
    let _ = match report.ratio {
        Some(ratio) => writeln!(
            text,
            "\nAt equal average stock {compared} has {ratio:.2} of the stock-outs of burn_rate."
        ),
        None => writeln!(
            text,
            "\nNo burn_rate of 7 to 21 days keeps as much stock as {compared}."
        ),
    };
    text
}

fn line(cells: &[String; 6]) -> String {
    let [policy, cycles, share, days, stock, orders] = cells;
    format!("{policy:<15} {cycles:>19} {share:>24} {days:>18} {stock:>20} {orders:>20}")
        .trim_end()
        .to_owned()
}

pub(super) fn number(value: Option<f64>, percent: bool, decimals: usize) -> String {
    match value {
        None => "–".to_owned(),
        Some(value) if percent => format!("{:.decimals$} %", value * 100.0),
        Some(value) => format!("{value:.decimals$}"),
    }
}

/// A quantile by linear interpolation; none of nothing.
fn quantile(mut values: Vec<f64>, at: f64) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let last = values.len().checked_sub(1)?;
    let place = at * last as f64;
    let below = values.get(place.floor() as usize)?;
    let above = values.get(place.ceil() as usize)?;
    Some(below + (above - below) * place.fract())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_lie_between() {
        let of = |values: &[f64], at| quantile(values.to_vec(), at);
        assert_eq!(of(&[], 0.5), None);
        assert_eq!(of(&[3.0], 0.25), Some(3.0));
        assert_eq!(of(&[4.0, 1.0, 2.0, 3.0], 0.5), Some(2.5));
        assert_eq!(of(&[1.0, 2.0, 3.0, 4.0, 5.0], 0.75), Some(4.0));
    }
}
