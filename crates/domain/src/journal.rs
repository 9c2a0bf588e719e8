//! The journal of a slot and its fold: the append-only list of everything that changed a quantity,
//! and the quantities that follow from it.
//!
//! Entries hold what came in, never a result. The fold goes over (`at`, acceptance) and skips undone
//! pairs, so a late report has effect from its own time and an undo is as if the entry had not been.

use serde::{Deserialize, Serialize};

use crate::quantity::Quantity;
use crate::spec::SlotSpec;
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
}

impl Input {
    /// Every name that [`Input::kind`] gives.
    pub const KINDS: [&str; 7] = [
        "used", "level", "total", "delivery", "add", "set", "replaced",
    ];

    /// Whether a device reported it.
    pub fn is_report(self) -> bool {
        matches!(self, Self::Used(_) | Self::Level(_) | Self::Total(_))
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
            | Self::Set(q) => q,
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

/// What is in the machine and beside it after some part of the journal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stock {
    /// In the machine; unknown until something says it.
    pub machine: Option<Quantity>,
    /// Beside the machine.
    pub spares: Quantity,
    /// The device's last lifetime total.
    pub total: Option<Quantity>,
}

/// What one entry did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Effect {
    /// The change of what is at home; filling an unknown machine counts from nothing.
    pub change: Quantity,
    /// Use, for the pace: reported, or seen as a fall of the level.
    pub used: Quantity,
    /// The part of a use that was not there to take.
    pub shortfall: Quantity,
    /// The part of `used` that nobody reported: a fall of the level.
    pub fallen: Quantity,
    /// A rise of the level that nothing explains: more than trembling and less than a quarter of a
    /// container, which somebody would have put in.
    pub risen: Quantity,
    /// What went from the spares into the machine, where the entry says that it did.
    pub loaded: Quantity,
    /// It changed nothing that an entry after it could tell: neither the stock nor anything of the above. A fold
    /// without such entries says the same of all others.
    pub noop: bool,
}

impl Effect {
    /// Whether it changed nothing that anybody counts: a trembling sensor, a counter that stood still.
    pub fn is_unnoticed(&self) -> bool {
        let Self {
            change,
            used,
            loaded,
            ..
        } = *self;
        [change, used, loaded] == [Quantity::ZERO; 3]
    }
}

impl Stock {
    /// In the machine and beside it; unknown while the machine is.
    pub fn at_home(&self) -> Option<Quantity> {
        self.machine.map(|machine| machine + self.spares)
    }

    /// Whether an entry of this input would be a rise of the level that the spares cannot explain,
    /// and by how much.
    pub fn unexplained_rise(&self, input: Input, slot: &SlotSpec) -> Quantity {
        let (Input::Level(level), Some(machine)) = (input, self.machine) else {
            return Quantity::ZERO;
        };
        if level - machine <= slot.jitter() {
            return Quantity::ZERO;
        }
        let explained = if self.is_replacement(level, slot) {
            slot.replacement().min(self.spares) + machine
        } else {
            self.spares + machine
        };
        (level - explained).max(Quantity::ZERO)
    }

    /// Applies one entry and says what it did.
    pub fn apply(&mut self, input: Input, slot: &SlotSpec) -> Effect {
        let before = *self;
        let mut effect = Effect::default();
        match input {
            Input::Used(amount) => {
                effect.used = amount;
                effect.shortfall = self.take(amount, slot);
            }
            Input::Total(total) => {
                effect.used = match self.total.replace(total) {
                    Some(last) if total > last => total - last,
                    _ => Quantity::ZERO,
                };
                effect.shortfall = self.take(effect.used, slot);
            }
            Input::Level(level) => self.read(level, slot, &mut effect),
            Input::Delivery(amount) | Input::Add(amount) => self.put(amount, slot),
            Input::Set(amount) => {
                let machine = self.machine.unwrap_or(slot.capacity).min(amount);
                self.machine = Some(machine);
                self.spares = amount - machine;
            }
            Input::Replaced => {
                self.machine = Some(slot.capacity);
                effect.loaded = slot.replacement().min(self.spares);
                self.spares -= effect.loaded;
            }
        }
        let sum = |stock: &Self| stock.machine.unwrap_or_default() + stock.spares;
        effect.change = sum(self) - sum(&before);
        effect.noop = *self == before && effect == Effect::default();
        effect
    }

    /// Takes from the machine, loading from the spares as it empties; the answer is what was not
    /// there. An unknown machine gives nothing and lacks nothing.
    fn take(&mut self, amount: Quantity, slot: &SlotSpec) -> Quantity {
        let Some(mut machine) = self.machine else {
            return Quantity::ZERO;
        };
        let mut missing = amount;
        loop {
            let taken = missing.min(machine);
            machine -= taken;
            missing -= taken;
            if !missing.is_positive() || !self.spares.is_positive() {
                break;
            }
            machine = self.spares.min(slot.capacity);
            self.spares -= machine;
        }
        self.machine = Some(machine);
        missing
    }

    /// Believes a reading of the machine, unless it only trembles. A fall is believed at once: from
    /// then on the lower reading is what a rise is measured from, so that trembling never adds up.
    fn read(&mut self, level: Quantity, slot: &SlotSpec, effect: &mut Effect) {
        let Some(machine) = self.machine else {
            self.machine = Some(level);
            return;
        };
        if level <= machine {
            self.machine = Some(level);
            effect.fallen = machine - level;
            effect.used = effect.fallen;
            return;
        }
        if level - machine <= slot.jitter() {
            return;
        }
        let wanted = if is_replacement(machine, level, slot) {
            slot.replacement()
        } else {
            level - machine
        };
        self.machine = Some(level);
        effect.loaded = wanted.min(self.spares);
        self.spares -= effect.loaded;
        let more = (level - machine - effect.loaded).max(Quantity::ZERO);
        if more.0 * 4 < slot.capacity.0 {
            effect.risen = more;
        }
    }

    fn is_replacement(&self, level: Quantity, slot: &SlotSpec) -> bool {
        self.machine
            .is_some_and(|machine| is_replacement(machine, level, slot))
    }

    fn put(&mut self, amount: Quantity, slot: &SlotSpec) {
        match self.machine {
            Some(_) => self.spares += amount,
            None => {
                let machine = amount.min(slot.capacity);
                self.machine = Some(machine);
                self.spares += amount - machine;
            }
        }
    }
}

/// On a slot filled by whole counts, a rise of at least half of one is a new one put in.
fn is_replacement(machine: Quantity, level: Quantity, slot: &SlotSpec) -> bool {
    slot.count_is
        .is_some_and(|count| level > machine && (level - machine).0 * 2 >= count.0)
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
    /// What came in; none where it does not count: it has no effect, was taken back, or takes another back.
    pub input: Option<Input>,
    /// As the last fold left it.
    pub noop: bool,
}

/// Folds entries, already in order and without undone pairs, calling `each` with the stock after
/// each one. The answer is the stock after the last.
pub fn fold<E>(
    start: Stock,
    slot: &SlotSpec,
    entries: impl IntoIterator<Item = (E, Input)>,
    mut each: impl FnMut(E, &Stock, Effect),
) -> Stock {
    let mut stock = start;
    for (entry, input) in entries {
        let effect = stock.apply(input, slot);
        each(entry, &stock, effect);
    }
    stock
}

#[cfg(test)]
mod tests;
