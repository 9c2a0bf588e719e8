//! The journal as people read it, and taking entries back.

use std::collections::HashMap;

use domain::journal::{Actor, fold};
use domain::usage::HORIZON;
use domain::view::{JournalLine, JournalPage};
use domain::{AccountId, EntryId, SlotId, Unit};
use store::{Slot, Tx};

use crate::application::Caller;
use crate::change::Change;
use crate::stock::stock_before;
use crate::{Application, Code, Error};

/// Lines of a journal that are read at a time.
const CHUNK: i64 = 200;

impl Application {
    /// A page of a supply's journal, newest first, and whether there are older lines; pages count from
    /// 0. Reports that changed nothing are no lines.
    pub async fn journal(
        &self,
        account: AccountId,
        slot: SlotId,
        limit: u32,
        page: u32,
    ) -> Result<JournalPage, Error> {
        let mut tx = self.store.read().await?;
        let slot = tx.slot(slot).await?.ok_or(Error::NotFound)?;
        self.own_device(&mut tx, account, slot.device_id).await?;
        let limit = usize::try_from(limit).unwrap_or_default();
        let first = limit.saturating_mul(usize::try_from(page).unwrap_or_default());
        let mut lines = Vec::new();
        let mut read = 0;
        while lines.len() <= first.saturating_add(limit) {
            let mut chunk = tx.journal(slot.id, CHUNK, read).await?;
            if chunk.is_empty() {
                break;
            }
            read += CHUNK;
            add_effects(&mut tx, &slot, &mut chunk).await?;
            lines.extend(chunk.into_iter().filter(|line| !line.is_quiet()));
        }
        let older = lines.len() > first.saturating_add(limit);
        let lines = lines.into_iter().skip(first).take(limit).collect();
        Ok(JournalPage { lines, older })
    }

    /// A device's journal for the maker, last accepted first: slot, its unit, the line. Reports that
    /// changed nothing are among them, since a maker may look for one.
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
        let mut effects = HashMap::new();
        for slot in &slots {
            let of = lines.iter().filter(|(name, _)| *name == slot.kind.slot);
            let mut of: Vec<_> = of.map(|(_, line)| *line).collect();
            add_effects(&mut tx, slot, &mut of).await?;
            effects.extend(of.iter().map(|line| (line.id, line.effect)));
        }
        let unit = |name: &str| slots.iter().find(|slot| slot.kind.slot == name);
        let with_effect = |(name, mut line): (String, JournalLine)| {
            line.effect = effects.get(&line.id).copied().flatten();
            unit(&name).map(|slot| (name, slot.kind.unit, line))
        };
        Ok(lines.into_iter().filter_map(with_effect).collect())
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

/// Finds out what lines did, by folding the days they are of again.
async fn add_effects(tx: &mut Tx, slot: &Slot, lines: &mut [JournalLine]) -> Result<(), Error> {
    let times = || lines.iter().map(|line| line.at);
    let (Some(first), Some(last)) = (times().min(), times().max()) else {
        return Ok(());
    };
    let start = stock_before(tx, slot, first.day()).await?;
    let entries = tx
        .entries_to_fold(slot.id, first.day().start(), last)
        .await?;
    let mut effects = HashMap::new();
    let inputs = entries.into_iter().map(|entry| (entry.id, entry.input));
    fold(start, &slot.spec(), inputs, |id, _, effect| {
        effects.insert(id, effect);
    });
    for line in lines {
        line.effect = effects.get(&line.id).copied();
    }
    Ok(())
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
