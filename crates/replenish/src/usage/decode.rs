//! Reading a request's reports against what is known: each one is new, known, adjusted or refused.

use std::collections::HashMap;

use domain::engine::SlotState;
use domain::usage::{Rejection, Report, SAME, SentReport, read};
use domain::{DeviceId, Time};
use sha2::{Digest as _, Sha256};
use tracing::warn;

use super::{Adjustment, Receipt, Rejected};

/// What is known of a device's report ids. One that was looked for and is not there is new.
pub(super) type Known = HashMap<String, Said>;

/// What was said under one id: the contents that reports of this transaction have or were found to have, half a hash of
/// each, and when that was. Where there are others, none of them needs to be known.
pub(super) type Said = HashMap<Vec<u8>, Time>;

/// Half the hash of a report, which is enough to tell two contents of one id apart.
const HALF: usize = 16;

/// A report that says something of a slot.
#[derive(Clone, Debug)]
pub(super) struct Decoded {
    /// The place of the slot among its device's.
    pub s: usize,
    pub report: Report,
    /// Half a hash of its content.
    pub content: Vec<u8>,
}

impl Decoded {
    /// Half hashes of its content in the hours beside its own, under which it may be known, too.
    pub(super) fn nearby(&self) -> impl Iterator<Item = Vec<u8>> {
        let hour = self.report.hour().into_iter();
        let beside = hour.flat_map(|hour| [hour - 1, hour + 1]);
        beside.map(|hour| half(&self.report.content_in(Some(hour))))
    }

    /// Whether it was said before, at about the same time.
    fn is_among(&self, said: &Said) -> bool {
        let at = self.report.at;
        let is_near = |content: Vec<u8>| {
            let known = said.get(&content);
            known.is_some_and(|known| known.since(at).abs() <= SAME)
        };
        said.contains_key(&self.content) || self.nearby().any(is_near)
    }
}

/// Half the hash of a content.
fn half(content: &str) -> Vec<u8> {
    Sha256::digest(content.as_bytes())[..HALF].to_vec()
}

/// What became of reports so far.
#[derive(Debug, Default)]
pub(crate) struct ReceiptBuilder {
    /// How many were read.
    read: usize,
    accepted: usize,
    duplicate: usize,
    rejected: Vec<Rejected>,
    adjusted: Vec<Adjustment>,
    is_reused: bool,
    is_above_full: bool,
}

impl ReceiptBuilder {
    /// Notes what becomes of one report; it is answered where it is to be appended.
    pub(super) fn read(
        &mut self,
        report: Result<Decoded, Rejection>,
        device: DeviceId,
        known: &mut Known,
    ) -> Option<Decoded> {
        let index = self.read;
        self.read += 1;
        let decoded = match report {
            Ok(decoded) => decoded,
            Err(why) => {
                self.rejected.push(Rejected { index, why });
                return None;
            }
        };
        let report = &decoded.report;
        let said = known.get(&report.id);
        if said.is_some_and(|said| decoded.is_among(said)) {
            self.duplicate += 1;
            return None;
        }
        if said.is_some() {
            if !self.is_reused {
                warn!(%device, "a device uses a report id for something else");
            }
            self.is_reused = true;
            self.adjust(index, &report.id, ID_REUSED);
        }
        if report.above_full {
            if !self.is_above_full {
                warn!(%device, slot = report.slot, "a device reads more than a full container");
            }
            self.is_above_full = true;
            self.adjust(index, &report.id, ABOVE_FULL);
        }
        if report.rounded {
            self.adjust(index, &report.id, ROUNDED);
        }
        if report.clock_wrong {
            self.adjust(index, &report.id, CLOCK_WRONG);
        }
        let said = known.entry(report.id.clone()).or_default();
        said.insert(decoded.content.clone(), report.at);
        self.accepted += 1;
        Some(decoded)
    }

    /// The last report that was read is kept, and not believed yet.
    pub(super) fn wait(&mut self, id: &str) {
        self.adjust(self.read.saturating_sub(1), id, PROVISIONAL);
    }

    /// What became of those that followed.
    pub(super) fn add(&mut self, mut next: Self) {
        let rejected = next.rejected.iter_mut().map(|it| &mut it.index);
        let adjusted = next.adjusted.iter_mut().map(|it| &mut it.index);
        for index in rejected.chain(adjusted) {
            *index += self.read;
        }
        self.read += next.read;
        self.accepted += next.accepted;
        self.duplicate += next.duplicate;
        self.rejected.extend(next.rejected);
        self.adjusted.extend(next.adjusted);
    }

    fn adjust(&mut self, index: usize, id: &str, (code, detail): (&'static str, &'static str)) {
        self.adjusted.push(Adjustment {
            index,
            id: id.to_owned(),
            code,
            detail,
        });
    }

    /// The answer, counted for the operator's metrics.
    pub(super) fn receipt(self, slots: Vec<super::SlotState>) -> Receipt {
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

/// Reads a report against the slots of its device, or says why it is not taken.
pub(super) fn decode(
    report: &SentReport,
    slots: &[SlotState],
    now: Time,
) -> Result<Decoded, Rejection> {
    let place = |name: &str| slots.iter().position(|it| it.slot.kind.slot == name);
    let report = read(report, |name| Some(&slots[place(name)?].spec), now)?;
    Ok(Decoded {
        s: place(&report.slot).unwrap_or_default(),
        content: half(&report.content_in(report.hour())),
        report,
    })
}

const CLOCK_WRONG: (&str, &str) = (
    "clock_wrong",
    "its time cannot be right; it counts at the time of receipt",
);
const ABOVE_FULL: (&str, &str) = (
    "above_full",
    "it is more than a full container; it counts as full. Where larger containers are sold now, the model's \
     `capacity` has to be changed",
);
const ROUNDED: (&str, &str) = (
    "rounded",
    "it has more decimals than its unit can hold; it counts rounded",
);
const PROVISIONAL: (&str, &str) = (
    "provisional",
    "it is kept and counts once another reading agrees with it",
);
const ID_REUSED: (&str, &str) = (
    "id_reused",
    "its id was used before for something else; it counts all the same",
);
