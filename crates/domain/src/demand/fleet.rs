//! What the machines of a model have in common: sums over them that name nobody, and the prior that these
//! come to.
//!
//! A slot with some weeks of use adds one [`Share`]. Everything but its rate is a part of that rate, so a
//! machine that is used much counts as one that is used little. Sums of two sets are the sums of both, in
//! any order, so a job may add them in pieces. Nothing can be taken out again, and nothing of a single slot
//! read from sums of [`ENOUGH`].

use std::ops::AddAssign;

use serde::{Deserialize, Serialize};

use super::history::UseHistory;
use super::lead_time::{self, LONGEST, LeadTime};
use super::memory::{Days, Expected};
use super::prior::{EXPONENTS, GUESSES, Prior};
use super::straying::Straying;

/// Known days after which a slot says something of its model.
pub const SETTLED: u16 = 56;
/// Slots that are needed: fewer are no fleet, and might be somebody.
pub const ENOUGH: u32 = 20;
/// What is usual of machines counts as much as so many slots of the model.
const USUAL: f64 = 10.0;
/// A model's average counts as much as so many days of a slot's own at least, and at most.
const WORTH: (f64, f64) = (3.0, 60.0);
/// The version of what the sums mean; sums of another one are begun anew.
pub const VERSION: u16 = 1;

/// Sums over slots of a model. Of one slot, or of many.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Share {
    /// Slots.
    pub slots: u32,
    /// Base units per day, and squared.
    pub rate: f64,
    /// Their squares.
    pub rate_squared: f64,
    /// Variance of a delivery's demand about what was expected, by its days and the squared rate.
    pub dispersion: f64,
    /// Use of each place in the week, as a part of the average day's.
    pub week: [f64; 7],
    /// How likely each guess was.
    pub guesses: [f64; GUESSES.len()],
    /// How likely each power was.
    pub exponents: [f64; EXPONENTS.len()],
    /// Deliveries by days begun, the first for one.
    pub deliveries: Vec<f64>,
}

impl Share {
    /// Of a slot, and milliseconds from decision to arrival of its orders; none of one that says too little.
    pub fn of(history: &UseHistory, arrivals: &[i64]) -> Option<Self> {
        let known: Vec<f64> = history.known().collect();
        let rate = known.iter().sum::<f64>() / known.len().max(1) as f64;
        if history.known_days() < SETTLED || rate <= 0.0 {
            return None;
        }
        let week = own_week(history, rate);
        let days = Days::new(history, &week);
        let prior = Prior::default();
        let ahead = LeadTime::default().mean().round() as usize;
        let expected = Expected::of(&days, &week, &prior, ahead);
        let straying = Straying::of(&days, &expected, &week, &prior, ahead);
        let (mut squares, mut weights) = (0.0, 0.0);
        for (evening, weight) in days.evenings(ahead) {
            if let Some((used, parts)) = days.after(evening, ahead) {
                let error = used - parts * expected.per_day[evening];
                squares += weight * error * error;
                weights += weight;
            }
        }
        if weights <= 0.0 {
            return None;
        }
        let mut deliveries = vec![0.0; LONGEST];
        for days in arrivals
            .iter()
            .filter_map(|millis| lead_time::days(*millis))
        {
            deliveries[days - 1] += 1.0;
        }
        Some(Self {
            slots: 1,
            rate,
            rate_squared: rate * rate,
            dispersion: squares / weights / (ahead as f64 * rate * rate),
            week,
            guesses: expected.likely,
            exponents: straying.likely,
            deliveries,
        })
    }

