//! Deciding on many slots at once, in memory: the first use of a day, most of all, for which the
//! headroom of the day before is over.
//!
//! What a decision has to know of the database is read for all of them in one statement, and what it
//! leaves is written with everything else. That is so where it leaves nothing but itself. An order
//! that is made or under way, one that waits to be confirmed, a cooldown, an alert that begins or ends,
//! a forecast and a journal that has to be folded are looked at by the long way, slot by slot.

use std::collections::HashMap;

use domain::alert::{Reading, of_slot};
use domain::decision::{EvaluationInput, Outcome, decide};
use domain::headroom::{Headroom, HeadroomInput};
use domain::order::OrderState;
use domain::pace::{Pace, Use};
use domain::{Day, Quantity, Time};
use store::{Tx, Window};

use super::device_batch::DeviceBatch;
use super::slot_batch::{Evaluated, SlotBatch};
use crate::Error;

/// Decides on every slot of devices that can be decided on without the long way.
pub(super) async fn evaluate_batch(
    tx: &mut Tx,
    devices: &mut [DeviceBatch],
    now: Time,
) -> Result<(), Error> {
    let slots = devices.iter().flat_map(|device| &device.slots);
    let asked: Vec<_> = slots
        .filter_map(|work| {
            let slot = &work.snapshot.slot;
            Some((slot.id, slot.device_id, work.first_day(now)?))
        })
        .collect();
    if asked.is_empty() {
        return Ok(());
    }
    let windows = tx.windows(&asked, now.day()).await?;
    let windows: HashMap<_, _> = windows.iter().map(|it| (it.slot_id, it)).collect();
    for device in devices {
        let is_owned = device.device.household_id.is_some();
        for work in &mut device.slots {
            if let Some(window) = windows.get(&work.snapshot.slot.id) {
                work.evaluate(window, is_owned, now);
            }
        }
    }
    Ok(())
}

impl SlotBatch {
    /// The first day of its window, where it may be decided on without the long way.
    fn first_day(&self, now: Time) -> Option<Day> {
        let is_plain = self.needs_evaluation
            && self.unfolded.is_none()
            && !self.snapshot.slot.cooldown.restock
            && !self.snapshot.unconfirmed
            && !self.snapshot.order_state.is_some_and(OrderState::is_live)
            && self.spec.policy.service_level().is_none();
        is_plain.then(|| Pace::first_day(self.spec.policy.window_days(), now))
    }

    /// As `DeviceUnit::evaluate` does it; whatever leaves more than a decision still needs an evaluation.
    fn evaluate(&mut self, window: &Window, is_owned: bool, now: Time) {
        let slot = &mut self.snapshot.slot;
        let (policy, today) = (self.spec.policy, now.day());
        let first = Pace::first_day(policy.window_days(), now).0;
        let new = self
            .days
            .iter()
            .filter(|it| (first..=today.0).contains(&it.day));
        let new: Quantity = new.map(|it| it.used).sum();
        let used = slot.first_report.zip(slot.last_use).map(|(since, _)| Use {
            used: window.used + new,
            window_days: policy.window_days(),
            since,
            typical_per_day: self.spec.typical_per_day,
        });
        let input = EvaluationInput {
            at_home: slot.stock().at_home(),
            pace: used.map(|used| used.pace(now)),
            demand: None,
            registered: self.snapshot.registered,
            subscribed: slot.subscribed == Some(true),
            order_live: false,
            cooling_down: slot.cooldown.is_active(now),
            // Where it makes a difference, the long way asks.
            uncounted: false,
        };
        let decision = decide(&input, policy, now);
        let reading = Reading {
            at_home: input.at_home,
            reorder_level: decision.reorder_level,
            paused: slot.subscribed == Some(false),
            late_order: false,
        };
        let is_alert = window.is_watched || is_owned && !of_slot(&reading, &[]).is_empty();
        if is_alert || matches!(decision.outcome, Outcome::Order | Outcome::Held) {
            return;
        }
        let around = HeadroomInput {
            used,
            open: &[],
            owned: is_owned,
            next: slot.cooldown.until.filter(|until| *until > now),
        };
        let headroom = Headroom::after(&decision, &input, &around);
        let before = slot.decision.as_ref().map(|before| before.outcome);
        self.evaluated = Some(Evaluated {
            is_new: before != Some(decision.outcome),
        });
        self.needs_evaluation = false;
        slot.headroom_amount = headroom.map(|it| it.amount);
        slot.headroom_until = headroom.map(|it| it.until);
        slot.decision = Some(decision);
    }
}
