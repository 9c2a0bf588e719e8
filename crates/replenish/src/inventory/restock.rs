//! Restocks: what somebody says by hand, supplies added, the amount at home, a container replaced.

use domain::engine::NewEntry;
use domain::journal::Input;
use domain::quantity::{BadAmount, Decimal};
use domain::slot::SlotSpec;
use domain::text::is_line;
use domain::{EntryId, SlotId, Unit};

use super::Inventory;
use crate::{Caller, Code, Error};

/// Which of the three.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RestockKind {
    /// Supplies bought elsewhere.
    Add,
    /// Everything at home, counted.
    Set,
    /// A new container put in.
    Replaced,
}

impl RestockKind {
    /// All three.
    pub const ALL: [Self; 3] = [Self::Add, Self::Set, Self::Replaced];

    /// Its name in the API and in forms.
    pub fn name(self) -> &'static str {
        match self {
            Self::Add => "add",
            Self::Set => "set",
            Self::Replaced => "replaced",
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
    /// Which of the three.
    pub kind: RestockKind,
    /// How much, decimal text; not looked at for a replacement.
    pub amount: String,
    /// In which unit; the slot's where none is named.
    pub unit: Option<String>,
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
        if let Some(entry) = unit.tx.action_of_key(unit.device.id, key).await? {
            return Ok((entry.id, false));
        }
        let input = input(&unit.slots[s].spec, &restock)?;
        let entry = NewEntry::action(input, caller.actor(), key.to_owned(), unit.now);
        let entry = unit.append(s, entry);
        unit.audit(&caller, "supply.restock").await?;
        unit.commit().await?;
        Ok((entry, true))
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
    let amount = Decimal::parse(&restock.amount).and_then(|decimal| decimal.written_in(unit));
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
