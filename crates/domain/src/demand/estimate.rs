//! The rate of use and how far it strays: exponentially weighted, by weekday, over known days.
//!
//! Four memories are tried, from ten days to eighty, and the one that would have foretold the weeks of
//! this slot best is taken: use that changes is followed, use that only varies is averaged. Where use
//! is seldom, how often it comes and how much it is at a time are averaged apart, the latter for longer
//! (after Teunter, Syntetos and Babai): how often changes first.

use super::history::UseHistory;
use super::lead_time::LeadTime;
use super::pattern::Pattern;
use crate::quantity::Quantity;

/// Half-lives that are tried, in days.
const MEMORIES: [f64; 4] = [10.0, 20.0, 40.0, 80.0];
/// Which of them is taken until there are weeks enough to choose.
const YOUNG: usize = 1;
/// Another memory must foretell by so much better to be taken.
const BETTER: f64 = 0.98;
/// Weeks that are needed to choose.
const WEEKS: f64 = 4.0;
/// Half-life of what is known of straying, in days.
const STRAYING: f64 = 120.0;
/// How much longer amounts at a time are remembered than how often they come.
const AMOUNTS: f64 = 4.0;
/// A weekday's own use counts from so many days of the average on.
const WEEKDAY: f64 = 8.0;
/// Known days that the shape of a week, and seldom use, can be seen in.
const FOUR_WEEKS: f64 = 28.0;
/// What is typical of the model counts as much as so many days; a slot without it needs as many.
const LEARNING: f64 = 7.0;
/// Days of averaging before its errors say something.
const SETTLED: f64 = 5.0;
/// What is known of use in runs counts against so many weeks of use without.
const RUNS: f64 = 8.0;
/// Runs may widen the variance by so much.
const WIDEST: f64 = 4.0;

/// What a day of use is like. Base units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// Expected use of an average day.
    pub per_day: f64,
    /// Variance of a day's use about what was expected, use in runs included.
    pub variance: f64,
    /// Days that the expectation is an average of.
    pub weight: f64,
    /// Use of each place in the week, as a part of the average day's.
    pub week: [f64; 7],
    /// How use comes.
    pub pattern: Pattern,
}

impl Estimate {
    /// From what is known of a slot and its model; none while that says nothing.
    pub fn of(history: &UseHistory, typical_per_day: Option<Quantity>) -> Option<Self> {
        let known = f64::from(history.known_days());
        let typical = typical_per_day.map(super::base);
        if typical.is_none() && (known < LEARNING || !history.known().any(|used| used > 0.0)) {
            return None;
        }
        let pattern = Pattern::of(history.known());
        let week = week(history);
        let seldom = pattern.is_intermittent() && known >= FOUR_WEEKS;
        let of = |memory| Average::over(history, typical, seldom, &week, memory);
        let averages = MEMORIES.map(of);
        let mut best = averages[YOUNG];
        if best.weeks >= WEEKS {
            let mut least = f64::INFINITY;
            for average in averages {
                if average.week_errors / average.weeks < least * BETTER {
                    least = average.week_errors / average.weeks;
                    best = average;
                }
            }
        }
        Some(Self {
            per_day: best.per_day(),
            variance: best.variance() * best.runs(),
            weight: best.weight,
            week,
            pattern,
        })
    }

    /// Mean and variance of the demand over a delivery that is decided before a place in the week.
    ///
    /// The variance is that of the days, of the estimate itself, and of the delivery's time.
    pub fn over(&self, lead: &LeadTime, next_weekday: usize) -> (f64, f64) {
        let days = lead.mean.round().max(1.0);
        let places = self.week.iter().cycle().skip(next_weekday);
        let mut sum = 0.0;
        let mut counted = 0.0;
        for part in places {
            if counted >= days {
                break;
            }
            sum += part;
            counted += 1.0;
        }
        let mean = self.per_day * lead.mean * sum / counted;
        let variance = self.variance * lead.mean
            + self.variance / self.weight.max(1.0) * lead.mean * lead.mean
            + self.per_day * self.per_day * lead.variance;
        (mean, variance)
    }
}

