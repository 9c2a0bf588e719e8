//! Everything the simulated Amazon knows, behind one lock. Methods that change it live with their
//! subject (`registration`, `orders`, `tokens`, `sns`); each takes the moment it happens at.

use std::collections::BTreeMap;

use serde_json::Value;

use super::catalog::Model;
use super::faults::Faults;
use super::ids::Ids;
use super::orders::Order;
use super::registration::Registration;
use super::sns::Topic;
use super::tokens::Tokens;
use crate::config::{Config, Pace};

/// One instant on both clocks, unix milliseconds.
#[derive(Clone, Copy)]
pub(crate) struct Moment {
    /// Orders, notification times, delivery retries.
    pub(crate) business: i64,
    /// Envelope timestamps and token life.
    pub(crate) system: i64,
}

pub(crate) struct World {
    pub(crate) client_id: String,
    pub(crate) ids: Ids,
    pub(crate) pace: Pace,
    pub(crate) faults: Faults,
    pub(crate) models: BTreeMap<String, Model>,
    pub(crate) registrations: Vec<Registration>,
    pub(crate) orders: Vec<Order>,
    pub(crate) tokens: Tokens,
    pub(crate) topic: Topic,
    pub(crate) heard: Heard,
    /// Newest `notificationTime` sent; each is later than the one before.
    pub(crate) last_notification: i64,
}

/// What devices were reported to do, newest word and how often.
#[derive(Default)]
pub(crate) struct Heard {
    pub(crate) slots: BTreeMap<(String, String), Word>,
    pub(crate) devices: BTreeMap<String, Word>,
    /// Calls by name, whatever they were answered.
    pub(crate) calls: BTreeMap<String, u64>,
}

pub(crate) struct Word {
    pub(crate) at: i64,
    pub(crate) count: u64,
    pub(crate) body: Value,
}

impl Heard {
    pub(crate) fn call(&mut self, name: &str) {
        *self.calls.entry(name.to_owned()).or_default() += 1;
    }

    pub(crate) fn slot(&mut self, serial: &str, slot: &str, at: i64, body: Value) {
        let key = (serial.to_owned(), slot.to_owned());
        let count = self.slots.get(&key).map_or(0, |word| word.count) + 1;
        self.slots.insert(key, Word { at, count, body });
    }

    pub(crate) fn device(&mut self, serial: &str, at: i64, body: Value) {
        let count = self.devices.get(serial).map_or(0, |word| word.count) + 1;
        self.devices
            .insert(serial.to_owned(), Word { at, count, body });
    }
}

impl World {
    pub(crate) fn new(config: &Config) -> Self {
        let mut ids = Ids::seeded(config.seed);
        let topic = Topic::new(&config.topic, config.webhook.clone(), &mut ids);
        Self {
            client_id: config.client_id.clone(),
            ids,
            pace: config.pace,
            faults: Faults::default(),
            models: BTreeMap::new(),
            registrations: Vec::new(),
            orders: Vec::new(),
            tokens: Tokens::default(),
            topic,
            heard: Heard::default(),
            last_notification: i64::MIN,
        }
    }
}
