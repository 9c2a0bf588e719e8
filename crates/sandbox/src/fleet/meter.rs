//! What one slot of a device counts, in exact thousandths of its unit.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use rand::RngExt as _;
use rand::rngs::StdRng;
use serde::{Deserialize, Deserializer};
use serde_json::{Value, json};
use tokio::time::Instant;

use super::fault::Reading;
use super::kind::Kind;

/// What sensors and counters can tell apart.
const STEP: i64 = 1_000;

/// A decimal amount with at most three digits after the point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Amount(i64);

impl FromStr for Amount {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong =
            || format!("{text:?} is not an amount: write up to three digits after the point");
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty()
            || !digits(whole)
            || !digits(fraction)
            || fraction.len() > 3
            || whole.len() > 12
        {
            return Err(wrong());
        }
        format!("{whole}{fraction:0<3}")
            .parse()
            .map(Self)
            .map_err(|_| wrong())
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = format!("{}.{:03}", self.0 / 1000, self.0 % 1000);
        f.write_str(text.trim_end_matches('0').trim_end_matches('.'))
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = match Value::deserialize(from)? {
            Value::String(text) => text,
            other => other.to_string(),
        };
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// How one slot is used.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SlotUse {
    /// Slot.
    pub slot: String,
    /// What is reported.
    pub kind: Kind,
    /// How much goes each time.
    pub amount: Amount,
    /// Its unit; the slot's where absent.
    #[serde(default)]
    pub unit: Option<String>,
    /// How often, in milliseconds.
    pub every_ms: u64,
    /// How much sooner or later than that, as a share of it.
    #[serde(default)]
    pub jitter: f64,
    /// First level, and the level after a refill; first total. A level starts at 100, a total at 0.
    #[serde(default)]
    pub start: Option<Amount>,
}

pub(crate) struct Report {
    pub(crate) id: String,
    pub(crate) body: Value,
}

pub(crate) struct Meter {
    slot: SlotUse,
    start: i64,
    reading: i64,
    pub(crate) due: Instant,
}

impl Meter {
    pub(crate) fn new(slot: SlotUse, now: Instant, rng: &mut StdRng) -> Self {
        let usual = if slot.kind == Kind::Level { 100_000 } else { 0 };
        let start = slot.start.map_or(usual, |amount| amount.0);
        let mut meter = Self {
            slot,
            start,
            reading: start,
            due: now,
        };
        meter.wind(now, rng);
        meter
    }

    pub(crate) fn wind(&mut self, now: Instant, rng: &mut StdRng) {
        let jitter = self.slot.jitter.clamp(0.0, 1.0);
        let share = 1.0 + rng.random_range(-1.0..=1.0) * jitter;
        self.due = now + Duration::from_millis(self.slot.every_ms.max(1)).mul_f64(share);
    }

    /// What it reads after so much more use.
    pub(crate) fn read(&mut self) -> Reading {
        let SlotUse { kind, amount, .. } = self.slot;
        let value = match kind {
            Kind::Used => amount.0,
            Kind::Level => {
                let left = self.reading - amount.0;
                self.reading = if left < 0 { self.start } else { left };
                self.reading
            }
            Kind::Total => {
                self.reading += amount.0;
                self.reading
            }
        };
        Reading {
            kind,
            value,
            full: self.start,
            step: STEP,
        }
    }

    /// A report of an amount.
    pub(crate) fn report(&self, id: String, value: i64, at: Option<String>) -> Report {
        let mut body = json!({"id": id, "slot": self.slot.slot});
        if let Some(at) = at {
            body["at"] = at.into();
        }
        body[self.slot.kind.name()] = Amount(value).to_string().into();
        if let Some(unit) = &self.slot.unit {
            body["unit"] = unit.as_str().into();
        }
        Report { id, body }
    }
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng as _;

    use super::*;

    #[test]
    fn amounts_are_exact() {
        for text in ["0", "2", "0.5", "12.345", "100"] {
            assert_eq!(text.parse::<Amount>().unwrap().to_string(), text);
        }
        for text in ["", ".", "-1", "1.2345", "1e3", "x"] {
            assert!(text.parse::<Amount>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_level_falls_to_its_refill_and_a_total_grows() {
        let mut rng = StdRng::seed_from_u64(1);
        let mut read = |kind: &str| {
            let slot: SlotUse = serde_json::from_value(json!({"slot": "filter", "kind": kind,
                "amount": "0.4", "unit": "percent", "every_ms": 5, "start": 1}))
            .unwrap();
            let mut meter = Meter::new(slot, Instant::now(), &mut rng);
            [0; 4].map(|_| {
                let reading = meter.read();
                meter.report("a".to_owned(), reading.value, None).body[kind].clone()
            })
        };
        assert_eq!(read("level"), ["0.6", "0.2", "1", "0.6"]);
        assert_eq!(read("total"), ["1.4", "1.8", "2.2", "2.6"]);
        assert_eq!(read("used"), ["0.4", "0.4", "0.4", "0.4"]);
    }
}
