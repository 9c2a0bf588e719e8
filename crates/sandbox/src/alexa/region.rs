//! The parts of the world, each with a gateway of its own.

use serde::{Deserialize, Serialize};

/// A part of the world.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Region {
    /// North America.
    NA,
    /// Europe and India.
    EU,
    /// Far East and Australia.
    FE,
}

impl Region {
    /// The region in whose path it is.
    pub(super) fn of_path(segment: &str) -> Option<Self> {
        match segment {
            "na" => Some(Self::NA),
            "eu" => Some(Self::EU),
            "fe" => Some(Self::FE),
            _ => None,
        }
    }

    /// Its short name, as a Lambda's region is told.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::NA => "NA",
            Self::EU => "EU",
            Self::FE => "FE",
        }
    }
}