    /// What a new slot of the model is taken for; none while the slots are few.
    pub fn prior(&self) -> Option<Prior> {
        if self.slots < ENOUGH {
            return None;
        }
        let usual = Prior::default();
        let slots = f64::from(self.slots);
        let rate = self.rate / slots;
        let between = (self.rate_squared / slots - rate * rate).max(0.0);
        let drawn = |sum: f64, usual: f64| rounded((sum + USUAL * usual) / (slots + USUAL));
        let dispersion = drawn(self.dispersion, usual.dispersion);
        let worth = dispersion * rate * rate / between.max(f64::MIN_POSITIVE);
        let mut deliveries = [0.0; LONGEST];
        for (of, count) in deliveries.iter_mut().zip(&self.deliveries) {
            *of = *count;
        }
        let lead: Vec<f64> = LeadTime::of_model(&deliveries).into();
        Some(Prior {
            machines: self.slots,
            per_day: Some((rounded(rate), rounded(worth.clamp(WORTH.0, WORTH.1)))),
            dispersion,
            week: Some(std::array::from_fn(|n| drawn(self.week[n], 1.0))),
            guesses: std::array::from_fn(|n| drawn(self.guesses[n], usual.guesses[n])),
            exponents: std::array::from_fn(|n| drawn(self.exponents[n], usual.exponents[n])),
            lead: lead.into_iter().map(rounded).collect::<Vec<_>>().into(),
        })
    }
}

impl AddAssign<&Self> for Share {
    fn add_assign(&mut self, other: &Self) {
        fn add(sums: &mut [f64], others: &[f64]) {
            for (sum, other) in sums.iter_mut().zip(others) {
                *sum += other;
            }
        }
        self.slots += other.slots;
        self.rate += other.rate;
        self.rate_squared += other.rate_squared;
        self.dispersion += other.dispersion;
        add(&mut self.week, &other.week);
        add(&mut self.guesses, &other.guesses);
        add(&mut self.exponents, &other.exponents);
        self.deliveries.resize(LONGEST, 0.0);
        add(&mut self.deliveries, &other.deliveries);
    }
}

/// With as many digits as are read back as they were kept; more would say nothing.
fn rounded(amount: f64) -> f64 {
    format!("{amount:.8e}").parse().unwrap_or(amount)
}

