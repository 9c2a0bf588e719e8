//! The journal: everything that changed a quantity, and every report once.

use domain::id::first_id;
use domain::journal::{Actor, Entry, FoldEntry, Input, Place};
use domain::stock::Effect;
use domain::view::JournalLine;
use domain::{DeviceId, EntryId, Quantity, SlotId, Time};
use sqlx::FromRow;
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use uuid::Uuid;

use crate::list::{column, hex};
use crate::row::{entities, row};
use crate::tx::{Inner, on};
use crate::wire::{ActorName, Base, MaybeId, Millis};
use crate::{Error, Tx};

row! {
    Entry from EntryRow {
        #[sqlx(try_from = "Uuid")] id: EntryId,
        #[sqlx(try_from = "Uuid")] slot_id: SlotId,
        #[sqlx(try_from = "Uuid")] device_id: DeviceId,
        accepted: i64,
        #[sqlx(try_from = "Millis")] at: Time,
        #[sqlx(try_from = "Millis")] received_at: Time,
        kind: String,
        #[sqlx(try_from = "Base")] amount: Quantity,
        #[sqlx(try_from = "ActorName")] actor: Actor,
        key: Option<String>,
        content: Option<Vec<u8>>,
        #[sqlx(try_from = "MaybeId")] undoes: Option<EntryId>,
        effective: bool,
        noop: bool,
    }
}

#[derive(FromRow)]
struct LineRow {
    #[sqlx(flatten, try_from = "EntryRow")]
    entry: Entry,
    undone: bool,
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
            effect: self.entry.noop.then(|| Effect {
                noop: true,
                ..Effect::default()
            }),
        }
    }
}

/// An entry as far as a fold has to know it.
#[derive(FromRow)]
struct FoldRow {
    id: Uuid,
    at: i64,
    received_at: i64,
    accepted: i64,
    kind: String,
    amount: i64,
    effective: bool,
    noop: bool,
    undone: bool,
}

impl From<FoldRow> for FoldEntry {
    fn from(row: FoldRow) -> Self {
        let input = Input::from_kind(&row.kind, Quantity(row.amount));
        Self {
            id: EntryId(row.id),
            place: Place {
                at: Time::from_millis(row.at),
                accepted: row.accepted,
            },
            received_at: Time::from_millis(row.received_at),
            input: input.filter(|_| row.effective && !row.undone),
            noop: row.noop,
        }
    }
}

/// Entries of a slot that are noops or are not, on one side of a place. What is asked of each is asked so that no plan
/// can go through all undos first; what then does not count is left out by whoever reads it, or the bound would be of
/// what is answered and not of what is read.
macro_rules! entries {
    ($columns:literal, $noop:literal, $side:literal) => {
        concat!(
            "SELECT ",
            $columns,
            ", (SELECT u.id FROM journal u WHERE u.undoes = j.id) IS NOT NULL AS undone
             FROM journal j WHERE j.slot_id = $1 AND j.noop = ",
            $noop,
            " AND (j.at, j.accepted) ",
            $side,
            " ($2, $3) "
        )
    };
}

/// Both kinds in the order of the fold, forwards or backwards. Each gives as many as are asked for: a union of the two
/// would be read whole and sorted by PostgreSQL.
macro_rules! both {
    ($columns:literal, $side:literal, $direction:literal) => {
        concat!(
            "SELECT * FROM (",
            entries!($columns, "FALSE", $side),
            "ORDER BY j.at ",
            $direction,
            ", j.accepted ",
            $direction,
            " LIMIT $4) AS changes
             UNION ALL SELECT * FROM (",
            entries!($columns, "TRUE", $side),
            "ORDER BY j.at ",
            $direction,
            ", j.accepted ",
            $direction,
            " LIMIT $4) AS noops
             ORDER BY at ",
            $direction,
            ", accepted ",
            $direction,
            " LIMIT $4"
        )
    };
}

/// What a fold reads after a place.
pub(crate) const ENTRIES_TO_FOLD: &str = both!(
    "j.id, j.at, j.received_at, j.accepted, j.kind, j.amount, j.effective, j.noop",
    ">",
    "ASC"
);

/// The same without noops, up to a moment.
pub(crate) const CHANGES_TO_FOLD: &str = concat!(
    entries!(
        "j.id, j.at, j.received_at, j.accepted, j.kind, j.amount, j.effective, j.noop",
        "FALSE",
        ">"
    ),
    "AND j.at <= $4 ORDER BY j.at, j.accepted LIMIT $5"
);

/// The first report that counts, of those that are noops and of those that are not: each is found by the first entry
/// that is one.
macro_rules! first {
    ($noop:literal) => {
        concat!(
            "(SELECT j.at FROM journal j WHERE j.slot_id = $1 AND j.noop = ",
            $noop,
            " AND j.at >= $2 AND j.effective AND j.kind IN ('used', 'level', 'total') AND j.id <> $3
                AND (SELECT u.id FROM journal u WHERE u.undoes = j.id) IS NULL
              ORDER BY j.at, j.accepted LIMIT 1)"
        )
    };
}

