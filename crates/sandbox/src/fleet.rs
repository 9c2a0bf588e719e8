//! Devices that post usage: each counts on its own, keeps what it could not send, and sends it again
//! under the same ids until it is answered.
//!
//! Sensors, counters and clocks may be bad: what they say then comes beside what is true.
//!
//! A report leaves the device's memory only when the server has taken it or refused it by name; a
//! silent, broken or overloaded server (5xx, 429) is asked again later.

use std::collections::VecDeque;
use std::future::Future;
use std::time::Duration;

use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::Instant;

mod answer;
mod fault;
mod kind;
mod meter;

use answer::Answer;
pub use fault::{Fault, FoulReport, Fouling, Reading};
pub use kind::Kind;
pub use meter::{Amount, SlotUse};
use meter::{Meter, Report};

use crate::amazon::reason;
use crate::config::{Now, wall_clock};

/// Reports in one call; the device API takes no more.
const BATCH: usize = 1_000;
const LONGEST_WAIT: Duration = Duration::from_secs(60);

/// A fleet and where it reports to.
#[derive(Clone)]
pub struct Config {
    /// Larder's origin, for example `http://127.0.0.1:3000`.
    pub larder: String,
    /// Decides every jitter.
    pub seed: u64,
    /// The first wait after a failure, in milliseconds; each further one doubles, up to a minute.
    pub retry_ms: u64,
    /// The share of reports that have one of a bad sensor, counter or clock beside them.
    pub bad_sensors: f64,
    /// The devices.
    pub devices: Vec<Device>,
    /// The devices' clock, which dates what they report. One without a clock leaves that to whoever receives it.
    pub clock: Option<Now>,
}

/// One device.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Device {
    /// Its serial; only for the log.
    pub serial: String,
    /// Its bearer token.
    pub token: String,
    /// What it uses.
    pub slots: Vec<SlotUse>,
}

/// What a fleet did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// Reports taken by the server, duplicates included.
    pub taken: u64,
    /// Reports refused by name, or with their whole call.
    pub refused: u64,
    /// Calls that were not answered, or with 5xx or 429.
    pub failed_calls: u64,
    /// Reports still unsent at the end.
    pub unsent: u64,
    /// Devices whose token was refused.
    pub locked_out: u64,
}

impl Totals {
    fn add(&mut self, other: Self) {
        self.taken += other.taken;
        self.refused += other.refused;
        self.failed_calls += other.failed_calls;
        self.unsent += other.unsent;
        self.locked_out += other.locked_out;
    }
}

/// Runs every device until `shutdown`, or until the last one's token is refused.
pub async fn run(config: Config, shutdown: impl Future<Output = ()>) -> Totals {
    let (stop, stopped) = watch::channel(());
    let http = client();
    // Ids never repeat over restarts, or a repeated one would look like a factory reset.
    let run = format!("{:x}", wall_clock()());
    let mut devices = JoinSet::new();
    for (index, device) in config.devices.into_iter().enumerate() {
        let seed = config
            .seed
            .wrapping_mul(1_000_003)
            .wrapping_add(index as u64);
        let sender = Sender {
            http: http.clone(),
            url: format!("{}/api/v1/usage", config.larder.trim_end_matches('/')),
            prefix: format!("{run}-{index}"),
            sent: 0,
            retry: Duration::from_millis(config.retry_ms.max(1)),
            rng: StdRng::seed_from_u64(seed),
            fouling: Fouling::new(config.bad_sensors, seed, &Fault::ALL),
            clock: config.clock.clone(),
            queue: VecDeque::new(),
            batch: BATCH,
            failures: 0,
            totals: Totals::default(),
        };
        devices.spawn(sender.work(device, stopped.clone()));
    }
    let mut shutdown = std::pin::pin!(shutdown);
    let mut totals = Totals::default();
    let mut stop = Some(stop);
    loop {
        tokio::select! {
            () = &mut shutdown, if stop.is_some() => drop(stop.take()),
            ended = devices.join_next() => match ended {
                Some(Ok(one)) => totals.add(one),
                Some(Err(error)) => tracing::error!(%error, "a device broke down"),
                None => return totals,
            },
        }
    }
}

fn client() -> reqwest::Client {
    #[expect(clippy::expect_used, reason = "nothing here depends on the machine")]
    crate::http::builder()
        .user_agent("larder-sandbox fleet")
        .redirect(reqwest::redirect::Policy::none())
        .timeout(Duration::from_secs(30))
        .build()
        .expect("a plain client can be built")
}

/// One device at work.
struct Sender {
    http: reqwest::Client,
    url: String,
    prefix: String,
    sent: u64,
    retry: Duration,
    rng: StdRng,
    fouling: Fouling,
    clock: Option<Now>,
    queue: VecDeque<Report>,
    batch: usize,
    failures: u32,
    totals: Totals,
}

