//! A device while a batch is written: what is known of it, and what its reports do to it.

use domain::engine::{DeviceState, NewEntry};
use domain::journal::Actor;
use domain::usage::{Rejection, Report};
use store::Tx;

use super::SlotState;
use super::decode::{Decoded, Known, ReceiptBuilder};
use super::queue::Sender;
use crate::Error;
use crate::device_unit::fold;
use crate::devices::device_token::take_over;

/// How often the journal is folded for what reports of one request may explain.
const FOLDS: usize = 3;

/// A device, held for the transaction.
#[derive(Debug)]
pub(super) struct DeviceBatch {
    pub state: DeviceState,
    /// How far it had come when it was read.
    pub revision: i64,
    pub known: Known,
    /// It has been heard.
    pub is_heard: bool,
    /// One of its requests waits for the next transaction, and so do all after it.
    pub is_deferred: bool,
    /// It waits for nothing else: more of it comes then.
    pub is_cut: bool,
    /// It was taken for silent until it was heard.
    pub was_silent: bool,
    /// What is known of its clock says something else.
    pub is_clock_changed: bool,
    /// Something else runs in it than before.
    pub is_firmware_changed: bool,
    /// Its new token was used first.
    pub is_promoted: bool,
    /// Its journal has to be folded before more of it can be taken.
    pub needs_fold: bool,
    /// All of it is left for a transaction that holds it.
    pub is_left: bool,
}

impl DeviceBatch {
    pub(super) fn new(state: DeviceState, revision: i64) -> Self {
        Self {
            state,
            revision,
            known: Known::new(),
            is_heard: false,
            is_deferred: false,
            is_cut: false,
            was_silent: false,
            is_clock_changed: false,
            is_firmware_changed: false,
            is_promoted: false,
            needs_fold: false,
            is_left: false,
        }
    }

    /// Whether a sender is this device. A new token's first use ends the old one.
    pub(super) fn is_sender(&mut self, sender: &Sender) -> bool {
        let Sender::Token(hash) = sender else {
            return true;
        };
        let device = &mut self.state.device;
        if device.deleting {
            return false;
        }
        if device.token_hash.as_ref() == Some(hash) {
            return true;
        }
        let is_next = take_over(device, hash);
        self.is_promoted |= is_next;
        is_next
    }

    /// Whether it has to be decided on before anything more of it is taken.
    pub(super) fn needs_evaluation(&self) -> bool {
        let mut slots = self.state.slots.iter();
        self.is_promoted
            || self.was_silent
            || self.is_clock_changed
            || slots.any(|work| work.needs_evaluation)
    }

    /// Whether more is to be done for it than can be written without holding it.
    pub(super) fn needs_lock(&self) -> bool {
        let mut slots = self.state.slots.iter();
        self.is_promoted
            || self.was_silent
            || self.is_clock_changed
            || self.is_firmware_changed
            || self.needs_fold
            || slots.any(|work| work.unfolded.is_some())
    }

    /// The machine is heard, and says what runs in it.
    pub(super) fn hear(&mut self, firmware: Option<&str>) {
        let device = &mut self.state.device;
        if firmware.is_some() && firmware != device.firmware.as_deref() {
            device.firmware = firmware.map(str::to_owned);
            self.is_firmware_changed = true;
        }
        self.was_silent |= self.state.is_silent();
        self.state.device.last_seen = Some(self.state.now);
        self.is_heard = true;
    }

    /// Takes reports one after the other, each with all that is known after the one before it; says how many. Where the
    /// journal had to be folded too often for that, the others wait for the next transaction; where it is not held, all do.
    pub(super) async fn take(
        &mut self,
        tx: &mut Tx,
        reports: Vec<Result<Decoded, Rejection>>,
        is_locked: bool,
    ) -> Result<(ReceiptBuilder, usize), Error> {
        let mut receipt = ReceiptBuilder::default();
        let (count, mut folds) = (reports.len(), 0);
        for (taken, report) in reports.into_iter().enumerate() {
            if folds >= FOLDS {
                return Ok((receipt, taken));
            }
            let read = receipt.read(report, self.state.device.id, &mut self.known);
            let Some(decoded) = read else { continue };
            if let Some(said) = decoded.report.said_at {
                let (clock, now) = (&mut self.state.device.clock, self.state.now);
                self.is_clock_changed |= clock.note(said, now);
            }
            let (s, mut entry) = self.entry(decoded);
            while let Err(back) = self.state.report(s, entry) {
                if !is_locked {
                    self.needs_fold = true;
                    return Ok((receipt, taken));
                }
                fold(tx, &mut self.state, s).await?;
                folds += 1;
                entry = back;
            }
            let entry = self.state.changes.entries.last();
            if let Some(id) = entry.and_then(|it| it.key.as_deref())
                && self.state.slots[s].is_provisional
            {
                receipt.wait(id);
            }
        }
        Ok((receipt, count))
    }

    /// A report as the entry that it becomes, with the place of its slot.
    fn entry(&self, decoded: Decoded) -> (usize, NewEntry) {
        let Decoded {
            s,
            report: Report { id, input, at, .. },
            content,
        } = decoded;
        let left_at = self.state.device.left_at;
        let entry = NewEntry {
            at,
            input,
            actor: Actor::Device,
            key: Some((id, content)),
            effective: left_at.is_none_or(|left| at >= left),
        };
        (s, entry)
    }

    /// Its slots as they are now.
    pub(super) fn states(&self) -> Vec<SlotState> {
        let slots = self.state.slots.iter();
        slots
            .map(|work| SlotState::of(&work.slot, work.live_order()))
            .collect()
    }
}
