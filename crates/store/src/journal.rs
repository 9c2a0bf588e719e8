//! The journal: everything that changed a quantity, and every report once.

use domain::journal::{Actor, Input};
use domain::view::JournalLine;
use domain::{DeviceId, EntryId, Quantity, SlotId, Time};
use sqlx::FromRow;
use uuid::Uuid;

use crate::tx::{inserted, on};
use crate::wire::{ActorName, Base, MaybeId, Millis};
use crate::{Error, Tx};

/// One entry as kept.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct EntryRow {
    /// Our id.
    #[sqlx(try_from = "Uuid")]
    pub id: EntryId,
    /// Its slot.
    #[sqlx(try_from = "Uuid")]
    pub slot_id: SlotId,
    /// Its device.
    #[sqlx(try_from = "Uuid")]
    pub device_id: DeviceId,
    /// Its place in the order of acceptance.
    pub accepted: i64,
    /// When it happened.
    #[sqlx(try_from = "Millis")]
    pub at: Time,
    /// When it was accepted.
    #[sqlx(try_from = "Millis")]
    pub received_at: Time,
    /// An input's name, or `undo`.
    pub kind: String,
    /// The input's amount.
    #[sqlx(try_from = "Base")]
    pub amount: Quantity,
    /// Who, as a role.
    #[sqlx(try_from = "ActorName")]
    pub actor: Actor,
    /// A report's id, or an action's one-time key.
    pub key: Option<String>,
    /// Half a hash of a report's content; empty for an action; of a parcel, what tells its counts apart.
    pub content: Option<Vec<u8>>,
    /// The entry it takes back.
    #[sqlx(try_from = "MaybeId")]
    pub undoes: Option<EntryId>,
    /// Whether it counts.
    pub effective: bool,
}

impl EntryRow {
    /// What came in; none for an undo.
    pub fn input(&self) -> Option<Input> {
        Input::from_kind(&self.kind, self.amount)
    }
}

/// An entry as the fold reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FoldRow {
    /// The entry.
    pub id: EntryId,
    /// When it happened.
    pub at: Time,
    /// What came in.
    pub input: Input,
}

#[derive(FromRow)]
struct LineRow {
    #[sqlx(flatten)]
    entry: EntryRow,
    undone: bool,
}

#[derive(FromRow)]
struct DeviceLineRow {
    slot: String,
    #[sqlx(flatten)]
    line: LineRow,
}

impl LineRow {
    fn line(self) -> JournalLine {
        JournalLine {
            id: self.entry.id,
            at: self.entry.at,
            received_at: self.entry.received_at,
            input: self.entry.input(),
            actor: self.entry.actor,
            undoes: self.entry.undoes,
            undone: self.undone,
            effect: None,
        }
    }
}

/// What a fold reads.
pub(crate) const ENTRIES_TO_FOLD: &str = "
    SELECT j.* FROM journal j
    WHERE j.slot_id = $1 AND j.at >= $2 AND j.at <= $3 AND j.effective AND j.kind <> 'undo'
      AND NOT EXISTS (SELECT 1 FROM journal u WHERE u.undoes = j.id)
    ORDER BY j.at, j.accepted";

impl Tx {
    /// Deletes entries that were received before `before`, oldest first and at most `limit` of them;
    /// says how many. A pair of an entry and its undo stays, and so does the
    /// delivery of a parcel: the parcel says with it that it was counted.
    pub async fn entries_delete_before(&mut self, before: Time, limit: i64) -> Result<u64, Error> {
        const SQL: &str = "
            DELETE FROM journal WHERE id IN (
                SELECT j.id FROM journal j
                WHERE j.id < $1 AND j.undoes IS NULL
                  AND NOT EXISTS (SELECT 1 FROM journal u WHERE u.undoes = j.id)
                  AND NOT EXISTS (SELECT 1 FROM parcels p WHERE p.counted = j.id)
                ORDER BY j.id LIMIT $2)";
        // Ids sort by when they were made.
        let millis = u64::try_from(before.millis()).unwrap_or(0);
        let first = uuid::Builder::from_unix_timestamp_millis(millis, &[0; 10]).into_uuid();
        Ok(on!(self, c => sqlx::query(SQL)
            .bind(first)
            .bind(limit)
            .execute(c).await?.rows_affected()))
    }

    /// Appends an entry; `Conflict` where its key and content, or its undo, are there already.
    pub async fn entry_insert(&mut self, entry: &EntryRow) -> Result<(), Error> {
        const SQL: &str = "
            INSERT INTO journal (id, slot_id, device_id, accepted, at, received_at, kind, amount,
                actor, key, content, undoes, effective)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
            ON CONFLICT DO NOTHING";
        inserted(on!(self, c => sqlx::query(SQL)
            .bind(entry.id.0)
            .bind(entry.slot_id.0)
            .bind(entry.device_id.0)
            .bind(entry.accepted)
            .bind(entry.at.millis())
            .bind(entry.received_at.millis())
            .bind(&entry.kind)
            .bind(entry.amount.0)
            .bind(entry.actor.name())
            .bind(entry.key.as_deref())
            .bind(entry.content.as_deref())
            .bind(entry.undoes.map(|id| id.0))
            .bind(entry.effective)
            .execute(c).await?.rows_affected()))
    }