pub(crate) const FIRST_REPORT: &str = concat!(
    "SELECT MIN(at) FROM (SELECT ",
    first!("FALSE"),
    " AS at UNION ALL SELECT ",
    first!("TRUE"),
    ") AS first"
);

/// Lines of a page.
pub(crate) const LINES_BEFORE: &str = concat!(
    entries!("j.*", "FALSE", "<"),
    "ORDER BY j.at DESC, j.accepted DESC LIMIT $4"
);
pub(crate) const LINES_AFTER: &str = concat!(
    entries!("j.*", "FALSE", ">"),
    "ORDER BY j.at, j.accepted LIMIT $4"
);

/// The same with what changed nothing.
pub(crate) const ENTRIES_BEFORE: &str = both!("j.*", "<", "DESC");
pub(crate) const ENTRIES_AFTER: &str = both!("j.*", ">", "ASC");

impl Tx {
    /// Whether somebody said how much there is, at a moment or later.
    pub async fn counted_since(&mut self, slot: SlotId, since: Time) -> Result<bool, Error> {
        const SQL: &str = "
            SELECT EXISTS (SELECT 1 FROM journal
                WHERE slot_id = $1 AND noop IN (FALSE, TRUE) AND at >= $2 AND effective
                AND kind IN ('level', 'set', 'replaced'))";
        Ok(on!(self, c => sqlx::query_scalar(SQL)
            .bind(slot.0).bind(since.millis()).fetch_one(c).await?))
    }

    /// Deletes entries that were received before `before`, oldest first, after one of them and among so
    /// many; the last one that was looked at, where more may follow. A pair of an entry and its undo
    /// stays, and so does the delivery of a parcel: the parcel says with it that it was counted.
    pub async fn entries_delete_before(
        &mut self,
        before: Time,
        after: Option<EntryId>,
        limit: i64,
    ) -> Result<Option<EntryId>, Error> {
        const LAST: &str = "
            SELECT id FROM journal WHERE id > $1 AND id < $2 ORDER BY id LIMIT 1 OFFSET $3";
        const SQL: &str = "
            DELETE FROM journal WHERE id > $1 AND id < $2 AND undoes IS NULL
                AND NOT EXISTS (SELECT 1 FROM journal u WHERE u.undoes = journal.id)
                AND NOT EXISTS (SELECT 1 FROM parcels p WHERE p.counted = journal.id)";
        let first = first_id(before);
        let after = after.map_or(Uuid::nil(), |id| id.0);
        let last: Option<Uuid> = on!(self, c => sqlx::query_scalar(LAST)
            .bind(after).bind(first).bind(limit).fetch_optional(c).await?);
        on!(self, c => sqlx::query(SQL)
            .bind(after).bind(last.unwrap_or(first)).execute(c).await?.rows_affected());
        // What comes next is after what comes before it.
        Ok(last.map(|last| EntryId(Uuid::from_u128(last.as_u128().saturating_sub(1)))))
    }

    /// Deletes entries of a device, at most so many with those that take them back; false where there are
    /// more. Their ids are looked for first: what is found by a statement within a deletion may be looked
    /// for among all entries.
    pub(crate) async fn entries_delete(
        &mut self,
        device: DeviceId,
        limit: i64,
    ) -> Result<bool, Error> {
        const IDS: &str = "SELECT id FROM journal WHERE device_id = $1 LIMIT $2";
        const SQLITE: [&str; 2] = [
            "DELETE FROM journal WHERE undoes IN (SELECT unhex(value) FROM json_each($1))",
            "DELETE FROM journal WHERE id IN (SELECT unhex(value) FROM json_each($1))",
        ];
        const POSTGRES: [&str; 2] = [
            "DELETE FROM journal WHERE undoes = ANY($1)",
            "DELETE FROM journal WHERE id = ANY($1)",
        ];
        let ids: Vec<Uuid> = on!(self, c => sqlx::query_scalar(IDS)
            .bind(device.0).bind(limit).fetch_all(c).await?);
        match &mut self.0 {
            Inner::Sqlite(tx) => {
                let ids = column(&ids, |id| hex(id.as_bytes()));
                let ids = serde_json::json!(ids).to_string();
                for sql in SQLITE {
                    sqlx::query(sql).bind(&ids).execute(&mut **tx).await?;
                }
            }
            Inner::Postgres(tx) => {
                for sql in POSTGRES {
                    sqlx::query(sql).bind(&ids).execute(&mut **tx).await?;
                }
            }
        }
        Ok(i64::try_from(ids.len()).is_ok_and(|count| count < limit))
    }

    /// The entry of that id.
    pub async fn entry(&mut self, id: EntryId) -> Result<Option<Entry>, Error> {
        const SQL: &str = "SELECT * FROM journal WHERE id = $1";
        let found: Option<EntryRow> =
            on!(self, c => sqlx::query_as(SQL).bind(id.0).fetch_optional(c).await?);
        Ok(found.map(Into::into))
    }

    /// The entry that takes another back.
    pub async fn entry_undoing(&mut self, id: EntryId) -> Result<Option<Entry>, Error> {
        const SQL: &str = "SELECT * FROM journal WHERE undoes = $1";
        let found: Option<EntryRow> =
            on!(self, c => sqlx::query_as(SQL).bind(id.0).fetch_optional(c).await?);
        Ok(found.map(Into::into))
    }

