//! Slots of devices: the stock as folded, what Amazon says, what holds, what was decided.

use domain::cooldown::Cooldown;
use domain::counting::Counting;
use domain::decision::Decision;
use domain::journal::Stock;
use domain::slot::SlotSpec;
use domain::subscription::Product;
use domain::{DeviceId, Quantity, SlotId, Time};
use sqlx::FromRow;
use sqlx::types::Json;
use uuid::Uuid;

use crate::list::column;
use crate::tx::on;
use crate::wire::{Base, MaybeBase, MaybeMillis};
use crate::{Error, ModelSlot, Tx};

/// One slot of one device, with its model's part.
#[derive(Clone, Debug, PartialEq, FromRow)]
pub struct Slot {
    /// Our id.
    #[sqlx(try_from = "Uuid", rename = "slot_id")]
    pub id: SlotId,
    /// Its device.
    #[sqlx(try_from = "Uuid")]
    pub device_id: DeviceId,
    /// The model's part.
    #[sqlx(flatten)]
    pub kind: ModelSlot,
    /// What the fold begins with.
    #[sqlx(try_from = "MaybeBase")]
    pub start: Option<Quantity>,
    /// In the machine.
    #[sqlx(try_from = "MaybeBase")]
    pub machine: Option<Quantity>,
    /// Beside it.
    #[sqlx(try_from = "Base")]
    pub spares: Quantity,
    /// The device's last lifetime total.
    #[sqlx(try_from = "MaybeBase")]
    pub total: Option<Quantity>,
    /// Entries accepted so far.
    pub accepted: i64,
    /// The earliest effective report's time.
    #[sqlx(try_from = "MaybeMillis")]
    pub first_report: Option<Time>,
    /// The latest use's time.
    #[sqlx(try_from = "MaybeMillis")]
    pub last_use: Option<Time>,
    /// Auto-reorder is on; none before Amazon said anything.
    pub subscribed: Option<bool>,
    /// What Amazon reorders.
    #[sqlx(json, rename = "slot_products")]
    pub products: Vec<Product>,
    /// When Amazon last spoke of it.
    #[sqlx(try_from = "MaybeMillis")]
    pub amazon_updated_at: Option<Time>,
    /// What holds it back.
    #[sqlx(json)]
    pub cooldown: Cooldown,
    /// The last evaluation.
    #[sqlx(json(nullable))]
    pub decision: Option<Decision>,
    /// When the last slotStatus went out.
    #[sqlx(try_from = "MaybeMillis")]
    pub status_at: Option<Time>,
    /// The latest entry that the stock holds; none where the journal has to be folded.
    #[sqlx(try_from = "MaybeMillis")]
    pub folded_to: Option<Time>,
    /// How much more may be used before the last evaluation can come out otherwise; none where the
    /// next entry has to be evaluated.
    #[sqlx(try_from = "MaybeBase")]
    pub headroom_amount: Option<Quantity>,
    /// Until when it cannot.
    #[sqlx(try_from = "MaybeMillis")]
    pub headroom_until: Option<Time>,
    /// How far its journal has been counted again; none where it need not be. Until then its stock is as it was before.
    #[sqlx(json(nullable))]
    pub counting: Option<Counting>,
}

impl Slot {
    /// What the rules need of it.
    pub fn spec(&self) -> SlotSpec {
        self.kind.spec()
    }

    /// The stock as folded.
    pub fn stock(&self) -> Stock {
        Stock {
            machine: self.machine,
            spares: self.spares,
            total: self.total,
        }
    }

    /// Keeps what is in the machine and beside it.
    pub fn set_stock(&mut self, stock: Stock) {
        self.machine = stock.machine;
        self.spares = stock.spares;
        self.total = stock.total;
    }
}

/// The columns of a slot `s` with its model's part `m`, none of them named as one of a device.
macro_rules! columns {
    () => {
        "s.id AS slot_id, s.device_id, s.start, s.machine, s.spares, s.total, s.accepted, \
         s.first_report, s.last_use, s.subscribed, s.products AS slot_products, s.amazon_updated_at, \
         s.cooldown, s.decision, s.status_at, s.folded_to, s.headroom_amount, s.headroom_until, \
         s.counting, \
         m.model AS slot_model, m.slot, m.position, m.name AS slot_name, m.unit, m.capacity, \
         m.count_is, m.starts_full, m.typical_per_day, m.policy, m.products"
    };
}
pub(crate) use columns;

