//! Evaluation: whether a slot is to be reordered. `domain` is asked in the transaction of what changed, and what follows
//! is written down there.

use domain::decision::{EvaluationInput, Outcome, decide};
use domain::event::EventType;
use domain::headroom::{Headroom, HeadroomInput};
use domain::order::{EndReason, OrderEvent, OrderState};
use domain::pace::Pace;
use domain::time::DAY;
use domain::{OrderId, Quantity, SlotId};
use store::{Order, Slot};

use super::outlook;
use crate::amazon::subscription::pack;
use crate::device_unit::DeviceUnit;
use crate::job::{Ended, Job};
use crate::{Application, Error};

impl DeviceUnit {
    /// The pace of a slot of this device, now.
    pub(crate) async fn pace(&mut self, slot: &Slot) -> Result<Option<Pace>, Error> {
        outlook::pace(&mut self.tx, slot, self.now).await
    }

    /// A hold until a restock ends when what is at home has risen enough.
    pub(crate) async fn after_rise(
        &mut self,
        slot: &mut Slot,
        before: Option<Quantity>,
    ) -> Result<(), Error> {
        let Some(at_home) = slot.stock().at_home() else {
            return Ok(());
        };
        if slot.cooldown.restock && before.is_none_or(|before| at_home > before) {
            let spec = slot.spec();
            let pace = self.pace(slot).await?;
            let level = pace.map(|pace| outlook::level(slot, pace));
            slot.cooldown = slot
                .cooldown
                .after_rise(at_home, spec.capacity, level, pack(slot));
        }
        Ok(())
    }

    /// Decides, keeps the decision with its inputs, and writes the slot. An order that follows is a
    /// row and a job; a decision that comes out otherwise than the one before it is kept for good.
    ///
    /// What may then be used before any of this can come out otherwise is kept beside it. A slot that is counted again is
    /// only written: the end of that decides.
    pub(crate) async fn evaluate(&mut self, slot: &mut Slot) -> Result<(), Error> {
        if slot.counting.is_some() {
            slot.headroom_amount = None;
            slot.headroom_until = None;
            return Ok(self.tx.slot_update(slot).await?);
        }
        let used = outlook::used(&mut self.tx, slot, self.now).await?;
        let input = EvaluationInput {
            at_home: slot.stock().at_home(),
            pace: used.map(|used| used.pace(self.now)),
            demand: outlook::demand(&mut self.tx, slot, self.now).await?,
            registered: self.is_registered().await?,
            subscribed: slot.subscribed == Some(true),
            order_live: self.tx.order_live(slot.id).await?.is_some(),
            cooling_down: slot.cooldown.is_active(self.now),
            uncounted: self.is_uncounted(slot).await?,
        };
        let decision = decide(&input, slot.spec().policy, self.now);
        let mut made = None;
        match decision.outcome {
            Outcome::Order => {
                let id: OrderId = self.id();
                let order = Order::requested(id, slot.id, self.now);
                self.tx.order_insert(&order).await?;
                self.job(&Job::Replenish { order: id }, self.now).await?;
                metrics::counter!("larder_orders_total", "state" => "requested").increment(1);
                made = Some(order);
            }
            Outcome::Uncounted => {
                let tomorrow = self.now + DAY;
                self.job(&Job::Evaluate { slot: slot.id }, tomorrow).await?;
            }
            Outcome::Enough => self.call_off(slot).await?,
            Outcome::Held => {
                if let Some(until) = slot.cooldown.until.filter(|until| *until > self.now) {
                    self.job(&Job::Evaluate { slot: slot.id }, until).await?;
                }
            }
            _ => {}
        }
        let before = slot.decision.as_ref().map(|before| before.outcome);
        if made.is_some() || before != Some(decision.outcome) {
            let id = self.id();
            let order = made.as_ref().map(|order| order.id);
            self.tx
                .decision_insert(id, slot.id, order, &decision)
                .await?;
        }
        slot.decision = Some(decision.clone());
        let alerts = self.update_alerts(slot).await?;
        if let Some(order) = &made {
            self.order_event(EventType::OrderRequested, slot, order);
        }
        let cooldown_ends = slot.cooldown.until.filter(|until| *until > self.now);
        let around = HeadroomInput {
            used,
            open: &alerts.open,
            owned: self.device.household_id.is_some(),
            next: alerts.next.into_iter().chain(cooldown_ends).min(),
        };
        let headroom = Headroom::after(&decision, &input, &around);
        slot.headroom_amount = headroom.map(|it| it.amount);
        slot.headroom_until = headroom.map(|it| it.until);
        Ok(self.tx.slot_update(slot).await?)
    }

    /// Whether the database may be older than what is in the house, and nothing of this slot was counted since.
    pub(crate) async fn is_uncounted(&mut self, slot: &Slot) -> Result<bool, Error> {
        let Some(since) = self.app.doubted_since() else {
            return Ok(false);
        };
        Ok(!self.tx.counted_since(slot.id, since).await?)
    }

    /// Ends an order from before the doubt that Amazon was not asked for, as far as is known: a count says that
    /// enough is there.
    async fn call_off(&mut self, slot: &Slot) -> Result<(), Error> {
        let Some(since) = self.app.doubted_since() else {
            return Ok(());
        };
        let live = self.tx.order_live(slot.id).await?;
        let requested =
            |order: &Order| order.state == OrderState::Requested && order.requested_at <= since;
        if let Some(mut order) = live.filter(requested) {
            order.reason = Some(EndReason::NoLongerDue);
            self.move_order(slot, &mut order, OrderEvent::Cancelled)
                .await?;
        }
        Ok(())
    }
}

/// Decides on one slot again, as a job.
pub(crate) async fn run(app: &Application, id: SlotId) -> Result<Ended, Error> {
    let (mut change, mut slot) = match DeviceUnit::lock_slot(app, id).await {
        Err(Error::NotFound) => return Ok(Ended::Done),
        held => held?,
    };
    change.evaluate(&mut slot).await?;
    change.commit().await?;
    Ok(Ended::Done)
}
