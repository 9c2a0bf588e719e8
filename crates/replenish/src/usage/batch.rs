//! One transaction of many requests: everything that is needed is read at once, everything that is new
//! is written at once, and between the two there is no statement of a report's own unless it has to be
//! folded or evaluated.
//!
//! - It is tried without a transaction first: what was read is written in one statement, which
//!   writes nothing where one of the devices has changed meanwhile. What needs more than that is done
//!   by a transaction.
//! - Devices are held in the order of their ids, so that writers on any number of servers do not wait
//!   for each other in a circle.
//! - A device's requests are taken in their order. One after which the database has to be asked is the
//!   last of its device in this transaction; the next ones wait for the next.
//! - Of a long request it takes a part; the device's next ones wait for the rest of it.
//! - A failure takes everything back, and each request is then written by itself: a bad one spoils
//!   nobody else's. Of a sender whose request waits for the next transaction, the next ones wait, too.

use std::collections::{HashMap, HashSet};

use domain::{DeviceId, JobId, Time};
use store::{EntryRow, NewJob, SlotPatch, Tx, WriteSet};
use tokio::time::Instant;
use tracing::warn;

use super::Receipt;
use super::decode::{ReceiptBuilder, hashed};
use super::device_batch::DeviceBatch;
use super::evaluate_batch::evaluate_batch;
use super::queue::{Request, Sender};
use super::slot_batch::SlotBatch;
use crate::device_unit::DeviceUnit;
use crate::inventory::slot_status::status_due;
use crate::job::Job;
use crate::{Application, Error};

/// What became of a request in a transaction.
enum Outcome {
    /// So many of its reports were taken, of the device at that place.
    Taken(ReceiptBuilder, usize, usize),
    /// It is nobody's.
    Nobody,
    /// The database has to be asked more for it.
    Later,
    /// It waits for the rest of the one before it.
    Next,
}

/// Requests that are not answered yet.
#[derive(Default)]
struct Left {
    /// Of which the database has to be asked more.
    later: Vec<Request>,
    /// Whose turn comes again.
    next: Vec<Request>,
}

/// The devices of a transaction.
struct Devices {
    batches: Vec<DeviceBatch>,
    by_token: HashMap<Vec<u8>, usize>,
    by_id: HashMap<DeviceId, usize>,
}

impl Application {
    /// Writes requests and answers them.
    pub(super) async fn write(self, requests: Vec<Request>) {
        let started = Instant::now();
        metrics::histogram!("larder_commit_requests").record(requests.len() as f64);
        let requests = match self.optimistic(&requests).await {
            Ok(Some((outcomes, devices))) => {
                let left = answer(requests, outcomes, &devices);
                self.queue.put_back(left.next);
                left.later
            }
            Err(error) if is_away(&error) => return refuse(requests, error),
            Ok(None) | Err(_) => requests,
        };
        if !requests.is_empty() {
            let left = self.clone().write_locked(requests).await;
            self.queue.put_back(left);
        }
        metrics::histogram!("larder_commit_seconds").record(started.elapsed().as_secs_f64());
    }

    async fn optimistic(
        &self,
        requests: &[Request],
    ) -> Result<Option<(Vec<Outcome>, Devices)>, Error> {
        let tx = self.store.optimistic().await?;
        self.take_reports(tx, requests, false).await
    }

    /// Writes requests in a transaction that holds their devices, and answers them but for those that are left for the
    /// next one.
    async fn write_locked(self, requests: Vec<Request>) -> Vec<Request> {
        let written = match self.store.write().await {
            Ok(tx) => self.take_reports(tx, &requests, true).await,
            Err(error) => Err(error.into()),
        };
        match written.and_then(|written| written.ok_or(Error::NotStored)) {
            Ok((outcomes, devices)) => {
                let Left { later, mut next } = answer(requests, outcomes, &devices);
                next.extend(later);
                next
            }
            Err(error) if requests.len() == 1 || is_away(&error) => {
                refuse(requests, error);
                Vec::new()
            }
            Err(error) => {
                warn!(%error, requests = requests.len(), "reports are stored one by one");
                let mut left: Vec<Request> = Vec::new();
                for request in requests {
                    if left.iter().any(|before| before.sender == request.sender) {
                        left.push(request);
                    } else {
                        left.extend(Box::pin(self.clone().write_locked(vec![request])).await);
                    }
                }
                left
            }
        }
    }