impl Sender {
    /// Counts and sends until told to stop, or until the token is refused.
    async fn work(mut self, device: Device, mut stopped: watch::Receiver<()>) -> Totals {
        let start = Instant::now();
        let mut meters: Vec<Meter> = device
            .slots
            .into_iter()
            .map(|slot| Meter::new(slot, start, &mut self.rng))
            .collect();
        let mut send_at = start;
        loop {
            let next = meters.iter().map(|meter| meter.due).min();
            let Some(wake) = next
                .into_iter()
                .chain((!self.queue.is_empty()).then_some(send_at))
                .min()
            else {
                break;
            };
            tokio::select! {
                _ = stopped.changed() => break,
                () = tokio::time::sleep_until(wake) => {}
            }
            self.count(&mut meters);
            if self.queue.is_empty() || Instant::now() < send_at {
                continue;
            }
            let answer = tokio::select! {
                _ = stopped.changed() => break,
                answer = self.post(&device.token) => answer,
            };
            match self.settle(answer, &device.serial) {
                Some(wait) => send_at = Instant::now() + wait,
                None => {
                    self.totals.locked_out += 1;
                    break;
                }
            }
        }
        self.totals.unsent = self.queue.len() as u64;
        self.totals
    }

    fn count(&mut self, meters: &mut [Meter]) {
        let now = Instant::now();
        for meter in meters.iter_mut().filter(|meter| meter.due <= now) {
            let reading = meter.read();
            let fouls = self.fouling.beside(reading);
            let (before, after): (Vec<_>, Vec<_>) =
                fouls.into_iter().partition(|foul| foul.after_ms < 0);
            self.foul(meter, &before);
            let id = self.id();
            self.queue
                .push_back(meter.report(id, reading.value, self.at(0)));
            self.foul(meter, &after);
            meter.wind(now, &mut self.rng);
        }
    }

    /// What a bad sensor says beside the report of the moment, which is the last one where that is said again.
    fn foul(&mut self, meter: &Meter, fouls: &[FoulReport]) {
        for foul in fouls {
            let same = self.queue.back().filter(|_| foul.is_same);
            let id = match same.map(|report| report.id.clone()) {
                Some(same) => same,
                None => self.id(),
            };
            let at = self.at(foul.clock_ms);
            self.queue.push_back(meter.report(id, foul.value, at));
        }
    }

    fn id(&mut self) -> String {
        self.sent += 1;
        format!("{}-{}", self.prefix, self.sent)
    }

    /// The time of a clock that is so far ahead.
    fn at(&self, ahead: i64) -> Option<String> {
        let now = self.clock.as_ref()?();
        let at = jiff::Timestamp::from_millisecond(now + ahead).ok()?;
        Some(at.to_string())
    }

    async fn post(&self, token: &str) -> Answer {
        let reports: Vec<&Value> = self
            .queue
            .iter()
            .take(self.batch)
            .map(|report| &report.body)
            .collect();
        let request = self.http.post(&self.url).bearer_auth(token);
        match request.json(&json!({"reports": reports})).send().await {
            Err(error) => Answer::Silence(reason(&error.without_url())),
            Ok(response) => {
                let status = response.status().as_u16();
                match response.bytes().await {
                    Ok(body) => Answer::read(status, &body),
                    Err(error) => Answer::Silence(reason(&error.without_url())),
                }
            }
        }
    }

    /// Forgets what is settled; the wait before the next call, or `None` when there is no use in one.
    fn settle(&mut self, answer: Answer, serial: &str) -> Option<Duration> {
        let sent = self.queue.len().min(self.batch);
        let tail = serial
            .get(serial.len().saturating_sub(4)..)
            .unwrap_or_default();
        match answer {
            Answer::Taken { refused } => {
                self.queue.drain(..sent);
                for (id, why) in &refused {
                    tracing::warn!(device = tail, id, why, "a report was refused");
                }
                let refused = refused.len().min(sent);
                self.totals.taken += (sent - refused) as u64;
                self.totals.refused += refused as u64;
            }
            Answer::Refused { named, why } => {
                tracing::warn!(device = tail, why, "reports were refused");
                let before = self.queue.len();
                if named.is_empty() {
                    self.queue.drain(..sent);
                } else {
                    self.queue.retain(|report| !named.contains(&report.id));
                    if self.queue.len() == before {
                        self.queue.drain(..sent);
                    }
                }
                self.totals.refused += (before - self.queue.len()) as u64;
            }
            Answer::TooLarge if sent > 1 => self.batch = sent / 2,
            Answer::TooLarge => {
                self.queue.pop_front();
                self.totals.refused += 1;
            }
            Answer::LockedOut => {
                tracing::error!(
                    device = tail,
                    "the token is refused; give the device a new one"
                );
                return None;
            }
            Answer::Silence(why) => {
                tracing::info!(
                    device = tail,
                    why,
                    "no answer; the same reports go again later"
                );
                self.totals.failed_calls += 1;
                self.failures = (self.failures + 1).min(16);
                let wait = (self.retry * 2_u32.pow(self.failures - 1)).min(LONGEST_WAIT);
                return Some(wait.mul_f64(self.rng.random_range(0.5..=1.0)));
            }
        }
        self.failures = 0;
        Some(Duration::ZERO)
    }
}
