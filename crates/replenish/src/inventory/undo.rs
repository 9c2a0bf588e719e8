//! Undo: a customer or the maker takes an entry of the journal back.

use domain::journal::{Actor, Entry, Input};
use domain::usage::HORIZON;
use domain::{EntryId, SlotId, Time};

use crate::audit::AuditActor;
use crate::device_unit::DeviceUnit;
use crate::{Application, Code, Customer, Error};

impl Application {
    /// A customer takes an entry back.
    pub async fn undo(
        &self,
        customer: impl Into<Customer>,
        slot: SlotId,
        entry: EntryId,
        request_id: &str,
    ) -> Result<EntryId, Error> {
        let customer = customer.into();
        let (mut unit, s) = self.own_slot(customer, slot).await?;
        let undo = unit.undo(s, entry, Actor::Customer).await?;
        let caller = AuditActor::Customer(customer.account, request_id);
        unit.audit(caller, "supply.undo").await?;
        unit.commit().await?;
        Ok(undo)
    }

    /// The maker takes an entry back.
    pub async fn maker_undo(
        &self,
        serial: &str,
        entry: EntryId,
        request_id: &str,
    ) -> Result<EntryId, Error> {
        let mut unit = self.lock_by_serial(serial).await?;
        let row = unit.tx.entry(entry).await?.ok_or(Error::NotFound)?;
        let s = unit.slot_of(row.slot_id).ok_or(Error::NotFound)?;
        let undo = unit.undo(s, entry, Actor::Maker).await?;
        unit.audit(AuditActor::Maker(request_id), "supply.undo")
            .await?;
        unit.commit().await?;
        Ok(undo)
    }
}

impl DeviceUnit {
    /// Appends the counter-entry, unless something stands against it.
    async fn undo(&mut self, s: usize, id: EntryId, actor: Actor) -> Result<EntryId, Error> {
        let slot = self.slots[s].slot.id;
        let entry = self.tx.entry(id).await?;
        let entry = entry.filter(|entry| entry.slot_id == slot);
        let entry = entry.ok_or(Error::NotFound)?;
        let refuse = |code, why| Err(Error::conflict(code, why));
        if entry.input().is_none() {
            return refuse(
                Code::UndoOfUndo,
                "An undo cannot be taken back. Add an entry instead.",
            );
        }
        if self.tx.entry_undoing(id).await?.is_some() {
            return refuse(Code::UndoneAlready, "This entry was taken back already.");
        }
        if self.now.since(entry.at) > HORIZON {
            return refuse(Code::TooOld, "This entry is too old to be taken back.");
        }
        if !entry.effective || self.device.claimed_at.is_some_and(|since| entry.at < since) {
            return refuse(
                Code::FormerOwner,
                "This entry is from before the machine's present owner.",
            );
        }
        self.take_back(s, &entry, actor).await
    }

    /// Appends the entry that takes another back.
    pub(crate) async fn take_back(
        &mut self,
        s: usize,
        entry: &Entry,
        actor: Actor,
    ) -> Result<EntryId, Error> {
        // Before its last owner's leaving nothing counts.
        let since = self.device.left_at.unwrap_or(Time::from_millis(0));
        let first = match entry.input().is_some_and(Input::is_report) {
            true => self.tx.first_report(entry.slot_id, since, entry.id).await?,
            false => None,
        };
        Ok(self.append_undo(s, entry, actor, first))
    }
}