    /// Takes requests and writes what they come to; none where nothing was written. Held, all is
    /// done that they ask for. Otherwise what needs no more than a look at the database is written, if
    /// nobody else was faster, and the rest is left: reports are taken for new ones, and where one is
    /// in the journal nothing is written.
    async fn take_reports(
        &self,
        mut tx: Tx,
        requests: &[Request],
        is_locked: bool,
    ) -> Result<Option<(Vec<Outcome>, Devices)>, Error> {
        let now = self.now();
        let mut devices = Devices::read(&mut tx, requests).await?;
        if is_locked {
            devices.know(&mut tx, requests, now).await?;
        }
        let mut entries = Vec::new();
        let mut outcomes = Vec::with_capacity(requests.len());
        for request in requests {
            let Some((place, batch)) = devices.of(&request.sender) else {
                outcomes.push(Outcome::Nobody);
                continue;
            };
            let reports = request.slice();
            let needs_care = batch.needs_care(reports, now);
            let is_last = batch.is_heard && (needs_care || batch.needs_evaluation());
            batch.is_deferred |= is_last || needs_care && !is_locked;
            if batch.is_deferred {
                let is_cut = batch.is_cut;
                outcomes.push(if is_cut {
                    Outcome::Next
                } else {
                    Outcome::Later
                });
                continue;
            }
            if !batch.is_sender(&request.sender) {
                outcomes.push(Outcome::Nobody);
                continue;
            }
            batch.hear(now);
            let (tally, taken) = if needs_care {
                let mut change = self.change(tx, now, batch);
                let taken = batch.take_with_care(&mut change, reports).await?;
                tx = batch.give_back(change).await?;
                taken
            } else {
                let tally = batch.take(reports, now, &self.random, &mut entries);
                (tally, reports.len())
            };
            batch.is_cut = !request.ends_with(taken);
            batch.is_deferred |= batch.is_cut;
            outcomes.push(Outcome::Taken(tally, taken, place));
        }
        evaluate_batch(&mut tx, &mut devices.batches, now).await?;
        if !is_locked {
            devices.leave_unevaluated(requests, &mut outcomes, &mut entries);
        }
        let written = self.put(&mut tx, now, &devices, &entries, is_locked);
        let (is_written, mut is_work) = written.await?;
        if !is_written {
            return Ok(None);
        }
        for batch in devices.batches.iter_mut() {
            if !batch.is_heard || !batch.needs_evaluation() {
                continue;
            }
            let mut change = self.change(tx, now, batch);
            batch.settle(&mut change).await?;
            tx = batch.give_back(change).await?;
            if batch.is_promoted {
                tx.device_update(&batch.device).await?;
                tx.claim_codes_delete(batch.device.id, false).await?;
            }
            is_work = true;
        }
        tx.commit_unchecked().await?;
        if is_work {
            self.wake.notify_waiters();
        }
        Ok(Some((outcomes, devices)))
    }

    /// Writes what was taken, after its ids were looked for or before: whether it is written, and whether
    /// there is work to be done at once.
    async fn put(
        &self,
        tx: &mut Tx,
        now: Time,
        devices: &Devices,
        entries: &[EntryRow],
        is_known: bool,
    ) -> Result<(bool, bool), Error> {
        let heard: Vec<_> = devices.batches.iter().filter(|it| it.is_heard).collect();
        if heard.is_empty() {
            return Ok((true, false));
        }
        let (mut days, mut slots) = (Vec::new(), Vec::new());
        let (mut decisions, mut jobs) = (Vec::new(), Vec::new());
        for work in heard.iter().flat_map(|batch| &batch.slots) {
            let slot = &work.snapshot.slot;
            days.extend(work.days.iter().map(|day| (slot.id, *day)));
            if work.is_changed && !work.needs_evaluation {
                slots.push(SlotPatch {
                    slot,
                    charged: work.charged,
                    is_decided: work.evaluated.is_some(),
                });
                if work.evaluated.is_some_and(|evaluated| evaluated.is_new) {
                    let decision = slot.decision.as_ref();
                    decisions.extend(decision.map(|it| (self.random.id(now), slot.id, it)));
                }
                jobs.extend(self.status(work, now));
            }
        }
        let heard: Vec<_> = heard
            .iter()
            .map(|batch| (batch.device.id, batch.revision))
            .collect();
        let is_written = tx
            .flush(&WriteSet {
                now,
                entries,
                is_known,
                days: &days,
                slots: &slots,
                decisions: &decisions,
                jobs: &jobs,
                heard: &heard,
            })
            .await?;
        metrics::histogram!("larder_commit_reports").record(entries.len() as f64);
        Ok((is_written, jobs.iter().any(|job| job.run_at <= now)))
    }

    /// The slotStatus that follows a use.
    fn status(&self, work: &SlotBatch, now: Time) -> Option<NewJob> {
        let slot = &work.snapshot.slot;
        let is_known = slot.machine.is_some() && slot.last_use.is_some();
        if !work.is_touched || !work.snapshot.registered || !is_known {
            return None;
        }
        let id: JobId = self.random.id(now);
        let job = Job::SlotStatus { slot: slot.id };
        Some(NewJob {
            id,
            key: job.key(),
            payload: serde_json::to_value(&job).unwrap_or_default(),
            run_at: status_due(slot, now),
        })
    }

    /// A change of a device that is held already.
    fn change(&self, tx: Tx, now: Time, batch: &DeviceBatch) -> DeviceUnit {
        DeviceUnit {
            app: self.clone(),
            tx,
            now,
            device: batch.device.clone(),
            events: Vec::new(),
        }
    }
}

