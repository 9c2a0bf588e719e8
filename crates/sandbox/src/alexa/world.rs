//! Everything that the simulated Alexa knows, behind one lock.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Unknown;
use super::brain::Brain;
use super::debugger::{Debugger, Entry};
use super::endpoint::{Endpoint, Known};
use super::message::{Body, Event};
use super::region::Region;
use super::tokens::{Grant, Tokens};
use crate::amazon::ids::Ids;

/// What goes wrong on purpose, beside the statuses and lost answers of [`crate::amazon::Faults`] (whose paths begin with
/// `/alexa/`). Counts are used up as they strike.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Faults {
    /// "Send Alexa Events" is off for the skill.
    pub no_permission: bool,
    /// So long after a grant the gateway knows of no enablement.
    pub propagation_ms: i64,
    /// Each refresh replaces the refresh token.
    pub rotation: bool,
    /// So many of the next events are taken, and never looked at.
    pub lost: u32,
    /// So many of the next events are taken, and looked at late.
    pub late: u32,
    /// How late.
    pub late_ms: i64,
    /// A sample that is older than the one that is believed is believed all the same.
    pub believes_late: bool,
}

/// A customer and what they enabled.
#[derive(Debug)]
pub(super) struct Account {
    pub(super) region: Region,
    pub(super) granted_at: i64,
    pub(super) is_enabled: bool,
    pub(super) machines: BTreeMap<String, Known>,
}

/// An event that is looked at later.
struct Late {
    at: i64,
    customer: String,
    event: Event,
}

pub(super) struct World {
    pub(super) ids: Ids,
    pub(super) tokens: Tokens,
    pub(super) faults: Faults,
    pub(super) customers: BTreeMap<String, Account>,
    pub(super) debugger: Debugger,
    /// Events that were taken, by their name.
    pub(super) taken: BTreeMap<String, u64>,
    late: Vec<Late>,
}

impl Account {
    /// A machine is there, or is otherwise than before.
    pub(super) fn put(&mut self, endpoint: Endpoint) {
        match self.machines.get_mut(&endpoint.id) {
            Some(known) => known.update(endpoint),
            None => drop(
                self.machines
                    .insert(endpoint.id.clone(), Known::new(endpoint)),
            ),
        }
    }
}

impl World {
    pub(super) fn new(seed: u64) -> Self {
        Self {
            ids: Ids::seeded(seed),
            tokens: Tokens::default(),
            faults: Faults::default(),
            customers: BTreeMap::new(),
            debugger: Debugger::default(),
            taken: BTreeMap::new(),
            late: Vec::new(),
        }
    }

    pub(super) fn customer(&mut self, name: &str) -> Result<&mut Account, Unknown> {
        let account = self.customers.get_mut(name);
        account.ok_or_else(|| Unknown::Customer(name.to_owned()))
    }

    pub(super) fn sensor(
        &mut self,
        customer: &str,
        endpoint: &str,
        instance: &str,
    ) -> Result<&mut Brain, Unknown> {
        let account = self.customer(customer)?;
        let known = account.machines.get_mut(endpoint);
        let brain = known.and_then(|known| known.brains.get_mut(instance));
        brain.ok_or_else(|| Unknown::Sensor(format!("{endpoint}/{instance}")))
    }

    pub(super) fn enable(&mut self, name: &str, region: Region, now: i64, system: i64) -> String {
        let account = self.customers.entry(name.to_owned()).or_insert(Account {
            region,
            granted_at: now,
            is_enabled: true,
            machines: BTreeMap::new(),
        });
        if account.region != region || !account.is_enabled {
            account.machines.clear();
        }
        (account.region, account.granted_at, account.is_enabled) = (region, now, true);
        self.tokens.end(name);
        self.tokens.expire(name);
        let customer = name.to_owned();
        let grant = Grant { customer, region };
        self.tokens.code(&mut self.ids, grant, system)
    }

    pub(super) fn disable(&mut self, name: &str, forget: bool) -> Result<(), Unknown> {
        let account = self.customer(name)?;
        account.is_enabled = false;
        account.machines.clear();
        self.tokens.end(name);
        if forget {
            self.tokens.expire(name);
        }
        Ok(())
    }

    pub(super) fn expire(&mut self, name: &str) -> Result<(), Unknown> {
        self.customer(name)?;
        self.tokens.expire(name);
        Ok(())
    }

    /// An event was taken: it is looked at now, later or never.
    pub(super) fn take(&mut self, customer: &str, event: Event, now: i64) {
        *self.taken.entry(event.name.clone()).or_default() += 1;
        let faults = &mut self.faults;
        if faults.lost > 0 {
            faults.lost -= 1;
            self.note(
                now,
                customer,
                &event.name,
                Some("lost on purpose".to_owned()),
            );
        } else if faults.late > 0 {
            faults.late -= 1;
            self.late.push(Late {
                at: now + faults.late_ms,
                customer: customer.to_owned(),
                event,
            });
        } else {
            self.look(customer, event, now);
        }
    }

    /// The second look, of which nobody hears.
    fn look(&mut self, customer: &str, event: Event, now: i64) {
        let believes_late = self.faults.believes_late;
        let mut problems = Vec::new();
        let account = self.customers.get_mut(customer);
        if let Some(account) = account.filter(|it| it.is_enabled) {
            match event.body {
                Body::Change {
                    endpoint,
                    properties,
                } => match account.machines.get_mut(&endpoint) {
                    None => problems.push(format!("{endpoint}: no such endpoint")),
                    Some(known) => {
                        let heard = properties
                            .into_iter()
                            .map(|it| known.hear(it, now, believes_late));
                        problems.extend(heard.filter_map(Result::err));
                    }
                },
                Body::AddOrUpdate(endpoints) => {
                    for endpoint in endpoints {
                        account.put(endpoint);
                    }
                }
                Body::Delete(ids) => {
                    for id in ids {
                        if account.machines.remove(&id).is_none() {
                            problems.push(format!("{id}: no such endpoint"));
                        }
                    }
                }
            }
        } else {
            problems.push("the skill is not enabled any more".to_owned());
        }
        if problems.is_empty() {
            self.note(now, customer, &event.name, None);
        }
        for problem in problems {
            self.note(now, customer, &event.name, Some(problem));
        }
    }

    fn note(&mut self, at: i64, customer: &str, message: &str, problem: Option<String>) {
        self.debugger.note(Entry {
            at,
            customer: customer.to_owned(),
            message: message.to_owned(),
            problem,
        });
    }

    pub(super) fn run_due(&mut self, now: i64) -> usize {
        let (due, later) = std::mem::take(&mut self.late)
            .into_iter()
            .partition(|it| it.at <= now);
        self.late = later;
        let due: Vec<Late> = due;
        let mut done = due.len();
        for late in due {
            self.look(&late.customer, late.event, now);
        }
        for account in self.customers.values_mut().filter(|it| it.is_enabled) {
            for known in account.machines.values_mut() {
                done += known
                    .brains
                    .values_mut()
                    .map(|it| it.run_due(now))
                    .sum::<usize>();
            }
        }
        done
    }

    pub(super) fn next_due(&self) -> Option<i64> {
        let enabled = self.customers.values().filter(|it| it.is_enabled);
        let brains = enabled
            .flat_map(|it| it.machines.values())
            .flat_map(|it| it.brains.values());
        brains
            .filter_map(Brain::next_due)
            .chain(self.late.iter().map(|it| it.at))
            .min()
    }
}
