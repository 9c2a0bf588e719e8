//! Undo: a customer or the maker takes an entry of the journal back.

use domain::journal::{Actor, Entry, Input};
use domain::maker_act::About;
use domain::usage::HORIZON;
use domain::{EntryId, SlotId};

use super::Inventory;
use crate::device_unit::DeviceUnit;
use crate::{Caller, Code, Error};

impl Inventory<'_> {
    /// Somebody takes an entry of a slot back, unless something stands against it; the answer is the counter-entry.
    pub async fn undo(self, caller: Caller, slot: SlotId, id: EntryId) -> Result<EntryId, Error> {
        let (mut unit, s) = self.0.lock_slot(&caller, slot).await?;
        let entry = unit.standing_entry(slot, id).await?;
        let refuse = |code, why| Err(Error::conflict(code, why));
        if unit.now.since(entry.at) > HORIZON {
            return refuse(Code::TooOld, "This entry is too old to be undone.");
        }
        if !entry.effective || unit.device.claimed_at.is_some_and(|since| entry.at < since) {
            return refuse(
                Code::FormerOwner,
                "This entry is from before the machine's present owner.",
            );
        }
        let undo = unit.take_back(s, &entry, caller.actor()).await?;
        if entry.input().is_some_and(Input::is_by_hand) {
            // An order that it counted is on the road again.
            unit.read_orders(s).await?;
            unit.bought(s, id);
        }
        let about = About::entry(slot, undo);
        unit.audit_of(&caller, "supply.undo", about).await?;
        unit.commit().await?;
        Ok(undo)
    }
}

impl DeviceUnit {
    /// An entry of a slot that something may still be said of: it takes none back, and none takes it back.
    pub(crate) async fn standing_entry(
        &mut self,
        slot: SlotId,
        id: EntryId,
    ) -> Result<Entry, Error> {
        let entry = self.tx.entry(id).await?;
        let entry = entry.filter(|entry| entry.slot_id == slot);
        let entry = entry.ok_or(Error::NotFound)?;
        if entry.input().is_none() {
            let why = "An undo cannot be undone. Add an entry instead.";
            return Err(Error::conflict(Code::UndoOfUndo, why));
        }
        if self.tx.entry_undoing(id).await?.is_some() {
            let why = "This entry has already been undone.";
            return Err(Error::conflict(Code::UndoneAlready, why));
        }
        Ok(entry)
    }

    /// Appends the entry that takes another back.
    pub(crate) async fn take_back(
        &mut self,
        s: usize,
        entry: &Entry,
        actor: Actor,
    ) -> Result<EntryId, Error> {
        // Before its last owner's leaving nothing counts, and before its present owner nothing sets a pace.
        let since = self.slots[s].slot.owned_since.max(self.device.left_at);
        let first = match since.filter(|_| entry.input().is_some_and(Input::is_report)) {
            Some(since) => self.tx.first_report(entry.slot_id, since, entry.id).await?,
            None => None,
        };
        Ok(self.append_undo(s, entry, actor, first))
    }
}
