//! What sensors, counters and clocks say that is not so: reports beside the true ones, the same from the same seed.
//!
//! A report of a bad sensor comes once and by itself: the readings before and after it are true.

use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use serde::{Deserialize, Serialize};

use super::kind::Kind;

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
/// One, in thousandths.
const ONE: i64 = 1_000;
/// Where counters of sixteen bits go round, and of thirty-two.
const ROUNDS: [i64; 2] = [(1 << 16) * ONE, (1 << 32) * ONE];

/// What is wrong with a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// It reads nothing.
    Zero,
    /// A field that was never filled, all bits of it set: `65535` or `4294967295`.
    Sentinel,
    /// A counter as it would read on the other side of sixteen bits; a difference that went below nothing.
    Wrap,
    /// One step of the sensor away from the truth, and back.
    Tremble,
    /// The clock is six minutes to an hour ahead.
    Ahead,
    /// The clock is one to twelve hours behind.
    Behind,
    /// Said once more within the hour.
    Again,
    /// More than a full container.
    AboveFull,
}

impl Fault {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Zero,
        Self::Sentinel,
        Self::Wrap,
        Self::Tremble,
        Self::Ahead,
        Self::Behind,
        Self::Again,
        Self::AboveFull,
    ];

    /// As it is printed.
    pub fn name(self) -> &'static str {
        match self {
            Self::Zero => "zero",
            Self::Sentinel => "sentinel",
            Self::Wrap => "wrap",
            Self::Tremble => "tremble",
            Self::Ahead => "clock ahead",
            Self::Behind => "clock behind",
            Self::Again => "again",
            Self::AboveFull => "above full",
        }
    }

    /// Whether a report of that kind can have it. What was used is no reading: told hours earlier under another
    /// id it would be another use.
    pub fn befalls(self, kind: Kind) -> bool {
        match self {
            Self::Tremble | Self::Behind => kind != Kind::Used,
            Self::AboveFull => kind == Kind::Level,
            _ => true,
        }
    }
}

/// A true report, in thousandths of its unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// What is reported.
    pub kind: Kind,
    /// The amount.
    pub value: i64,
    /// A full container.
    pub full: i64,
    /// What the sensor can tell apart.
    pub step: i64,
}

/// A report beside a true one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FoulReport {
    /// What is wrong with it.
    pub fault: Fault,
    /// The amount that it says.
    pub value: i64,
    /// How much later than the true one it is made, in milliseconds; below nothing where it is made before.
    pub after_ms: i64,
    /// How far its clock is ahead.
    pub clock_ms: i64,
    /// It has the id of the true one, and is made when that was.
    pub is_same: bool,
}

/// Fouls a share of the reports, each with one of the faults that it can have.
#[derive(Debug)]
pub struct Fouling {
    rate: f64,
    faults: Vec<Fault>,
    rng: StdRng,
    /// The last foul report came after its true one: the next may not come before.
    trails: bool,
}

impl Fouling {
    /// With these faults, beside such a share of the reports.
    pub fn new(rate: f64, seed: u64, faults: &[Fault]) -> Self {
        Self {
            rate: rate.clamp(0.0, 1.0),
            faults: faults.to_vec(),
            rng: StdRng::seed_from_u64(seed),
            trails: false,
        }
    }

    /// What comes beside a report, in the order in which it is made: mostly nothing.
    pub fn beside(&mut self, reading: Reading) -> Vec<FoulReport> {
        let trails = std::mem::take(&mut self.trails);
        if !self.rng.random_bool(self.rate) {
            return Vec::new();
        }
        let faults = self.faults.iter().copied();
        let faults: Vec<_> = faults.filter(|it| it.befalls(reading.kind)).collect();
        if faults.is_empty() {
            return Vec::new();
        }
        let fault = faults[self.rng.random_range(0..faults.len())];
        let fouls = self.fouled(fault, reading, trails);
        self.trails = fouls.iter().any(|foul| foul.after_ms > 0);
        fouls
    }

    fn fouled(&mut self, fault: Fault, reading: Reading, trails: bool) -> Vec<FoulReport> {
        let value = self.value(fault, reading);
        let mut foul = FoulReport {
            fault,
            value,
            after_ms: self.rng.random_range(1..10) * MINUTE,
            clock_ms: 0,
            is_same: false,
        };
        match fault {
            Fault::Zero | Fault::Sentinel | Fault::Wrap | Fault::AboveFull => {
                // Before the true one as often as after it.
                let is_before = self.rng.random_bool(0.5) && !trails;
                foul.after_ms *= if is_before { -1 } else { 1 };
            }
            Fault::Tremble => {
                foul.after_ms = MINUTE;
                let back = FoulReport {
                    value: reading.value,
                    after_ms: 2 * MINUTE,
                    ..foul
                };
                return vec![foul, back];
            }
            Fault::Ahead => foul.clock_ms = self.rng.random_range(6..=60) * MINUTE,
            Fault::Behind => foul.clock_ms = -self.rng.random_range(1..=12) * HOUR,
            Fault::Again => foul.after_ms = self.rng.random_range(1..55) * MINUTE,
        }
        // A use that is told again is the same one: its id says so.
        foul.is_same = reading.kind == Kind::Used && matches!(fault, Fault::Ahead | Fault::Again);
        vec![foul]
    }

    fn value(&mut self, fault: Fault, reading: Reading) -> i64 {
        let Reading {
            kind,
            value,
            full,
            step,
        } = reading;
        let [short, long] = ROUNDS;
        let round = if self.rng.random_bool(0.5) {
            short
        } else {
            long
        };
        match fault {
            Fault::Zero => 0,
            Fault::Sentinel => round - ONE,
            Fault::Wrap if kind == Kind::Total && value >= short => value - short,
            Fault::Wrap if kind == Kind::Total => value + short,
            Fault::Wrap => round - self.rng.random_range(1..4) * ONE,
            // A counter falls by a step and comes back; a level goes either way.
            Fault::Tremble if kind == Kind::Total => (value - step).max(0),
            Fault::Tremble if self.rng.random_bool(0.5) => (value - step).max(0),
            Fault::Tremble => (value + step).min(full),
            Fault::AboveFull => full + full * self.rng.random_range(1..30) / 100,
            Fault::Ahead | Fault::Behind | Fault::Again => value,
        }
    }
}
