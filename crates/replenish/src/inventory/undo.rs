//! Undo: a customer or the maker takes an entry of the journal back.

use domain::journal::Actor;
use domain::usage::HORIZON;
use domain::{EntryId, SlotId};
use store::Slot;

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
        let (mut change, slot) = self.own_slot(customer, slot).await?;
        let undo = change.undo(slot, entry, Actor::Customer).await?;
        change
            .audit(
                AuditActor::Customer(customer.account, request_id),
                "supply.undo",
            )
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
            .audit(AuditActor::Maker(request_id), "supply.undo")
            .await?;
        change.commit().await?;
        Ok(undo)
    }
}

impl DeviceUnit {
    /// Appends the counter-entry, unless something stands against it.
    async fn undo(&mut self, mut slot: Slot, id: EntryId, actor: Actor) -> Result<EntryId, Error> {
        let entry = self
            .tx
            .entry(id)
            .await?
            .filter(|entry| entry.slot_id == slot.id);
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
        let undo = self.append_undo(&mut slot, &entry, actor).await?;
        self.report_status(&slot).await?;
        self.evaluate(&mut slot).await?;
        Ok(undo)
    }
}
