//! The rules over a device that is all in memory: what a database would keep, these tests do.

mod by_maker;
mod folding;
mod orders;
mod shop;
mod slots;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::*;
use crate::evidence::Evidence;
use crate::journal::{Actor, Input, Place};
use crate::policy::Policy;
use crate::slot::ModelSlot;
use crate::subscription::Product;
use crate::time::{DAY, HOUR};
use crate::{HouseholdId, Unit};

/// Ids in a row.
#[derive(Debug, Default)]
struct Row(AtomicU64);

impl IdSource for Row {
    fn new_id(&self, _: Time) -> Uuid {
        Uuid::from_u128(1_000 + u128::from(self.0.fetch_add(1, Ordering::Relaxed)))
    }
}

/// What is kept of a device with one slot between its changes.
struct Kept {
    now: Time,
    doubted_since: Option<Time>,
    state: Option<DeviceState>,
    entries: Vec<Entry>,
    days: Vec<SlotDay>,
    alerts: Vec<Alert>,
    events: Vec<EventType>,
    jobs: Vec<(FollowUp, Time)>,
    decisions: usize,
    /// Orders of before, as they would be read.
    deliveries: Vec<Order>,
    days_left_at_arrival: Vec<f64>,
    promises: Vec<Promise>,
}

fn amount(pods: i64) -> Quantity {
    Quantity(pods * 1_000)
}

fn noon(day: i64) -> Time {
    Day(20_000 + day).start() + 12 * HOUR
}

