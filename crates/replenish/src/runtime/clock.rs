//! The clock. The only place that reads the system's clock; everything else is handed a
//! [`Clock`], so that a test can live through four years in a minute.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use domain::Time;
use tokio::sync::watch;

/// The system's clock: for signatures, tokens, sessions and leases, whose other side has a clock of
/// its own.
#[expect(
    clippy::disallowed_methods,
    reason = "the one place that reads the system's clock"
)]
pub fn system_now() -> Time {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    Time::from_millis(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

/// The clock of supplies and orders.
#[derive(Clone, Debug)]
pub enum Clock {
    /// The system's.
    System,
    /// One that somebody moves.
    Manual(Arc<ManualClock>),
}

/// A clock that stands still until it is moved.
#[derive(Debug)]
pub struct ManualClock {
    now: Mutex<Time>,
    moved: watch::Sender<()>,
}

impl Clock {
    /// The system's clock.
    pub fn system() -> Self {
        Self::System
    }

    /// A clock that stands at `start`.
    pub fn manual(start: Time) -> Self {
        let moved = watch::Sender::new(());
        Self::Manual(Arc::new(ManualClock {
            now: Mutex::new(start),
            moved,
        }))
    }

    /// What time it is.
    pub fn now(&self) -> Time {
        match self {
            Self::System => system_now(),
            Self::Manual(clock) => *clock.now.lock().unwrap_or_else(PoisonError::into_inner),
        }
    }

    /// Waits until a moment has come.
    pub async fn sleep_until(&self, time: Time) {
        match self {
            Self::System => {
                let millis = u64::try_from(time.since(system_now())).unwrap_or(0);
                let wait = tokio::time::Instant::now() + Duration::from_millis(millis);
                tokio::time::sleep_until(wait).await;
            }
            Self::Manual(clock) => {
                let mut moved = clock.moved.subscribe();
                while self.now() < time {
                    if moved.changed().await.is_err() {
                        return;
                    }
                }
            }
        }
    }

    /// Moves a manual clock forward; it never goes back, and the system's does not obey.
    pub fn advance_to(&self, time: Time) {
        if let Self::Manual(clock) = self {
            let mut now = clock.now.lock().unwrap_or_else(PoisonError::into_inner);
            *now = time.max(*now);
            clock.moved.send_replace(());
        }
    }
}
