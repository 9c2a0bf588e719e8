//! What the reports of a slot say.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// What a slot reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The amount used since the last report.
    Used,
    /// The level; it falls by the amount and somebody refills it.
    Level,
    /// A lifetime total that grows by the amount.
    Total,
}

impl Kind {
    /// Its name on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::Used => "used",
            Self::Level => "level",
            Self::Total => "total",
        }
    }
}

impl FromStr for Kind {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut all = [Self::Used, Self::Level, Self::Total].into_iter();
        all.find(|kind| kind.name() == text)
            .ok_or_else(|| format!("{text} is no kind: write used, level or total"))
    }
}
