//! Alerts: what somebody should hear of once.

use domain::alert::{Alert, AlertKind};
use domain::{AlertId, DeviceId, SlotId, Time};
use serde_json::{Value, json};
use sqlx::FromRow;
use uuid::Uuid;

use crate::list::{column, hex};
use crate::row::{entities, row};
use crate::tx::{Inner, on};
use crate::wire::{AlertKindName, MaybeId, MaybeMillis, Millis};
use crate::{Error, Tx};

row! {
    Alert from AlertRow {
        #[sqlx(try_from = "Uuid")] id: AlertId,
        #[sqlx(try_from = "Uuid")] device_id: DeviceId,
        #[sqlx(try_from = "MaybeId")] slot_id: Option<SlotId>,
        #[sqlx(try_from = "AlertKindName")] kind: AlertKind,
        #[sqlx(try_from = "Millis")] since: Time,
        #[sqlx(try_from = "MaybeMillis")] ended_at: Option<Time>,
    }
}

/// An alert with the names of what it is of.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct NamedAlert {
    /// The alert.
    #[sqlx(flatten, try_from = "AlertRow")]
    pub alert: Alert,
    /// The device's serial.
    pub serial: String,
    /// Amazon's name of the slot.
    pub slot: Option<String>,
    /// Its device is on its way out.
    pub is_gone: bool,
}

/// Alerts that are open.
pub(crate) const ALERTS_OPEN: [&str; 2] = [
    "SELECT * FROM alerts
     WHERE device_id IN (SELECT unhex(value) FROM json_each($1)) AND ended_at IS NULL",
    "SELECT * FROM alerts WHERE device_id = ANY($1) AND ended_at IS NULL",
];

pub(crate) const PUT: [&str; 2] = [
    "INSERT INTO alerts (id, device_id, slot_id, kind, since, ended_at)
     SELECT unhex(value ->> 'id'), unhex(value ->> 'device_id'), unhex(value ->> 'slot_id'),
        value ->> 'kind', value ->> 'since', value ->> 'ended_at'
     FROM json_each($1)",
    "INSERT INTO alerts (id, device_id, slot_id, kind, since, ended_at)
     SELECT * FROM JSONB_TO_RECORDSET($1) AS v (id UUID, device_id UUID, slot_id UUID,
        kind TEXT, since BIGINT, ended_at BIGINT)",
];
pub(crate) const END: [&str; 2] = [
    "UPDATE alerts SET ended_at = $2 WHERE id IN (SELECT unhex(value) FROM json_each($1))",
    "UPDATE alerts SET ended_at = $2 WHERE id = ANY($1)",
];

/// Alerts with their names, newest first.
macro_rules! alerts {
    ($where:literal) => {
        concat!(
            "SELECT a.*, d.serial, s.slot, d.deleting AS is_gone
             FROM (SELECT * FROM alerts WHERE ",
            $where,
            " ORDER BY id DESC LIMIT $2) a
             JOIN devices d ON d.id = a.device_id LEFT JOIN slots s ON s.id = a.slot_id
             ORDER BY a.id DESC"
        )
    };
}

fn alert_json(alert: &Alert) -> Value {
    json!({
        "id": hex(alert.id.0.as_bytes()),
        "device_id": hex(alert.device_id.0.as_bytes()),
        "slot_id": alert.slot_id.map(|id| hex(id.0.as_bytes())),
        "kind": alert.kind.name(),
        "since": alert.since.millis(),
        "ended_at": alert.ended_at.map(Time::millis),
    })
}

impl Tx {
    /// Begins alerts; `Conflict` where one has begun.
    pub async fn alerts_put(&mut self, alerts: &[&Alert]) -> Result<(), Error> {
        self.put_rows(PUT, column(alerts, |it| alert_json(it)))
            .await
    }

    /// Ends alerts.
    pub async fn alerts_end(&mut self, ids: &[AlertId], at: Time) -> Result<(), Error> {
        match &mut self.0 {
            Inner::Sqlite(tx) => {
                let ids = json!(column(ids, |id| hex(id.0.as_bytes()))).to_string();
                let end = sqlx::query(END[0]).bind(ids).bind(at.millis());
                end.execute(&mut **tx).await?;
            }
            Inner::Postgres(tx) => {
                let ids = column(ids, |id| id.0);
                let end = sqlx::query(END[1]).bind(ids).bind(at.millis());
                end.execute(&mut **tx).await?;
            }
        }
        Ok(())
    }

    /// The open alerts of devices, in no order.
    pub async fn alerts_open(&mut self, devices: &[DeviceId]) -> Result<Vec<Alert>, Error> {
        let ids = column(devices, |id| id.0);
        let rows: Vec<AlertRow> = self.of_ids(ALERTS_OPEN, ids).await?;
        Ok(entities(rows))
    }

    /// An alert.
    pub async fn alert(&mut self, id: AlertId) -> Result<Option<Alert>, Error> {
        const SQL: &str = "SELECT * FROM alerts WHERE id = $1";
        let row: Option<AlertRow> =
            on!(self, c => sqlx::query_as(SQL).bind(id.0).fetch_optional(c).await?);
        Ok(row.map(Into::into))
    }

    /// Alerts of a device, oldest first, after one of them.
    pub async fn alerts_of_device(
        &mut self,
        device: DeviceId,
        limit: i64,
        after: Option<AlertId>,
    ) -> Result<Vec<Alert>, Error> {
        const SQL: &str =
            "SELECT * FROM alerts WHERE device_id = $1 AND id > $2 ORDER BY id LIMIT $3";
        let after = after.map_or(Uuid::nil(), |id| id.0);
        let rows: Vec<AlertRow> = on!(self, c => sqlx::query_as(SQL)
            .bind(device.0).bind(after).bind(limit).fetch_all(c).await?);
        Ok(entities(rows))
    }

    /// Forgets so many alerts that ended before a moment at most, the oldest first: how many.
    pub async fn alerts_delete_before(&mut self, before: Time, most: i64) -> Result<u64, Error> {
        const SQL: &str = "
            DELETE FROM alerts WHERE id IN
                (SELECT id FROM alerts WHERE ended_at < $1 ORDER BY ended_at LIMIT $2)";
        Ok(on!(self, c => sqlx::query(SQL)
            .bind(before.millis()).bind(most).execute(c).await?.rows_affected()))
    }

    /// Everybody's alerts, newest first, after one of them; `open` leaves out those that have ended.
    pub async fn alerts(
        &mut self,
        open: bool,
        limit: i64,
        after: Option<AlertId>,
    ) -> Result<Vec<NamedAlert>, Error> {
        // One text for both would be planned for neither.
        const ALL: &str = alerts!("id < $1");
        const OPEN: &str = alerts!("ended_at IS NULL AND id < $1");
        let after = after.map_or(Uuid::max(), |id| id.0);
        let sql = if open { OPEN } else { ALL };
        Ok(on!(self, c => sqlx::query_as(sql)
            .bind(after).bind(limit).fetch_all(c).await?))
    }
}
