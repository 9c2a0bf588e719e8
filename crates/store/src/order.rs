//! Orders.

use domain::order::{EndReason, OrderState};
use domain::{DeviceId, HouseholdId, OrderId, Quantity, SlotId, Time, Unit};
use sqlx::FromRow;
use uuid::Uuid;

use crate::list::column;
use crate::tx::{Inner, inserted, on};
use crate::wire::{Base, MaybeBase, MaybeMillis, MaybeReason, Millis, StateName, UnitName};
use crate::{Error, Tx};

/// One order as kept.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Order {
    /// Our id.
    #[sqlx(try_from = "Uuid")]
    pub id: OrderId,
    /// Its slot.
    #[sqlx(try_from = "Uuid")]
    pub slot_id: SlotId,
    /// Where it is.
    #[sqlx(try_from = "StateName")]
    pub state: OrderState,
    /// In the way of another order of its slot.
    pub live: bool,
    /// Amazon's id.
    pub instance: Option<String>,
    /// Amazon's product.
    pub asin: Option<String>,
    /// What was placed.
    #[sqlx(try_from = "MaybeBase")]
    pub quantity: Option<Quantity>,
    /// What the slot's pack was when it was asked for.
    #[sqlx(try_from = "MaybeBase")]
    pub asked: Option<Quantity>,
    /// When it is expected.
    #[sqlx(try_from = "MaybeMillis")]
    pub estimate: Option<Time>,
    /// When Amazon last spoke of products and estimate.
    #[sqlx(try_from = "MaybeMillis")]
    pub amazon_updated_at: Option<Time>,
    /// When it was decided.
    #[sqlx(try_from = "Millis")]
    pub requested_at: Time,
    /// When the call went out whose answer is not known.
    #[sqlx(try_from = "MaybeMillis")]
    pub sent_at: Option<Time>,
    /// The first ORDER_INPROGRESS.
    #[sqlx(try_from = "MaybeMillis")]
    pub in_progress_at: Option<Time>,
    /// When Amazon accepted it.
    #[sqlx(try_from = "MaybeMillis")]
    pub accepted_at: Option<Time>,
    /// When Amazon said that it is placed.
    #[sqlx(try_from = "MaybeMillis")]
    pub placed_at: Option<Time>,
    /// When its first parcel was sent.
    #[sqlx(try_from = "MaybeMillis")]
    pub shipped_at: Option<Time>,
    /// When it arrived, was cancelled or failed.
    #[sqlx(try_from = "MaybeMillis")]
    pub ended_at: Option<Time>,
    /// Why it ended without arriving.
    #[sqlx(try_from = "MaybeReason")]
    pub reason: Option<EndReason>,
    /// It really arrived.
    pub confirmed: bool,
    /// Found in one of Amazon's messages.
    pub adopted: bool,
    /// Has not arrived while another is live.
    pub late: bool,
}

impl Order {
    /// An order as decided.
    pub fn requested(id: OrderId, slot_id: SlotId, now: Time) -> Self {
        Self {
            id,
            slot_id,
            state: OrderState::Requested,
            live: true,
            instance: None,
            asin: None,
            quantity: None,
            asked: None,
            estimate: None,
            amazon_updated_at: None,
            requested_at: now,
            sent_at: None,
            in_progress_at: None,
            accepted_at: None,
            placed_at: None,
            shipped_at: None,
            ended_at: None,
            reason: None,
            confirmed: false,
            adopted: false,
            late: false,
        }
    }
}

/// An order with the names of what it is of, and what its slot holds.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct NamedOrder {
    /// The order.
    #[sqlx(flatten)]
    pub order: Order,
    /// The device of its slot.
    #[sqlx(try_from = "Uuid")]
    pub device_id: DeviceId,
    /// The device's serial.
    pub serial: String,
    /// What its household calls the device, or else its model's name.
    pub device_name: String,
    /// Amazon's name of the slot.
    pub slot: String,
    /// What customers read for it.
    pub slot_name: String,
    /// The slot's unit.
    #[sqlx(try_from = "UnitName")]
    pub unit: Unit,
    /// In the machine.
    #[sqlx(try_from = "MaybeBase")]
    pub machine: Option<Quantity>,
    /// Beside it.
    #[sqlx(try_from = "Base")]
    pub spares: Quantity,
    /// The device is on its way out.
    pub is_gone: bool,
}

/// Orders with their names, from a table or rows `o` that the caller names.
macro_rules! named {
    ($($orders:tt)*) => {
        concat!(
            "SELECT o.*, s.device_id, d.serial, COALESCE(d.name, k.name) AS device_name, s.slot,
                m.name AS slot_name, m.unit, s.machine, s.spares, d.deleting AS is_gone
             FROM ",
            $($orders)*,
            " JOIN slots s ON s.id = o.slot_id
             JOIN model_slots m ON m.model = s.model AND m.slot = s.slot
             JOIN devices d ON d.id = s.device_id JOIN models k ON k.model = d.model "
        )
    };
}

