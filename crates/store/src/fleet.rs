//! The fleet, page by page: devices by what somebody knows of them, as a part of the serial, or wants to know, as what they
//! should hear of.
//!
//! - One thing that is asked for drives the page by its index; the rest is looked at in what that finds, so many at most.
//! - A serial is searched by its trigrams: by FTS5 on SQLite, by `pg_trgm` on PostgreSQL.

use domain::alert::AlertKind;
use domain::device::{Firmware, SerialPart};
use domain::registration::RegistrationStatus;
use domain::{Device, DeviceId, HouseholdId, Time};
use uuid::Uuid;

use crate::device::DeviceRow;
use crate::row::entities;
use crate::tx::on;
use crate::{Error, Tx};

/// Which devices of the fleet.
#[derive(Clone, Debug, Default)]
pub struct DeviceFilter {
    /// Only of this standing.
    pub registration: Option<RegistrationStatus>,
    /// Only those not heard of since.
    pub silent_since: Option<Time>,
    /// Only with this in their serials, in whatever case.
    pub part: Option<SerialPart>,
    /// Only of this model.
    pub model: Option<String>,
    /// Only those in which this runs.
    pub firmware: Option<Firmware>,
    /// Only those of which this is to be heard.
    pub alert: Option<AlertKind>,
    /// Only a household's.
    pub household: Option<HouseholdId>,
    /// Only those after this one.
    pub after: Option<DeviceId>,
}

/// A part of the fleet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DevicePage {
    /// By id; those with a part of a serial in the order in which they were made.
    pub devices: Vec<Device>,
    /// The last one that was looked at, where more would have to be looked at to fill the page.
    pub looked_to: Option<DeviceId>,
}

/// What is looked at, in its order: what leads there, ids and their places, so that no more is looked up than a page takes. As
/// a range, since for what is equal PostgreSQL may go through all ids.
macro_rules! looked {
    (all) => {
        "SELECT '' AS lead, id, id AS place FROM devices WHERE id > $3 ORDER BY id LIMIT $5"
    };
    (model) => {
        "SELECT model AS lead, id, id AS place FROM devices WHERE model >= $6 AND model <= $6 AND (model, id) > ($6, $3)
         ORDER BY model, id LIMIT $5"
    };
    (firmware) => {
        "SELECT firmware AS lead, id, id AS place FROM devices
         WHERE firmware >= $10 AND firmware <= $10 AND (firmware, id) > ($10, $3) ORDER BY firmware, id LIMIT $5"
    };
    (alert) => {
        "SELECT DISTINCT kind AS lead, device_id AS id, device_id AS place FROM alerts
         WHERE ended_at IS NULL AND kind >= $7 AND kind <= $7 AND (kind, device_id) > ($7, $3)
         ORDER BY kind, device_id LIMIT $5"
    };
    (household) => {
        "SELECT '' AS lead, id, id AS place FROM (SELECT id FROM devices WHERE household_id = $8 LIMIT $5) AS own WHERE id > $3"
    };
    (part_sqlite) => {
        concat!(
            "SELECT '' AS lead, s.device_id AS id, s.n AS place FROM device_serials_part f JOIN device_serials s ON s.n = f.rowid
             WHERE device_serials_part MATCH '\"' || $9 || '\"' AND f.rowid > ",
            looked!(made),
            " ORDER BY f.rowid LIMIT $5"
        )
    };
    // The limit is within, so that the trigrams are asked and not the order.
    (part_postgres) => {
        concat!(
            "SELECT '' AS lead, device_id AS id, n AS place FROM (
                SELECT device_id, n FROM device_serials WHERE serial ILIKE '%' || $9 || '%' LIMIT $5) AS found WHERE n > ",
            looked!(made),
            " ORDER BY n"
        )
    };
    // That device may have gone since.
    (made) => {
        "COALESCE((SELECT n FROM device_serials WHERE device_id <= $3 ORDER BY device_id DESC LIMIT 1), 0)"
    };
}

