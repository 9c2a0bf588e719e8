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
use std::iter;

use domain::DeviceId;
use domain::journal::Input;
use domain::usage::Rejection;
use store::{Tx, WriteSet};
use tokio::time::Instant;
use tracing::warn;

use super::Receipt;
use super::decode::{Decoded, ReceiptBuilder, decode};
use super::device_batch::DeviceBatch;
use super::queue::{Request, Sender};
use crate::device_unit::{dropped, measure, read_alerts, read_orders, settle};
use crate::{Application, Error};

/// Reports of a request, each as it was read or why it is not taken.
type Reports = Vec<Result<Decoded, Rejection>>;

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
        let mut devices = Devices::read(self, &mut tx, requests).await?;
        let mut decoded: Vec<_> = requests.iter().map(|it| devices.decode(it)).collect();
        if is_locked {
            devices.know(&mut tx, requests, &decoded).await?;
        }
        devices.read_orders(&mut tx, requests, &decoded).await?;
        let mut outcomes = Vec::with_capacity(requests.len());
        for (request, reports) in requests.iter().zip(decoded.drain(..)) {
            let Some((place, batch)) = devices.of(&request.sender) else {
                outcomes.push(Outcome::Nobody);
                continue;
            };
            batch.is_deferred |= batch.is_heard && (batch.needs_evaluation() || batch.needs_fold);
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
            batch.hear(request.firmware.as_deref());
            let (receipt, taken) = batch.take(&mut tx, reports, is_locked).await?;
            batch.is_cut = !request.ends_with(taken);
            batch.is_deferred |= batch.is_cut;
            outcomes.push(Outcome::Taken(receipt, taken, place));
        }
        if !is_locked {
            devices.leave(requests, &mut outcomes, DeviceBatch::needs_lock);
        }
        let heard = devices.batches.iter_mut().filter(|it| it.is_heard);
        settle(
            &mut tx,
            &mut heard.map(|it| &mut it.state).collect::<Vec<_>>(),
        )
        .await?;
        if !is_locked {
            devices.leave(requests, &mut outcomes, |batch| !batch.state.is_plain());
        }
        let silent = devices
            .batches
            .iter_mut()
            .filter(|it| it.is_heard && (it.was_silent || it.is_clock_changed));
        for batch in silent {
            read_alerts(&mut tx, &mut [&mut batch.state]).await?;
            batch.state.update_device_alerts(false);
        }
        let Some(is_work) = self.put(&mut tx, &devices, is_locked).await? else {
            return Ok(None);
        };
        for batch in devices.batches.iter().filter(|it| it.is_heard) {
            if batch.is_promoted || batch.is_firmware_changed {
                tx.device_update(&batch.state.device).await?;
            }
            if batch.is_promoted {
                tx.claim_codes_delete(batch.state.device.id, false).await?;
            }
        }
        tx.commit_unchecked().await?;
        if is_work {
            self.wake.notify_waiters();
        }
        Ok(Some((outcomes, devices)))
    }

    /// Writes what was taken, whose ids were looked for or not: whether there is work to be done at once, or none where
    /// nothing is written.
    async fn put(
        &self,
        tx: &mut Tx,
        devices: &Devices,
        is_known: bool,
    ) -> Result<Option<bool>, Error> {
        let heard = devices.batches.iter().filter(|it| it.is_heard);
        let states: Vec<_> = heard.clone().map(|it| &it.state).collect();
        let Some(now) = states.first().map(|state| state.now) else {
            return Ok(Some(false));
        };
        let mut set = WriteSet::at(now);
        set.is_known = is_known;
        set.heard = heard
            .map(|it| (it.state.device.id, it.revision, it.state.device.clock))
            .collect();
        for state in &states {
            set.add(state);
        }
        set.jobs = self.new_jobs(&states, []);
        set.jobs_dropped = dropped(&states);
        let is_work = !set.events.is_empty() || set.jobs.iter().any(|job| job.run_at <= now);
        metrics::histogram!("larder_commit_reports").record(set.entries.len() as f64);
        if !tx.flush(&set).await? {
            return Ok(None);
        }
        states.into_iter().for_each(measure);
        Ok(Some(is_work))
    }
}

