//! A machine that reports, and sends again whatever was not answered.

use std::time::Duration;

use anyhow::{Result, ensure};
use domain::Time;
use domain::time::{DAY, MINUTE};
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use replenish::clock::system_now;
use reqwest::{Client, StatusCode};
use serde_json::{Value, json};
use tokio::sync::watch;
use tokio::time::timeout;

use crate::deployment::{Deployment, Device};
use crate::server::LOOK;

/// Between two reports of a machine: a day has few, as a real one's has.
const BETWEEN: i64 = 10 * MINUTE;

pub struct Machine {
    pub made: Device,
    /// Reports sent, every one of them answered.
    pub sent: i64,
    /// When the first was.
    begin: Time,
    /// Any of them will do.
    origins: Vec<String>,
    http: Client,
    rng: StdRng,
    last: Vec<Value>,
    /// How long it waits for an answer at first; it goes away after a part of that.
    patience: Option<Duration>,
}

impl Machine {
    pub fn new(made: Device, deployment: &Deployment, seed: u64) -> Self {
        Self {
            made,
            sent: 0,
            begin: system_now() - 390 * DAY,
            origins: deployment.origins(),
            http: deployment.http.clone(),
            rng: StdRng::seed_from_u64(seed),
            last: Vec::new(),
            patience: None,
        }
    }

    /// One that often goes away before it is answered.
    pub fn impatient(mut self, patience: Duration) -> Self {
        self.patience = Some(patience);
        self
    }

    /// When its report of that number was, from 1.
    pub fn time_of(&self, number: i64) -> Time {
        self.begin + number * BETWEEN
    }

    /// Reports `count` uses, some alone, some together, some twice, and counts each that is answered.
    pub async fn report(&mut self, count: i64, answered: &watch::Sender<i64>) -> Result<()> {
        let until = self.sent + count;
        while self.sent < until {
            let together = if self.rng.random_bool(0.2) { 4 } else { 1 };
            let first = self.sent + 1;
            let last = (self.sent + together).min(until);
            self.last = (first..=last)
                .map(|number| {
                    let at = self.time_of(number).to_string();
                    json!({"id": format!("r{number}"), "slot": "pods", "used": 1, "at": at})
                })
                .collect();
            self.send(self.last.clone()).await?;
            self.sent = last;
            answered.send_modify(|answered| *answered += last + 1 - first);
            if self.rng.random_bool(0.05) {
                let again = self.send(self.last.clone()).await?;
                let taken = &again["accepted"];
                ensure!(*taken == 0, "a known report was taken for new");
            }
        }
        Ok(())
    }

    /// Sends until it is answered, to one server or another.
    pub async fn send(&mut self, reports: Vec<Value>) -> Result<Value> {
        let (count, body) = (reports.len() as u64, json!({"reports": reports}));
        let mut again = tokio::time::interval(LOOK);
        let mut tries = 0;
        loop {
            again.tick().await;
            tries += 1;
            let origin = self.rng.random_range(0..self.origins.len());
            let url = format!("{}/api/v1/usage", self.origins[origin]);
            let request = self.http.post(url).bearer_auth(&self.made.token);
            // Answered is what has come to its end.
            let answered = async {
                let answer = request.json(&body).send().await.ok()?;
                Some((answer.status(), answer.text().await.ok()?))
            };
            let answered = match self.patience {
                Some(patience) => {
                    // Who goes away too soon each time is never answered.
                    let patience = patience.mul_f64(self.rng.random()) * tries;
                    timeout(patience, answered).await.ok().flatten()
                }
                None => answered.await,
            };
            let Some((status, text)) = answered else {
                continue;
            };
            if status.is_server_error() {
                continue;
            }
            ensure!(status == StatusCode::OK, "{status}: {text}");
            let answer: Value = serde_json::from_str(&text)?;
            let [accepted, duplicate] =
                ["accepted", "duplicate"].map(|name| answer[name].as_u64().unwrap_or_default());
            ensure!(accepted + duplicate == count, "not all of them: {text}");
            return Ok(answer);
        }
    }
}