/// Those of what is looked at that pass.
macro_rules! passing {
    ($looked:ident, $like:literal) => {
        concat!(
            "SELECT d.* FROM (",
            looked!($looked),
            ") AS f JOIN devices d ON d.id = f.id
             LEFT JOIN registrations r ON r.device_id = d.id
             LEFT JOIN alexa_endpoints e ON e.device_id = d.id
             WHERE NOT d.deleting
              AND (CAST($1 AS TEXT) IS NULL OR $1 = CASE
                  WHEN r.device_id IS NOT NULL OR e.device_id IS NOT NULL THEN 'registered'
                  WHEN d.household_id IS NULL THEN 'unclaimed'
                  WHEN d.ended_at IS NOT NULL THEN 'deregistered'
                  ELSE 'claimed' END)
              AND (CAST($2 AS BIGINT) IS NULL OR COALESCE(d.last_seen, d.created_at) < $2)
              AND (CAST($6 AS TEXT) IS NULL OR d.model = $6)
              AND (CAST($7 AS TEXT) IS NULL OR EXISTS (
                  SELECT 1 FROM alerts a WHERE a.device_id = d.id AND a.kind = $7 AND a.ended_at IS NULL))
              AND ($8 IS NULL OR d.household_id = $8)
              AND (CAST($10 AS TEXT) IS NULL OR COALESCE(d.firmware, '') = $10)
              AND (CAST($9 AS TEXT) IS NULL OR d.serial ",
            $like,
            " '%' || $9 || '%') ORDER BY f.lead, f.place LIMIT $4"
        )
    };
}

/// The last one that is looked at, where so many are.
macro_rules! last {
    ($looked:ident) => {
        concat!(
            "SELECT id FROM (",
            looked!($looked),
            ") AS f ORDER BY lead, place LIMIT 1 OFFSET $5 - 1"
        )
    };
}

impl DeviceFilter {
    /// The statement of a page, and the one that says how far was looked.
    pub(crate) fn sql(&self) -> [[&'static str; 2]; 2] {
        macro_rules! both {
            ($sqlite:ident, $postgres:ident) => {
                [
                    [passing!($sqlite, "LIKE"), passing!($postgres, "ILIKE")],
                    [last!($sqlite), last!($postgres)],
                ]
            };
        }
        if self.household.is_some() {
            both!(household, household)
        } else if self.part.is_some() {
            both!(part_sqlite, part_postgres)
        } else if self.alert.is_some() {
            both!(alert, alert)
        } else if matches!(self.firmware, Some(Firmware::Named(_))) {
            both!(firmware, firmware)
        } else if self.model.is_some() {
            both!(model, model)
        } else {
            both!(all, all)
        }
    }
}

impl Tx {
    /// A page of the fleet: those that pass, among so many as are looked at.
    pub async fn devices(
        &mut self,
        filter: &DeviceFilter,
        limit: i64,
        looks: i64,
    ) -> Result<DevicePage, Error> {
        let [pass, last] = filter.sql().map(|sql| self.dialect(sql));
        // No firmware is called by an empty name.
        let firmware = filter.firmware.as_ref().map(|it| match it {
            Firmware::Named(name) => name.as_str(),
            Firmware::Unsaid => "",
        });
        macro_rules! bound {
            ($sql:ident) => {
                sqlx::query_as($sql)
                    .bind(filter.registration.map(RegistrationStatus::name))
                    .bind(filter.silent_since.map(Time::millis))
                    .bind(filter.after.map_or(Uuid::nil(), |id| id.0))
                    .bind(limit)
                    .bind(looks)
                    .bind(filter.model.as_deref())
                    .bind(filter.alert.map(AlertKind::name))
                    .bind(filter.household.map(|id| id.0))
                    .bind(filter.part.as_ref().map(SerialPart::as_str))
                    .bind(firmware)
            };
        }
        let found: Vec<DeviceRow> = on!(self, c => bound!(pass).fetch_all(c).await?);
        let mut looked_to: Option<(Uuid,)> = None;
        if i64::try_from(found.len()).is_ok_and(|found| found < limit) {
            looked_to = on!(self, c => bound!(last).fetch_optional(c).await?);
        }
        Ok(DevicePage {
            devices: entities(found),
            looked_to: looked_to.map(|(id,)| DeviceId(id)),
        })
    }

    /// How many devices there is something to be heard of, by what it is, counted up to a limit each. One with several
    /// slots may be counted for each.
    pub async fn alerts_count(&mut self, kind: AlertKind, most: i64) -> Result<i64, Error> {
        const SQL: &str = "
            SELECT COUNT(*) FROM (SELECT device_id FROM alerts
                WHERE ended_at IS NULL AND kind = $1 LIMIT $2) AS open";
        Ok(on!(self, c => sqlx::query_scalar(SQL).bind(kind.name()).bind(most).fetch_one(c).await?))
    }
}