impl Devices {
    /// The devices of requests, with all that their reports have to know; held where there is a
    /// transaction.
    async fn read(app: &Application, tx: &mut Tx, requests: &[Request]) -> Result<Self, Error> {
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
        let (now, new_ids) = (app.now(), app.ids());
        let found = tx.device_snapshots(&tokens, &ids).await?;
        for (place, found) in found.into_iter().enumerate() {
            let device = &found.device;
            devices.by_id.insert(device.id, place);
            for hash in [&device.token_hash, &device.next_token_hash]
                .into_iter()
                .flatten()
            {
                devices.by_token.insert(hash.clone(), place);
            }
            let revision = found.revision;
            let state = app.state(found, now, &new_ids);
            devices.batches.push(DeviceBatch::new(state, revision));
        }
        Ok(devices)
    }

    /// The reports that are taken of a request, each read once.
    fn decode(&mut self, request: &Request) -> Reports {
        let Some((_, batch)) = self.of(&request.sender) else {
            return Vec::new();
        };
        let (slots, now) = (&batch.state.slots, batch.state.now);
        let reports = request.slice().iter();
        reports.map(|report| decode(report, slots, now)).collect()
    }

    /// What the journal has of the requests' reports, each looked for once.
    async fn know(
        &mut self,
        tx: &mut Tx,
        requests: &[Request],
        decoded: &[Reports],
    ) -> Result<(), Error> {
        let mut named = HashSet::new();
        for (request, reports) in requests.iter().zip(decoded) {
            let Some((_, batch)) = self.of(&request.sender) else {
                continue;
            };
            let device = batch.state.device.id;
            let sound = reports.iter().flatten();
            for it in sound {
                let id = it.report.id.as_str();
                let contents = iter::once(it.content.clone()).chain(it.nearby());
                named.extend(contents.map(|content| (device, id, content)));
            }
        }
        if named.is_empty() {
            return Ok(());
        }
        let named: Vec<_> = named.into_iter().collect();
        let asked = named.iter().map(|(device, id, it)| (*device, *id, &**it));
        for known in tx.reports_known(&asked.collect::<Vec<_>>()).await? {
            let Some((device, id, content)) = named.get(known.place) else {
                continue;
            };
            if let Some(place) = self.by_id.get(device) {
                let said = self.batches[*place]
                    .known
                    .entry((*id).to_owned())
                    .or_default();
                said.extend(known.same_at.map(|at| (content.clone(), at)));
            }
        }
        Ok(())
    }

    /// The newest orders of slots of which a level is reported that may say something of them.
    async fn read_orders(
        &mut self,
        tx: &mut Tx,
        requests: &[Request],
        decoded: &[Reports],
    ) -> Result<(), Error> {
        let mut asked = HashSet::new();
        for (request, reports) in requests.iter().zip(decoded) {
            let Some((_, batch)) = self.of(&request.sender) else {
                continue;
            };
            let levels = reports.iter().flatten();
            let levels = levels.filter(|it| matches!(it.report.input, Input::Level(_)));
            let slots = levels.map(|it| &batch.state.slots[it.s]);
            let waiting = slots.filter(|work| work.summary.matters());
            asked.extend(waiting.map(|work| work.slot.id));
        }
        let slots = self.batches.iter_mut().flat_map(|it| &mut it.state.slots);
        let slots = slots.filter(|work| asked.contains(&work.slot.id));
        read_orders(tx, &mut slots.collect::<Vec<_>>()).await
    }

    /// Leaves the requests of devices for which more is to be done than is done here, all of each.
    fn leave(
        &mut self,
        requests: &[Request],
        outcomes: &mut [Outcome],
        is_left: impl Fn(&DeviceBatch) -> bool,
    ) {
        for batch in self.batches.iter_mut().filter(|it| it.is_heard) {
            batch.is_left |= is_left(batch);
        }
        for (request, outcome) in requests.iter().zip(outcomes) {
            if let Some((_, batch)) = self.of(&request.sender)
                && batch.is_left
            {
                batch.is_heard = false;
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
                let renews = batch.state.device.renews;
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
