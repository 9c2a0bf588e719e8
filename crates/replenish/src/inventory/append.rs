//! Appending to the journal in the transaction of a change: an entry, or the one that takes another back.

use domain::journal::{Actor, Input};
use domain::{EntryId, Quantity, Time};
use store::{EntryRow, Slot};

use super::entry::{NewEntry, next_entry};
use crate::Error;
use crate::device_unit::DeviceUnit;

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
}