/// Slots with their model's part.
macro_rules! slots {
    ($where:literal) => {
        concat!(
            "SELECT ",
            $crate::slot::columns!(),
            " FROM slots s JOIN model_slots m ON m.model = s.model AND m.slot = s.slot WHERE ",
            $where
        )
    };
}

impl Tx {
    /// The slot of that id.
    pub async fn slot(&mut self, id: SlotId) -> Result<Option<Slot>, Error> {
        const SQL: &str = slots!("s.id = $1");
        Ok(on!(self, c => sqlx::query_as(SQL).bind(id.0).fetch_optional(c).await?))
    }

    /// A device's slots in its model's order.
    pub async fn slots_of_device(&mut self, id: DeviceId) -> Result<Vec<Slot>, Error> {
        const SQL: &str = slots!("s.device_id = $1 ORDER BY m.position");
        Ok(on!(self, c => sqlx::query_as(SQL).bind(id.0).fetch_all(c).await?))
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
        self.of_ids(SQL, column(devices, |id| id.0)).await
    }

    /// Writes everything of a slot that can change.
    pub async fn slot_update(&mut self, slot: &Slot) -> Result<(), Error> {
        const SQL: &str = "
            UPDATE slots SET start = $2, machine = $3, spares = $4, total = $5, accepted = $6,
                first_report = $7, last_use = $8, subscribed = $9, products = $10, amazon_updated_at = $11,
                cooldown = $12, decision = $13, status_at = $14, folded_to = $15, headroom_amount = $16,
                headroom_until = $17, counting = $18
            WHERE id = $1";
        on!(self, c => sqlx::query(SQL)
            .bind(slot.id.0)
            .bind(slot.start.map(|q| q.0))
            .bind(slot.machine.map(|q| q.0))
            .bind(slot.spares.0)
            .bind(slot.total.map(|q| q.0))
            .bind(slot.accepted)
            .bind(slot.first_report.map(Time::millis))
            .bind(slot.last_use.map(Time::millis))
            .bind(slot.subscribed)
            .bind(Json(&slot.products))
            .bind(slot.amazon_updated_at.map(Time::millis))
            .bind(Json(&slot.cooldown))
            .bind(slot.decision.as_ref().map(Json))
            .bind(slot.status_at.map(Time::millis))
            .bind(slot.folded_to.map(Time::millis))
            .bind(slot.headroom_amount.map(|q| q.0))
            .bind(slot.headroom_until.map(Time::millis))
            .bind(slot.counting.as_ref().map(Json))
            .execute(c).await?.rows_affected());
        Ok(())
    }

    /// Ends the headroom of a device's slots: what is done to it may change how they are decided.
    pub async fn slots_end_headroom(&mut self, device: DeviceId) -> Result<(), Error> {
        const SQL: &str = "
            UPDATE slots SET headroom_amount = NULL, headroom_until = NULL
            WHERE device_id = $1 AND headroom_until IS NOT NULL";
        on!(self, c => sqlx::query(SQL).bind(device.0).execute(c).await?.rows_affected());
        Ok(())
    }

    /// The same for devices whose slots are measured anew: their journals have to be folded, too.
    pub async fn slots_unsettle(&mut self, devices: &[DeviceId]) -> Result<(), Error> {
        const SQL: [&str; 2] = [
            "UPDATE slots SET folded_to = NULL, headroom_amount = NULL, headroom_until = NULL
             WHERE device_id IN (SELECT unhex(value) FROM json_each($1)) RETURNING id",
            "UPDATE slots SET folded_to = NULL, headroom_amount = NULL, headroom_until = NULL
             WHERE device_id = ANY($1) RETURNING id",
        ];
        let _: Vec<(Uuid,)> = self.of_ids(SQL, column(devices, |id| id.0)).await?;
        Ok(())
    }
}
