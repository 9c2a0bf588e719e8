//! The journal of a supply or a device as people read it, page by page.

use std::cmp::Reverse;
use std::collections::HashMap;

use domain::journal::Place;
use domain::view::{JournalCursor, JournalLine, JournalPage};
use domain::{AccountId, EntryId, Slot, SlotId, Unit};
use store::Tx;

use super::Queries;
use crate::Error;

/// Entries that are read for a page. The few lines among them that say nothing to anybody are left out, so a page may
/// have fewer lines than were asked for, and there are older ones all the same.
const CHUNK: i64 = 200;
/// Entries that are folded to find out what the lines of a page did. A day of more is shown without.
const FOLDED: i64 = 2_000;

impl Queries<'_> {
    /// A page of a supply's journal, newest first. Reports that changed nothing are no lines; `NotFound` where the
    /// page begins at an entry that is not there.
    pub async fn journal(
        self,
        account: AccountId,
        slot: SlotId,
        limit: u32,
        cursor: JournalCursor,
    ) -> Result<JournalPage, Error> {
        let (_, _, page) = self.named_journal(account, slot, limit, cursor).await?;
        Ok(page)
    }

    /// The same with Amazon's name of the slot and its unit.
    pub async fn named_journal(
        self,
        account: AccountId,
        slot: SlotId,
        limit: u32,
        cursor: JournalCursor,
    ) -> Result<(String, Unit, JournalPage), Error> {
        let mut tx = self.0.store.read().await?;
        let slot = self.0.own_slot(&mut tx, account, slot).await?;
        let limit = usize::try_from(limit).unwrap_or_default();
        let mut lines = match cursor {
            JournalCursor::Newest => tx.lines_before(slot.id, Place::end(), CHUNK).await?,
            JournalCursor::Before(entry) => {
                let place = place(&mut tx, &slot, entry).await?;
                tx.lines_before(slot.id, place, CHUNK).await?
            }
            JournalCursor::After(entry) => {
                let place = place(&mut tx, &slot, entry).await?;
                tx.lines_after(slot.id, place, CHUNK).await?
            }
        };
        add_effects(&mut tx, &slot, &mut lines).await?;
        // What comes after the page, in the direction of reading.
        let last_read = lines.last().map(|line| line.id);
        let is_full = lines.len() == usize::try_from(CHUNK).unwrap_or_default();
        lines.retain(|line| !line.is_unnoticed());
        let next = match lines.len() > limit {
            true => lines[..limit].last().map(|line| line.id),
            false => last_read.filter(|_| is_full),
        };
        lines.truncate(limit);
        let first = lines.first().map(|line| line.id);
        let page = match cursor {
            JournalCursor::After(_) => {
                lines.reverse();
                JournalPage {
                    lines,
                    newer: next,
                    older: first,
                }
            }
            _ => JournalPage {
                lines,
                newer: first.filter(|_| cursor != JournalCursor::Newest),
                older: next,
            },
        };
        Ok((slot.kind.slot, slot.kind.unit, page))
    }

    /// A device's journal for the maker, newest first: slot, its unit, the line. Reports that changed nothing are among
    /// them, since a maker may look for one.
    pub async fn device_journal(
        self,
        serial: &str,
        limit: u32,
        after: Option<EntryId>,
    ) -> Result<Vec<(String, Unit, JournalLine)>, Error> {
        let mut tx = self.0.store.read().await?;
        let device = tx.device_by_serial(serial).await?.ok_or(Error::NotFound)?;
        let slots = tx.slots_of_device(device.id).await?;
        let limit = usize::try_from(limit).unwrap_or_default();
        let after = match after {
            None => None,
            Some(id) => {
                let entry = tx.entry(id).await?;
                let entry = entry.filter(|entry| entry.device_id == device.id);
                Some(entry.ok_or(Error::NotFound)?)
            }
        };
        let mut found = Vec::new();
        for (position, slot) in slots.iter().enumerate() {
            let before = match &after {
                None => Place::end(),
                // Of entries of one moment, those of the model's first slot come first.
                Some(entry) => match slots.iter().position(|of| of.id == entry.slot_id) {
                    Some(of) if of == position => entry.place(),
                    Some(of) if of < position => Place::after(entry.at),
                    _ => Place::before(entry.at),
                },
            };
            let rows = i64::try_from(limit).unwrap_or(i64::MAX);
            let mut lines = tx.entries_before(slot.id, before, rows).await?;
            add_effects(&mut tx, slot, &mut lines).await?;
            found.extend(lines.into_iter().map(|line| (position, slot, line)));
        }
        // Those of one slot are in their order already.
        found.sort_by_key(|(position, _, line)| (Reverse(line.at), *position));
        found.truncate(limit);
        let named = found.into_iter();
        let named = named.map(|(_, slot, line)| (slot.kind.slot.clone(), slot.kind.unit, line));
        Ok(named.collect())
    }
}

/// So many of the newest lines of a slot, newest first.
pub(crate) async fn newest_lines(
    tx: &mut Tx,
    slot: &Slot,
    limit: usize,
) -> Result<Vec<JournalLine>, Error> {
    let mut lines = tx.lines_before(slot.id, Place::end(), CHUNK).await?;
    add_effects(tx, slot, &mut lines).await?;
    lines.retain(|line| !line.is_unnoticed());
    lines.truncate(limit);
    Ok(lines)
}

/// Where an entry of a slot stands.
async fn place(tx: &mut Tx, slot: &Slot, entry: EntryId) -> Result<Place, Error> {
    let entry = tx.entry(entry).await?;
    let entry = entry.filter(|entry| entry.slot_id == slot.id);
    Ok(entry.ok_or(Error::NotFound)?.place())
}

/// Finds out what lines that lie together did, by folding from the day of the oldest on what changed anything. Of a line
/// that changed nothing it is known.
async fn add_effects(tx: &mut Tx, slot: &Slot, lines: &mut [JournalLine]) -> Result<(), Error> {
    let unknown = || lines.iter().filter(|line| line.effect.is_none());
    let times = || unknown().map(|line| line.at);
    let (Some(first), Some(last)) = (times().min(), times().max()) else {
        return Ok(());
    };
    let before = tx.day_before(slot.key(), first.day()).await?;
    let mut stock = before.map_or(slot.stock_at_start(), |day| day.stock());
    let midnight = Place::before(first.day().start());
    let entries = tx.changes_to_fold(slot.id, midnight, last, FOLDED).await?;
    let spec = slot.spec();
    let steps = entries.iter().filter_map(|it| Some((it.id, it.step()?)));
    let effects: HashMap<_, _> = steps
        .map(|(id, step)| (id, stock.apply(&step, &spec)))
        .collect();
    for line in lines.iter_mut().filter(|line| line.effect.is_none()) {
        line.effect = effects.get(&line.id).copied();
    }
    Ok(())
}
