//! Typed ids, so that an order's id cannot be handed to a question about a device. Made by whoever
//! holds the randomness; nothing here makes one up. They begin with the milliseconds in which they were made (RFC 9562,
//! version 7), and sort by them.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::time::Time;

/// Bits of an id behind its milliseconds, and of those.
const TAIL: u32 = 80;
const MILLIS: u32 = 48;

/// Before every id that was made at a moment or later.
pub fn first_id(at: Time) -> Uuid {
    let millis = u128::try_from(at.millis()).unwrap_or(0);
    Uuid::from_u128(millis.min((1 << MILLIS) - 1) << TAIL)
}

/// The moment in which an id was made.
pub fn made_at(id: Uuid) -> Time {
    Time::from_millis(i64::try_from(id.as_u128() >> TAIL).unwrap_or(0))
}

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
    /// One notice to a customer.
    NoticeId,
    /// One message to a customer, of one notice or more.
    MessageId,
    /// One browser that notices are pushed to.
    PushSubscriptionId,
}

/// A slot with the device that it is of, by which everything that grows with a slot is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SlotKey {
    /// The device.
    pub device: DeviceId,
    /// The slot.
    pub slot: SlotId,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_says_when_it_was_made_and_none_of_then_is_before_the_first() {
        let at = Time::parse("2026-11-22T10:00:00.123Z").unwrap();
        let id = |at: Time| {
            let millis = u64::try_from(at.millis()).unwrap();
            uuid::Builder::from_unix_timestamp_millis(millis, &[0; 10]).into_uuid()
        };
        assert_eq!(made_at(id(at)), at);
        assert!(id(at + -1) < first_id(at) && first_id(at) < id(at));
        assert!(first_id(Time::from_millis(i64::MAX)) > id(at));
        assert_eq!(first_id(Time::from_millis(-1)), Uuid::nil());
    }
}
