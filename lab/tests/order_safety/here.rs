//! What the database holds of the slot. What happens to it is done by the engine's own functions, so that the model goes
//! wrong where they do.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use domain::clock::DeviceClock;
use domain::cooldown::Cooldown;
use domain::decision::{EvaluationInput, Outcome, decide};
use domain::engine::{
    Contents, DeviceState, FollowUp, IdSource, KnownOrder, OrderSummary, SlotState,
};
use domain::evidence::Evidence;
use domain::order::{
    AWAITING_LIMIT, EndReason, OVERDUE_LIMIT, OrderEvent, OrderState, OrderStatus,
};
use domain::pace::Use;
use domain::placing::{Answered, Failed, Failure, Look, Said};
use domain::policy::Policy;
use domain::slot::ModelSlot;
use domain::time::{DAY, HOUR};
use domain::{Device, DeviceId, Order, OrderId, Quantity, Replenisher, Slot, SlotId, Time, Unit};
use uuid::Uuid;

use crate::amazon::{Amazon, Theirs};

/// What an order brings.
const PACK: Quantity = Quantity(72_000);
/// What the machine used in the days over which its pace is measured.
const USED: Quantity = Quantity(40_000);
/// The place of the slot.
const S: usize = 0;

/// What there is to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Work {
    /// Ask Amazon for an order.
    Replenish(OrderId),
    /// Look at an order whose state has lasted too long.
    Watch(OrderId),
    /// Count an order on its date.
    Parcel(OrderId),
}

/// A row of the jobs.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Job {
    pub run_at: Time,
    /// When the first of its failures in a row was.
    pub first_failure: Option<Time>,
    /// The server whose lease it is under.
    pub lease: Option<usize>,
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Ended {
    Done,
    Again(Time),
    Retry,
}

/// What came of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Answer {
    Said(Said, Option<usize>),
    Failed(Failure),
}

/// The database, as far as the slot goes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Here {
    /// In the order in which they were made.
    pub orders: Vec<Order>,
    pub cooldown: Cooldown,
    /// As counted.
    pub at_home: Quantity,
    pub jobs: BTreeMap<Work, Job>,
}

/// How Amazon names its order of a number.
pub fn instance(order: usize) -> String {
    order.to_string()
}

impl Here {
    /// A machine that has enough.
    pub fn stocked() -> Self {
        Self {
            orders: Vec::new(),
            cooldown: Cooldown::default(),
            at_home: PACK,
            jobs: BTreeMap::new(),
        }
    }

    pub fn order(&self, id: OrderId) -> Option<&Order> {
        self.orders.iter().find(|order| order.id == id)
    }

    /// Ours of an instance.
    pub fn named(&self, order: usize) -> Option<&Order> {
        let name = instance(order);
        let mut orders = self.orders.iter();
        orders.find(|order| order.instance.as_ref() == Some(&name))
    }

    pub fn live(&self) -> Option<&Order> {
        self.orders.iter().find(|order| order.live)
    }

    /// A need of the house begins.
    pub fn run_low(&mut self, now: Time) {
        self.at_home = Quantity::ZERO;
        self.decide(now);
    }

    /// A look before a call: since when an earlier one is of unknown outcome, or how the run ends without one.
    pub fn look(&mut self, id: OrderId, now: Time) -> Result<Option<Time>, Ended> {
        let Some(order) = self.order(id).filter(|order| order.is_requested()) else {
            return Err(Ended::Done);
        };
        let look = order.look(now);
        if order.sent_at.is_none() && self.at_home.is_positive() {
            self.transact(now, |unit| {
                unit.end_order(S, id, OrderEvent::Cancelled, EndReason::NoLongerDue);
            });
            return Err(Ended::Done);
        }
        match look {
            Look::Later(at) => Err(Ended::Again(at)),
            Look::Ask(repeat) => Ok(repeat),
        }
    }

    /// That the call goes out is written down.
    pub fn write_sent(&mut self, id: OrderId, now: Time) {
        self.transact(now, |unit| {
            if let Some(known) = unit.order_mut(S, id) {
                known.order.sent_at = Some(now);
            }
        });
    }

    /// What came of a call is written down.
    pub fn settle(
        &mut self,
        id: OrderId,
        answer: Answer,
        repeat: Option<Time>,
        first_failure: Option<Time>,
        now: Time,
    ) -> Ended {
        let named = match answer {
            Answer::Said(_, Some(order)) => self.named(order).map(|order| order.id),
            _ => None,
        };
        let is_foreign = named.is_some_and(|named| named != id);
        self.transact(now, |unit| {
            let Some(known) = unit.order_mut(S, id) else {
                return Ended::Done;
            };
            let order = &mut known.order;
            match answer {
                Answer::Said(said, named) => {
                    let is_repeat = repeat.is_some() || first_failure.is_some();
                    match order.answered(said, is_repeat, is_foreign, now, false) {
                        Answered::Again(at) => return Ended::Again(at),
                        Answered::Ends(event, reason) => {
                            unit.end_order(S, id, event, reason);
                            return Ended::Done;
                        }
                        Answered::Accepted => {}
                    }
                    if order.instance.is_none() && !is_foreign {
                        order.instance = named.map(instance);
                    }
                    unit.move_order(S, id, OrderEvent::Accepted, None);
                    Ended::Done
                }
                Answer::Failed(failure) if order.is_requested() => {
                    match order.failed(failure, repeat, first_failure, now) {
                        Failed::Again(at) => Ended::Again(at),
                        Failed::Retry => Ended::Retry,
                        Failed::Ends(event, reason) => {
                            unit.end_order(S, id, event, reason);
                            Ended::Done
                        }
                    }
                }
                Answer::Failed(_) => Ended::Done,
            }
        })
    }

