//! Orders.

use domain::id::first_id;
use domain::order::{EndReason, OrderState};
use domain::{
    DeviceId, HouseholdId, Order, OrderId, Quantity, Replenisher, SlotId, SlotKey, Time, Unit,
};
use serde_json::{Value, json};
use sqlx::FromRow;
use uuid::Uuid;

use crate::list::{column, hex, slots_json};
use crate::row::{entities, row};
use crate::tx::{Inner, on};
use crate::wire::{
    Base, MaybeBase, MaybeMillis, MaybeReason, Millis, ReplenisherName, StateName, UnitName,
};
use crate::{Error, Tx};

row! {
    Order from OrderRow {
        #[sqlx(try_from = "Uuid")] id: OrderId,
        #[sqlx(try_from = "Uuid")] device_id: DeviceId,
        #[sqlx(try_from = "Uuid")] slot_id: SlotId,
        #[sqlx(try_from = "StateName")] state: OrderState,
        live: bool,
        instance: Option<String>,
        asin: Option<String>,
        #[sqlx(try_from = "MaybeBase")] quantity: Option<Quantity>,
        #[sqlx(try_from = "MaybeBase")] asked: Option<Quantity>,
        #[sqlx(try_from = "MaybeMillis")] estimate: Option<Time>,
        #[sqlx(try_from = "MaybeMillis")] amazon_updated_at: Option<Time>,
        #[sqlx(try_from = "Millis")] requested_at: Time,
        #[sqlx(try_from = "MaybeMillis")] sent_at: Option<Time>,
        #[sqlx(try_from = "MaybeMillis")] held_since: Option<Time>,
        #[sqlx(try_from = "MaybeMillis")] passed_at: Option<Time>,
        #[sqlx(try_from = "MaybeMillis")] in_progress_at: Option<Time>,
        #[sqlx(try_from = "MaybeMillis")] accepted_at: Option<Time>,
        #[sqlx(try_from = "MaybeMillis")] placed_at: Option<Time>,
        #[sqlx(try_from = "MaybeMillis")] shipped_at: Option<Time>,
        #[sqlx(try_from = "MaybeMillis")] ended_at: Option<Time>,
        #[sqlx(try_from = "MaybeReason")] reason: Option<EndReason>,
        confirmed: bool,
        adopted: bool,
        late: bool,
    }
}

/// An order with the names of what it is of, and what its slot holds.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct NamedOrder {
    /// The order.
    #[sqlx(flatten, try_from = "OrderRow")]
    pub order: Order,
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
    /// What brings the device's supplies.
    #[sqlx(try_from = "ReplenisherName")]
    pub replenisher: Replenisher,
}

/// Which orders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrderFilter {
    /// All of them.
    All,
    /// Those in a state.
    State(OrderState),
    /// Those that ended for a reason.
    Reason(EndReason),
}

/// Orders with their names, from a table or rows `o` that the caller names.
macro_rules! named {
    ($($orders:tt)*) => {
        concat!(
            "SELECT o.*, d.serial, COALESCE(d.name, k.name) AS device_name, s.slot,
                m.name AS slot_name, m.unit, s.machine, s.spares, d.deleting AS is_gone, d.replenisher
             FROM ",
            $($orders)*,
            " JOIN slots s ON s.id = o.slot_id
             JOIN model_slots m ON m.model = s.model AND m.slot = s.slot
             JOIN devices d ON d.id = o.device_id JOIN models k ON k.model = d.model "
        )
    };
}

/// The newest orders of a household's slots, so many of each.
pub(crate) const OF_HOUSEHOLD: [&str; 2] = [
    concat!(
        named!(
            "devices h JOIN slots n ON n.device_id = h.id CROSS JOIN orders o ON o.id IN (
                SELECT i.id FROM orders i WHERE i.device_id = h.id AND i.slot_id = n.id
                ORDER BY i.live DESC, i.requested_at DESC, i.id DESC LIMIT $2)"
        ),
        "WHERE h.household_id = $1 ORDER BY o.requested_at DESC, o.id DESC LIMIT $2"
    ),
    concat!(
        named!(
            "devices h JOIN slots n ON n.device_id = h.id CROSS JOIN LATERAL (
                SELECT * FROM orders i WHERE i.device_id = h.id AND i.slot_id = n.id
                ORDER BY i.live DESC, i.requested_at DESC, i.id DESC LIMIT $2) o"
        ),
        "WHERE h.household_id = $1 ORDER BY o.requested_at DESC, o.id DESC LIMIT $2"
    ),
];

