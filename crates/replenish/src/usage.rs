//! Ingest: a device's reports, durable before they are answered, counted once however often they
//! are sent.

use std::collections::HashMap;

use domain::journal::{Actor, Input};
use domain::order::OrderState;
use domain::usage::{Rejection, Report, read};
use domain::view::DeviceView;
use domain::{DeviceId, SlotId, Time};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use store::Slot;
use tracing::warn;

use crate::application::digest;
use crate::change::Change;
use crate::stock::NewEntry;
use crate::view::device_view;
use crate::{Application, Error};

/// What became of a batch.
#[derive(Clone, Debug, PartialEq)]
pub struct Receipt {
    /// Reports that are new and durable.
    pub accepted: usize,
    /// Reports known already.
    pub duplicate: usize,
    /// Reports that were not taken, and why.
    pub rejected: Vec<Rejection>,
    /// Reports that were taken otherwise than they said.
    pub adjusted: Vec<Adjustment>,
    /// The device after them.
    pub device: DeviceView,
}

/// A report that was taken otherwise than it said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Adjustment {
    /// Its id.
    pub id: String,
    /// A stable name: `clock_wrong`, `above_full`, `id_reused`.
    pub code: &'static str,
    /// What was done.
    pub detail: &'static str,
}

impl Adjustment {
    fn clock_wrong(id: &str) -> Self {
        let detail = "its time cannot be right; it counts at the time of receipt";
        Self {
            id: id.to_owned(),
            code: "clock_wrong",
            detail,
        }
    }

    fn above_full(id: &str) -> Self {
        let detail = "it is a little more than a full container; it counts as full";
        Self {
            id: id.to_owned(),
            code: "above_full",
            detail,
        }
    }

    fn id_reused(id: &str) -> Self {
        let detail = "its id was used before for something else; it counts all the same";
        Self {
            id: id.to_owned(),
            code: "id_reused",
            detail,
        }
    }
}

impl Application {
    /// The device of a token. A new token's first use ends the old one.
    pub async fn device_by_token(&self, token: &str) -> Result<Option<DeviceId>, Error> {
        let hash = digest(token);
        let Some(device) = self.store.read().await?.device_by_token(&hash).await? else {
            return Ok(None);
        };
        if device.next_token_hash.as_ref() == Some(&hash) {
            let mut change = Change::begin(self, device.id).await?;
            if change.device.next_token_hash.as_ref() == Some(&hash) {
                change.device.token_hash = change.device.next_token_hash.take();
            }
            change.commit().await?;
        }
        Ok(Some(device.id))
    }

    /// Takes a batch of reports. A bad one is named and does not stop the others.
    pub async fn ingest(&self, device: DeviceId, reports: Vec<Value>) -> Result<Receipt, Error> {
        let mut change = Change::begin(self, device).await?;
        let mut batch = Batch::new(change.slots().await?);
        for report in &reports {
            batch.take(&mut change, report).await?;
        }
        batch.fold_all(&mut change).await?;
        change.heard().await?;
        let now = change.now;
        let held = change.device.clone();
        let view = device_view(&mut change.tx, held, now).await?;
        change.commit().await?;
        batch.count();
        Ok(Receipt {
            accepted: batch.accepted,
            duplicate: batch.duplicate,
            rejected: batch.rejected,
            adjusted: batch.adjusted,
            device: view,
        })
    }

    /// The device as it stands, for its lamp.
    pub async fn device_state(&self, device: DeviceId) -> Result<DeviceView, Error> {
        let mut tx = self.store.read().await?;
        let device = tx.device(device).await?.ok_or(Error::NotFound)?;
        device_view(&mut tx, device, self.now()).await
    }
}

/// Reports of one request, on their way into the journal.
struct Batch {
    slots: Vec<Slot>,
    /// From when on a slot has to be folded.
    touched: HashMap<SlotId, Time>,
    accepted: usize,
    duplicate: usize,
    rejected: Vec<Rejection>,
    adjusted: Vec<Adjustment>,
}

impl Batch {
    fn new(slots: Vec<Slot>) -> Self {
        Self {
            slots,
            touched: HashMap::new(),
            accepted: 0,
            duplicate: 0,
            rejected: Vec::new(),
            adjusted: Vec::new(),
        }
    }

