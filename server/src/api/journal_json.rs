//! An entry of a slot's journal as JSON.

use domain::Unit;
use domain::journal::Input;
use domain::view::JournalLine;
use serde::Serialize;
use utoipa::ToSchema;

use super::names::{ActorName, EntryKind, UnitName};
use super::texts::{Decimal, SlotName};

/// An entry.
#[derive(Serialize, ToSchema)]
pub struct Entry {
    #[schema(format = "uuid")]
    id: String,
    #[schema(value_type = SlotName)]
    slot: String,
    #[schema(value_type = EntryKind)]
    kind: &'static str,
    /// Null for a replacement and an undo.
    #[schema(value_type = Option<Decimal>, required)]
    amount: Option<String>,
    #[schema(value_type = UnitName)]
    unit: &'static str,
    #[schema(format = DateTime)]
    at: String,
    #[schema(format = DateTime)]
    received_at: String,
    #[schema(value_type = ActorName)]
    by: &'static str,
    /// The entry it takes back.
    #[schema(format = "uuid", required)]
    undoes: Option<String>,
    /// Another entry takes it back.
    undone: bool,
    /// What it changed of what is at home; null where it counts for nothing.
    #[schema(value_type = Option<Decimal>, required)]
    change: Option<String>,
    /// The part of a use that was not known to be there.
    #[schema(value_type = Option<Decimal>, required)]
    shortfall: Option<String>,
}

/// One entry of a slot.
pub fn entry(slot: &str, unit: Unit, line: &JournalLine) -> Entry {
    Entry {
        id: line.id.to_string(),
        slot: slot.to_owned(),
        kind: line.input.map_or("undo", Input::kind),
        amount: line
            .input
            .filter(|input| *input != Input::Replaced)
            .map(|input| input.amount().text(unit)),
        unit: unit.name(),
        at: line.at.to_string(),
        received_at: line.received_at.to_string(),
        by: line.actor.name(),
        undoes: line.undoes.map(|id| id.to_string()),
        undone: line.undone,
        change: line.effect.map(|effect| effect.change.text(unit)),
        shortfall: line
            .effect
            .filter(|effect| effect.shortfall.is_positive())
            .map(|effect| effect.shortfall.text(unit)),
    }
}