/// The part of each place in the week, as it was.
fn own_week(history: &UseHistory, rate: f64) -> [f64; 7] {
    let (used, days) = history.by_weekday();
    std::array::from_fn(|place| {
        if days[place] > 0.0 {
            used[place] / days[place] / rate
        } else {
            1.0
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::Quantity;
    use crate::time::{DAY, Day};

    fn slot(rate: i64) -> Share {
        // Twice as much on one day of the week, none on the one after.
        let of = |day: i64| match day % 7 {
            0 => 2,
            1 => 0,
            _ => 1,
        };
        let days: Vec<_> = (0..120).map(|day| Some(Quantity(rate * of(day)))).collect();
        Share::of(&UseHistory::of(Day(0), &days), &[9 * DAY]).unwrap()
    }

    fn fleet(slots: impl Iterator<Item = i64>) -> Share {
        let mut sums = Share::default();
        for rate in slots {
            sums += &slot(rate);
        }
        sums
    }

    #[test]
    fn a_young_slot_says_nothing_and_few_slots_are_no_fleet() {
        let days = vec![Some(Quantity(1_000)); 55];
        assert_eq!(Share::of(&UseHistory::of(Day(0), &days), &[]), None);
        assert_eq!(fleet((1..20).map(|n| n * 1_000)).prior(), None);
    }

    #[test]
    fn sums_are_the_same_in_any_order_and_in_any_pieces() {
        let mut pieces = fleet((1..11).map(|n| n * 1_000));
        pieces += &fleet((11..=20).map(|n| n * 1_000));
        let whole = fleet((1..=20).rev().map(|n| n * 1_000));
        assert_eq!((pieces.slots, pieces.rate), (whole.slots, whole.rate));
        let (one, other) = (pieces.prior().unwrap(), whole.prior().unwrap());
        assert!((one.dispersion - other.dispersion).abs() < 1e-9);
    }

    /// Six days of use by turns with six of none.
    fn by_turns(rate: i64) -> Share {
        let day = |day: i64| Some(Quantity(if day % 12 < 6 { 2 * rate } else { 0 }));
        let days: Vec<_> = (0..336).map(day).collect();
        Share::of(&UseHistory::of(Day(0), &days), &[9 * DAY, 9 * DAY, DAY]).unwrap()
    }

    #[test]
    fn what_a_slot_shows_is_a_part_of_its_rate() {
        let few = by_turns(1_000);
        assert_eq!((few.slots, few.rate, few.rate_squared), (1, 1_000.0, 1e6));
        // What is used in the six days of a delivery is from 0 to 12, and 6 on average: the mean square is 152 ÷ 12,
        // and 2.1 of the squared rate for each day.
        assert!((few.dispersion - 2.1).abs() < 0.3, "{}", few.dispersion);
        assert!(few.week.iter().all(|part| (part - 1.0).abs() < 1e-9));
        assert_eq!(few.deliveries.iter().sum::<f64>(), 3.0);
        assert_eq!((few.deliveries[8], few.deliveries[0]), (2.0, 1.0));
        let many = by_turns(7_000);
        assert!((many.dispersion - few.dispersion).abs() < 1e-9);
        let sum = |parts: &[f64]| parts.iter().sum::<f64>();
        assert!((sum(&few.guesses) - 1.0).abs() < 1e-9);
        assert!((sum(&few.exponents) - 1.0).abs() < 1e-9);
    }

    #[test]
    fn sums_are_those_of_every_part() {
        let (one, other) = (slot(1_000), by_turns(2_000));
        let mut both = one.clone();
        both += &other;
        assert_eq!(
            (both.slots, both.rate, both.rate_squared),
            (2, one.rate + 2_000.0, one.rate_squared + 4e6)
        );
        assert_eq!(both.dispersion, one.dispersion + other.dispersion);
        let all = |it: &Share| [&it.week[..], &it.guesses, &it.exponents, &it.deliveries].concat();
        let (one, other) = (all(&one), all(&other));
        let added: Vec<f64> = one
            .iter()
            .zip(&other)
            .map(|(one, other)| one + other)
            .collect();
        assert_eq!(all(&both), added);
    }

    #[test]
    fn what_is_usual_counts_as_ten_slots() {
        let mut sums = Share::default();
        for _ in 0..30 {
            sums += &by_turns(3_000);
        }
        let (prior, one, usual) = (sums.prior().unwrap(), by_turns(3_000), Prior::default());
        let is_near = |one: f64, other: f64| assert!((one - other).abs() < 1e-6, "{one} {other}");
        is_near(prior.dispersion, 0.75 * one.dispersion + 0.25);
        for n in 0..7 {
            is_near(prior.week.unwrap()[n], 0.75 * one.week[n] + 0.25);
        }
        for n in 0..8 {
            is_near(
                prior.guesses[n],
                0.75 * one.guesses[n] + 0.25 * usual.guesses[n],
            );
        }
        for n in 0..4 {
            is_near(
                prior.exponents[n],
                0.75 * one.exponents[n] + 0.25 * usual.exponents[n],
            );
        }
        assert_eq!(prior.per_day, Some((3_000.0, 60.0)), "they are all alike");
        let unlike = fleet((0..20).map(|n| if n == 0 { 1_000_000 } else { 1 }));
        assert_eq!(unlike.prior().unwrap().per_day.unwrap().1, 3.0);
    }

    #[test]
    fn what_is_kept_is_read_back_and_says_of_how_many_it_is() {
        let prior = fleet((1..=21).map(|n| n * 999)).prior().unwrap();
        let kept = serde_json::to_string(&prior).unwrap();
        assert_eq!(serde_json::from_str::<Prior>(&kept).unwrap(), prior);
        assert_eq!(prior.machines, 21);
        assert!(kept.len() < 700, "{} bytes: {kept}", kept.len());
    }

    #[test]
    fn machines_that_are_alike_are_believed_for_longer() {
        let alike = fleet((0..20).map(|n| 2_000 + n)).prior().unwrap();
        let unlike = fleet((0..20).map(|n| 200 + 400 * n)).prior().unwrap();
        let worth = |prior: &Prior| prior.per_day.unwrap().1;
        assert!(worth(&alike) > 2.0 * worth(&unlike), "{alike:?} {unlike:?}");
        let week = alike.week.unwrap();
        assert!(week.iter().any(|part| *part > 1.6) && week.iter().any(|part| *part < 0.4));
        assert!(alike.lead.mean() > 7.0, "{}", alike.lead.mean());
    }
}
