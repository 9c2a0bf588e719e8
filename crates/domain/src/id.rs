//! Typed ids, so that an order's id cannot be handed to a question about a device. Made by whoever
//! holds the randomness; nothing here makes one up.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )*};
}

ids! {
    /// A customer's account, known by Login with Amazon's `user_id`.
    AccountId,
    /// The people who share machines.
    HouseholdId,
    /// One unit of a model.
    DeviceId,
    /// One slot of one device.
    SlotId,
    /// One row of a journal.
    EntryId,
    /// One replenishment of one slot.
    OrderId,
    /// One shipped part of an order.
    ParcelId,
    /// One evaluation that changed something.
    DecisionId,
    /// One alert.
    AlertId,
    /// One piece of work that must happen.
    JobId,
    /// One key of the maker's API.
    ApiKeyId,
    /// All tokens of the authorization server that came of one code.
    FamilyId,
    /// One token of a customer's own.
    PersonalTokenId,
    /// One person of the maker's.
    OperatorId,
    /// One address of the maker's that events are sent to.
    WebhookId,
    /// One event, or a test, on its way to such an address.
    DeliveryId,
}

/// A slot with the device that it is of, by which everything that grows with a slot is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SlotKey {
    /// The device.
    pub device: DeviceId,
    /// The slot.
    pub slot: SlotId,
}
