//! Usage reports as devices post them: what one says, or why it is not taken.

mod sent;

use serde_json::Value;

use crate::journal::Input;
use crate::quantity::{BadAmount, Decimal};
use crate::spec::SlotSpec;
use crate::text::is_line;
use crate::time::{DAY, HOUR, MINUTE, Time};
use crate::unit::Unit;

pub use sent::{Sent, SentReport};

/// Raw reports are kept, and late ones taken, for this long.
pub const HORIZON: i64 = 400 * DAY;
/// How far a device's clock may run ahead.
const AHEAD: i64 = 5 * MINUTE;
/// 2001-01-01T00:00:00Z: a clock before it was never set.
const CLOCKS_BEGIN: i64 = 978_307_200_000;
const LONGEST_ID: usize = 64;
/// Containers that nobody uses between two reports.
const MOST_CONTAINERS: i64 = 1_000;
/// The same report with another time, no further away than this, is the same.
pub const SAME: i64 = HOUR;

/// A report that says something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Chosen by the device.
    pub id: String,
    /// Amazon's name of the slot.
    pub slot: String,
    /// What was used, read or counted.
    pub input: Input,
    /// When, by the device's clock; the time of receipt where it has none, or a wrong one.
    pub at: Time,
    /// When, as it was said.
    pub said_at: Option<Time>,
    /// The device's clock was not believed.
    pub clock_wrong: bool,
    /// It read more than a full container, which counts as full.
    pub above_full: bool,
    /// It had more decimals than its unit holds.
    pub rounded: bool,
    /// What was said, in one line, without its time: the same for the same report.
    pub content: String,
}

impl Report {
    /// The hour that it names; none where it names no time.
    pub fn hour(&self) -> Option<i64> {
        self.said_at.map(|at| at.millis().div_euclid(SAME))
    }

    /// What was said, in an hour. A report whose time was computed when it was sent may come again with another one, in
    /// the hour beside its own.
    pub fn content_in(&self, hour: Option<i64>) -> String {
        match hour {
            Some(hour) => format!("{}\n{hour}", self.content),
            None => format!("{}\n-", self.content),
        }
    }
}

/// Why a report is not taken. Its name is the `code` devices see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The model has no such slot.
    UnknownSlot,
    /// Not a unit, or not one of the slot's dimension.
    BadUnit,
    /// Not a decimal number, below zero, or absurdly large.
    BadAmount,
    /// `at` is not an RFC 3339 time.
    BadTime,
    /// Before the roll-up horizon.
    TooOld,
    /// No id, or one too long.
    BadId,
    /// Not exactly one of `used`, `level`, `total`.
    Ambiguous,
}

impl Fault {
    /// Its name on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Self::UnknownSlot => "unknown_slot",
            Self::BadUnit => "bad_unit",
            Self::BadAmount => "bad_amount",
            Self::BadTime => "bad_time",
            Self::TooOld => "too_old",
            Self::BadId => "bad_id",
            Self::Ambiguous => "ambiguous",
        }
    }
}

/// A report that is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejection {
    /// Its id, where it has one.
    pub id: Option<String>,
    /// Why.
    pub fault: Fault,
    /// What is wrong and what would be right.
    pub detail: String,
}

