//! Families of machines whose use is made by a stated process, its parameters drawn for each machine.
//!
//! The forecast was designed while looking at [`Family::SEEN`]; [`Family::HELD_OUT`] was looked at once the
//! design stood.

use domain::backtest::{Trace, TraceDay};
use domain::{Day, Quantity};

use super::draw::Draw;

/// Days of a machine.
const DAYS: usize = 600;
const ONE: f64 = 1_000.0;

/// A machine that is lived with.
#[derive(Clone, Debug)]
pub struct Machine {
    /// Its use.
    pub trace: Trace,
    /// What an order brings.
    pub pack: Quantity,
    /// What is expected of each of its days by who knows the process, and the shape of a day's count about
    /// that; none where the process has a state that nobody sees.
    pub process: Option<(Vec<f64>, f64)>,
}

/// A process.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Family {
    /// Every day alike.
    Steady,
    /// Busy and quiet times by turns.
    Bursts,
    /// Each weekday has its own.
    Weekday,
    /// A year's wave.
    Season,
    /// A pace that wanders.
    Drift,
    /// Weeks without use, and more of it after.
    Pause,
    /// A summer house: there, or not there.
    TwoHabits,
    /// Large uses, seldom.
    RareLarge,
    /// A use every so many days.
    EveryFewDays,
    /// Another pace from one day to the next, now and then.
    Steps,
    /// Uses of which few are most.
    HeavyTail,
    /// Working days, holidays, a trend.
    Office,
    /// Use that brings use.
    SelfExciting,
    /// Days of visit.
    Guests,
}

impl Family {
    /// The forecast was designed with these.
    pub const SEEN: [Self; 8] = [
        Self::Steady,
        Self::Bursts,
        Self::Weekday,
        Self::Season,
        Self::Drift,
        Self::Pause,
        Self::TwoHabits,
        Self::RareLarge,
    ];
    /// And judged with these.
    pub const HELD_OUT: [Self; 6] = [
        Self::EveryFewDays,
        Self::Steps,
        Self::HeavyTail,
        Self::Office,
        Self::SelfExciting,
        Self::Guests,
    ];

    /// So many machines of it.
    pub fn machines(self, count: u64, salt: u64) -> Vec<Machine> {
        (0..count).map(|n| self.machine(n, salt)).collect()
    }

    fn machine(self, n: u64, salt: u64) -> Machine {
        let mut draw = Draw::new((salt << 40) ^ ((self as u64) << 32) ^ n);
        let (used, process) = self.live(&mut draw);
        let mean = used.iter().sum::<f64>() / DAYS as f64;
        let pack = (mean * draw.between(25.0, 60.0)).round().max(8.0);
        let day = |used: &f64| TraceDay {
            wanted: Quantity((used * ONE) as i64),
            known: true,
        };
        Machine {
            trace: Trace {
                first: Day(20_000 + (n % 7) as i64),
                days: used.iter().map(day).collect(),
            },
            pack: Quantity((pack * ONE) as i64),
            process,
        }
    }

    fn live(self, draw: &mut Draw) -> (Vec<f64>, Option<(Vec<f64>, f64)>) {
        let rate = draw.doubling(0.4, 6.0);
        match self {
            Self::Steady => {
                let shape = draw.doubling(2.0, 30.0);
                told(draw, shape, |_, _| rate)
            }
            Self::Bursts => (bursts(draw, rate), None),
            Self::Weekday => {
                let (week, shape) = (week(draw), draw.doubling(1.0, 20.0));
                told(draw, shape, |_, day| rate * week[day % 7])
            }
            Self::Season => {
                let (amplitude, phase) = (draw.between(0.3, 0.95), draw.part());
                let shape = draw.doubling(1.5, 20.0);
                told(draw, shape, |_, day| {
                    let turn = day as f64 / 365.25 + phase;
                    rate * (1.0 + amplitude * (std::f64::consts::TAU * turn).sin())
                })
            }
            Self::Drift => {
                let (step, shape) = (draw.doubling(0.01, 0.06), draw.doubling(1.5, 20.0));
                let mut level: f64 = 0.0;
                told(draw, shape, |draw, _| {
                    level = (level + step * draw.normal()).clamp(-1.5, 1.5);
                    rate * level.exp()
                })
            }
            Self::Pause => (pause(draw, rate), None),
            Self::TwoHabits => (two_habits(draw, rate), None),
            Self::RareLarge => {
                let (seldom, size) = (1.0 / draw.doubling(10.0, 60.0), draw.between(4.0, 15.0));
                let shape = draw.doubling(1.5, 20.0);
                let day = |draw: &mut Draw| {
                    let large = rate * size * draw.between(0.7, 1.3);
                    let more = f64::from(u8::from(draw.happens(seldom))) * large;
                    draw.count(rate, shape) + more.round()
                };
                (each(draw, day), None)
            }
            Self::EveryFewDays => (every_few_days(draw, rate), None),
            Self::Steps => {
                let (every, shape) = (draw.between(60.0, 200.0), draw.doubling(1.5, 20.0));
                let (mut left, mut level) = (0, 1.0);
                let day = |draw: &mut Draw| {
                    if left == 0 {
                        (left, level) = (draw.days(every), draw.doubling(0.35, 2.5));
                    }
                    left -= 1;
                    draw.count(rate * level, shape)
                };
                (each(draw, day), None)
            }
            Self::HeavyTail => {
                let (often, sigma) = (draw.between(0.15, 0.9), draw.between(0.6, 1.4));
                let scale = rate / often / (sigma * sigma / 2.0_f64).exp();
                let day = |draw: &mut Draw| {
                    let amount = (scale * (sigma * draw.normal()).exp()).round();
                    f64::from(u8::from(draw.happens(often))) * amount
                };
                (each(draw, day), None)
            }
            Self::Office => (office(draw, rate), None),
            Self::SelfExciting => {
                let (pull, keep) = (draw.between(0.3, 0.8), draw.between(0.5, 0.9));
                let mut heat = rate;
                let day = |draw: &mut Draw| {
                    let used = draw.poisson(rate * (1.0 - pull) + pull * heat);
                    heat = keep * heat + (1.0 - keep) * used;
                    used
                };
                (each(draw, day), None)
            }
            Self::Guests => (guests(draw, rate), None),
        }
    }
}

