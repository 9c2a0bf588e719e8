//! Restocks: what somebody says by hand, supplies added, the amount at home, a container replaced, and whether a reading
//! that waits is right.

use domain::engine::NewEntry;
use domain::journal::Input;
use domain::maker_act::About;
use domain::quantity::{BadAmount, Decimal};
use domain::slot::SlotSpec;
use domain::text::is_line;
use domain::{EntryId, SlotId, Unit};

use super::Inventory;
use crate::{Caller, Code, Error};

/// Which of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RestockKind {
    /// Supplies bought elsewhere.
    Add,
    /// Everything at home, counted.
    Set,
    /// A new container put in.
    Replaced,
    /// A reading that waits is right.
    Believed,
    /// A reading that waits is wrong.
    Dropped,
}

impl RestockKind {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Add,
        Self::Set,
        Self::Replaced,
        Self::Believed,
        Self::Dropped,
    ];

    /// Its name in the API and in forms.
    pub fn name(self) -> &'static str {
        match self {
            Self::Add => "add",
            Self::Set => "set",
            Self::Replaced => "replaced",
            Self::Believed => "believed",
            Self::Dropped => "dropped",
        }
    }

    /// The one of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// What somebody says.
#[derive(Clone, Debug)]
pub struct Restock {
    /// One-time key: sent twice, it counts once.
    pub key: String,
    /// Which of them.
    pub kind: RestockKind,
    /// How much, decimal text; not looked at for a replacement.
    pub amount: String,
    /// In which unit; the slot's where none is named.
    pub unit: Option<String>,
    /// Whether a rise is the order that is under way; by its amount and date where nobody says.
    pub of_order: Option<bool>,
}

impl Inventory<'_> {
    /// Somebody restocks a slot; says which entry that is, and whether it is new: said before, it changes nothing.
    pub async fn restock(
        self,
        caller: Caller,
        slot: SlotId,
        restock: Restock,
    ) -> Result<(EntryId, bool), Error> {
        let (mut unit, s) = self.0.lock_slot(&caller, slot).await?;
        let key = restock.key.trim();
        if !is_line(key, 64) {
            let detail = "`key` must be one line of 1 to 64 characters";
            return Err(Error::invalid("key", Code::BadKey, detail));
        }
        let input = input(&unit.slots[s].spec, &restock)?;
        if let Some(known) = unit.tx.action_of_key(unit.device.id, key).await? {
            if known.slot_id != unit.slots[s].slot.id || known.input() != Some(input) {
                let detail = "This `key` was used for something else; take a new one.";
                return Err(Error::conflict(Code::KeyReused, detail));
            }
            return Ok((known.id, false));
        }
        if let Input::Believed(amount) | Input::Dropped(amount) = input
            && !unit.slots[s].slot.evidence.is_waiting(amount)
        {
            let detail = "No reading of this amount waits any more.";
            return Err(Error::conflict(Code::NothingWaits, detail));
        }
        unit.read_orders(s).await?;
        let entry = NewEntry::action(input, caller.actor(), key.to_owned(), unit.now);
        let entry = match unit.slots[s].slot.counting {
            None => unit.restock(s, entry, restock.of_order),
            Some(_) => unit.append(s, entry),
        };
        let about = About::entry(slot, entry);
        unit.audit_of(&caller, "supply.restock", about).await?;
        unit.commit().await?;
        Ok((entry, true))
    }

    /// A rise by hand that was taken for an order was bought elsewhere: the order is on the road again.
    pub async fn bought(
        self,
        caller: Caller,
        slot: SlotId,
        entry: EntryId,
    ) -> Result<EntryId, Error> {
        let (mut unit, s) = self.0.lock_slot(&caller, slot).await?;
        unit.read_orders(s).await?;
        unit.bought(s, entry);
        unit.audit(&caller, "supply.bought").await?;
        unit.commit().await?;
        Ok(entry)
    }

    /// A rise by hand that was taken for something else is the order that is under way. `Conflict` where there is none.
    pub async fn delivered(
        self,
        caller: Caller,
        slot: SlotId,
        entry: EntryId,
    ) -> Result<EntryId, Error> {
        let (mut unit, s) = self.0.lock_slot(&caller, slot).await?;
        unit.read_orders(s).await?;
        unit.standing_entry(slot, entry).await?;
        let Some(order) = unit.slots[s].order_under_way() else {
            let detail = "No order is on its way.";
            return Err(Error::conflict(Code::NotOnItsWay, detail));
        };
        unit.arrive_by(s, order, entry);
        unit.audit(&caller, "order.arrived").await?;
        unit.commit().await?;
        Ok(entry)
    }
}

fn input(spec: &SlotSpec, restock: &Restock) -> Result<Input, Error> {
    if restock.kind == RestockKind::Replaced {
        return Ok(Input::Replaced);
    }
    let dimension = spec.unit.dimension();
    let unit = match restock
        .unit
        .as_deref()
        .map(str::trim)
        .filter(|unit| !unit.is_empty())
    {
        None => spec.unit,
        Some(text) => Unit::parse(text, Some(dimension))
            .filter(|unit| unit.dimension() == dimension)
            .ok_or_else(|| {
                let detail = format!("The unit must be one of the same kind as {}.", spec.unit);
                Error::invalid("unit", Code::BadUnit, detail)
            })?,
    };
    let read = |decimal: Decimal| match restock.kind {
        // What a machine counts may be more than anybody would write.
        RestockKind::Believed | RestockKind::Dropped => decimal.in_unit(unit),
        _ => decimal.written_in(unit),
    };
    let amount = Decimal::parse(&restock.amount).and_then(read);
    let amount = match amount {
        Ok(amount) if restock.kind == RestockKind::Add && !amount.is_positive() => {
            Err(BadAmount::Zero)
        }
        amount => amount,
    };
    let amount =
        amount.map_err(|fault| Error::invalid("amount", Code::Amount(fault), sentence(fault)))?;
    Ok(match restock.kind {
        RestockKind::Add => Input::Add(amount),
        RestockKind::Believed => Input::Believed(amount),
        RestockKind::Dropped => Input::Dropped(amount),
        _ => Input::Set(amount),
    })
}

/// A fault as a sentence of its own.
fn sentence(fault: BadAmount) -> String {
    let text = fault.to_string();
    let mut letters = text.chars();
    let first = letters
        .next()
        .map(|letter| letter.to_uppercase().to_string())
        .unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}