/// The newest order of each of some slots.
macro_rules! newest {
    ($slots:literal) => {
        named!(concat!(
            "(SELECT (SELECT i.id FROM orders i
                WHERE i.device_id = w.device_id AND i.slot_id = w.slot_id
                ORDER BY i.live DESC, i.requested_at DESC, i.id DESC LIMIT 1) AS id FROM ",
            $slots,
            ") n JOIN orders o ON o.id = n.id"
        ))
    };
}
pub(crate) const NEWEST: [&str; 2] = [
    newest!(
        "(SELECT unhex(value ->> 0) AS device_id, unhex(value ->> 1) AS slot_id
          FROM json_each($1)) AS w"
    ),
    newest!("UNNEST($1, $2) AS w (device_id, slot_id)"),
];

/// The newest orders of slots, so many of each.
pub(crate) const ORDERS_OF_SLOTS: [&str; 2] = [
    "SELECT o.* FROM json_each($1) w CROSS JOIN orders o ON o.id IN (
        SELECT i.id FROM orders i
        WHERE i.device_id = unhex(w.value ->> 0) AND i.slot_id = unhex(w.value ->> 1)
        ORDER BY i.live DESC, i.requested_at DESC, i.id DESC LIMIT $2)
     ORDER BY o.slot_id, o.live DESC, o.requested_at DESC, o.id DESC",
    "SELECT o.* FROM UNNEST($1, $2) AS w (device_id, slot_id) CROSS JOIN LATERAL (
        SELECT * FROM orders i WHERE i.device_id = w.device_id AND i.slot_id = w.slot_id
        ORDER BY i.live DESC, i.requested_at DESC, i.id DESC LIMIT $3) o
     ORDER BY o.slot_id, o.live DESC, o.requested_at DESC, o.id DESC",
];

/// Those that are no longer live come before those that are.
macro_rules! put {
    ($ids:literal, $values:literal, $from:literal) => {
        concat!(
            "INSERT INTO orders (id, device_id, slot_id, state, live, instance, asin, quantity,
                estimate, amazon_updated_at, requested_at, sent_at, in_progress_at, accepted_at,
                placed_at, shipped_at, ended_at, reason, confirmed, adopted, late, asked,
                held_since, passed_at)
             SELECT ",
            $ids,
            ", ",
            $values,
            " FROM ",
            $from,
            " ON CONFLICT (id) DO UPDATE SET state = excluded.state, live = excluded.live,
                instance = excluded.instance, asin = excluded.asin, quantity = excluded.quantity,
                estimate = excluded.estimate, amazon_updated_at = excluded.amazon_updated_at,
                requested_at = excluded.requested_at, sent_at = excluded.sent_at,
                in_progress_at = excluded.in_progress_at, accepted_at = excluded.accepted_at,
                placed_at = excluded.placed_at, shipped_at = excluded.shipped_at,
                ended_at = excluded.ended_at, reason = excluded.reason,
                confirmed = excluded.confirmed, adopted = excluded.adopted, late = excluded.late,
                asked = excluded.asked, held_since = excluded.held_since,
                passed_at = excluded.passed_at"
        )
    };
}
pub(crate) const PUT: [&str; 2] = [
    put!(
        "unhex(value ->> 'id'), unhex(value ->> 'device_id'), unhex(value ->> 'slot_id')",
        "value ->> 'state', value ->> 'live', value ->> 'instance', value ->> 'asin',
         value ->> 'quantity', value ->> 'estimate', value ->> 'amazon_updated_at',
         value ->> 'requested_at', value ->> 'sent_at', value ->> 'in_progress_at',
         value ->> 'accepted_at', value ->> 'placed_at', value ->> 'shipped_at',
         value ->> 'ended_at', value ->> 'reason', value ->> 'confirmed', value ->> 'adopted',
         value ->> 'late', value ->> 'asked', value ->> 'held_since', value ->> 'passed_at'",
        "json_each($1) WHERE TRUE ORDER BY value ->> 'live'"
    ),
    put!(
        "id, device_id, slot_id",
        "state, live, instance, asin, quantity, estimate, amazon_updated_at, requested_at, sent_at,
         in_progress_at, accepted_at, placed_at, shipped_at, ended_at, reason, confirmed, adopted,
         late, asked, held_since, passed_at",
        "JSONB_TO_RECORDSET($1) AS v (id UUID, device_id UUID, slot_id UUID, state TEXT,
            live BOOLEAN, instance TEXT, asin TEXT, quantity BIGINT, estimate BIGINT,
            amazon_updated_at BIGINT, requested_at BIGINT, sent_at BIGINT, in_progress_at BIGINT, accepted_at BIGINT,
            placed_at BIGINT, shipped_at BIGINT, ended_at BIGINT, reason TEXT, confirmed BOOLEAN,
            adopted BOOLEAN, late BOOLEAN, asked BIGINT, held_since BIGINT, passed_at BIGINT)
         ORDER BY live"
    ),
];

