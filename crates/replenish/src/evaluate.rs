//! Asking `domain` whether a slot is to be reordered, in the transaction of what changed, and
//! writing down what follows.

use domain::decision::{EvaluationInput, Outcome, decide};
use domain::event::EventType;
use domain::headroom::{Headroom, HeadroomInput};
use domain::order::{EndReason, OrderEvent, OrderState};
use domain::pace::Pace;
use domain::time::{DAY, MINUTE, SECOND};
use domain::{OrderId, Time};
use store::{Order, Slot};

use crate::Error;
use crate::device_unit::DeviceUnit;
use crate::jobs::Job;
use crate::outlook;

/// At most one slotStatus of a slot in this time, unless Amazon asks otherwise.
const STATUS_INTERVAL: i64 = MINUTE - 5 * SECOND;

impl DeviceUnit {
    /// The pace of a slot of this device, now.
    pub(crate) async fn pace(&mut self, slot: &Slot) -> Result<Option<Pace>, Error> {
        outlook::pace(&mut self.tx, slot, self.now).await
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

    /// Asks for a slotStatus: at once after a quiet minute, else when that minute is over. A slot of
    /// unknown level, never used or counted again, and a device without tokens, send none.
    pub(crate) async fn report_status(&mut self, slot: &Slot) -> Result<(), Error> {
        if slot.counting.is_some()
            || slot.machine.is_none()
            || slot.last_use.is_none()
            || !self.is_registered().await?
        {
            return Ok(());
        }
        let at = status_due(slot, self.now);
        self.job(&Job::SlotStatus { slot: slot.id }, at).await
    }
}

/// When the next slotStatus of a slot may go. One that was sent later than now was sent by a wrong clock.
pub(crate) fn status_due(slot: &Slot, now: Time) -> Time {
    slot.status_at
        .filter(|sent| *sent <= now)
        .map_or(now, |sent| now.max(sent + STATUS_INTERVAL))
}
