//! Breaker: where a model orders far more than usual, its orders wait for an operator.
//!
//! Bad firmware reports bad use of every machine at once, and each of them would buy a product. So the orders of a model
//! are counted by the hour. Where an hour has more of them than five times the usual, and more than a number below which
//! nobody minds, the breaker opens: what has not been sent to Amazon waits, the maker is told (`orders_held`), and an
//! operator lets the orders go or withdraws them.
//!
//! - *Usual* is the mean of the hours since the model's first order; it forgets as a mean of four weeks does.
//! - Orders that were let go are right, so that nothing of the model waits for the day after.
//! - What waits for a week is withdrawn by itself: no order lives for ever.

use serde::{Deserialize, Serialize};

use crate::time::{DAY, HOUR, Time};

/// So many times the usual is too much.
const TIMES: f64 = 5.0;
/// So many hours the mean is of.
const MEAN_OF: i64 = 28 * 24;
/// For so long no order waits after orders were let go.
const LET_GO: i64 = DAY;
/// For so long an order waits.
pub const HELD_AT_MOST: i64 = 7 * DAY;

/// The breaker of a model.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Breaker {
    /// The model.
    pub model: String,
    /// The hour that is counted, since 1970.
    pub hour: i64,
    /// Its orders so far.
    pub orders: i64,
    /// Orders an hour, before it.
    pub usual: f64,
    /// How many hours that is the mean of.
    pub hours: i64,
    /// Since when orders wait, where they do.
    pub open_since: Option<Time>,
    /// Until when none waits, after orders were let go.
    pub let_go_until: Option<Time>,
}

impl Breaker {
    /// That of a model that has not ordered before.
    pub fn of(model: &str, now: Time) -> Self {
        Self {
            model: model.to_owned(),
            hour: hour(now),
            ..Self::default()
        }
    }

    /// Counts an order that is to be sent, and says whether it has to wait: up to `few` in an hour never do. The first one
    /// that does opens the breaker.
    pub fn holds(&mut self, few: u32, now: Time) -> bool {
        self.go_on_to(hour(now));
        self.orders += 1;
        let is_let_go = self.let_go_until.is_some_and(|until| now < until);
        let is_unusual = self.orders > i64::from(few) && self.orders as f64 > TIMES * self.usual;
        if self.open_since.is_none() && is_unusual && !is_let_go {
            self.open_since = Some(now);
        }
        self.open_since.is_some()
    }

    /// An operator lets go what waits.
    pub fn let_go(&mut self, now: Time) {
        self.open_since = None;
        self.let_go_until = Some(now + LET_GO);
    }

    /// An operator withdraws what waits.
    pub fn withdraw(&mut self) {
        self.open_since = None;
    }

    /// Takes the hours that have ended into the mean.
    fn go_on_to(&mut self, hour: i64) {
        for _ in 0..(hour - self.hour).clamp(0, MEAN_OF) {
            self.hours = (self.hours + 1).min(MEAN_OF);
            self.usual += (self.orders as f64 - self.usual) / self.hours as f64;
            self.orders = 0;
        }
        self.hour = self.hour.max(hour);
    }
}

/// What an operator says of the orders that wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HeldDecision {
    /// They are right: they go on, and nothing of the model waits for a day.
    LetGo,
    /// They are wrong.
    Withdraw,
}

impl HeldDecision {
    /// Both.
    pub const ALL: [Self; 2] = [Self::LetGo, Self::Withdraw];

    /// Its name in the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::LetGo => "let_go",
            Self::Withdraw => "withdraw",
        }
    }

    /// The one of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.name() == name)
    }
}

/// The hour of a moment, since 1970.
fn hour(at: Time) -> i64 {
    at.millis().div_euclid(HOUR)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FEW: u32 = 20;

    fn start() -> Time {
        Time::from_millis(20_000 * DAY)
    }

    fn breaker() -> Breaker {
        Breaker::of("BREW-2", start())
    }

    /// Whether each of so many orders has to wait.
    fn held(breaker: &mut Breaker, orders: usize, now: Time) -> Vec<bool> {
        (0..orders).map(|_| breaker.holds(FEW, now)).collect()
    }

    #[test]
    fn what_is_unusual_waits_from_the_twenty_first_order_of_an_hour_on() {
        let mut it = breaker();
        assert_eq!(held(&mut it, 20, start()), [false; 20]);
        assert_eq!(it.open_since, None);
        assert_eq!(held(&mut it, 2, start() + HOUR - 1), [true; 2]);
        assert_eq!(it.open_since, Some(start() + HOUR - 1));
        assert_eq!(held(&mut it, 1, start() + DAY), [true], "it stays open");
        let mut twice = breaker();
        held(&mut twice, 20, start());
        assert_eq!(held(&mut twice, 20, start() + HOUR), [false; 20]);
    }

    #[test]
    fn five_times_the_usual_is_not_too_much() {
        let mut it = breaker();
        for hour in 0..10 {
            held(
                &mut it,
                if hour < 5 { 20 } else { 0 },
                start() + hour * HOUR,
            );
        }
        let now = start() + 10 * HOUR;
        assert_eq!(held(&mut it, 50, now), [false; 50]);
        assert_eq!((it.usual, it.hours), (10.0, 10));
        assert_eq!(held(&mut it, 1, now), [true]);
    }

    #[test]
    fn the_mean_forgets_in_weeks() {
        let mut it = breaker();
        held(&mut it, 20, start());
        it.holds(FEW, start() + MEAN_OF * HOUR);
        assert_eq!((it.hours, it.orders), (MEAN_OF, 1));
        assert!((it.usual - 20.0 / MEAN_OF as f64).abs() < 1e-9);
        it.holds(FEW, start() + 9 * MEAN_OF * HOUR);
        assert!(it.usual < 0.02, "{}", it.usual);
        it.holds(FEW, start());
        assert_eq!(it.orders, 2, "a clock that is put back counts on");
    }

    #[test]
    fn an_operator_lets_go_for_a_day_or_withdraws() {
        let mut it = breaker();
        held(&mut it, 21, start());
        let mut let_go = it.clone();
        let_go.let_go(start());
        assert_eq!(held(&mut let_go, 30, start() + HOUR), [false; 30]);
        assert_eq!(held(&mut let_go, 30, start() + LET_GO - 1), [false; 30]);
        assert!(held(&mut let_go, 21, start() + LET_GO)[20]);
        it.withdraw();
        assert_eq!(it.open_since, None);
        assert!(it.holds(FEW, start()), "the hour has too many still");
    }
}