fn order_json(order: &Order) -> Value {
    json!({
        "id": hex(order.id.0.as_bytes()),
        "device_id": hex(order.device_id.0.as_bytes()),
        "slot_id": hex(order.slot_id.0.as_bytes()),
        "state": order.state.name(),
        "live": order.live,
        "instance": order.instance,
        "asin": order.asin,
        "quantity": order.quantity,
        "estimate": order.estimate.map(Time::millis),
        "amazon_updated_at": order.amazon_updated_at.map(Time::millis),
        "requested_at": order.requested_at.millis(),
        "sent_at": order.sent_at.map(Time::millis),
        "in_progress_at": order.in_progress_at.map(Time::millis),
        "accepted_at": order.accepted_at.map(Time::millis),
        "placed_at": order.placed_at.map(Time::millis),
        "shipped_at": order.shipped_at.map(Time::millis),
        "ended_at": order.ended_at.map(Time::millis),
        "reason": order.reason.map(EndReason::name),
        "confirmed": order.confirmed,
        "adopted": order.adopted,
        "late": order.late,
        "asked": order.asked,
        "held_since": order.held_since.map(Time::millis),
        "passed_at": order.passed_at.map(Time::millis),
    })
}

impl Tx {
    /// Makes orders or writes all of them; `Conflict` where a slot has another live one or Amazon's id is another's,
    /// after which the transaction cannot be committed.
    pub async fn orders_put(&mut self, orders: &[&Order]) -> Result<(), Error> {
        self.put_rows(PUT, column(orders, |it| order_json(it)))
            .await
    }

    /// The order of that id.
    pub async fn order(&mut self, id: OrderId) -> Result<Option<Order>, Error> {
        const SQL: &str = "SELECT * FROM orders WHERE id = $1";
        let found: Option<OrderRow> =
            on!(self, c => sqlx::query_as(SQL).bind(id.0).fetch_optional(c).await?);
        Ok(found.map(Into::into))
    }

    /// The order of Amazon's id.
    pub async fn order_by_instance(&mut self, instance: &str) -> Result<Option<Order>, Error> {
        const SQL: &str = "SELECT * FROM orders WHERE instance = $1";
        let found: Option<OrderRow> =
            on!(self, c => sqlx::query_as(SQL).bind(instance).fetch_optional(c).await?);
        Ok(found.map(Into::into))
    }

    /// The newest orders of each of some slots, so many of each, the live one first.
    pub async fn orders_of_slots(
        &mut self,
        slots: &[SlotKey],
        limit: i64,
    ) -> Result<Vec<Order>, Error> {
        let rows: Vec<OrderRow> = match &mut self.0 {
            Inner::Sqlite(tx) => {
                sqlx::query_as(ORDERS_OF_SLOTS[0])
                    .bind(slots_json(slots))
                    .bind(limit)
                    .fetch_all(&mut **tx)
                    .await?
            }
            Inner::Postgres(tx) => {
                sqlx::query_as(ORDERS_OF_SLOTS[1])
                    .bind(column(slots, |it| it.device.0))
                    .bind(column(slots, |it| it.slot.0))
                    .bind(limit)
                    .fetch_all(&mut **tx)
                    .await?
            }
        };
        Ok(entities(rows))
    }

    /// Orders of a slot, the live one, then newest first, after one of them.
    pub async fn orders_after(
        &mut self,
        slot: SlotKey,
        after: Option<&Order>,
        limit: i64,
    ) -> Result<Vec<Order>, Error> {
        const SQL: &str = "
            SELECT * FROM orders
            WHERE device_id = $1 AND slot_id = $2 AND (live, requested_at, id) < ($3, $4, $5)
            ORDER BY live DESC, requested_at DESC, id DESC LIMIT $6";
        let (live, at, id) = after.map_or((true, i64::MAX, Uuid::max()), |after| {
            (after.live, after.requested_at.millis(), after.id.0)
        });
        let rows: Vec<OrderRow> = on!(self, c => sqlx::query_as(SQL)
            .bind(slot.device.0).bind(slot.slot.0).bind(live).bind(at).bind(id).bind(limit)
            .fetch_all(c).await?);
        Ok(entities(rows))
    }