/// The newest orders of a household's slots, so many of each.
pub(crate) const OF_HOUSEHOLD: [&str; 2] = [
    concat!(
        named!(
            "devices h JOIN slots n ON n.device_id = h.id CROSS JOIN orders o ON o.id IN (
                SELECT i.id FROM orders i WHERE i.slot_id = n.id
                ORDER BY i.live DESC, i.requested_at DESC, i.id DESC LIMIT $2)"
        ),
        "WHERE h.household_id = $1 ORDER BY o.requested_at DESC, o.id DESC LIMIT $2"
    ),
    concat!(
        named!(
            "devices h JOIN slots n ON n.device_id = h.id CROSS JOIN LATERAL (
                SELECT * FROM orders i WHERE i.slot_id = n.id
                ORDER BY i.live DESC, i.requested_at DESC, i.id DESC LIMIT $2) o"
        ),
        "WHERE h.household_id = $1 ORDER BY o.requested_at DESC, o.id DESC LIMIT $2"
    ),
];

/// The newest order of each of some slots.
macro_rules! newest {
    ($slots:literal) => {
        named!(concat!(
            "(SELECT (SELECT i.id FROM orders i WHERE i.slot_id = w.id
                ORDER BY i.live DESC, i.requested_at DESC, i.id DESC LIMIT 1) AS id FROM ",
            $slots,
            ") n JOIN orders o ON o.id = n.id"
        ))
    };
}
pub(crate) const NEWEST: [&str; 2] = [
    newest!("(SELECT unhex(value) AS id FROM json_each($1)) AS w"),
    newest!("UNNEST($1) AS w (id)"),
];

/// The order that stands in the way of another.
pub(crate) const ORDER_LIVE: &str = "SELECT * FROM orders WHERE slot_id = $1 AND live";

/// A slot's newest orders.
pub(crate) const ORDERS_OF_SLOT: &str = "
    SELECT * FROM orders WHERE slot_id = $1
    ORDER BY live DESC, requested_at DESC, id DESC LIMIT $2";