fn each(draw: &mut Draw, mut day: impl FnMut(&mut Draw) -> f64) -> Vec<f64> {
    (0..DAYS).map(|_| day(draw)).collect()
}

/// Counts about what is expected of each day, and that.
fn told(
    draw: &mut Draw,
    shape: f64,
    mut expected: impl FnMut(&mut Draw, usize) -> f64,
) -> (Vec<f64>, Option<(Vec<f64>, f64)>) {
    let (mut used, mut means) = (Vec::new(), Vec::new());
    for day in 0..DAYS {
        let mean = expected(draw, day);
        means.push(mean);
        used.push(draw.count(mean, shape));
    }
    (used, Some((means, shape)))
}

fn week(draw: &mut Draw) -> [f64; 7] {
    let mut week: [f64; 7] = std::array::from_fn(|_| draw.gamma(1.2));
    if draw.happens(0.4) {
        (week[0], week[1]) = (0.0, 0.0);
    }
    let mean = week.iter().sum::<f64>() / 7.0;
    week.map(|part| part / mean)
}

fn bursts(draw: &mut Draw, rate: f64) -> Vec<f64> {
    let (on, off) = (draw.between(1.5, 8.0), draw.between(3.0, 20.0));
    let quiet = draw.between(0.0, 0.4) * rate;
    let loud = ((on + off) * rate - off * quiet) / on;
    let shape = draw.doubling(1.5, 20.0);
    let (mut busy, mut left) = (draw.happens(on / (on + off)), 0);
    each(draw, |draw| {
        if left == 0 {
            busy = !busy;
            left = draw.days(if busy { on } else { off });
        }
        left -= 1;
        draw.count(if busy { loud } else { quiet }, shape)
    })
}

fn pause(draw: &mut Draw, rate: f64) -> Vec<f64> {
    let shape = draw.doubling(1.5, 20.0);
    let (every, length) = (draw.between(60.0, 200.0), draw.between(10.0, 28.0));
    let more = draw.between(1.0, 2.0);
    let (mut until, mut away, mut after) = (draw.days(every), 0, 0);
    each(draw, |draw| {
        if away > 0 {
            away -= 1;
            return 0.0;
        }
        let pace = if after > 0 { more } else { 1.0 };
        after = i32::max(after - 1, 0);
        until -= 1;
        if until == 0 {
            (until, after) = (draw.days(every), 4);
            away = (length * draw.between(0.7, 1.3)) as i32;
        }
        draw.count(rate * pace, shape)
    })
}

fn two_habits(draw: &mut Draw, rate: f64) -> Vec<f64> {
    let (few, many) = (draw.between(0.02, 0.3), draw.between(1.5, 4.0));
    let weekends = draw.happens(0.5);
    let (stay, gone) = (draw.between(7.0, 40.0), draw.between(14.0, 80.0));
    let shape = draw.doubling(2.0, 20.0);
    let (mut here, mut left, mut day) = (draw.happens(0.6), 0, 0);
    each(draw, |draw| {
        if left == 0 {
            here = !here;
            left = draw.days(if here { stay } else { gone });
        }
        left -= 1;
        day += 1;
        let part = match (here, weekends && day % 7 < 2) {
            (true, _) => many,
            (false, true) => many / 2.0,
            (false, false) => few,
        };
        draw.count(rate * part, shape)
    })
}

fn every_few_days(draw: &mut Draw, rate: f64) -> Vec<f64> {
    let (every, jitter) = (draw.between(2.0, 6.0), draw.between(0.05, 0.5));
    let amount = (rate * every).max(1.0);
    let (mut next, mut day) = (draw.part() * every, 0.0);
    each(draw, |draw| {
        day += 1.0;
        if day < next {
            return 0.0;
        }
        next = day + (every * (1.0 + jitter * draw.normal())).max(1.0);
        draw.poisson(amount).max(1.0)
    })
}

fn office(draw: &mut Draw, rate: f64) -> Vec<f64> {
    let (shape, trend) = (draw.doubling(3.0, 30.0), draw.between(-0.001, 0.0015));
    let closed: [usize; 3] = std::array::from_fn(|_| draw.place(DAYS));
    let mut day = 0;
    each(draw, |draw| {
        day += 1;
        let holiday = closed
            .iter()
            .any(|first| (*first..first + 12).contains(&day));
        let shut = day % 7 < 2 || holiday || draw.happens(0.03);
        let part = if shut { 0.03 } else { 1.4 };
        draw.count(rate * part * (1.0 + trend * day as f64).max(0.2), shape)
    })
}

fn guests(draw: &mut Draw, rate: f64) -> Vec<f64> {
    let (week, shape) = (week(draw), draw.doubling(2.0, 20.0));
    let (every, stay) = (draw.between(25.0, 70.0), draw.between(3.0, 10.0));
    let more = draw.between(1.8, 4.0);
    let (mut left, mut day) = (0, 0);
    each(draw, |draw| {
        day += 1;
        if left == 0 && draw.happens(1.0 / every) {
            left = draw.days(stay);
        }
        let part = if left > 0 { more } else { 1.0 };
        left = left.saturating_sub(1);
        draw.count(rate * part * (0.5 + 0.5 * week[day % 7]), shape)
    })
}
