//! When to reorder, as the maker set it for a slot.

use serde::{Deserialize, Serialize};

/// A slot's policy. A slot without one has [`Policy::default`], always: no upgrade changes when a
/// machine buys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Policy {
    /// Amazon's own rule: order when what is at home lasts `days_threshold` days or less at the pace
    /// of the last `window_days` ("Integrating DRS in your server").
    BurnRate {
        /// Days of use at which to order; Amazon recommends 7.
        #[serde(default = "seven")]
        days_threshold: u16,
        /// Days the pace is measured over.
        #[serde(default = "twenty")]
        window_days: u16,
    },
}

fn seven() -> u16 {
    7
}

fn twenty() -> u16 {
    20
}

impl Default for Policy {
    fn default() -> Self {
        Self::BurnRate {
            days_threshold: seven(),
            window_days: twenty(),
        }
    }
}

impl Policy {
    /// Days the pace is measured over.
    pub fn window_days(self) -> u16 {
        let Self::BurnRate { window_days, .. } = self;
        window_days
    }

    /// Days of use at which to order.
    pub fn days_threshold(self) -> u16 {
        let Self::BurnRate { days_threshold, .. } = self;
        days_threshold
    }

    /// What is wrong with it, naming the field.
    pub fn check(self) -> Result<(), &'static str> {
        let Self::BurnRate {
            days_threshold,
            window_days,
        } = self;
        if !(1..=90).contains(&days_threshold) {
            return Err("days_threshold must be 1 to 90");
        }
        if !(7..=365).contains(&window_days) {
            return Err("window_days must be 7 to 365");
        }
        Ok(())
    }
}
