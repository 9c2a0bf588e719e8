//! Reading a request's reports against what is known: each one is new, known, adjusted or refused.

use std::collections::HashMap;

use domain::usage::{Rejection, Report, read};
use domain::{DeviceId, Time};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use tracing::warn;

use super::step::Work;
use super::{Adjustment, Receipt, SlotState};

/// A device's report ids, each with half a hash of all that was said under it.
pub(super) type Known = HashMap<String, Vec<Option<Vec<u8>>>>;

/// Half the hash of a report, which is enough to tell two contents of one id apart.
const HALF: usize = 16;

/// What became of reports so far.
#[derive(Debug, Default)]
pub(super) struct Tally {
    accepted: usize,
    duplicate: usize,
    rejected: Vec<Rejection>,
    adjusted: Vec<Adjustment>,
}

impl Tally {
    /// Reads one report; it is answered, with half a hash of its content, where it is to be appended.
    pub(super) fn read(
        &mut self,
        report: &Value,
        device: DeviceId,
        slots: &[Work],
        known: &mut Known,
        now: Time,
    ) -> Option<(Report, Vec<u8>)> {
        let find = |name: &str| {
            let named = |work: &&Work| work.held.slot.kind.slot == name;
            slots.iter().find(named).map(|work| &work.spec)
        };
        let report = match read(report, find, now) {
            Ok(report) => report,
            Err(rejection) => {
                self.rejected.push(rejection);
                return None;
            }
        };
        let hash = Sha256::digest(report.content.as_bytes());
        let content = hash[..HALF].to_vec();
        let said = known.entry(report.id.clone()).or_default();
        let mut contents = said.iter().flatten();
        if contents.clone().any(|known| *known == content) {
            self.duplicate += 1;
            return None;
        }
        if contents.any(|known| !known.is_empty()) {
            warn!(%device, "a device uses a report id for something else");
            self.adjust(&report.id, ID_REUSED);
        }
        if report.above_full {
            self.adjust(&report.id, ABOVE_FULL);
        }
        if report.clock_wrong {
            self.adjust(&report.id, CLOCK_WRONG);
        }
        said.push(Some(content.clone()));
        self.accepted += 1;
        Some((report, content))
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
        }
    }
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
