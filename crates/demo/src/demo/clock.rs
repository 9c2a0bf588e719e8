//! A clock of supplies and orders that runs faster than the system's, from the moment it is told to.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use domain::time::DAY;
use replenish::Clock;
use replenish::clock::system_now;
use sandbox::Now;
use tokio::time::MissedTickBehavior;

/// How often it is moved: often enough for whoever watches, and rare enough for a disk that is waited for each time.
const TICK: Duration = Duration::from_millis(200);

/// A clock that begins now, as fast as the system's.
#[derive(Clone)]
pub(crate) struct FastClock {
    clock: Clock,
    /// How many milliseconds pass in one.
    rate: Arc<AtomicI64>,
}

impl FastClock {
    /// Starts it; it runs as long as the runtime does.
    pub(crate) fn start() -> Self {
        let fast = Self {
            clock: Clock::manual(system_now()),
            rate: Arc::new(AtomicI64::new(1)),
        };
        tokio::spawn(fast.clone().run());
        fast
    }

    /// From now on a day passes in that many milliseconds.
    pub(crate) fn hurry(&self, day: i64) {
        self.rate
            .store((DAY / day.max(1)).max(1), Ordering::Relaxed);
    }

    /// For Larder.
    pub(crate) fn clock(&self) -> Clock {
        self.clock.clone()
    }

    /// For Amazon and the machines.
    pub(crate) fn now(&self) -> Now {
        let clock = self.clock.clone();
        Arc::new(move || clock.now().millis())
    }

    async fn run(self) {
        let mut ticks = tokio::time::interval(TICK);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut before = ticks.tick().await;
        loop {
            let now = ticks.tick().await;
            // A machine that slept goes on where it was: nothing happened meanwhile.
            let passed = (now - before).min(10 * TICK).as_millis();
            let passed = i64::try_from(passed).unwrap_or_default();
            let rate = self.rate.load(Ordering::Relaxed);
            self.clock.advance_to(self.clock.now() + passed * rate);
            before = now;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_day_passes_as_fast_as_it_is_told_to() {
        let fast = FastClock::start();
        let (clock, began) = (fast.clock(), fast.clock().now());
        tokio::time::advance(Duration::from_millis(1)).await;
        fast.hurry(30_000);
        clock.sleep_until(began + DAY).await;
        let real = (fast.now()() - began.millis()) / (DAY / 30_000);
        assert!((29_900..=30_400).contains(&real), "{real} ms");
    }
}
