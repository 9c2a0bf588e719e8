//! Journal entries in the transaction of a change: appended, taken back, noted in their days.

use domain::journal::{Actor, Effect, Input, Stock};
use domain::{Day, EntryId, Quantity, Time};
use store::{DayRow, EntryRow, Slot, Tx};

use crate::Error;
use crate::device_unit::DeviceUnit;

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

impl DeviceUnit {
    /// Appends an entry without folding it yet.
    pub(crate) async fn append(
        &mut self,
        slot: &mut Slot,
        entry: NewEntry,
    ) -> Result<EntryId, Error> {
        let id: EntryId = self.id();
        let row = next_entry(slot, id, entry, self.now);
        self.tx.entry_insert(&row).await?;
        Ok(id)
    }

    /// Appends the entry that takes another back.
    pub(crate) async fn append_undo(
        &mut self,
        slot: &mut Slot,
        undone: &EntryRow,
        actor: Actor,
    ) -> Result<EntryId, Error> {
        let id: EntryId = self.id();
        slot.accepted += 1;
        let row = EntryRow {
            id,
            slot_id: slot.id,
            device_id: slot.device_id,
            accepted: slot.accepted,
            at: self.now,
            received_at: self.now,
            kind: "undo".to_owned(),
            amount: Quantity::ZERO,
            actor,
            key: None,
            content: None,
            undoes: Some(undone.id),
            effective: true,
            noop: false,
        };
        self.tx.entry_insert(&row).await?;
        if undone.noop {
            // Whoever took it back finds it as a line.
            self.tx.noops_put(&[undone.id], false).await?;
        }
        if undone.input().is_some_and(Input::is_report) {
            // Before its last owner's leaving nothing counts.
            let since = self.device.left_at.unwrap_or(Time::from_millis(0));
            slot.first_report = self.tx.first_report(slot.id, since).await?;
        }
        self.fold(slot, (undone.at, undone.at)).await?;
        Ok(id)
    }

    /// A hold until a restock ends when what is at home has risen enough.
    pub(crate) async fn after_rise(
        &mut self,
        slot: &mut Slot,
        before: Option<Quantity>,
    ) -> Result<(), Error> {
        let Some(at_home) = slot.stock().at_home() else {
            return Ok(());
        };
        if slot.cooldown.restock && before.is_none_or(|before| at_home > before) {
            let spec = slot.spec();
            let pace = self.pace(slot).await?;
            let level = pace.map(|pace| crate::outlook::level(slot, pace));
            let pack = crate::subscription::pack(slot);
            slot.cooldown = slot
                .cooldown
                .after_rise(at_home, spec.capacity, level, pack);
        }
        Ok(())
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
