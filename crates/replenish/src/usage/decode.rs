//! Reading a request's reports against what is known: each one is new, known, adjusted or refused.

use std::collections::{HashMap, HashSet};

use domain::usage::{Rejection, Report, read};
use domain::{DeviceId, Time};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use tracing::warn;

use super::slot_batch::SlotBatch;
use super::{Adjustment, Receipt, SlotState};

/// What is known of a device's report ids. One that was looked for and is not there is new.
pub(super) type Known = HashMap<String, Said>;

/// What was said under one id: the contents that reports of this transaction have or were found to have, half a hash of
/// each. Where there are others, none of them needs to be known.
pub(super) type Said = HashSet<Vec<u8>>;

/// Half the hash of a report, which is enough to tell two contents of one id apart.
const HALF: usize = 16;

/// What became of reports so far.
#[derive(Debug, Default)]
pub(crate) struct ReceiptBuilder {
    accepted: usize,
    duplicate: usize,
    rejected: Vec<Rejection>,
    adjusted: Vec<Adjustment>,
    is_reused: bool,
}

impl ReceiptBuilder {
    /// Reads one report; it is answered, with half a hash of its content, where it is to be appended.
    pub(super) fn read(
        &mut self,
        report: &Value,
        device: DeviceId,
        slots: &[SlotBatch],
        known: &mut Known,
        now: Time,
    ) -> Option<(Report, Vec<u8>)> {
        let (report, content) = match hashed(report, slots, now) {
            Ok(read) => read,
            Err(rejection) => {
                self.rejected.push(rejection);
                return None;
            }
        };
        let said = known.get(&report.id);
        if said.is_some_and(|said| said.contains(&content)) {
            self.duplicate += 1;
            return None;
        }
        if said.is_some() {
            if !self.is_reused {
                warn!(%device, "a device uses a report id for something else");
            }
            self.is_reused = true;
            self.adjust(&report.id, ID_REUSED);
        }
        if report.above_full {
            self.adjust(&report.id, ABOVE_FULL);
        }
        if report.clock_wrong {
            self.adjust(&report.id, CLOCK_WRONG);
        }
        let said = known.entry(report.id.clone()).or_default();
        said.insert(content.clone());
        self.accepted += 1;
        Some((report, content))
    }

    /// What became of those that followed.
    pub(super) fn add(&mut self, next: Self) {
        self.accepted += next.accepted;
        self.duplicate += next.duplicate;
        self.rejected.extend(next.rejected);
        self.adjusted.extend(next.adjusted);
    }

    fn adjust(&mut self, id: &str, (code, detail): (&'static str, &'static str)) {
        self.adjusted.push(Adjustment {
            id: id.to_owned(),
            code,
            detail,
        });
    }

    /// The answer, counted for the operator's metrics.
    pub(super) fn receipt(self, slots: Vec<SlotState>) -> Receipt {
        for (outcome, reports) in [
            ("accepted", self.accepted),
            ("duplicate", self.duplicate),
            ("rejected", self.rejected.len()),
            ("adjusted", self.adjusted.len()),
        ] {
            let reports = u64::try_from(reports).unwrap_or_default();
            metrics::counter!("larder_reports_total", "outcome" => outcome).increment(reports);
        }
        Receipt {
            accepted: self.accepted,
            duplicate: self.duplicate,
            rejected: self.rejected,
            adjusted: self.adjusted,
            slots,
            renews: false,
        }
    }
}

/// A report with half a hash of its content, or why it is not taken.
pub(super) fn hashed(
    report: &Value,
    slots: &[SlotBatch],
    now: Time,
) -> Result<(Report, Vec<u8>), Rejection> {
    let find = |name: &str| {
        let named = |work: &&SlotBatch| work.snapshot.slot.kind.slot == name;
        slots.iter().find(named).map(|work| &work.spec)
    };
    let report = read(report, find, now)?;
    let hash = Sha256::digest(report.content.as_bytes());
    Ok((report, hash[..HALF].to_vec()))
}

const CLOCK_WRONG: (&str, &str) = (
    "clock_wrong",
    "its time cannot be right; it counts at the time of receipt",
);
const ABOVE_FULL: (&str, &str) = (
    "above_full",
    "it is a little more than a full container; it counts as full",
);
const ID_REUSED: (&str, &str) = (
    "id_reused",
    "its id was used before for something else; it counts all the same",
);