    async fn take(&mut self, change: &mut Change, report: &Value) -> Result<(), Error> {
        let specs: Vec<_> = self
            .slots
            .iter()
            .map(|slot| (slot.kind.slot.as_str(), slot.spec()))
            .collect();
        let find = |name: &str| {
            specs
                .iter()
                .find(|(slot, _)| *slot == name)
                .map(|(_, spec)| spec)
        };
        let report = match read(report, find, change.now) {
            Ok(report) => report,
            Err(rejection) => {
                self.rejected.push(rejection);
                return Ok(());
            }
        };
        let content = hex(&Sha256::digest(report.content.as_bytes()));
        let known = change
            .tx
            .entries_of_key(change.device.id, &report.id)
            .await?;
        let mut known = known.iter().filter_map(|entry| entry.content.as_deref());
        let reused = known.clone().any(|known| !known.is_empty());
        if known.any(|known| known == content) {
            self.duplicate += 1;
            return Ok(());
        }
        if reused {
            warn!(device = %change.device.id, "a device uses a report id for something else");
            self.adjusted.push(Adjustment::id_reused(&report.id));
        }
        if report.above_full {
            self.adjusted.push(Adjustment::above_full(&report.id));
        }
        if report.clock_wrong {
            self.adjusted.push(Adjustment::clock_wrong(&report.id));
        }
        self.append(change, report, content).await
    }

    async fn append(
        &mut self,
        change: &mut Change,
        report: Report,
        content: String,
    ) -> Result<(), Error> {
        let Some(slot) = self
            .slots
            .iter_mut()
            .find(|slot| slot.kind.slot == report.slot)
        else {
            return Ok(());
        };
        let effective = change.device.left_at.is_none_or(|left| report.at >= left);
        if effective && matches!(report.input, Input::Level(_)) {
            if let Some(from) = self.touched.remove(&slot.id) {
                change.fold(slot, from).await?;
                self.touched.insert(slot.id, from);
            }
            explain_rise(change, slot, report.input, report.at).await?;
        }
        let entry = NewEntry {
            at: report.at,
            input: report.input,
            actor: Actor::Device,
            key: Some((report.id, content)),
            effective,
        };
        change.append(slot, entry).await?;
        self.accepted += 1;
        if effective {
            let from = self.touched.entry(slot.id).or_insert(report.at);
            *from = report.at.min(*from);
        }
        Ok(())
    }

    /// For the operator's metrics.
    fn count(&self) {
        for (outcome, reports) in [
            ("accepted", self.accepted),
            ("duplicate", self.duplicate),
            ("rejected", self.rejected.len()),
            ("adjusted", self.adjusted.len()),
        ] {
            let reports = u64::try_from(reports).unwrap_or_default();
            metrics::counter!("larder_reports_total", "outcome" => outcome).increment(reports);
        }
    }

    async fn fold_all(&mut self, change: &mut Change) -> Result<(), Error> {
        for slot in &mut self.slots {
            let Some(from) = self.touched.get(&slot.id) else {
                continue;
            };
            change.fold(slot, *from).await?;
            change.confirm_by_use(slot).await?;
            change.report_status(slot).await?;
            change.evaluate(slot).await?;
        }
        Ok(())
    }
}

/// A rise of the level that the spares cannot explain, by half of an order on its way or more: the
/// order is here, and the rise is drawn from it. An order that had arrived is thereby confirmed.
async fn explain_rise(
    change: &mut Change,
    slot: &mut Slot,
    input: Input,
    at: Time,
) -> Result<(), Error> {
    let Some(mut order) = change.tx.orders_of_slot(slot.id, 1).await?.pop() else {
        return Ok(());
    };
    match order.state {
        OrderState::Placed | OrderState::Shipped => {
            let late = slot.last_use.is_some_and(|used| at < used);
            let coming = order.quantity.unwrap_or_default();
            let rise = slot.stock().unexplained_rise(input, &slot.spec());
            if !late && coming.is_positive() && rise.0.saturating_mul(2) >= coming.0 {
                change
                    .arrive_early(slot, &mut order, at, Actor::Device)
                    .await?;
            }
        }
        OrderState::Arrived if !order.confirmed => {
            let jitter = slot.spec().jitter();
            let rises = slot
                .machine
                .is_some_and(|machine| input.amount() > machine + jitter);
            if rises && slot.spares.is_positive() {
                order.confirmed = true;
                change.tx.order_update(&order).await?;
            }
        }
        _ => {}
    }
    Ok(())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
