//! Slots of devices: the stock as folded, what Amazon says, what holds, what was decided.

use domain::cooldown::Cooldown;
use domain::counting::Counting;
use domain::decision::Decision;
use domain::demand::Prior;
use domain::evidence::Evidence;
use domain::subscription::Product;
use domain::{DeviceId, Quantity, Slot, SlotId, Time};
use uuid::Uuid;

use crate::list::column;
use crate::model::ModelSlotRow;
use crate::row::{entities, row};
use crate::tx::on;
use crate::wire::{Base, MaybeBase, MaybeMillis};
use crate::{Error, Tx};

row! {
    Slot from SlotRow {
        #[sqlx(try_from = "Uuid", rename = "slot_id")] id: SlotId,
        #[sqlx(try_from = "Uuid")] device_id: DeviceId,
        #[sqlx(flatten)] kind: ModelSlotRow,
        #[sqlx(try_from = "MaybeBase")] start: Option<Quantity>,
        #[sqlx(try_from = "MaybeBase")] machine: Option<Quantity>,
        #[sqlx(try_from = "Base")] spares: Quantity,
        #[sqlx(try_from = "MaybeBase")] total: Option<Quantity>,
        #[sqlx(json(nullable))] evidence: Option<Evidence>,
        #[sqlx(try_from = "MaybeMillis")] owned_since: Option<Time>,
        accepted: i64,
        #[sqlx(try_from = "MaybeMillis")] first_report: Option<Time>,
        #[sqlx(try_from = "MaybeMillis")] last_use: Option<Time>,
        subscribed: Option<bool>,
        #[sqlx(json, rename = "slot_products")] products: Vec<Product>,
        #[sqlx(try_from = "MaybeMillis")] amazon_updated_at: Option<Time>,
        #[sqlx(json)] cooldown: Cooldown,
        #[sqlx(json(nullable))] decision: Option<Decision>,
        #[sqlx(try_from = "MaybeMillis")] status_at: Option<Time>,
        #[sqlx(try_from = "MaybeMillis")] folded_to: Option<Time>,
        #[sqlx(try_from = "MaybeBase")] headroom_amount: Option<Quantity>,
        #[sqlx(try_from = "MaybeMillis")] headroom_until: Option<Time>,
        #[sqlx(json(nullable))] counting: Option<Counting>,
        #[sqlx(json(nullable))] prior: Option<Box<Prior>>,
    }
}

/// The columns of a slot `s` with its model's part `m` and its prior `p`, none of them named as one of a device.
macro_rules! columns {
    () => {
        "s.id AS slot_id, s.device_id, s.start, s.machine, s.spares, s.total, s.accepted, \
         s.first_report, s.last_use, s.subscribed, s.products AS slot_products, s.amazon_updated_at, \
         s.cooldown, s.decision, s.status_at, s.folded_to, s.headroom_amount, s.headroom_until, \
         s.counting, s.evidence, s.owned_since, \
         m.model AS slot_model, m.slot, m.position, m.name AS slot_name, m.unit, m.capacity, \
         m.count_is, m.starts_full, m.typical_per_day, m.policy, m.products, \
         m.most_per_day, m.step, m.shop, m.alexa, p.prior"
    };
}
pub(crate) use columns;

/// How the prior of a slot `s` is joined. One of another version is none.
macro_rules! prior {
    () => {
        " LEFT JOIN priors p ON p.model = s.model AND p.slot = s.slot AND p.version = 1 "
    };
}
pub(crate) use prior;

/// Slots with their model's part.
macro_rules! slots {
    ($where:literal) => {
        concat!(
            "SELECT ",
            $crate::slot::columns!(),
            " FROM slots s JOIN model_slots m ON m.model = s.model AND m.slot = s.slot",
            $crate::slot::prior!(),
            "WHERE ",
            $where
        )
    };
}

pub(crate) const UNSETTLE: [[&str; 2]; 2] = [
    [
        "UPDATE devices SET revision = revision + 1
         WHERE id IN (SELECT unhex(value) FROM json_each($1)) RETURNING id",
        "UPDATE devices SET revision = revision + 1 WHERE id = ANY($1) RETURNING id",
    ],
    [
        "UPDATE slots SET folded_to = NULL, headroom_amount = NULL, headroom_until = NULL
         WHERE device_id IN (SELECT unhex(value) FROM json_each($1)) RETURNING id",
        "UPDATE slots SET folded_to = NULL, headroom_amount = NULL, headroom_until = NULL
         WHERE device_id = ANY($1) RETURNING id",
    ],
];

impl Tx {
    /// The slot of that id.
    pub async fn slot(&mut self, id: SlotId) -> Result<Option<Slot>, Error> {
        const SQL: &str = slots!("s.id = $1");
        let found: Option<SlotRow> =
            on!(self, c => sqlx::query_as(SQL).bind(id.0).fetch_optional(c).await?);
        Ok(found.map(Into::into))
    }

    /// A device's slots in its model's order.
    pub async fn slots_of_device(&mut self, id: DeviceId) -> Result<Vec<Slot>, Error> {
        const SQL: &str = slots!("s.device_id = $1 ORDER BY m.position");
        let rows: Vec<SlotRow> = on!(self, c => sqlx::query_as(SQL).bind(id.0).fetch_all(c).await?);
        Ok(entities(rows))
    }

    /// The slots of devices, by device and in the order of the model.
    pub async fn slots_of_devices(&mut self, devices: &[DeviceId]) -> Result<Vec<Slot>, Error> {
        const SQL: [&str; 2] = [
            slots!(
                "s.device_id IN (SELECT unhex(value) FROM json_each($1))
                 ORDER BY s.device_id, m.position"
            ),
            slots!("s.device_id = ANY($1) ORDER BY s.device_id, m.position"),
        ];
        let rows: Vec<SlotRow> = self.of_ids(SQL, column(devices, |id| id.0)).await?;
        Ok(entities(rows))
    }

    /// The slots of those ids that there are, in no order.
    pub async fn slots(&mut self, ids: &[SlotId]) -> Result<Vec<Slot>, Error> {
        const SQL: [&str; 2] = [
            slots!("s.id IN (SELECT unhex(value) FROM json_each($1))"),
            slots!("s.id = ANY($1)"),
        ];
        let rows: Vec<SlotRow> = self.of_ids(SQL, column(ids, |id| id.0)).await?;
        Ok(entities(rows))
    }

    /// Ends the headroom of a device's slots: what is done to it may change how they are decided.
    pub async fn slots_end_headroom(&mut self, device: DeviceId) -> Result<(), Error> {
        const SQL: &str = "
            UPDATE slots SET headroom_amount = NULL, headroom_until = NULL
            WHERE device_id = $1 AND headroom_until IS NOT NULL";
        on!(self, c => sqlx::query(SQL).bind(device.0).execute(c).await?.rows_affected());
        Ok(())
    }

    /// The same for devices whose slots are measured anew: their journals have to be folded, too. Whoever has read them
    /// without holding them writes nothing.
    pub async fn slots_unsettle(&mut self, devices: &[DeviceId]) -> Result<(), Error> {
        for sql in UNSETTLE {
            let _: Vec<(Uuid,)> = self.of_ids(sql, column(devices, |id| id.0)).await?;
        }
        Ok(())
    }
}