    /// A message of Amazon's about one of its orders, as that is now.
    pub fn hear(&mut self, order: usize, status: OrderStatus, estimate: Option<Time>, now: Time) {
        let named = self.named(order).map(|order| order.id);
        self.transact(now, |unit| {
            let name = instance(order);
            let id = named.unwrap_or_else(|| {
                let mut live = unit.slots[S].orders.iter_mut().flatten();
                let live = live.find(|it| it.order.live).map(|it| &mut it.order);
                match live.filter(|it| it.instance.is_none() && it.state.is_unshipped()) {
                    Some(order) => {
                        order.instance = Some(name);
                        order.id
                    }
                    None => unit.adopt(S, &name),
                }
            });
            apply(unit, id, status, estimate);
        });
    }

    /// The watch of an order: what getOrderInfo says of it, where it can be asked.
    pub fn watch(&mut self, id: OrderId, amazon: &Amazon, now: Time) -> Ended {
        let Some(order) = self.order(id) else {
            return Ended::Done;
        };
        if let Some(at) = order.watched_at().filter(|at| now < *at) {
            return Ended::Again(at);
        }
        let is_watched = matches!(order.state, OrderState::Awaiting | OrderState::Placed);
        if !is_watched && !order.is_unannounced() {
            return Ended::Done;
        }
        let mut theirs = amazon.orders.iter().enumerate();
        let theirs = theirs.find(|(number, _)| order.instance == Some(instance(*number)));
        let theirs = theirs.map(|(_, theirs)| theirs);
        let status = theirs.map_or(OrderStatus::Other, Theirs::status);
        self.transact(now, |unit| {
            apply(unit, id, status, theirs.and_then(Theirs::estimate));
            let order = unit.order(id).map(|known| known.order.clone());
            let Some(order) = order else {
                return Ended::Done;
            };
            let is_overdue = now.since(order.expected()) >= OVERDUE_LIMIT;
            let reason = match order.state {
                OrderState::Awaiting if order.accepted() + AWAITING_LIMIT <= now => {
                    EndReason::NoAnswer
                }
                OrderState::Placed if is_overdue => EndReason::Overdue,
                OrderState::Placed => return Ended::Again((now + DAY).max(order.expected())),
                OrderState::Arrived if order.is_unannounced() && !is_overdue => {
                    return Ended::Again(now + DAY);
                }
                _ => return Ended::Done,
            };
            unit.end_order(S, id, OrderEvent::Failed, reason);
            Ended::Done
        })
    }

    /// What is on the road counts on its date.
    pub fn count(&mut self, id: OrderId, now: Time) -> Ended {
        let Some(order) = self.order(id) else {
            return Ended::Done;
        };
        if order.state != OrderState::Shipped {
            return Ended::Done;
        }
        if now < order.expected() {
            return Ended::Again(order.expected());
        }
        self.at_home = PACK;
        self.transact(now, |unit| {
            unit.move_order(S, id, OrderEvent::Arrived, None);
            let cooldown = &mut unit.slots[S].slot.cooldown;
            *cooldown = cooldown.over();
            Ended::Done
        })
    }

    /// A run is settled: its row goes, or is due again.
    pub fn settle_job(&mut self, work: Work, ended: Ended, now: Time) {
        let Some(job) = self.jobs.get_mut(&work) else {
            return;
        };
        job.lease = None;
        match ended {
            Ended::Done => drop(self.jobs.remove(&work)),
            Ended::Again(at) => (job.run_at, job.first_failure) = (at, None),
            Ended::Retry => {
                job.run_at = now + HOUR;
                job.first_failure.get_or_insert(now);
            }
        }
    }

    /// When something of it is due next.
    pub fn next_due(&self, now: Time) -> Option<Time> {
        let jobs = self.jobs.values().map(|job| job.run_at);
        let waits = !self.at_home.is_positive() && self.live().is_none();
        let held = self.cooldown.until.filter(|at| waits && now < *at);
        let held = held.filter(|_| !self.cooldown.restock);
        jobs.chain(held).min()
    }

