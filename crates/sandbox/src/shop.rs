//! The maker's own shop: it reads `order.requested` from Larder's events with a key of its own, and says what became of each
//! order, on its pace. It can lose, double and reorder its words, as networks do, and says each until it is answered.

use std::collections::BTreeMap;
use std::time::Duration;

use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use serde::Deserialize;
use serde_json::{Value, json};
use tracing::warn;

use crate::{Now, Pace};

/// How long a call may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// Events in one answer.
const PAGE: usize = 100;

/// How the shop is set up.
#[derive(Clone)]
pub struct Config {
    /// Larder's origin.
    pub larder: String,
    /// A key with the scopes `fleet.read` and `orders`.
    pub key: String,
    /// From the request to the order, to the parcel, and to its day.
    pub pace: Pace,
    /// What happens to its words on their way.
    pub words: Words,
    /// Decides which.
    pub seed: u64,
}

/// What happens to words, each as a share from 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Words {
    /// Said, and the answer lost: the shop says it again.
    pub lost_answers: f64,
    /// Said twice.
    pub doubled: f64,
    /// Said after the one that follows it.
    pub reordered: f64,
    /// Never said.
    pub lost: f64,
}

/// The shop.
pub struct Shop {
    config: Config,
    now: Now,
    http: reqwest::Client,
    /// The last event that was read.
    after: Option<String>,
    /// What is to be said, by when and in which order it was planned.
    due: BTreeMap<(i64, u64), Word>,
    planned: u64,
    rng: StdRng,
    orders: u64,
}

/// What is to be said of an order.
#[derive(Clone)]
struct Word {
    order: String,
    body: Value,
}

#[derive(Deserialize)]
struct Page {
    items: Vec<Event>,
    next: Option<String>,
}

#[derive(Deserialize)]
struct Event {
    id: String,
    #[serde(rename = "type")]
    kind: String,
    order: Option<String>,
    data: Value,
}

impl Shop {
    /// A shop that has read nothing yet. `now` is its clock.
    #[must_use]
    pub fn new(config: Config, now: Now) -> Self {
        let http = crate::http::builder().no_proxy().timeout(PATIENCE).build();
        Self {
            rng: StdRng::seed_from_u64(config.seed),
            config,
            now,
            http: http.unwrap_or_default(),
            after: None,
            due: BTreeMap::new(),
            planned: 0,
            orders: 0,
        }
    }

    /// When it has something to say next.
    pub fn next_due(&self) -> Option<i64> {
        self.due.keys().next().map(|(at, _)| *at)
    }

    /// How many orders it was asked for.
    pub fn orders(&self) -> u64 {
        self.orders
    }

    /// Reads what is new and says what is due; how much it did.
    pub async fn turn(&mut self) -> usize {
        let read = self.read().await;
        let said = self.say().await;
        read + said
    }

    async fn read(&mut self) -> usize {
        let mut read = 0;
        loop {
            let mut query = vec![
                ("types", "order.requested,order.withdrawn".to_owned()),
                ("limit", PAGE.to_string()),
            ];
            query.extend(self.after.clone().map(|after| ("after", after)));
            let url = format!("{}/api/v1/events", self.config.larder);
            let call = self.http.get(url).query(&query);
            let answer = call.bearer_auth(&self.config.key).send().await;
            let page = match answer {
                Ok(answer) if answer.status().is_success() => answer.json::<Page>().await.ok(),
                Ok(answer) => {
                    warn!(
                        status = answer.status().as_u16(),
                        "the shop may not read events"
                    );
                    None
                }
                Err(_) => None,
            };
            let Some(page) = page else { return read };
            for event in page.items {
                read += 1;
                self.after = Some(event.id.clone());
                self.hear(event);
            }
            match page.next {
                Some(next) => self.after = Some(next),
                None => return read,
            }
        }
    }

    fn hear(&mut self, event: Event) {
        let Some(order) = event.order else { return };
        if event.kind == "order.withdrawn" {
            self.due.retain(|_, word| word.order != order);
            return;
        }
        // One that names no product is Amazon's.
        if event.data.get("product").is_none() {
            return;
        }
        self.orders += 1;
        let now = (self.now)();
        let pace = self.config.pace;
        let placed = now + pace.placed_after_ms;
        let shipped = placed + pace.shipped_after_ms;
        let arrives = text(shipped + pace.arrives_after_ms);
        let mut words = vec![
            (now, json!({"type": "accepted", "at": text(now)})),
            (
                placed,
                json!({"type": "placed", "at": text(placed), "estimated_delivery": arrives}),
            ),
            (
                shipped,
                json!({"type": "shipped", "at": text(shipped), "estimated_delivery": arrives}),
            ),
        ];
        for n in 1..words.len() {
            if self.happens(self.config.words.reordered) {
                let (one, other) = (words[n - 1].0, words[n].0);
                words[n - 1].0 = other + 1;
                words[n].0 = one.max(now);
            }
        }
        for (n, (at, mut body)) in words.into_iter().enumerate() {
            body["id"] = json!(format!("{order}-{n}"));
            if self.happens(self.config.words.lost) {
                continue;
            }
            let times = if self.happens(self.config.words.doubled) {
                2
            } else {
                1
            };
            for _ in 0..times {
                self.plan(at, &order, body.clone());
            }
        }
    }

    fn happens(&mut self, share: f64) -> bool {
        share > 0.0 && self.rng.random_bool(share.min(1.0))
    }

    fn plan(&mut self, at: i64, order: &str, body: Value) {
        self.planned += 1;
        let word = Word {
            order: order.to_owned(),
            body,
        };
        self.due.insert((at, self.planned), word);
    }

    async fn say(&mut self) -> usize {
        let mut said = 0;
        while let Some(first) = self
            .due
            .first_entry()
            .filter(|it| it.key().0 <= (self.now)())
        {
            let (at, word) = (first.key().0, first.remove());
            let url = format!("{}/api/v1/orders/{}/events", self.config.larder, word.order);
            let call = self.http.post(url).bearer_auth(&self.config.key);
            let answer = call.json(&word.body).send().await;
            let is_lost = self.happens(self.config.words.lost_answers);
            let again = match answer {
                Ok(answer) if answer.status().is_server_error() => true,
                Ok(answer) if answer.status().is_success() => is_lost,
                Ok(answer) => {
                    warn!(
                        status = answer.status().as_u16(),
                        "a word of the shop is refused"
                    );
                    false
                }
                Err(_) => true,
            };
            if again {
                let (order, body) = (word.order.clone(), word.body.clone());
                self.plan(at.max((self.now)()) + 1, &order, body);
            }
            said += 1;
        }
        said
    }
}

/// RFC 3339 in UTC.
fn text(millis: i64) -> String {
    jiff::Timestamp::from_millisecond(millis).map_or_else(|_| String::new(), |at| at.to_string())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[test]
    fn what_is_asked_for_at_amazon_is_left_alone() {
        let config = Config {
            larder: String::new(),
            key: String::new(),
            pace: Pace::default(),
            words: Words::default(),
            seed: 1,
        };
        let mut shop = Shop::new(config, Arc::new(|| 0));
        let mut hear = |data: Value| {
            let event =
                json!({"id": "1", "type": "order.requested", "order": "019a", "data": data});
            shop.hear(serde_json::from_value(event).unwrap());
            shop.orders()
        };
        assert_eq!(hear(json!({"at_home": "5"})), 0);
        assert_eq!(hear(json!({"at_home": "5", "product": "PODS-36"})), 1);
    }
}
