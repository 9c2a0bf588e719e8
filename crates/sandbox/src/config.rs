//! What a sandbox is told when it starts: its seed, its addresses, the maker's security profile and
//! the pace of its orders. Nothing here reads the environment; the binary does that.

use std::sync::Arc;
use std::time::UNIX_EPOCH;

use serde::Serialize;

/// A clock: unix milliseconds.
pub type Now = Arc<dyn Fn() -> i64 + Send + Sync>;

/// How a sandbox Amazon is set up.
#[derive(Clone)]
pub struct Config {
    /// Every id, token and instance follows from it.
    pub seed: u64,
    /// The sandbox's own origin, for example `http://localhost:4000`.
    pub origin: String,
    /// Where SNS posts; nothing is posted without one.
    pub webhook: Option<String>,
    /// ARN of the maker's topic.
    pub topic: String,
    /// Login with Amazon client id of the maker's security profile.
    pub client_id: String,
    /// Its secret.
    pub client_secret: String,
    /// Allowed Return URLs; empty allows any.
    pub redirect_uris: Vec<String>,
    /// How fast orders move at the start; [`crate::Sandbox::set_pace`] changes it.
    pub pace: Pace,
}

/// How fast orders move, in milliseconds of business time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Pace {
    /// From the replenish call to `OrderPlacedNotification`.
    pub placed_after_ms: i64,
    /// From there to `ItemShippedNotification`.
    pub shipped_after_ms: i64,
    /// From shipment to the estimated delivery date. Under a day the estimate is that exact moment;
    /// otherwise the end of that day on the US Pacific coast, as Amazon sends it.
    pub arrives_after_ms: i64,
}

impl Default for Pace {
    /// Two minutes, the day in which a customer may cancel, and two more days.
    fn default() -> Self {
        Self {
            placed_after_ms: 2 * 60_000,
            shipped_after_ms: 24 * 3_600_000,
            arrives_after_ms: 48 * 3_600_000,
        }
    }
}

/// The machine's own clock.
#[must_use]
pub fn wall_clock() -> Now {
    Arc::new(|| {
        #[expect(
            clippy::disallowed_methods,
            reason = "the sandbox stands outside Larder"
        )]
        let now = std::time::SystemTime::now();
        now.duration_since(UNIX_EPOCH).map_or(0, |since| {
            i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
        })
    })
}