    /// What the fold reads after a place, at most so much.
    pub async fn entries_to_fold(
        &mut self,
        slot: SlotId,
        after: Place,
        limit: i64,
    ) -> Result<Vec<FoldEntry>, Error> {
        let rows: Vec<FoldRow> = self.lines(ENTRIES_TO_FOLD, slot, after, limit).await?;
        Ok(entities(rows))
    }

    /// The same up to a moment, without what the last fold found to change nothing.
    pub async fn changes_to_fold(
        &mut self,
        slot: SlotId,
        after: Place,
        to: Time,
        limit: i64,
    ) -> Result<Vec<FoldEntry>, Error> {
        let rows: Vec<FoldRow> = on!(self, c => sqlx::query_as(CHANGES_TO_FOLD)
            .bind(slot.0)
            .bind(after.at.millis())
            .bind(after.accepted)
            .bind(to.millis())
            .bind(limit)
            .fetch_all(c).await?);
        Ok(entities(rows))
    }

    /// Says of entries whether they are noops.
    pub async fn noops_put(&mut self, entries: &[EntryId], noop: bool) -> Result<(), Error> {
        const SQLITE: &str = "
            UPDATE journal SET noop = $2 WHERE id IN (SELECT unhex(value) FROM json_each($1))";
        const POSTGRES: &str = "UPDATE journal SET noop = $2 WHERE id = ANY($1)";
        match &mut self.0 {
            Inner::Sqlite(tx) => {
                let ids = column(entries, |id| hex(id.0.as_bytes()));
                let ids = serde_json::json!(ids).to_string();
                let put = sqlx::query(SQLITE).bind(ids).bind(noop);
                put.execute(&mut **tx).await?;
            }
            Inner::Postgres(tx) => {
                let ids = column(entries, |id| id.0);
                let put = sqlx::query(POSTGRES).bind(ids).bind(noop);
                put.execute(&mut **tx).await?;
            }
        }
        Ok(())
    }

    /// All of a slot's entries after a place, oldest first.
    pub async fn entries_after(
        &mut self,
        slot: SlotId,
        after: Place,
        limit: i64,
    ) -> Result<Vec<Entry>, Error> {
        let rows: Vec<LineRow> = self.lines(ENTRIES_AFTER, slot, after, limit).await?;
        Ok(rows.into_iter().map(|row| row.entry).collect())
    }

    /// Every entry of a slot, in order of acceptance.
    pub async fn entries(&mut self, slot: SlotId) -> Result<Vec<Entry>, Error> {
        const SQL: &str = "SELECT * FROM journal WHERE slot_id = $1 ORDER BY accepted";
        let rows: Vec<EntryRow> =
            on!(self, c => sqlx::query_as(SQL).bind(slot.0).fetch_all(c).await?);
        Ok(entities(rows))
    }

    /// The earliest report from a moment on that counts, but for one.
    pub async fn first_report(
        &mut self,
        slot: SlotId,
        from: Time,
        but: EntryId,
    ) -> Result<Option<Time>, Error> {
        let at: Option<i64> = on!(self, c => sqlx::query_scalar(FIRST_REPORT)
            .bind(slot.0).bind(from.millis()).bind(but.0).fetch_one(c).await?);
        Ok(at.map(Time::from_millis))
    }

    /// A slot's lines before a place, newest first. What changed nothing is no line, nor is what is from before its
    /// device's present owner.
    pub async fn lines_before(
        &mut self,
        slot: SlotId,
        before: Place,
        limit: i64,
    ) -> Result<Vec<JournalLine>, Error> {
        let rows: Vec<LineRow> = self.lines(LINES_BEFORE, slot, before, limit).await?;
        Ok(rows.into_iter().map(LineRow::line).collect())
    }

    /// The same after a place, oldest first.
    pub async fn lines_after(
        &mut self,
        slot: SlotId,
        after: Place,
        limit: i64,
    ) -> Result<Vec<JournalLine>, Error> {
        let rows: Vec<LineRow> = self.lines(LINES_AFTER, slot, after, limit).await?;
        Ok(rows.into_iter().map(LineRow::line).collect())
    }

    /// All of a slot's entries before a place, newest first.
    pub async fn entries_before(
        &mut self,
        slot: SlotId,
        before: Place,
        limit: i64,
    ) -> Result<Vec<JournalLine>, Error> {
        let rows: Vec<LineRow> = self.lines(ENTRIES_BEFORE, slot, before, limit).await?;
        Ok(rows.into_iter().map(LineRow::line).collect())
    }

    async fn lines<T>(
        &mut self,
        sql: &'static str,
        slot: SlotId,
        from: Place,
        limit: i64,
    ) -> Result<Vec<T>, Error>
    where
        T: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin,
    {
        Ok(on!(self, c => sqlx::query_as(sql)
            .bind(slot.0)
            .bind(from.at.millis())
            .bind(from.accepted)
            .bind(limit)
            .fetch_all(c).await?))
    }
}