impl Tx {
    /// Makes an order; `Conflict` where the slot has a live one or Amazon's id is known.
    pub async fn order_insert(&mut self, order: &Order) -> Result<(), Error> {
        const SQL: &str = "
            INSERT INTO orders (id, slot_id, state, live, instance, asin, quantity, estimate,
                amazon_updated_at, requested_at, sent_at, in_progress_at, accepted_at, placed_at, shipped_at,
                ended_at, reason, confirmed, adopted, late, asked)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17,
                $18, $19, $20, $21)
            ON CONFLICT DO NOTHING";
        inserted(self.order_write(SQL, order).await?)
    }

    /// Writes all of an order; `Conflict` as above, after which the transaction cannot be committed.
    pub async fn order_update(&mut self, order: &Order) -> Result<(), Error> {
        const SQL: &str = "
            UPDATE orders SET slot_id = $2, state = $3, live = $4, instance = $5, asin = $6,
                quantity = $7, estimate = $8, amazon_updated_at = $9, requested_at = $10, sent_at = $11,
                in_progress_at = $12, accepted_at = $13, placed_at = $14, shipped_at = $15,
                ended_at = $16, reason = $17, confirmed = $18, adopted = $19, late = $20, asked = $21
            WHERE id = $1";
        self.order_write(SQL, order).await?;
        Ok(())
    }

    async fn order_write(&mut self, sql: &'static str, order: &Order) -> Result<u64, Error> {
        Ok(on!(self, c => sqlx::query(sql)
            .bind(order.id.0)
            .bind(order.slot_id.0)
            .bind(order.state.name())
            .bind(order.live)
            .bind(order.instance.as_deref())
            .bind(order.asin.as_deref())
            .bind(order.quantity.map(|q| q.0))
            .bind(order.estimate.map(Time::millis))
            .bind(order.amazon_updated_at.map(Time::millis))
            .bind(order.requested_at.millis())
            .bind(order.sent_at.map(Time::millis))
            .bind(order.in_progress_at.map(Time::millis))
            .bind(order.accepted_at.map(Time::millis))
            .bind(order.placed_at.map(Time::millis))
            .bind(order.shipped_at.map(Time::millis))
            .bind(order.ended_at.map(Time::millis))
            .bind(order.reason.map(EndReason::name))
            .bind(order.confirmed)
            .bind(order.adopted)
            .bind(order.late)
            .bind(order.asked.map(|q| q.0))
            .execute(c).await?.rows_affected()))
    }

    /// The order of that id.
    pub async fn order(&mut self, id: OrderId) -> Result<Option<Order>, Error> {
        const SQL: &str = "SELECT * FROM orders WHERE id = $1";
        Ok(on!(self, c => sqlx::query_as(SQL).bind(id.0).fetch_optional(c).await?))
    }

    /// The order of Amazon's id.
    pub async fn order_by_instance(&mut self, instance: &str) -> Result<Option<Order>, Error> {
        const SQL: &str = "SELECT * FROM orders WHERE instance = $1";
        Ok(on!(self, c => sqlx::query_as(SQL).bind(instance).fetch_optional(c).await?))
    }

    /// A slot's live order.
    pub async fn order_live(&mut self, slot: SlotId) -> Result<Option<Order>, Error> {
        Ok(on!(self, c => sqlx::query_as(ORDER_LIVE).bind(slot.0).fetch_optional(c).await?))
    }

    /// A slot's orders: the live one, then newest first.
    pub async fn orders_of_slot(&mut self, slot: SlotId, limit: i64) -> Result<Vec<Order>, Error> {
        Ok(
            on!(self, c => sqlx::query_as(ORDERS_OF_SLOT).bind(slot.0).bind(limit).fetch_all(c).await?),
        )
    }

    /// Orders of a slot, the live one, then newest first, after one of them.
    pub async fn orders_after(
        &mut self,
        slot: SlotId,
        after: Option<&Order>,
        limit: i64,
    ) -> Result<Vec<Order>, Error> {
        const SQL: &str = "
            SELECT * FROM orders WHERE slot_id = $1 AND (live, requested_at, id) < ($2, $3, $4)
            ORDER BY live DESC, requested_at DESC, id DESC LIMIT $5";
        let (live, at, id) = after.map_or((true, i64::MAX, Uuid::max()), |after| {
            (after.live, after.requested_at.millis(), after.id.0)
        });
        Ok(on!(self, c => sqlx::query_as(SQL)
            .bind(slot.0).bind(live).bind(at).bind(id).bind(limit).fetch_all(c).await?))
    }

    /// A device's orders that are not at their end and that Amazon knows by a name.
    pub async fn orders_to_ask(&mut self, device: DeviceId) -> Result<Vec<OrderId>, Error> {
        const SQL: &str = "
            SELECT o.id FROM orders o JOIN slots s ON s.id = o.slot_id
            WHERE s.device_id = $1 AND o.instance IS NOT NULL
                AND o.state IN ('awaiting', 'placed', 'shipped')
            ORDER BY o.id";
        let ids: Vec<Uuid> = on!(self, c => sqlx::query_scalar(SQL)
            .bind(device.0).fetch_all(c).await?);
        Ok(ids.into_iter().map(OrderId).collect())
    }

    /// The order of that id with its names.
    pub async fn order_named(&mut self, id: OrderId) -> Result<Option<NamedOrder>, Error> {
        const SQL: &str = concat!(named!("orders o"), "WHERE o.id = $1");
        Ok(on!(self, c => sqlx::query_as(SQL).bind(id.0).fetch_optional(c).await?))
    }

    /// The live order of each slot, or else its newest one, in no order.
    pub async fn orders_newest(&mut self, slots: &[SlotId]) -> Result<Vec<NamedOrder>, Error> {
        self.of_ids(NEWEST, column(slots, |id| id.0)).await
    }

    /// A household's orders, newest first: of those, so many of each slot.
    pub async fn orders_of_household(
        &mut self,
        household: HouseholdId,
        limit: i64,
    ) -> Result<Vec<NamedOrder>, Error> {
        Ok(match &mut self.0 {
            Inner::Sqlite(tx) => {
                sqlx::query_as(OF_HOUSEHOLD[0])
                    .bind(household.0)
                    .bind(limit)
                    .fetch_all(&mut **tx)
                    .await?
            }
            Inner::Postgres(tx) => {
                sqlx::query_as(OF_HOUSEHOLD[1])
                    .bind(household.0)
                    .bind(limit)
                    .fetch_all(&mut **tx)
                    .await?
            }
        })
    }

    /// Everybody's orders, newest first, after one of them.
    pub async fn orders(
        &mut self,
        state: Option<OrderState>,
        limit: i64,
        after: Option<OrderId>,
    ) -> Result<Vec<NamedOrder>, Error> {
        // One text for both would be planned for neither.
        const ALL: &str = concat!(
            named!("(SELECT * FROM orders WHERE id < $1 ORDER BY id DESC LIMIT $2) o"),
            "ORDER BY o.id DESC"
        );
        const OF_STATE: &str = concat!(
            named!(
                "(SELECT * FROM orders WHERE state = $3 AND id < $1 ORDER BY id DESC LIMIT $2) o"
            ),
            "ORDER BY o.id DESC"
        );
        let after = after.map_or(Uuid::max(), |id| id.0);
        Ok(match state {
            None => on!(self, c => sqlx::query_as(ALL).bind(after).bind(limit).fetch_all(c).await?),
            Some(state) => on!(self, c => sqlx::query_as(OF_STATE)
                .bind(after).bind(limit).bind(state.name()).fetch_all(c).await?),
        })
    }

    /// Forgets what names a customer in a device's orders: Amazon's order id and product.
    pub async fn orders_make_nameless(&mut self, device: DeviceId) -> Result<(), Error> {
        const SQL: &str = "
            UPDATE orders SET instance = NULL, asin = NULL
            WHERE slot_id IN (SELECT id FROM slots WHERE device_id = $1)
                AND (instance IS NOT NULL OR asin IS NOT NULL)";
        on!(self, c => sqlx::query(SQL).bind(device.0).execute(c).await?.rows_affected());
        Ok(())
    }
}
