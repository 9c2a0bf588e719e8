//! Learning from the fleet (empirical Bayes): once a day, what the machines of each model have in common is summed up, and
//! becomes the prior of their forecasts.
//!
//! - A step looks at one page of a model's machines and reads a year of days of each. What it adds to the sums, and where
//!   it goes on, is in the job's own row: both move together, and a step that is repeated adds nothing twice.
//! - The sums name nobody. Of a household one machine is learned from, so a slot's prior is of as many households as
//!   [`fleet::ENOUGH`] asks for. With fewer the sums are thrown away, and what was learned before stays.
//! - Only what is foretold is learned: a slot whose policy is a forecast.
//! - Nothing is learned by a clock that is doubted.
//! - After the last model the figures of all models are counted ([`super::figures`]), by the same job.

use std::collections::BTreeMap;

use domain::day::ClosedDay;
use domain::demand::fleet::{self, Share};
use domain::demand::{UseHistory, lead_time};
use domain::time::{DAY, HOUR, SECOND};
use domain::{Slot, SlotId, Time};
use store::{FittedPrior, Tx};

use super::figures;
use crate::job::{Counted, Ended, Job, Learning};
use crate::{Application, Error};

/// Slots of which a year is read in one step, if one machine has no more.
const PAGE: usize = 48;

impl Learning {
    /// Before the first model.
    pub(crate) fn beginning(now: Time) -> Self {
        Self {
            begun: now,
            version: fleet::VERSION,
            model: None,
            after: None,
            sums: BTreeMap::new(),
            figures: None,
        }
    }

    /// At the beginning of the next day.
    pub(super) fn tomorrow(&self, now: Time) -> (Self, Time) {
        let at = (self.begun + DAY).max(now + HOUR);
        (Self::beginning(at), at)
    }

    /// At the next model, or at the figures where there is none.
    fn next(&self, model: Option<String>, now: Time) -> (Self, Time) {
        if model.is_none() {
            let next = Self {
                figures: Some(Counted::default()),
                ..Self::beginning(self.begun)
            };
            return (next, now);
        }
        let next = Self {
            model,
            ..Self::beginning(self.begun)
        };
        (next, now + SECOND)
    }

    /// What its model's machines have in common, where they are enough.
    fn fitted(&self, now: Time) -> Vec<FittedPrior> {
        let fitted = self.sums.iter().filter_map(|(slot, sums)| {
            Some(FittedPrior {
                model: self.model.clone()?,
                slot: slot.clone(),
                fitted_at: now,
                prior: sums.prior()?,
            })
        });
        fitted.collect()
    }
}

/// Learns from a page of machines, as a job.
pub(crate) async fn run(app: &Application, known: &Learning) -> Result<Ended, Error> {
    let now = app.now();
    if app.doubted_since().is_some() {
        return Ok(Ended::Again(now + HOUR));
    }
    let mut pass = known.clone();
    if pass.version != fleet::VERSION {
        pass = Learning::beginning(now);
    }
    if pass.figures.is_some() {
        return figures::run(app, pass).await;
    }
    let mut read = app.store.read().await?;
    let (next, at, fitted) = if learn(&mut read, &mut pass, now).await? {
        (pass, now + SECOND, Vec::new())
    } else {
        let after = pass.model.as_deref().unwrap_or_default();
        let model = read.model_foretold_after(after).await?;
        let (next, at) = pass.next(model, now);
        (next, at, pass.fitted(now))
    };
    drop(read);
    let mut tx = app.store.write().await?;
    for prior in &fitted {
        tx.prior_put(prior).await?;
    }
    app.ask(&mut tx, &Job::Learn(next), at).await?;
    tx.commit().await?;
    Ok(Ended::Done)
}

/// Adds what the next machines of the model show; false where there are none.
async fn learn(tx: &mut Tx, pass: &mut Learning, now: Time) -> Result<bool, Error> {
    let Some(model) = &pass.model else {
        return Ok(false);
    };
    let kinds = tx.model_slots(model).await?;
    let foretold = kinds
        .iter()
        .filter(|it| it.policy.service_level().is_some());
    let Some(page) = PAGE.checked_div(foretold.count()) else {
        return Ok(false);
    };
    let page = i64::try_from(page.max(1)).unwrap_or_default();
    let looked = tx.devices_to_learn_from(model, pass.after, page).await?;
    let Some(last) = looked.last() else {
        return Ok(false);
    };
    pass.after = Some(last.id);
    let from = looked.iter().filter(|it| it.is_learned_from);
    let from: Vec<_> = from.map(|it| it.id).collect();
    if !from.is_empty() {
        let slots = tx.slots_of_devices(&from).await?;
        for (slot, share) in shares(tx, &slots, now).await? {
            *pass.sums.entry(slot).or_default() += &share;
        }
    }
    Ok(true)
}

/// What slots show, each with its name.
async fn shares(tx: &mut Tx, slots: &[Slot], now: Time) -> Result<Vec<(String, Share)>, Error> {
    let is_known = |slot: &&Slot| {
        slot.kind.policy.service_level().is_some()
            && slot.first_report.is_some()
            && slot.counting.is_none()
    };
    let slots: Vec<_> = slots.iter().filter(is_known).collect();
    if slots.is_empty() {
        return Ok(Vec::new());
    }
    let keys: Vec<_> = slots.iter().map(|slot| slot.key()).collect();
    let first = UseHistory::first_day(now);
    let windows: Vec<_> = keys.iter().map(|key| (*key, first)).collect();
    let mut days: BTreeMap<SlotId, Vec<ClosedDay>> = BTreeMap::new();
    for (slot, day) in tx.days_of_slots(&windows).await? {
        days.entry(slot).or_default().push(ClosedDay::from(&day));
    }
    let newest = i64::try_from(lead_time::ORDERS).unwrap_or_default();
    let mut took: BTreeMap<SlotId, Vec<i64>> = BTreeMap::new();
    for order in tx.orders_of_slots(&keys, newest).await? {
        took.entry(order.slot_id).or_default().extend(order.took());
    }
    let of = |slot: &&Slot| {
        let closed = days.remove(&slot.id).unwrap_or_default();
        let history = UseHistory::new(&closed, slot.first_report?, now);
        let took = took.remove(&slot.id).unwrap_or_default();
        Some((slot.kind.slot.clone(), Share::of(&history, &took)?))
    };
    Ok(slots.iter().filter_map(of).collect())
}