/// Reads one report received at `now`; `slot` finds a slot of the device by Amazon's name.
pub fn read<'a>(
    report: &SentReport,
    slot: impl Fn(&str) -> Option<&'a SlotSpec>,
    now: Time,
) -> Result<Report, Rejection> {
    let id = report.id.text();
    let refuse = |fault, detail: String| Rejection {
        id: id.map(shortened),
        fault,
        detail,
    };
    let id = match id {
        Some(id) if is_id(id) => id,
        _ => {
            let detail = format!("`id` must be one line of 1 to {LONGEST_ID} characters");
            return Err(refuse(Fault::BadId, detail));
        }
    };
    let name = report.slot.text().unwrap_or_default();
    let Some(spec) = slot(name) else {
        let detail = "`slot` must be one of the model's slots".to_owned();
        return Err(refuse(Fault::UnknownSlot, detail));
    };
    let (kind, amount) = amount(report).map_err(|detail| refuse(Fault::Ambiguous, detail))?;
    let unit = unit(report, spec).map_err(|detail| refuse(Fault::BadUnit, detail))?;
    let decimal = amount
        .decimal()
        .ok_or(BadAmount::NotANumber)
        .and_then(Decimal::parse);
    let said = decimal.and_then(|decimal| Ok((decimal.rounded_in(unit)?, decimal)));
    let (quantity, decimal) =
        said.map_err(|fault| refuse(Fault::BadAmount, format!("`{kind}`: {fault}")))?;
    let above_full = kind == "level" && quantity > spec.capacity;
    let said = match &report.at {
        at if at.is_nothing() => None,
        at => Some(at.text().and_then(Time::parse).ok_or_else(|| {
            refuse(
                Fault::BadTime,
                "`at` must be a time like 2026-11-22T10:00:00Z".to_owned(),
            )
        })?),
    };
    let clock_wrong = said.is_some_and(|at| at.millis() < CLOCKS_BEGIN || at.since(now) > AHEAD);
    let at = said.filter(|_| !clock_wrong).map_or(now, |at| at.min(now));
    if now.since(at) > HORIZON {
        let detail = "`at` is more than 400 days ago; leave the report out".to_owned();
        return Err(refuse(Fault::TooOld, detail));
    }
    let input = match kind {
        "used" => Input::Used(quantity),
        "level" => Input::Level(quantity),
        _ => Input::Total(quantity),
    };
    if kind == "used" && quantity.0 / MOST_CONTAINERS > spec.capacity.0 {
        let detail = format!("`used` is more than {MOST_CONTAINERS} containers");
        return Err(refuse(Fault::BadAmount, detail));
    }
    let content = format!("{name}\n{kind}\n{}", quantity.0);
    Ok(Report {
        id: id.to_owned(),
        slot: name.to_owned(),
        input,
        at,
        said_at: said,
        clock_wrong,
        above_full,
        rounded: decimal.is_finer_than(unit),
        content,
    })
}

/// Whether a text can be a report's id.
pub fn is_id(id: &str) -> bool {
    is_line(id, LONGEST_ID)
}

/// The one of the three that is there.
fn amount(report: &SentReport) -> Result<(&'static str, &Sent), String> {
    let all = [
        ("used", &report.used),
        ("level", &report.level),
        ("total", &report.total),
    ];
    let mut found = all.into_iter().filter(|(_, sent)| !sent.is_nothing());
    match (found.next(), found.next()) {
        (Some(one), None) => Ok(one),
        (None, _) => Err("one of `used`, `level` or `total` must be there".to_owned()),
        _ => Err("only one of `used`, `level` and `total` may be there".to_owned()),
    }
}

fn unit(report: &SentReport, spec: &SlotSpec) -> Result<Unit, String> {
    let dimension = spec.unit.dimension();
    if report.unit.is_nothing() {
        return Ok(spec.unit);
    }
    let unit = report.unit.text();
    let unit = unit.and_then(|text| Unit::parse(text, Some(dimension)));
    unit.filter(|unit| unit.dimension() == dimension)
        .ok_or_else(|| {
            let units = Unit::ALL.into_iter();
            let allowed: Vec<_> = match spec.unit {
                Unit::Count => vec!["count", "pods", "sheets"],
                _ => units
                    .filter(|unit| unit.dimension() == dimension)
                    .map(Unit::name)
                    .collect(),
            };
            let (own, allowed) = (spec.unit, allowed.join(", "));
            format!(
                "this slot is measured in {own}; `unit` may be one of {allowed}, or be left out"
            )
        })
}

/// A decimal as text or number, without an exponent.
pub fn number(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) if number.is_f64() => number.as_f64().map(sent::decimal),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn shortened(id: &str) -> String {
    id.chars().take(LONGEST_ID).collect()
}

#[cfg(test)]
mod tests;
