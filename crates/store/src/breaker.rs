//! Breakers: how much each model orders, and which orders wait for an operator.

use domain::breaker::Breaker;
use domain::{OrderId, Time};
use sqlx::FromRow;
use uuid::Uuid;

use crate::row::row;
use crate::tx::on;
use crate::wire::{MaybeMillis, Millis};
use crate::{Error, Tx};

row! {
    Breaker from BreakerRow {
        model: String,
        hour: i64,
        orders: i64,
        usual: f64,
        hours: i64,
        #[sqlx(try_from = "MaybeMillis")] open_since: Option<Time>,
        #[sqlx(try_from = "MaybeMillis")] let_go_until: Option<Time>,
    }
}

/// An order that waits.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct HeldOrder {
    /// The order.
    #[sqlx(try_from = "Uuid")]
    pub id: OrderId,
    /// Since when.
    #[sqlx(rename = "held_since", try_from = "Millis")]
    pub since: Time,
    /// The model that orders far more than usual.
    pub model: String,
}

impl Tx {
    /// The breaker of a model, made where it has none, and nobody else's until the transaction ends.
    pub async fn breaker_lock(&mut self, model: &str, now: Time) -> Result<Breaker, Error> {
        const SQL: &str = "
            INSERT INTO breakers (model, hour, orders, usual, hours) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (model) DO UPDATE SET model = excluded.model RETURNING *";
        let new = Breaker::of(model, now);
        let row: BreakerRow = on!(self, c => sqlx::query_as(SQL)
            .bind(model).bind(new.hour).bind(new.orders).bind(new.usual).bind(new.hours)
            .fetch_one(c).await?);
        Ok(row.into())
    }

    /// The breaker of a model.
    pub async fn breaker(&mut self, model: &str) -> Result<Option<Breaker>, Error> {
        const SQL: &str = "SELECT * FROM breakers WHERE model = $1";
        let row: Option<BreakerRow> =
            on!(self, c => sqlx::query_as(SQL).bind(model).fetch_optional(c).await?);
        Ok(row.map(Into::into))
    }

    /// Writes a breaker that was locked.
    pub async fn breaker_put(&mut self, breaker: &Breaker) -> Result<(), Error> {
        const SQL: &str = "
            UPDATE breakers SET hour = $2, orders = $3, usual = $4, hours = $5, open_since = $6,
                let_go_until = $7
            WHERE model = $1";
        on!(self, c => sqlx::query(SQL)
            .bind(&breaker.model)
            .bind(breaker.hour)
            .bind(breaker.orders)
            .bind(breaker.usual)
            .bind(breaker.hours)
            .bind(breaker.open_since.map(Time::millis))
            .bind(breaker.let_go_until.map(Time::millis))
            .execute(c).await?.rows_affected());
        Ok(())
    }

    /// Orders that wait since a moment or longer, those of all models, the first ones first, after one of them.
    pub async fn orders_held(
        &mut self,
        until: Time,
        after: Option<(Time, OrderId)>,
        limit: i64,
    ) -> Result<Vec<HeldOrder>, Error> {
        const SQL: &str = "
            SELECT o.id, o.held_since, s.model FROM orders o
            JOIN slots s ON s.device_id = o.device_id AND s.id = o.slot_id
            WHERE o.held_since IS NOT NULL AND o.held_since <= $1 AND (o.held_since, o.id) > ($2, $3)
            ORDER BY o.held_since, o.id LIMIT $4";
        let (since, id) = after.map_or((i64::MIN, Uuid::nil()), |(at, id)| (at.millis(), id.0));
        Ok(on!(self, c => sqlx::query_as(SQL)
            .bind(until.millis()).bind(since).bind(id).bind(limit).fetch_all(c).await?))
    }
}