    /// A device's orders that are not at their end and that Amazon knows by a name.
    pub async fn orders_to_ask(&mut self, device: DeviceId) -> Result<Vec<OrderId>, Error> {
        const SQL: &str = "
            SELECT id FROM orders WHERE device_id = $1 AND instance IS NOT NULL
                AND state IN ('awaiting', 'placed', 'shipped')
            ORDER BY id";
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
    pub async fn orders_newest(&mut self, slots: &[SlotKey]) -> Result<Vec<NamedOrder>, Error> {
        Ok(match &mut self.0 {
            Inner::Sqlite(tx) => {
                sqlx::query_as(NEWEST[0])
                    .bind(slots_json(slots))
                    .fetch_all(&mut **tx)
                    .await?
            }
            Inner::Postgres(tx) => {
                sqlx::query_as(NEWEST[1])
                    .bind(column(slots, |it| it.device.0))
                    .bind(column(slots, |it| it.slot.0))
                    .fetch_all(&mut **tx)
                    .await?
            }
        })
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
        filter: OrderFilter,
        limit: i64,
        after: Option<OrderId>,
    ) -> Result<Vec<NamedOrder>, Error> {
        // One text for all would be planned for none.
        macro_rules! of {
            ($where:literal) => {
                concat!(
                    named!(concat!(
                        "(SELECT * FROM orders WHERE ",
                        $where,
                        " id < $1 ORDER BY id DESC LIMIT $2) o"
                    )),
                    "ORDER BY o.id DESC"
                )
            };
        }
        let (sql, name) = match filter {
            OrderFilter::All => (of!(""), None),
            OrderFilter::State(state) => (of!("state = $3 AND"), Some(state.name())),
            OrderFilter::Reason(reason) => (of!("reason = $3 AND"), Some(reason.name())),
        };
        let after = after.map_or(Uuid::max(), |id| id.0);
        Ok(match name {
            None => on!(self, c => sqlx::query_as(sql).bind(after).bind(limit).fetch_all(c).await?),
            Some(name) => on!(self, c => sqlx::query_as(sql)
                .bind(after).bind(limit).bind(name).fetch_all(c).await?),
        })
    }

    /// How many orders that were decided since a moment ended for a reason, counted up to a limit.
    pub async fn orders_ended_count(
        &mut self,
        reason: EndReason,
        since: Time,
        most: i64,
    ) -> Result<i64, Error> {
        const SQL: &str = "
            SELECT COUNT(*) FROM (SELECT id FROM orders
                WHERE reason = $1 AND id > $2 ORDER BY id DESC LIMIT $3) AS few";
        Ok(on!(self, c => sqlx::query_scalar(SQL)
            .bind(reason.name()).bind(first_id(since)).bind(most).fetch_one(c).await?))
    }

    /// Live orders that were decided before a moment, the oldest first, after one of them.
    pub async fn orders_old(
        &mut self,
        before: Time,
        limit: i64,
        after: Option<OrderId>,
    ) -> Result<Vec<NamedOrder>, Error> {
        macro_rules! of_state {
            ($state:literal) => {
                concat!(
                    "SELECT id FROM (SELECT id FROM orders WHERE state = '",
                    $state,
                    "' AND id > $1 AND id < $2 ORDER BY id LIMIT $3) AS ",
                    $state
                )
            };
        }
        const SQL: &str = concat!(
            named!(concat!(
                "(SELECT id FROM (",
                of_state!("requested"),
                " UNION ALL ",
                of_state!("awaiting"),
                " UNION ALL ",
                of_state!("placed"),
                " UNION ALL ",
                of_state!("shipped"),
                ") AS live ORDER BY id LIMIT $3) n JOIN orders o ON o.id = n.id"
            )),
            "ORDER BY o.id"
        );
        let after = after.map_or(Uuid::nil(), |id| id.0);
        Ok(on!(self, c => sqlx::query_as(SQL)
            .bind(after).bind(first_id(before)).bind(limit).fetch_all(c).await?))
    }

    /// Forgets what names a customer in a device's orders: Amazon's order id and product.
    pub async fn orders_make_nameless(&mut self, device: DeviceId) -> Result<(), Error> {
        const SQL: &str = "
            UPDATE orders SET instance = NULL, asin = NULL
            WHERE device_id = $1 AND (instance IS NOT NULL OR asin IS NOT NULL)";
        on!(self, c => sqlx::query(SQL).bind(device.0).execute(c).await?.rows_affected());
        Ok(())
    }
}