    /// The entry of that id.
    pub async fn entry(&mut self, id: EntryId) -> Result<Option<EntryRow>, Error> {
        const SQL: &str = "SELECT * FROM journal WHERE id = $1";
        Ok(on!(self, c => sqlx::query_as(SQL).bind(id.0).fetch_optional(c).await?))
    }

    /// The device's entries of a report id or an action's key.
    pub async fn entries_of_key(
        &mut self,
        device: DeviceId,
        key: &str,
    ) -> Result<Vec<EntryRow>, Error> {
        const SQL: &str = "SELECT * FROM journal WHERE device_id = $1 AND key = $2";
        Ok(on!(self, c => sqlx::query_as(SQL).bind(device.0).bind(key).fetch_all(c).await?))
    }

    /// The entry that takes another back.
    pub async fn entry_undoing(&mut self, id: EntryId) -> Result<Option<EntryRow>, Error> {
        const SQL: &str = "SELECT * FROM journal WHERE undoes = $1";
        Ok(on!(self, c => sqlx::query_as(SQL).bind(id.0).fetch_optional(c).await?))
    }

    /// What the fold reads from a moment up to another, both included: effective entries in order,
    /// without undone pairs.
    pub async fn entries_to_fold(
        &mut self,
        slot: SlotId,
        from: Time,
        to: Time,
    ) -> Result<Vec<FoldRow>, Error> {
        let rows: Vec<EntryRow> = on!(self, c => sqlx::query_as(ENTRIES_TO_FOLD)
            .bind(slot.0).bind(from.millis()).bind(to.millis()).fetch_all(c).await?);
        Ok(rows
            .into_iter()
            .filter_map(|row| {
                row.input().map(|input| FoldRow {
                    id: row.id,
                    at: row.at,
                    input,
                })
            })
            .collect())
    }

    /// Every entry of a slot, in order of acceptance.
    pub async fn entries(&mut self, slot: SlotId) -> Result<Vec<EntryRow>, Error> {
        const SQL: &str = "SELECT * FROM journal WHERE slot_id = $1 ORDER BY accepted";
        Ok(on!(self, c => sqlx::query_as(SQL).bind(slot.0).fetch_all(c).await?))
    }

    /// The earliest effective report that is not undone.
    pub async fn first_report(&mut self, slot: SlotId) -> Result<Option<Time>, Error> {
        const SQL: &str = "
            SELECT MIN(j.at) FROM journal j
            WHERE j.slot_id = $1 AND j.effective AND j.kind IN ('used', 'level', 'total')
              AND NOT EXISTS (SELECT 1 FROM journal u WHERE u.undoes = j.id)";
        let at: Option<i64> =
            on!(self, c => sqlx::query_scalar(SQL).bind(slot.0).fetch_one(c).await?);
        Ok(at.map(Time::from_millis))
    }

    /// A slot's lines, newest first; not what is from before its device's present owner.
    pub async fn journal(
        &mut self,
        slot: SlotId,
        limit: i64,
        offset: i64,
    ) -> Result<Vec<JournalLine>, Error> {
        const SQL: &str = "
            SELECT j.*, EXISTS (SELECT 1 FROM journal u WHERE u.undoes = j.id) AS undone
            FROM journal j WHERE j.slot_id = $1 AND j.effective
            ORDER BY j.at DESC, j.accepted DESC LIMIT $2 OFFSET $3";
        let rows: Vec<LineRow> = on!(self, c => sqlx::query_as(SQL)
            .bind(slot.0).bind(limit).bind(offset).fetch_all(c).await?);
        Ok(rows.into_iter().map(LineRow::line).collect())
    }

    /// A device's lines with the names of their slots, last accepted first, after an entry.
    pub async fn device_journal(
        &mut self,
        device: DeviceId,
        limit: i64,
        after: Option<EntryId>,
    ) -> Result<Vec<(String, JournalLine)>, Error> {
        const SQL: &str = "
            SELECT s.slot, j.*, EXISTS (SELECT 1 FROM journal u WHERE u.undoes = j.id) AS undone
            FROM journal j JOIN slots s ON s.id = j.slot_id
            WHERE j.device_id = $1 AND j.id < $2
            ORDER BY j.id DESC LIMIT $3";
        let after = after.map_or(Uuid::max(), |id| id.0);
        let rows: Vec<DeviceLineRow> = on!(self, c => sqlx::query_as(SQL)
            .bind(device.0).bind(after).bind(limit).fetch_all(c).await?);
        Ok(rows
            .into_iter()
            .map(|row| (row.slot, row.line.line()))
            .collect())
    }
}
