//! The journal as people read it, and taking entries back.

use domain::journal::Actor;
use domain::usage::HORIZON;
use domain::view::JournalLine;
use domain::{AccountId, EntryId, SlotId, Unit};
use store::Slot;

use crate::application::Caller;
use crate::change::Change;
use crate::{Application, Error};

impl Application {
    /// A page of a supply's journal, newest first; pages count from 0.
    pub async fn journal(
        &self,
        account: AccountId,
        slot: SlotId,
        limit: u32,
        page: u32,
    ) -> Result<Vec<JournalLine>, Error> {
        let mut tx = self.store.read().await?;
        let device = tx.slot(slot).await?.ok_or(Error::NotFound)?.device_id;
        self.own_device(&mut tx, account, device).await?;
        let (limit, page) = (i64::from(limit), i64::from(page));
        Ok(tx.journal(slot, limit, limit.saturating_mul(page)).await?)
    }

    /// A device's journal for the maker, newest first: slot, its unit, the line.
    pub async fn device_journal(
        &self,
        serial: &str,
        limit: u32,
        after: Option<EntryId>,
    ) -> Result<Vec<(String, Unit, JournalLine)>, Error> {
        let mut tx = self.store.read().await?;
        let device = tx.device_by_serial(serial).await?.ok_or(Error::NotFound)?;
        let slots = tx.slots_of_device(device.id).await?;
        let lines = tx
            .device_journal(device.id, i64::from(limit), after)
            .await?;
        let unit = |name: &str| slots.iter().find(|slot| slot.kind.slot == name);
        Ok(lines
            .into_iter()
            .filter_map(|(name, line)| unit(&name).map(|slot| (name, slot.kind.unit, line)))
            .collect())
    }

    /// A customer takes an entry back.
    pub async fn undo(
        &self,
        account: AccountId,
        slot: SlotId,
        entry: EntryId,
        request_id: &str,
    ) -> Result<EntryId, Error> {
        let (mut change, slot) = self.own_slot(account, slot).await?;
        let undo = change.undo(slot, entry, Actor::Customer).await?;
        change
            .audit(Caller::Customer(account, request_id), "supply.undo")
            .await?;
        change.commit().await?;
        Ok(undo)
    }

    /// The maker takes an entry back.
    pub async fn maker_undo(
        &self,
        serial: &str,
        entry: EntryId,
        request_id: &str,
    ) -> Result<EntryId, Error> {
        let mut change = self.change_by_serial(serial).await?;
        let row = change.tx.entry(entry).await?.ok_or(Error::NotFound)?;
        let slots = change.slots().await?;
        let slot = slots
            .into_iter()
            .find(|slot| slot.id == row.slot_id)
            .ok_or(Error::NotFound)?;
        let undo = change.undo(slot, entry, Actor::Maker).await?;
        change
            .audit(Caller::Maker(request_id), "supply.undo")
            .await?;
        change.commit().await?;
        Ok(undo)
    }
}

impl Change {
    /// Appends the counter-entry, unless something stands against it.
    async fn undo(&mut self, mut slot: Slot, id: EntryId, actor: Actor) -> Result<EntryId, Error> {
        let entry = self
            .tx
            .entry(id)
            .await?
            .filter(|entry| entry.slot_id == slot.id);
        let entry = entry.ok_or(Error::NotFound)?;
        let refuse = |why: &str| Err(Error::Conflict(why.to_owned()));
        if entry.input().is_none() {
            return refuse("An undo cannot be taken back. Add an entry instead.");
        }
        if self.tx.entry_undoing(id).await?.is_some() {
            return refuse("This entry was taken back already.");
        }
        if self.now.since(entry.at) > HORIZON {
            return refuse("This entry is too old to be taken back.");
        }
        if !entry.effective || self.device.claimed_at.is_some_and(|since| entry.at < since) {
            return refuse("This entry is from before the machine's present owner.");
        }
        let undo = self.append_undo(&mut slot, &entry, actor).await?;
        self.report_status(&slot).await?;
        self.evaluate(&mut slot).await?;
        Ok(undo)
    }
}
