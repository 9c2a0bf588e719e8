//! The journal of a slot: the append-only list of everything that changed a quantity.
//!
//! Entries hold what came in, never a result. The fold goes over (`at`, acceptance) and skips undone
//! pairs, so a late report has effect from its own time and an undo is as if the entry had not been
//! ([`crate::stock`] says what each does).

use serde::{Deserialize, Serialize};

use crate::quantity::Quantity;
use crate::time::Time;
use crate::{DeviceId, EntryId, SlotId};

/// What came in. Amounts are base units of the slot's dimension, never negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    /// A device used an amount.
    Used(Quantity),
    /// A device read what is in its container.
    Level(Quantity),
    /// A device's lifetime total.
    Total(Quantity),
    /// A parcel counted on its date, or found to have come early.
    Delivery(Quantity),
    /// Somebody bought supplies elsewhere.
    Add(Quantity),
    /// Somebody counted everything at home.
    Set(Quantity),
    /// Somebody put in a new container.
    Replaced,
    /// The reading of this amount that waits is believed: somebody, or time, says so.
    Believed(Quantity),
    /// The reading of this amount that waits is not: somebody says so.
    Dropped(Quantity),
}

impl Input {
    /// Every name that [`Input::kind`] gives.
    pub const KINDS: [&str; 9] = [
        "used", "level", "total", "delivery", "add", "set", "replaced", "believed", "dropped",
    ];

    /// Whether a device reported it.
    pub fn is_report(self) -> bool {
        matches!(self, Self::Used(_) | Self::Level(_) | Self::Total(_))
    }

    /// Whether somebody says it by hand that supplies came.
    pub fn is_by_hand(self) -> bool {
        matches!(self, Self::Add(_) | Self::Set(_))
    }

    /// Whether it says how much there is.
    pub fn is_count(self) -> bool {
        matches!(self, Self::Level(_) | Self::Set(_) | Self::Replaced)
    }

    /// Its name on the wire and in the database.
    pub fn kind(self) -> &'static str {
        match self {
            Self::Used(_) => "used",
            Self::Level(_) => "level",
            Self::Total(_) => "total",
            Self::Delivery(_) => "delivery",
            Self::Add(_) => "add",
            Self::Set(_) => "set",
            Self::Replaced => "replaced",
            Self::Believed(_) => "believed",
            Self::Dropped(_) => "dropped",
        }
    }

    /// Its amount; nothing for a replacement, whose amount is the slot's.
    pub fn amount(self) -> Quantity {
        match self {
            Self::Used(q)
            | Self::Level(q)
            | Self::Total(q)
            | Self::Delivery(q)
            | Self::Add(q)
            | Self::Set(q)
            | Self::Believed(q)
            | Self::Dropped(q) => q,
            Self::Replaced => Quantity::ZERO,
        }
    }

    /// The input of that name and amount.
    pub fn from_kind(kind: &str, amount: Quantity) -> Option<Self> {
        Some(match kind {
            "used" => Self::Used(amount),
            "level" => Self::Level(amount),
            "total" => Self::Total(amount),
            "delivery" => Self::Delivery(amount),
            "add" => Self::Add(amount),
            "set" => Self::Set(amount),
            "replaced" => Self::Replaced,
            "believed" => Self::Believed(amount),
            "dropped" => Self::Dropped(amount),
            _ => return None,
        })
    }
}

/// Who did it, as a role: a journal holds no names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// The machine itself.
    Device,
    /// Somebody of the household.
    Customer,
    /// The maker, through its API.
    Maker,
    /// Larder, on an order's date.
    Larder,
}

impl Actor {
    /// Everybody.
    pub const ALL: [Self; 4] = [Self::Device, Self::Customer, Self::Maker, Self::Larder];

    /// Its name on the wire and in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::Device => "device",
            Self::Customer => "customer",
            Self::Maker => "maker",
            Self::Larder => "larder",
        }
    }

    /// The actor of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|actor| actor.name() == name)
    }
}

/// An input at its place in the fold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// What came in.
    pub input: Input,
    /// When it happened.
    pub at: Time,
    /// When it was accepted.
    pub received_at: Time,
}

/// One entry at its place: the fold's order is the order of this pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// When it happened.
    pub at: Time,
    /// The how-manieth entry of the slot it was, in order of acceptance.
    pub accepted: i64,
}

impl Place {
    /// Before every entry of a moment.
    pub fn before(at: Time) -> Self {
        Self { at, accepted: 0 }
    }

    /// After every entry of a moment.
    pub fn after(at: Time) -> Self {
        let accepted = i64::MAX;
        Self { at, accepted }
    }

    /// After every entry.
    pub fn end() -> Self {
        Self::after(Time::from_millis(i64::MAX))
    }
}

/// One entry as kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Our id.
    pub id: EntryId,
    /// Its slot.
    pub slot_id: SlotId,
    /// Its device.
    pub device_id: DeviceId,
    /// Its place in the order of acceptance.
    pub accepted: i64,
    /// When it happened.
    pub at: Time,
    /// When it was accepted.
    pub received_at: Time,
    /// An input's name, or `undo`.
    pub kind: String,
    /// The input's amount.
    pub amount: Quantity,
    /// Who, as a role.
    pub actor: Actor,
    /// A report's id, or an action's one-time key.
    pub key: Option<String>,
    /// Half a hash of a report's content; empty for an action; of a parcel, what tells its counts apart.
    pub content: Option<Vec<u8>>,
    /// The entry it takes back.
    pub undoes: Option<EntryId>,
    /// Whether it counts.
    pub effective: bool,
    /// Whether it changes nothing where it stands in the fold. The fold says it, as it says the days.
    pub noop: bool,
}

impl Entry {
    /// The kind of an entry that takes another back.
    pub const UNDO: &str = "undo";

    /// What came in; none for an undo.
    pub fn input(&self) -> Option<Input> {
        Input::from_kind(&self.kind, self.amount)
    }

    /// Where it stands in the fold.
    pub fn place(&self) -> Place {
        Place {
            at: self.at,
            accepted: self.accepted,
        }
    }

    /// As the fold reads it, where nothing takes it back.
    pub fn folded(&self) -> FoldEntry {
        FoldEntry {
            id: self.id,
            place: self.place(),
            received_at: self.received_at,
            input: self.input().filter(|_| self.effective),
            noop: self.noop,
        }
    }
}

/// An entry as the fold reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FoldEntry {
    /// The entry.
    pub id: EntryId,
    /// Where it stands.
    pub place: Place,
    /// When it was accepted.
    pub received_at: Time,
    /// What came in; none where it does not count: it has no effect, was taken back, or takes another back.
    pub input: Option<Input>,
    /// As the last fold left it.
    pub noop: bool,
}

impl FoldEntry {
    /// As a step of the fold; none where it does not count.
    pub fn step(&self) -> Option<Step> {
        Some(Step {
            input: self.input?,
            at: self.place.at,
            received_at: self.received_at,
        })
    }
}
