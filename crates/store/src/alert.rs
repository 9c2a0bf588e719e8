//! Alerts: what somebody should hear of once.

use domain::alert::AlertKind;
use domain::{AlertId, DeviceId, SlotId, Time};
use sqlx::FromRow;
use uuid::Uuid;

use crate::tx::{inserted, on};
use crate::wire::{AlertKindName, MaybeId, MaybeMillis, Millis};
use crate::{Error, Tx};

/// One alert, from its beginning to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromRow)]
pub struct Alert {
    /// Our id.
    #[sqlx(try_from = "Uuid")]
    pub id: AlertId,
    /// Its device.
    #[sqlx(try_from = "Uuid")]
    pub device_id: DeviceId,
    /// Its slot; none where it is the machine's.
    #[sqlx(try_from = "MaybeId")]
    pub slot_id: Option<SlotId>,
    /// What somebody should hear of.
    #[sqlx(try_from = "AlertKindName")]
    pub kind: AlertKind,
    /// When it began.
    #[sqlx(try_from = "Millis")]
    pub since: Time,
    /// When it ended.
    #[sqlx(try_from = "MaybeMillis")]
    pub ended_at: Option<Time>,
}

/// An alert with the names of what it is of.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct NamedAlert {
    /// The alert.
    #[sqlx(flatten)]
    pub alert: Alert,
    /// The device's serial.
    pub serial: String,
    /// Amazon's name of the slot.
    pub slot: Option<String>,
    /// Its device is on its way out.
    pub is_gone: bool,
}

/// Alerts that are open.
pub(crate) const ALERTS_OPEN: &str = "
    SELECT * FROM alerts WHERE device_id = $1 AND ended_at IS NULL";

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

impl Tx {
    /// Begins an alert; `Conflict` where it has begun.
    pub async fn alert_insert(&mut self, alert: &Alert) -> Result<(), Error> {
        const SQL: &str = "
            INSERT INTO alerts (id, device_id, slot_id, kind, since, ended_at)
            VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING";
        inserted(on!(self, c => sqlx::query(SQL)
            .bind(alert.id.0)
            .bind(alert.device_id.0)
            .bind(alert.slot_id.map(|id| id.0))
            .bind(alert.kind.name())
            .bind(alert.since.millis())
            .bind(alert.ended_at.map(Time::millis))
            .execute(c).await?.rows_affected()))
    }

    /// Ends an alert.
    pub async fn alert_end(&mut self, id: AlertId, at: Time) -> Result<(), Error> {
        const SQL: &str = "UPDATE alerts SET ended_at = $2 WHERE id = $1";
        on!(self, c => sqlx::query(SQL)
            .bind(id.0).bind(at.millis()).execute(c).await?.rows_affected());
        Ok(())
    }

    /// A device's open alerts, in no order.
    pub async fn alerts_open(&mut self, device: DeviceId) -> Result<Vec<Alert>, Error> {
        Ok(on!(self, c => sqlx::query_as(ALERTS_OPEN).bind(device.0).fetch_all(c).await?))
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
        Ok(on!(self, c => sqlx::query_as(SQL)
            .bind(device.0).bind(after).bind(limit).fetch_all(c).await?))
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