/// A machine of a household, connected, whose container of a hundred pods is full and may be ordered in packs of 36.
fn slot() -> Slot {
    Slot {
        id: SlotId(Uuid::from_u128(2)),
        device_id: DeviceId(Uuid::from_u128(1)),
        kind: ModelSlot {
            model: "BREW-2".to_owned(),
            slot: "pods".to_owned(),
            position: 0,
            name: "Pods".to_owned(),
            unit: Unit::Count,
            capacity: amount(100),
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
        start: Some(amount(100)),
        machine: Some(amount(100)),
        spares: Quantity::ZERO,
        total: None,
        evidence: Evidence::default(),
        owned_since: Some(noon(-30)),
        accepted: 0,
        first_report: None,
        last_use: None,
        subscribed: Some(true),
        products: vec![Product {
            asin: Some("B1".to_owned()),
            quantity: Some("36".to_owned()),
            unit: Some("count".to_owned()),
        }],
        amazon_updated_at: None,
        cooldown: crate::cooldown::Cooldown::default(),
        decision: None,
        status_at: None,
        folded_to: Some(noon(-30)),
        headroom_amount: None,
        headroom_until: None,
        counting: None,
        prior: None,
    }
}

fn device() -> Device {
    Device {
        id: slot().device_id,
        model: "BREW-2".to_owned(),
        serial: "K1".to_owned(),
        household_id: Some(HouseholdId(Uuid::from_u128(3))),
        name: None,
        token_hash: None,
        next_token_hash: None,
        old_token_hash: None,
        renews: false,
        created_at: noon(-40),
        last_seen: Some(noon(0)),
        claimed_at: Some(noon(-30)),
        left_at: None,
        ended_by: None,
        ended_at: None,
        deleting: false,
        clock: crate::clock::DeviceClock::default(),
        replenisher: crate::Replenisher::Drs,
        firmware: None,
    }
}

fn used(pods: i64, at: Time) -> NewEntry {
    NewEntry {
        at,
        input: Input::Used(amount(pods)),
        actor: Actor::Device,
        key: None,
        effective: true,
    }
}

impl Kept {
    fn new(slot: Slot) -> Self {
        let ids: Arc<dyn IdSource> = Arc::new(Row::default());
        let mut slot = SlotState::new(slot, OrderSummary::default());
        slot.orders = Some(Vec::new());
        let moment = (noon(0), None);
        let mut state = DeviceState::new(device(), true, vec![slot], moment, ids);
        state.alerts = Some(Vec::new());
        Self {
            now: noon(0),
            doubted_since: None,
            state: Some(state),
            entries: Vec::new(),
            days: Vec::new(),
            alerts: Vec::new(),
            events: Vec::new(),
            jobs: Vec::new(),
            decisions: 0,
            deliveries: Vec::new(),
            days_left_at_arrival: Vec::new(),
            promises: Vec::new(),
        }
    }

    fn at(&mut self, now: Time) -> &mut Self {
        self.now = now;
        self
    }

    /// What the slot's journal has for a fold.
    fn part(&self, need: &FoldNeed) -> JournalPart {
        let undone = |id| self.entries.iter().any(|it| it.undoes == Some(id));
        let first = need.first();
        let mut all: Vec<_> = self.entries.iter().filter(|it| !undone(it.id)).collect();
        all.sort_by_key(|it| it.place());
        let all = all
            .into_iter()
            .map(Entry::folded)
            .filter(|it| it.input.is_some());
        let begins = match need.is_settled {
            true => Place::before(need.from),
            false => Place::before(first.start()),
        };
        let changes = |it: &crate::journal::FoldEntry| {
            !it.noop && it.place > Place::before(first.start()) && it.place < begins
        };
        let mut last_use = self.days.iter().filter(|it| it.day < first.0);
        let last_use = last_use.rfind(|it| it.used.is_positive());
        JournalPart {
            changes: all.clone().filter(changes).collect(),
            later: all
                .filter(|it| it.place > begins)
                .take(AT_ONCE + 1)
                .collect(),
            day_before: self.days.iter().rfind(|it| it.day < first.0).copied(),
            days: self.days.clone(),
            day_of_last_use: last_use.map(|it| Day(it.day)),
        }
    }

    /// One change, and everything that it leaves, kept.
    fn change(&mut self, happens: impl FnOnce(&mut DeviceState)) -> &mut Self {
        let mut state = self.state.take().unwrap();
        state.now = self.now;
        state.doubted_since = self.doubted_since;
        happens(&mut state);
        while let Some(need) = state.slots[0].fold_need() {
            let part = self.part(&need);
            state.fold(0, part);
        }
        if let Some(needs) = state.slots[0].needs(self.now, self.doubted_since) {
            let window = needs.window.0..=self.now.day().0;
            let used = self.days.iter().filter(|it| window.contains(&it.day));
            let count = self
                .entries
                .iter()
                .filter(|it| it.input().is_some_and(Input::is_count));
            state.slots[0].learn(Facts {
                used: used.map(|it| it.used).sum(),
                days: needs.days.map(|_| self.days.clone()),
                deliveries: self.deliveries.clone(),
                is_counted: count
                    .map(|it| Some(it.at))
                    .any(|at| at >= self.doubted_since),
            });
        }
        state.settle();
        self.keep(&state);
        state.written();
        self.state = Some(state);
        self
    }

    fn keep(&mut self, state: &DeviceState) {
        let (slot, changes) = (&state.slots[0], &state.changes);
        for it in &slot.replaced {
            self.days
                .retain(|day| !(it.from.0..=it.to.0).contains(&day.day));
            self.days.extend(&it.days);
        }
        for day in &slot.days {
            match self.days.iter_mut().find(|it| it.day == day.day) {
                Some(known) => known.add(day),
                None => self.days.push(*day),
            }
        }
        self.days.sort_by_key(|day| day.day);
        for (noop, ids) in [false, true].into_iter().zip(&changes.noops) {
            for entry in self.entries.iter_mut().filter(|it| ids.contains(&it.id)) {
                entry.noop = noop;
            }
        }
        self.entries.extend(changes.entries.clone());
        let is_after = |it: &Entry, next: &Entry| it.accepted < next.accepted;
        assert!(self.entries.is_sorted_by(is_after));
        self.alerts
            .retain(|it| !changes.alerts_ended.contains(&it.id));
        self.alerts.extend(&changes.alerts_begun);
        self.alerts.sort_by_key(|it| it.id);
        let mut open = state.alerts.clone().unwrap();
        open.sort_by_key(|it| it.id);
        assert_eq!(open, self.alerts);
        self.events
            .extend(changes.events.iter().map(|(_, it)| it.kind));
        self.jobs.extend(&changes.jobs);
        self.decisions += changes.decisions.len();
        self.days_left_at_arrival
            .extend(&changes.days_left_at_arrival);
        self.promises.extend(&changes.promises);
    }

    fn uses(&mut self, pods: i64) -> &mut Self {
        let at = self.now;
        self.used_at(pods, at)
    }

    fn used_at(&mut self, pods: i64, at: Time) -> &mut Self {
        self.says(Input::Used(amount(pods)), at, Actor::Device)
    }

    fn says(&mut self, input: Input, at: Time, actor: Actor) -> &mut Self {
        let key = format!("{}", self.entries.len());
        self.change(|state| {
            let entry = NewEntry {
                at,
                input,
                actor,
                key: Some((key, vec![1])),
                effective: true,
            };
            state.report(0, entry).unwrap();
        })
    }

    fn undoes(&mut self, entry: usize) -> &mut Self {
        let entry = self.entries[entry].clone();
        let undone = |id| self.entries.iter().any(|it| it.undoes == Some(id));
        let left = self.entries.iter().filter(|it| {
            it.id != entry.id && !undone(it.id) && it.input().is_some_and(Input::is_report)
        });
        let first = left.map(|it| it.at).min();
        self.change(|state| {
            state.append_undo(0, &entry, Actor::Customer, first);
        })
    }

    fn slot_mut(&mut self) -> &mut Slot {
        &mut self.state.as_mut().unwrap().slots[0].slot
    }

    fn slot(&self) -> &Slot {
        &self.state.as_ref().unwrap().slots[0].slot
    }

    fn orders(&self) -> Vec<&Order> {
        let slot = &self.state.as_ref().unwrap().slots[0];
        slot.orders().iter().map(|it| &it.order).collect()
    }

    /// The newest order.
    fn order(&self) -> KnownOrder {
        self.state.as_ref().unwrap().slots[0].orders()[0].clone()
    }

    fn at_home(&self) -> Option<i64> {
        self.slot().stock().at_home().map(|it| it.0 / 1_000)
    }

    fn outcome(&self) -> crate::decision::Outcome {
        self.slot().decision.as_ref().unwrap().outcome
    }

    fn alerts(&self) -> Vec<crate::alert::AlertKind> {
        let mut kinds: Vec<_> = self.alerts.iter().map(|it| it.kind).collect();
        kinds.sort();
        kinds
    }

    /// What happened since this was asked last.
    fn happened(&mut self) -> Vec<EventType> {
        std::mem::take(&mut self.events)
    }

    fn asked(&mut self) -> Vec<(FollowUp, Time)> {
        let mut jobs = std::mem::take(&mut self.jobs);
        jobs.retain(|(work, _)| !matches!(work, FollowUp::SlotStatus(_)));
        jobs
    }

    /// Uses five pods a day for eight days, and then so much that an order is due.
    fn run_low(&mut self) -> &mut Self {
        for day in 0..8 {
            self.at(noon(day)).uses(5);
        }
        self.at(noon(8)).uses(35)
    }

    /// An order's next step.
    fn moves(&mut self, event: crate::order::OrderEvent) -> &mut Self {
        let id = self.order().order.id;
        self.change(|state| {
            assert!(state.move_order(0, id, event, None));
            state.slots[0].touch();
        })
    }
}