    /// Decides, as every change does that may come out otherwise.
    pub fn decide(&mut self, now: Time) {
        let used = Use {
            used: USED,
            window_days: 20,
            since: now - 30 * DAY,
            typical_per_day: None,
        };
        let input = EvaluationInput {
            at_home: Some(self.at_home),
            provisional: None,
            pace: Some(used.pace(now)),
            demand: None,
            registered: true,
            subscribed: true,
            left_to_alexa: false,
            order_live: self.live().is_some(),
            cooling_down: self.cooldown.is_active(now),
            held_by_maker: false,
            uncounted: false,
            new_here: false,
        };
        if decide(&input, Policy::default(), now).outcome == Outcome::Order {
            let id = OrderId(Uuid::from_u128(self.orders.len() as u128 + 1));
            let order = Order::requested(id, slot(Cooldown::default()).key(), now);
            self.orders.push(order);
            self.ask(Work::Replenish(id), now);
        }
    }

    fn ask(&mut self, work: Work, at: Time) {
        let job = self.jobs.entry(work).or_insert(Job {
            run_at: at,
            first_failure: None,
            lease: None,
        });
        job.run_at = job.run_at.min(at);
    }

    /// One transaction: what it does to the device, what follows, and the decision.
    fn transact<T>(&mut self, now: Time, change: impl FnOnce(&mut DeviceState) -> T) -> T {
        let mut work = SlotState::new(slot(self.cooldown), OrderSummary::default());
        for order in &self.orders {
            work.put(KnownOrder::known(order.clone(), Vec::new()));
        }
        let ids = Arc::new(Next(AtomicU64::new(self.orders.len() as u64)));
        let mut unit = DeviceState::new(device(), true, vec![work], (now, None), ids);
        let done = change(&mut unit);
        self.cooldown = unit.slots[S].slot.cooldown;
        self.orders = unit.slots[S]
            .orders()
            .iter()
            .map(|it| it.order.clone())
            .collect();
        self.orders.sort_by_key(|order| order.id);
        for (follow_up, at) in unit.changes.jobs {
            if let FollowUp::OrderWatch(id) = follow_up {
                self.ask(Work::Watch(id), at);
            }
        }
        let road: Vec<_> = self
            .orders
            .iter()
            .filter(|it| it.state == OrderState::Shipped)
            .collect();
        for (id, at) in road
            .into_iter()
            .map(|it| (it.id, it.expected()))
            .collect::<Vec<_>>()
        {
            self.ask(Work::Parcel(id), at);
        }
        self.decide(now);
        done
    }
}

/// What Amazon says of an order, by a message or asked for it.
fn apply(unit: &mut DeviceState, id: OrderId, status: OrderStatus, estimate: Option<Time>) {
    let now = unit.now;
    match status {
        OrderStatus::Other => {}
        OrderStatus::Placed => {
            let said = Contents {
                quantity: Some(PACK),
                estimate,
                asin: None,
            };
            unit.order_placed(S, id, &said, now);
        }
        OrderStatus::Closed => {
            if let Some(known) = unit.order_mut(S, id) {
                known.order.estimate = estimate.or(known.order.estimate);
            }
            unit.announced(S, id, now);
        }
        OrderStatus::Cancelled => {
            let Some(order) = unit.order(id).map(|known| &known.order) else {
                return;
            };
            let (is_placed, accepted) = (order.placed_at.is_some(), order.accepted_at);
            let reason = EndReason::of_cancellation(is_placed, accepted, now);
            unit.cancel(S, id, reason);
        }
    }
}

/// Ids in a row.
#[derive(Debug)]
struct Next(AtomicU64);

impl IdSource for Next {
    fn new_id(&self, _: Time) -> Uuid {
        Uuid::from_u128(u128::from(self.0.fetch_add(1, Ordering::Relaxed)) + 1)
    }
}

fn slot(cooldown: Cooldown) -> Slot {
    Slot {
        id: SlotId(Uuid::from_u128(2)),
        device_id: DeviceId(Uuid::from_u128(1)),
        kind: ModelSlot {
            model: String::new(),
            slot: String::new(),
            position: 0,
            name: String::new(),
            unit: Unit::Count,
            capacity: Quantity(100_000),
            count_is: None,
            starts_full: true,
            typical_per_day: None,
            policy: Policy::default(),
            products: Vec::new(),
            most_per_day: None,
            step: None,
            shop: None,
            alexa: None,
        },
        start: None,
        machine: None,
        spares: Quantity::ZERO,
        total: None,
        evidence: Evidence::default(),
        owned_since: None,
        accepted: 0,
        first_report: None,
        last_use: None,
        subscribed: Some(true),
        products: Vec::new(),
        amazon_updated_at: None,
        cooldown,
        decision: None,
        status_at: None,
        folded_to: None,
        headroom_amount: None,
        headroom_until: None,
        counting: None,
        prior: None,
    }
}

fn device() -> Device {
    let never = Time::from_millis(0);
    Device {
        id: slot(Cooldown::default()).device_id,
        model: String::new(),
        serial: String::new(),
        household_id: None,
        name: None,
        token_hash: None,
        next_token_hash: None,
        old_token_hash: None,
        renews: false,
        created_at: never,
        last_seen: None,
        claimed_at: None,
        left_at: None,
        ended_by: None,
        ended_at: None,
        deleting: false,
        clock: DeviceClock::default(),
        replenisher: Replenisher::Drs,
        firmware: None,
    }
}