impl DeviceBatch {
    async fn give_back(&mut self, mut change: DeviceUnit) -> Result<Tx, Error> {
        change.write_events().await?;
        self.device = change.device;
        Ok(change.tx)
    }
}

impl Devices {
    /// The devices of requests, with all that their reports have to know; held where there is a
    /// transaction.
    async fn read(tx: &mut Tx, requests: &[Request]) -> Result<Self, Error> {
        let (mut tokens, mut ids) = (Vec::new(), Vec::new());
        for request in requests {
            match &request.sender {
                Sender::Token(hash) => tokens.push(hash.as_slice()),
                Sender::Device(id) => ids.push(*id),
            }
        }
        let mut devices = Self {
            batches: Vec::new(),
            by_token: HashMap::new(),
            by_id: HashMap::new(),
        };
        let batch = tx.device_snapshots(&tokens, &ids).await?;
        for (place, batch) in batch.into_iter().enumerate() {
            let device = &batch.device;
            devices.by_id.insert(device.id, place);
            for hash in [&device.token_hash, &device.next_token_hash]
                .into_iter()
                .flatten()
            {
                devices.by_token.insert(hash.clone(), place);
            }
            devices.batches.push(DeviceBatch::new(batch));
        }
        Ok(devices)
    }

    /// What the journal has of the requests' reports, each looked for once.
    async fn know(&mut self, tx: &mut Tx, requests: &[Request], now: Time) -> Result<(), Error> {
        let mut named = HashSet::new();
        for request in requests {
            let Some((_, batch)) = self.of(&request.sender) else {
                continue;
            };
            let device = batch.device.id;
            let reports = request.slice().iter();
            let sound = reports.filter_map(|report| hashed(report, &batch.slots, now).ok());
            named.extend(sound.map(|(report, content)| (device, report.id, content)));
        }
        if named.is_empty() {
            return Ok(());
        }
        let named: Vec<_> = named.into_iter().collect();
        let asked = named
            .iter()
            .map(|(device, id, content)| (*device, id.as_str(), content.as_slice()));
        let asked: Vec<_> = asked.collect();
        for known in tx.reports_known(&asked).await? {
            let Some((device, id, content)) = named.get(known.place) else {
                continue;
            };
            if let Some(place) = self.by_id.get(device) {
                let said = self.batches[*place].known.entry(id.clone()).or_default();
                said.extend(known.is_same.then(|| content.clone()));
            }
        }
        Ok(())
    }

    /// Leaves the requests of devices of which the database has to be asked more, all of each.
    fn leave_unevaluated(
        &mut self,
        requests: &[Request],
        outcomes: &mut [Outcome],
        entries: &mut Vec<EntryRow>,
    ) {
        for (request, outcome) in requests.iter().zip(outcomes) {
            if let Some((_, batch)) = self.of(&request.sender)
                && batch.needs_evaluation()
            {
                batch.is_heard = false;
                let device = batch.device.id;
                entries.retain(|entry| entry.device_id != device);
                *outcome = Outcome::Later;
            }
        }
    }

    fn of(&mut self, sender: &Sender) -> Option<(usize, &mut DeviceBatch)> {
        let place = match sender {
            Sender::Token(hash) => *self.by_token.get(hash)?,
            Sender::Device(id) => *self.by_id.get(id)?,
        };
        Some((place, &mut self.batches[place]))
    }
}

/// Answers what was written whole; the rest is given back.
fn answer(requests: Vec<Request>, outcomes: Vec<Outcome>, devices: &Devices) -> Left {
    let mut left = Left::default();
    for (mut request, outcome) in requests.into_iter().zip(outcomes) {
        let answer = match outcome {
            Outcome::Taken(tally, taken, place) => {
                request.note(taken, tally);
                if !request.ends_with(0) {
                    left.next.push(request);
                    continue;
                }
                let tally = std::mem::take(&mut request.tally);
                let batch = &devices.batches[place];
                let renews = batch.device.renews;
                Ok(Some(Receipt {
                    renews,
                    ..tally.receipt(batch.states())
                }))
            }
            Outcome::Nobody => Ok(None),
            Outcome::Later => {
                left.later.push(request);
                continue;
            }
            Outcome::Next => {
                left.next.push(request);
                continue;
            }
        };
        // Whoever has gone away sends it again, and finds it stored.
        let _ = request.answer.send(answer);
    }
    left
}

fn refuse(requests: Vec<Request>, error: Error) {
    warn!(%error, requests = requests.len(), "reports could not be stored");
    let mut error = Some(error);
    for request in requests {
        let answer = Err(error.take().unwrap_or(Error::NotStored));
        // Whoever has gone away asks again, and finds nothing stored.
        let _ = request.answer.send(answer);
    }
}

/// Whether the database itself is away, so that trying again now is of no use.
fn is_away(error: &Error) -> bool {
    matches!(error, Error::Unavailable(error) if error.is_away())
}
