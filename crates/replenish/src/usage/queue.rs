//! The queue in front of the journal: requests wait while a transaction is under way, and what waits
//! then becomes the next one.
//!
//! - A request that finds nobody writing is written at once; there is no timer.
//! - What waits is bounded; one more is refused at once.
//! - What one request asks of a transaction is bounded, too: the rest of it waits for the next one.
//! - A writer is a task that lives while something waits, so an idle application holds none, and a
//!   caller who goes away takes nothing with it.
//! - An answer is given after its commit, or not at all.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use domain::DeviceId;
use domain::usage::SentReport;
use tokio::sync::oneshot;
use tokio::time::Instant;
use tokio_util::task::TaskTracker;

use super::Receipt;
use super::decode::ReceiptBuilder;
use crate::Error;

/// Requests, and bytes of reports, that may wait for one writer.
const REQUESTS: usize = 4_096;
const BYTES: usize = 8 << 20;
/// Reports of one transaction.
const BATCH: usize = 1_000;
/// Reports of one request in it. A longer one is written by several and answered after the last, so that nobody waits for
/// all of it.
const SLICE: usize = 100;

/// Whose reports they are.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Sender {
    /// The device of a token, by the token's hash.
    Token(Vec<u8>),
    /// A device that is known.
    Device(DeviceId),
}

/// What a sender is told; nothing where there is no such device.
pub(crate) type Answer = Result<Option<Receipt>, Error>;

/// Reports on their way into the journal.
#[derive(Debug)]
pub(crate) struct Request {
    pub sender: Sender,
    pub reports: Vec<SentReport>,
    /// What the machine says that runs in it.
    pub firmware: Option<String>,
    pub since: Instant,
    pub answer: oneshot::Sender<Answer>,
    /// What became of those of its reports that are written.
    pub(super) tally: ReceiptBuilder,
    /// How many those are.
    written: usize,
    bytes: usize,
}

impl Request {
    /// Reports of a sender, and where their answer comes.
    pub(super) fn new(
        sender: Sender,
        reports: Vec<SentReport>,
    ) -> (Self, oneshot::Receiver<Answer>) {
        let (answer, answered) = oneshot::channel();
        let request = Self {
            bytes: reports.iter().map(SentReport::size).sum(),
            sender,
            reports,
            firmware: None,
            since: Instant::now(),
            answer,
            tally: ReceiptBuilder::default(),
            written: 0,
        };
        (request, answered)
    }

    /// What the next transaction takes of it.
    pub(super) fn slice(&self) -> &[SentReport] {
        let rest = self.reports.get(self.written..).unwrap_or_default();
        rest.split_at_checked(SLICE)
            .map_or(rest, |(slice, _)| slice)
    }

    /// Whether so many more are all that is left of it.
    pub(super) fn ends_with(&self, taken: usize) -> bool {
        self.written + taken >= self.reports.len()
    }

    /// Notes what became of so many more, which are written.
    pub(super) fn note(&mut self, taken: usize, tally: ReceiptBuilder) {
        self.written += taken;
        self.tally.add(tally);
    }
}

/// What waits, one line for each writer.
#[derive(Debug)]
pub(crate) struct Queue {
    lines: Vec<Mutex<Line>>,
    writers: TaskTracker,
}

#[derive(Debug, Default)]
struct Line {
    waiting: VecDeque<Request>,
    bytes: usize,
    is_written: bool,
    is_closed: bool,
}

impl Queue {
    /// An empty one for that many writers.
    pub(crate) fn new(writers: usize) -> Self {
        Self {
            lines: (0..writers).map(|_| Mutex::default()).collect(),
            writers: TaskTracker::new(),
        }
    }

    /// The line of a sender: a device's reports stay in the order they came in.
    pub(super) fn line(&self, sender: &Sender) -> usize {
        let byte = match sender {
            Sender::Token(hash) => hash.last().copied(),
            Sender::Device(id) => id.0.as_bytes().last().copied(),
        };
        usize::from(byte.unwrap_or_default()) % self.lines.len()
    }

    fn lock(&self, line: usize) -> MutexGuard<'_, Line> {
        self.lines[line]
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts a request at the end of its line. Where nobody writes that line, its number: it needs a writer.
    pub(super) fn push(&self, request: Request) -> Result<Option<usize>, Error> {
        let number = self.line(&request.sender);
        let mut line = self.lock(number);
        let full = line.waiting.len() >= REQUESTS || line.bytes + request.bytes > BYTES;
        if line.is_closed || full && !line.waiting.is_empty() {
            return Err(Error::NotStored);
        }
        line.bytes += request.bytes;
        line.waiting.push_back(request);
        let was_written = std::mem::replace(&mut line.is_written, true);
        Ok((!was_written).then_some(number))
    }

    /// Lets the writer of a line run.
    pub(super) fn spawn(&self, writer: impl Future<Output = ()> + Send + 'static) {
        self.writers.spawn(writer);
    }

    /// What waits in a line, as much as one transaction takes; nothing ends its writer.
    pub(super) fn take(&self, line: usize) -> Option<Vec<Request>> {
        let mut line = self.lock(line);
        let mut reports = 0;
        let mut taken = Vec::new();
        while let Some(next) = line.waiting.front() {
            reports += next.slice().len();
            if reports > BATCH && !taken.is_empty() {
                break;
            }
            line.bytes -= next.bytes;
            taken.extend(line.waiting.pop_front());
        }
        line.is_written = !taken.is_empty();
        line.is_written.then_some(taken)
    }

    /// Puts back what has to wait for the next transaction, before everything else.
    pub(crate) fn put_back(&self, requests: Vec<Request>) {
        for request in requests.into_iter().rev() {
            let mut line = self.lock(self.line(&request.sender));
            line.bytes += request.bytes;
            line.waiting.push_front(request);
        }
    }

    /// How many requests wait, and for how many seconds the oldest of them has.
    pub(crate) fn waiting(&self) -> (usize, f64) {
        let (mut count, mut oldest) = (0, 0.0_f64);
        for line in 0..self.lines.len() {
            let line = self.lock(line);
            count += line.waiting.len();
            let since = line.waiting.front().map(|request| request.since);
            oldest = oldest.max(since.map_or(0.0, |since| since.elapsed().as_secs_f64()));
        }
        (count, oldest)
    }

    /// Takes no more, and returns when everything that was taken is written.
    pub(crate) async fn close(&self) {
        for line in 0..self.lines.len() {
            self.lock(line).is_closed = true;
        }
        self.writers.close();
        self.writers.wait().await;
    }
}
