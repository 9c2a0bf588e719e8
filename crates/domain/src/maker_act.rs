//! What somebody of the maker's did at a machine for its customer, with the reason that they gave. The customer reads it as
//! the maker's: who it was is in the audit alone.

use crate::text::is_line;
use crate::{DeviceId, EntryId, OrderId, SlotId, Time};

/// Characters of a reason.
const LENGTH: std::ops::RangeInclusive<usize> = 3..=200;

/// What it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Said what is at home.
    Restock,
    /// Took an entry of the journal back.
    Undo,
    /// Made a new code.
    ClaimCode,
    /// Made a new token.
    Token,
    /// Made a new token, and the old one died.
    Revoke,
    /// Ended the connection.
    Disconnect,
    /// Ordered.
    Order,
    /// Let nothing be ordered.
    Hold,
    /// Let it be ordered again.
    Resume,
    /// Let an order go that waited.
    LetGo,
    /// Withdrew an order that waited.
    Withdraw,
}

impl Deed {
    /// Every one.
    pub const ALL: [Self; 11] = [
        Self::Restock,
        Self::Undo,
        Self::ClaimCode,
        Self::Token,
        Self::Revoke,
        Self::Disconnect,
        Self::Order,
        Self::Hold,
        Self::Resume,
        Self::LetGo,
        Self::Withdraw,
    ];

    /// Its name in the database and in the audit.
    pub fn name(self) -> &'static str {
        match self {
            Self::Restock => "supply.restock",
            Self::Undo => "supply.undo",
            Self::ClaimCode => "device.claim_code",
            Self::Token => "device.token",
            Self::Revoke => "device.token_revoke",
            Self::Disconnect => "device.disconnect",
            Self::Order => "supply.order",
            Self::Hold => "supply.hold",
            Self::Resume => "supply.let_go",
            Self::LetGo => "order.let_go",
            Self::Withdraw => "order.withdraw",
        }
    }

    /// Whether the machine has another token by it.
    pub fn makes_token(self) -> bool {
        matches!(self, Self::Token | Self::Revoke)
    }

    /// The one of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|deed| deed.name() == name)
    }
}

/// What it was about, beside the machine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// One supply.
    pub slot: Option<SlotId>,
    /// The entry of its journal that came of it.
    pub entry: Option<EntryId>,
    /// The order that came of it.
    pub order: Option<OrderId>,
}

impl About {
    /// A supply.
    pub fn slot(slot: SlotId) -> Self {
        Self {
            slot: Some(slot),
            ..Self::default()
        }
    }

    /// An entry of a supply's journal.
    pub fn entry(slot: SlotId, entry: EntryId) -> Self {
        Self {
            entry: Some(entry),
            ..Self::slot(slot)
        }
    }

    /// An order of a supply.
    pub fn order(slot: SlotId, order: OrderId) -> Self {
        Self {
            order: Some(order),
            ..Self::slot(slot)
        }
    }
}

/// One act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MakerAct {
    /// At which machine.
    pub device_id: DeviceId,
    /// What it was about there.
    pub about: About,
    /// What it was.
    pub deed: Deed,
    /// When.
    pub at: Time,
    /// Why, in their words.
    pub reason: String,
}

/// A reason as it is kept; none for what is too short, too long, or no line.
pub fn reason(typed: &str) -> Option<&str> {
    let reason = typed.trim();
    let is_long_enough = reason.chars().count() >= *LENGTH.start();
    (is_long_enough && is_line(reason, *LENGTH.end())).then_some(reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_a_line_of_three_to_two_hundred_characters() {
        assert_eq!(reason("  a damaged parcel "), Some("a damaged parcel"));
        let most = "é".repeat(200);
        assert_eq!(reason(&most), Some(&*most));
        let long = "é".repeat(201);
        for wrong in [
            "",
            "ab",
            " ab ",
            "a\nbc",
            "\u{200b}\u{200b}\u{200b}",
            "\u{202e}gift",
            &long,
        ] {
            assert_eq!(reason(wrong), None, "{wrong:?}");
        }
        for deed in Deed::ALL {
            assert_eq!(Deed::parse(deed.name()), Some(deed));
        }
    }
}
