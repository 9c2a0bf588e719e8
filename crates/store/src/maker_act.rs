//! What somebody of the maker's did at machines for their customers.

use domain::maker_act::{About, Deed};
use domain::{DeviceId, MakerAct, Time};
use sqlx::FromRow;
use uuid::Uuid;

use crate::tx::on;
use crate::wire::{DeedName, MaybeId, Millis};
use crate::{Error, Tx};

#[derive(FromRow)]
struct Row {
    id: Uuid,
    #[sqlx(try_from = "Uuid")]
    device_id: DeviceId,
    #[sqlx(try_from = "MaybeId")]
    slot_id: Option<domain::SlotId>,
    #[sqlx(try_from = "MaybeId")]
    entry_id: Option<domain::EntryId>,
    #[sqlx(try_from = "MaybeId")]
    order_id: Option<domain::OrderId>,
    #[sqlx(try_from = "DeedName")]
    deed: Deed,
    #[sqlx(try_from = "Millis")]
    at: Time,
    reason: String,
}

impl From<Row> for MakerAct {
    fn from(row: Row) -> Self {
        Self {
            device_id: row.device_id,
            about: About {
                slot: row.slot_id,
                entry: row.entry_id,
                order: row.order_id,
            },
            deed: row.deed,
            at: row.at,
            reason: row.reason,
        }
    }
}

impl Tx {
    /// Notes an act.
    pub async fn maker_act_insert(&mut self, id: Uuid, act: &MakerAct) -> Result<(), Error> {
        const SQL: &str = "
            INSERT INTO maker_acts (id, device_id, slot_id, entry_id, order_id, deed, at, reason)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
        on!(self, c => sqlx::query(SQL)
            .bind(id)
            .bind(act.device_id.0)
            .bind(act.about.slot.map(|id| id.0))
            .bind(act.about.entry.map(|id| id.0))
            .bind(act.about.order.map(|id| id.0))
            .bind(act.deed.name())
            .bind(act.at.millis())
            .bind(&act.reason)
            .execute(c).await?.rows_affected());
        Ok(())
    }

    /// Acts by their ids, each with its own; those that are not there are left out.
    pub async fn maker_acts_named(
        &mut self,
        ids: impl IntoIterator<Item = Uuid>,
    ) -> Result<Vec<(Uuid, MakerAct)>, Error> {
        const SQL: [&str; 2] = [
            "SELECT * FROM maker_acts WHERE id IN (SELECT unhex(value) FROM json_each($1))",
            "SELECT * FROM maker_acts WHERE id = ANY($1)",
        ];
        let rows: Vec<Row> = self.of_ids(SQL, ids.into_iter().collect()).await?;
        Ok(rows.into_iter().map(|row| (row.id, row.into())).collect())
    }

    /// Forgets what was done at a machine.
    pub async fn maker_acts_delete(&mut self, device: DeviceId) -> Result<(), Error> {
        const SQL: &str = "DELETE FROM maker_acts WHERE device_id = $1";
        on!(self, c => sqlx::query(SQL).bind(device.0).execute(c).await?.rows_affected());
        Ok(())
    }

    /// So many of the newest acts at a machine, newest first.
    pub async fn maker_acts(
        &mut self,
        device: DeviceId,
        limit: i64,
    ) -> Result<Vec<MakerAct>, Error> {
        const SQL: &str = "SELECT * FROM maker_acts WHERE device_id = $1 ORDER BY id DESC LIMIT $2";
        let rows: Vec<Row> = on!(self, c => sqlx::query_as(SQL)
            .bind(device.0).bind(limit).fetch_all(c).await?);
        Ok(rows.into_iter().map(MakerAct::from).collect())
    }
}
