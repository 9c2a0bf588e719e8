//! A new entry of the journal: its row, and what it does to its day and to the stock that the day begins with.

use domain::journal::{Actor, Effect, Input, Stock};
use domain::{Day, EntryId, Quantity, Time};
use store::{DayRow, EntryRow, Slot, Tx};

use crate::Error;

/// What goes into the journal, apart from what the journal itself knows.
#[derive(Clone, Debug)]
pub(crate) struct NewEntry {
    pub at: Time,
    pub input: Input,
    pub actor: Actor,
    /// A report's id with half a hash of its content, an action's key with nothing, or a parcel's with what
    /// tells its counts apart.
    pub key: Option<(String, Vec<u8>)>,
    pub effective: bool,
}

impl NewEntry {
    /// Of somebody's action, now.
    pub(crate) fn action(input: Input, actor: Actor, key: String, now: Time) -> Self {
        Self {
            at: now,
            input,
            actor,
            key: Some((key, Vec::new())),
            effective: true,
        }
    }
}

/// The row of a slot's next entry; what the slot itself knows of its journal goes on with it.
pub(crate) fn next_entry(slot: &mut Slot, id: EntryId, entry: NewEntry, now: Time) -> EntryRow {
    let (key, content) = entry.key.unzip();
    slot.accepted += 1;
    if entry.effective && entry.input.is_report() {
        slot.first_report = Some(
            slot.first_report
                .map_or(entry.at, |first| first.min(entry.at)),
        );
    }
    EntryRow {
        id,
        slot_id: slot.id,
        device_id: slot.device_id,
        accepted: slot.accepted,
        at: entry.at,
        received_at: now,
        kind: entry.input.kind().to_owned(),
        amount: entry.input.amount(),
        actor: entry.actor,
        key,
        content,
        undoes: None,
        effective: entry.effective,
        noop: !entry.effective,
    }
}

/// Notes in its day what an entry did: in the last of `days`, or in a new one.
pub(crate) fn note(days: &mut Vec<DayRow>, at: Time, stock: &Stock, effect: &Effect) {
    if days.last().is_none_or(|day| Day(day.day) != at.day()) {
        days.push(empty_day(at.day()));
    }
    if let Some(day) = days.last_mut() {
        day.used += effect.used;
        day.shortfall += effect.shortfall;
        day.fallen += effect.fallen;
        day.risen += effect.risen;
        day.machine = stock.machine;
        day.spares = stock.spares;
        day.total = stock.total;
    }
}

/// The stock of a slot at the beginning of a day.
pub(crate) async fn stock_before(tx: &mut Tx, slot: &Slot, day: Day) -> Result<Stock, Error> {
    let before = tx.day_before(slot.id, day).await?;
    let start = Stock {
        machine: slot.start,
        ..Stock::default()
    };
    Ok(before.map_or(start, |day| day.stock()))
}

fn empty_day(day: Day) -> DayRow {
    DayRow {
        day: day.0,
        used: Quantity::ZERO,
        shortfall: Quantity::ZERO,
        fallen: Quantity::ZERO,
        risen: Quantity::ZERO,
        machine: None,
        spares: Quantity::ZERO,
        total: None,
    }
}
