//! A device while a batch is written: what is known of it, and what its reports do to it.

use domain::journal::{Actor, Input};
use domain::usage::{Report, read};
use domain::{EntryId, Time};
use serde_json::Value;
use store::{Device, DeviceSnapshot, EntryRow};

use super::SlotState;
use super::decode::{Known, ReceiptBuilder};
use super::queue::Sender;
use super::slot_batch::SlotBatch;
use crate::device_unit::DeviceUnit;
use crate::devices::alert::is_machine_silent;
use crate::devices::device_token::take_over;
use crate::inventory::entry::NewEntry;
use crate::{Error, Random};

/// How often the journal is folded for what reports of one request may explain.
const FOLDS: usize = 3;

/// A device, held for the transaction.
#[derive(Debug)]
pub(super) struct DeviceBatch {
    pub device: Device,
    /// How far it had come when it was read.
    pub revision: i64,
    pub slots: Vec<SlotBatch>,
    pub known: Known,
    /// It has been heard.
    pub is_heard: bool,
    /// One of its requests waits for the next transaction, and so do all after it.
    pub is_deferred: bool,
    /// It waits for nothing else: more of it comes then.
    pub is_cut: bool,
    /// It was taken for silent until it was heard.
    pub was_silent: bool,
    /// Its new token was used first.
    pub is_promoted: bool,
}

impl DeviceBatch {
    pub(super) fn new(snapshot: DeviceSnapshot) -> Self {
        Self {
            device: snapshot.device,
            revision: snapshot.revision,
            slots: snapshot.slots.into_iter().map(SlotBatch::new).collect(),
            known: Known::new(),
            is_heard: false,
            is_deferred: false,
            is_cut: false,
            was_silent: false,
            is_promoted: false,
        }
    }

    /// Whether a sender is this device. A new token's first use ends the old one.
    pub(super) fn is_sender(&mut self, sender: &Sender) -> bool {
        let Sender::Token(hash) = sender else {
            return true;
        };
        if self.device.deleting {
            return false;
        }
        if self.device.token_hash.as_ref() == Some(hash) {
            return true;
        }
        let is_next = take_over(&mut self.device, hash);
        self.is_promoted |= is_next;
        is_next
    }

    /// Whether the database has to be asked before anything more of it can be taken.
    pub(super) fn needs_evaluation(&self) -> bool {
        self.is_promoted || self.was_silent || self.slots.iter().any(|work| work.needs_evaluation)
    }

    /// Whether one of the reports may explain an order.
    pub(super) fn needs_care(&self, reports: &[Value], now: Time) -> bool {
        self.slots.iter().any(|work| {
            work.waits_for_order() && {
                let name = work.snapshot.slot.kind.slot.as_str();
                let own = reports
                    .iter()
                    .filter(|it| it.get("slot").and_then(Value::as_str) == Some(name));
                let sound = own.filter_map(|it| read(it, |_| Some(&work.spec), now).ok());
                work.may_explain(sound.map(|report| (report.at, report.input)))
            }
        })
    }

    /// The machine is heard.
    pub(super) fn hear(&mut self, now: Time) {
        self.was_silent |= is_machine_silent(&self.device, now);
        self.device.last_seen = Some(now);
        self.is_heard = true;
    }

    /// Takes reports without asking the database; their rows go to `entries`.
    pub(super) fn take(
        &mut self,
        reports: &[Value],
        now: Time,
        random: &Random,
        entries: &mut Vec<EntryRow>,
    ) -> ReceiptBuilder {
        let mut tally = ReceiptBuilder::default();
        for report in reports {
            if let Some((place, entry)) = self.read(report, now, &mut tally) {
                let id: EntryId = random.id(now);
                entries.push(self.slots[place].take(id, entry, now));
            }
        }
        tally
    }

    /// Takes reports one after the other, each with all that is known after the one before it; says how many. Where the
    /// journal had to be folded too often for that, the others wait for the next transaction.
    pub(super) async fn take_with_care(
        &mut self,
        change: &mut DeviceUnit,
        reports: &[Value],
    ) -> Result<(ReceiptBuilder, usize), Error> {
        let mut tally = ReceiptBuilder::default();
        let mut folds = 0;
        for (taken, report) in reports.iter().enumerate() {
            if folds >= FOLDS {
                return Ok((tally, taken));
            }
            let Some((place, entry)) = self.read(report, change.now, &mut tally) else {
                continue;
            };
            let work = &mut self.slots[place];
            if entry.effective && matches!(entry.input, Input::Level(_)) {
                folds += work.explain(change, entry.input, entry.at).await?;
            }
            let (at, input, effective) = (entry.at, entry.input, entry.effective);
            change.append(&mut work.snapshot.slot, entry).await?;
            work.is_changed = true;
            if effective {
                work.foresee(at, input);
                work.fold_for(at);
            }
        }
        Ok((tally, reports.len()))
    }

    /// A report that is new, as the entry that it becomes, with the place of its slot.
    fn read(
        &mut self,
        report: &Value,
        now: Time,
        tally: &mut ReceiptBuilder,
    ) -> Option<(usize, NewEntry)> {
        let (report, content) =
            tally.read(report, self.device.id, &self.slots, &mut self.known, now)?;
        let Report {
            id,
            slot,
            input,
            at,
            ..
        } = report;
        let named = |work: &SlotBatch| work.snapshot.slot.kind.slot == slot;
        let place = self.slots.iter().position(named)?;
        let entry = NewEntry {
            at,
            input,
            actor: Actor::Device,
            key: Some((id, content)),
            effective: self.device.left_at.is_none_or(|left| at >= left),
        };
        Some((place, entry))
    }

    /// What its reports ask of the database: the journal folded again, an order confirmed, a decision,
    /// a silence ended.
    pub(super) async fn settle(&mut self, change: &mut DeviceUnit) -> Result<(), Error> {
        for work in self.slots.iter_mut().filter(|work| work.needs_evaluation) {
            let slot = &mut work.snapshot.slot;
            if let Some(unfolded) = work.unfolded {
                change.fold(slot, unfolded).await?;
            }
            change.after_rise(slot, work.before).await?;
            change.confirm_by_use(slot).await?;
            if work.is_touched {
                change.report_status(slot).await?;
            }
            change.evaluate(slot).await?;
            let order = change.tx.orders_of_slot(slot.id, 1).await?.pop();
            work.snapshot.order_state = order.as_ref().map(|order| order.state);
            work.snapshot.order_estimate = order.and_then(|order| order.estimate);
        }
        if self.was_silent {
            change.update_silence().await?;
        }
        Ok(())
    }

    /// Its slots as they are now.
    pub(super) fn states(&self) -> Vec<SlotState> {
        self.slots
            .iter()
            .map(|work| SlotState::of(&work.snapshot))
            .collect()
    }
}