/// The part of each place in the week, drawn towards the average day's.
fn week(history: &UseHistory) -> [f64; 7] {
    let mut used = [0.0; 7];
    let mut days = [0.0; 7];
    for (place, known) in history.days() {
        if let Some(amount) = known {
            used[place] += amount;
            days[place] += 1.0;
        }
    }
    let (all, known): (f64, f64) = (used.iter().sum(), days.iter().sum());
    if known < FOUR_WEEKS || all <= 0.0 {
        return [1.0; 7];
    }
    let mean = all / known;
    let mut week = [0.0; 7];
    for (place, part) in week.iter_mut().enumerate() {
        *part = (used[place] + WEEKDAY * mean) / ((days[place] + WEEKDAY) * mean);
    }
    let scale = 7.0 / week.iter().sum::<f64>();
    week.map(|part| part * scale)
}

/// One memory's average, and how well it foretold.
#[derive(Clone, Copy, Debug, Default)]
struct Average {
    /// Weighted use, and the weight of its days.
    used: f64,
    weight: f64,
    /// Of a slot that is used seldom: weighted amounts of the days with use, and the weight of those.
    amounts: f64,
    amount_weight: f64,
    uses: f64,
    seldom: bool,
    /// Weighted squared errors of a day ahead, and their weight.
    errors: f64,
    error_weight: f64,
    /// Plain sums for the comparison of weeks with days.
    day_errors: f64,
    days: f64,
    week_errors: f64,
    weeks: f64,
}

impl Average {
    fn over(
        history: &UseHistory,
        typical: Option<f64>,
        seldom: bool,
        week: &[f64; 7],
        memory: f64,
    ) -> Self {
        let keep = 0.5_f64.powf(1.0 / memory);
        let keep_amount = 0.5_f64.powf(1.0 / (memory * AMOUNTS));
        let keep_error = 0.5_f64.powf(1.0 / STRAYING);
        let mut average = Self {
            seldom,
            ..Self::default()
        };
        if let Some(typical) = typical.filter(|_| !seldom) {
            average.used = typical * LEARNING;
            average.weight = LEARNING;
            average.errors = typical * typical * LEARNING;
            average.error_weight = LEARNING;
        }
        let (mut foretold, mut error, mut length) = (0.0, 0.0, 0);
        for (place, known) in history.days() {
            average.used *= keep;
            average.weight *= keep;
            average.uses *= keep;
            average.amounts *= keep_amount;
            average.amount_weight *= keep_amount;
            let Some(amount) = known else { continue };
            let part = week[place];
            if average.weight > SETTLED {
                if length == 0 {
                    foretold = average.per_day();
                }
                let ahead = amount - average.per_day() * part;
                average.errors = average.errors * keep_error + ahead * ahead;
                average.error_weight = average.error_weight * keep_error + 1.0;
                average.day_errors += ahead * ahead;
                average.days += 1.0;
                error += amount - foretold * part;
                length += 1;
                if length == 7 {
                    average.week_errors += error * error;
                    average.weeks += 1.0;
                    (error, length) = (0.0, 0);
                }
            }
            average.used += amount;
            average.weight += part;
            if amount > 0.0 {
                average.uses += 1.0;
                average.amounts += amount;
                average.amount_weight += 1.0;
            }
        }
        average
    }

    fn per_day(&self) -> f64 {
        if self.weight <= 0.0 {
            0.0
        } else if self.seldom && self.amount_weight > 0.0 {
            self.uses / self.weight * (self.amounts / self.amount_weight)
        } else {
            self.used / self.weight
        }
    }

    /// Until a week of errors is known a day strays by as much as is used in it.
    fn variance(&self) -> f64 {
        let square = self.per_day() * self.per_day();
        if self.error_weight <= 0.0 {
            square
        } else if self.error_weight < LEARNING {
            square.max(self.errors / self.error_weight)
        } else {
            self.errors / self.error_weight
        }
    }

    /// How much more weeks stray than seven days that do not know of each other.
    fn runs(&self) -> f64 {
        if self.weeks == 0.0 || self.day_errors <= 0.0 {
            return 1.0;
        }
        let ratio = self.week_errors / (7.0 * self.weeks) / (self.day_errors / self.days);
        ((ratio * self.weeks + RUNS) / (self.weeks + RUNS)).clamp(1.0, WIDEST)
    }
}
