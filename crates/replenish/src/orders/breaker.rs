//! The breaker of a model's orders: counting those that are to be sent, and what an operator says of those that wait, which
//! stands at each machine with why. When they do is `domain::breaker`.

use domain::OrderId;
use domain::api_key::Scope;
use domain::breaker::{Breaker, HeldDecision};
use domain::maker_act::About;
use domain::order::{EndReason, OrderEvent};
use store::AuditRow;
use tracing::warn;

use super::Orders;
use crate::device_unit::DeviceUnit;
use crate::job::{Ended, HeldOrders, Job};
use crate::{Application, Caller, Code, Error};

/// Orders that are looked at in one step, each in a transaction of its own.
const PAGE: i64 = 50;

impl DeviceUnit {
    /// Counts an order that is to be sent, once, and holds it where it has to wait: says whether it does.
    pub(crate) async fn count_or_hold(&mut self, s: usize, id: OrderId) -> Result<bool, Error> {
        let order = self.order(id).map(|known| &known.order);
        if order.is_none_or(|order| order.passed_at.is_some()) {
            return Ok(false);
        }
        let (now, model) = (self.now, self.slots[s].slot.kind.model.clone());
        let mut breaker = self.tx.breaker_lock(&model, now).await?;
        let was_open = breaker.open_since.is_some();
        let holds = breaker.holds(self.app.settings.orders_an_hour, now);
        self.tx.breaker_put(&breaker).await?;
        if holds {
            if !was_open {
                warn!(model, "a model orders far more than usual; its orders wait");
            }
            self.hold(s, id);
        } else if let Some(known) = self.order_mut(s, id) {
            known.order.passed_at = Some(now);
        }
        Ok(holds)
    }
}

impl Orders<'_> {
    /// How much a model orders; `NotFound` where there is no such model.
    pub async fn breaker(self, model: &str) -> Result<Breaker, Error> {
        let mut tx = self.0.store.read().await?;
        tx.model(model).await?.ok_or(Error::NotFound)?;
        let breaker = tx.breaker(model).await?;
        Ok(breaker.unwrap_or_else(|| Breaker::of(model, self.0.now())))
    }

    /// An operator lets a model's orders go that wait, or withdraws them. `Conflict` where none wait.
    pub async fn decide_held(
        self,
        caller: Caller,
        model: &str,
        decision: HeldDecision,
    ) -> Result<Breaker, Error> {
        caller.must_have(Scope::FleetWrite)?;
        let app = self.0;
        let now = app.now();
        let mut tx = app.store.write().await?;
        tx.model(model).await?.ok_or(Error::NotFound)?;
        let mut breaker = tx.breaker_lock(model, now).await?;
        if breaker.open_since.is_none() {
            let detail = "No orders of this model wait.";
            return Err(Error::conflict(Code::NothingWaits, detail));
        }
        match decision {
            HeldDecision::LetGo => breaker.let_go(now),
            HeldDecision::Withdraw => breaker.withdraw(),
        }
        tx.breaker_put(&breaker).await?;
        let action = format!("orders.{}", decision.name());
        let object = format!("model:{model}");
        app.audit(&mut tx, &caller, &action, object).await?;
        let said = caller.audit(app.random.id(now), now, &action, String::new());
        let job = Job::Held(HeldOrders {
            id: app.random.id(now),
            model: model.to_owned(),
            decision,
            until: now,
            after: None,
            by: said.actor_id,
            request_id: said.request_id,
            reason: said.reason,
        });
        app.ask(&mut tx, &job, now).await?;
        tx.commit().await?;
        app.wake.notify_waiters();
        Ok(breaker)
    }
}

/// Lets a page of orders go or withdraws them, as a job.
pub(crate) async fn run(app: &Application, held: &HeldOrders) -> Result<Ended, Error> {
    let mut tx = app.store.read().await?;
    let page = tx.orders_held(held.until, held.after, PAGE).await?;
    drop(tx);
    for order in page.iter().filter(|order| order.model == held.model) {
        let Some((mut unit, s)) = DeviceUnit::lock_order(app, order.id).await? else {
            continue;
        };
        let known = unit.order(order.id);
        if known.is_none_or(|known| known.order.held_since != Some(order.since)) {
            continue;
        }
        match held.decision {
            HeldDecision::LetGo => unit.release(s, order.id),
            HeldDecision::Withdraw => {
                unit.end_order(s, order.id, OrderEvent::Cancelled, EndReason::Withdrawn);
            }
        }
        let row = AuditRow {
            id: unit.id(),
            at: unit.now,
            actor: "maker".to_owned(),
            actor_id: held.by,
            action: held.deed().name().to_owned(),
            object: format!("device:{}", unit.device.id),
            request_id: held.request_id.clone(),
            reason: held.reason.clone(),
        };
        let about = About::order(unit.slots[s].slot.id, order.id);
        unit.note(row, about).await?;
        unit.commit().await?;
    }
    let Some(last) = page.last() else {
        return Ok(Ended::Done);
    };
    let next = Job::Held(HeldOrders {
        after: Some((last.since, last.id)),
        ..held.clone()
    });
    let mut tx = app.store.write().await?;
    app.ask(&mut tx, &next, app.now()).await?;
    tx.commit().await?;
    Ok(Ended::Done)
}
