//! Whether a device is somebody's, and whether it may order for them.

use serde::{Deserialize, Serialize};

/// A device's standing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RegistrationStatus {
    /// Nobody's.
    Unclaimed,
    /// A household's, never connected to Amazon.
    Claimed,
    /// Connected to an Amazon account.
    Registered,
    /// Was connected; the household keeps it.
    Deregistered,
}

impl RegistrationStatus {
    /// Every standing.
    pub const ALL: [Self; 4] = [
        Self::Unclaimed,
        Self::Claimed,
        Self::Registered,
        Self::Deregistered,
    ];

    /// The one of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|registration| registration.name() == name)
    }

    /// Its name on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::Unclaimed => "unclaimed",
            Self::Claimed => "claimed",
            Self::Registered => "registered",
            Self::Deregistered => "deregistered",
        }
    }
}

/// Who ended a registration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EndedBy {
    /// Disconnected or removed on our pages.
    Customer,
    /// DeviceDeregistered.
    Amazon,
    /// Removed by the maker, or moved to another household.
    Maker,
    /// Amazon refused the refresh token.
    TokenRefused,
}

impl EndedBy {
    /// Everybody who can.
    pub const ALL: [Self; 4] = [
        Self::Customer,
        Self::Amazon,
        Self::Maker,
        Self::TokenRefused,
    ];

    /// Its name on the wire and in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Amazon => "amazon",
            Self::Maker => "maker",
            Self::TokenRefused => "token_refused",
        }
    }

    /// The one of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|by| by.name() == name)
    }
}
