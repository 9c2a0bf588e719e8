//! Deciding on a slot, and what follows from what is known of it: an order, alerts, work for later, the headroom in which
//! nothing of that can change.

use super::{DeviceState, FollowUp, KnownOrder, Promise, SlotState};
use crate::alert::{Alert, AlertKind, MachineReading, Reading, is_silent, of_machine, of_slot};
use crate::day::{ClosedDay, SlotDay};
use crate::decision::{EvaluationInput, Outcome, decide};
use crate::demand::{Demand, UseHistory, forecast, lead_time};
use crate::event::{EventData, EventType};
use crate::headroom::{Headroom, HeadroomInput};
use crate::journal::Input;
use crate::notice::NoticeKind;
use crate::order::{EndReason, Order, OrderEvent, OrderState};
use crate::pace::{Pace, Use};
use crate::quantity::Quantity;
use crate::registration::EndedBy;
use crate::time::{DAY, Day, HOUR, Time};
use crate::{OrderId, Replenisher, SlotId, SlotKey};

/// Orders that are looked at for being late, the newest.
const NEWEST: usize = 2;

/// In an owner's first days a slot of which a full container is at home orders nothing.
const NEW_HERE: i64 = 7 * DAY;

/// What is lost is asked for in this time; then it is decided by what is known.
const LOST: i64 = 14 * DAY;

/// What is to be read of a slot before it can be decided on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Needs {
    /// The slot.
    pub slot: SlotKey,
    /// The first day of the window over which its pace is measured.
    pub window: Day,
    /// Its days themselves from then on, and not only their sum: the first of them.
    pub days: Option<Day>,
    /// Its newest orders, so many, for how long they took.
    pub deliveries: Option<usize>,
    /// Its newest orders, where they are not read.
    pub orders: bool,
    /// Whether something of it was counted since then.
    pub counted_since: Option<Time>,
}

/// What was read for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// What was used in the days of the window; not looked at where the days themselves are read.
    pub used: Quantity,
    /// Its days, oldest first, where they are asked for.
    pub days: Option<Vec<SlotDay>>,
    /// Its newest orders.
    pub deliveries: Vec<Order>,
    /// Something of it was counted since the doubt.
    pub is_counted: bool,
}

impl SlotState {
    /// What is to be read before it can be decided on; none where nothing is.
    pub fn needs(&self, now: Time, doubted_since: Option<Time>) -> Option<Needs> {
        if !self.needs_evaluation {
            return None;
        }
        let window = self.slot.window(now);
        let is_forecast = self.spec.policy.service_level().is_some();
        let history = is_forecast.then(|| UseHistory::first_day(now).min(window));
        let replaced = (!self.replaced.is_empty()).then_some(window);
        Some(Needs {
            slot: self.slot.key(),
            window,
            days: history.or(replaced),
            deliveries: is_forecast.then_some(lead_time::ORDERS),
            orders: self.orders.is_none() && self.summary.matters(),
            counted_since: doubted_since,
        })
    }

    /// Keeps what was read for it.
    pub fn learn(&mut self, facts: Facts) {
        self.facts = Some(facts);
    }

    /// What its pace is measured from at a moment; none before the first use.
    fn used(&self, now: Time) -> Option<Use> {
        let facts = self.facts.as_ref()?;
        let window = self.slot.window(now).0..=now.day().0;
        let is_within = |day: &&SlotDay| window.contains(&day.day);
        let sum = |days: &[SlotDay]| -> Quantity {
            days.iter().filter(is_within).map(|day| day.used).sum()
        };
        let used = match &facts.days {
            None => facts.used + sum(&self.days),
            Some(days) => sum(&self.days_as_they_are(days)),
        };
        self.slot.measured(used)
    }

    /// The forecast at a moment; none where its policy is no forecast, or too little is known.
    fn demand(&self, now: Time) -> Option<Demand> {
        let facts = self.facts.as_ref()?;
        let (level, since) = (self.spec.policy.service_level()?, self.slot.first_report?);
        let days = self.days_as_they_are(facts.days.as_deref().unwrap_or_default());
        let days: Vec<_> = days.iter().map(ClosedDay::from).collect();
        let history = UseHistory::new(&days, since, now);
        let own = self.orders().iter().map(|it| &it.order);
        let is_own = |order: &&Order| own.clone().any(|it| it.id == order.id);
        let mut orders: Vec<&Order> = facts.deliveries.iter().filter(|it| !is_own(it)).collect();
        orders.extend(own.clone());
        orders.sort_by_key(|it| it.newest_first());
        let took = orders
            .iter()
            .take(lead_time::ORDERS)
            .filter_map(|it| it.took());
        let took: Vec<_> = took.collect();
        let prior = self.slot.taken_for();
        forecast(&history, &prior, &prior.lead.and(&took), level)
    }

    /// Its pace at a moment, once what it is measured from is read.
    fn pace(&self, now: Time) -> Option<Pace> {
        self.used(now).map(|used| used.pace(now))
    }

    /// A cooldown until a restock ends when what is at home has risen enough.
    fn after_rise(&mut self, now: Time) {
        let Some(at_home) = self.at_home() else {
            return;
        };
        if self.slot.cooldown.restock && self.before.is_none_or(|before| at_home > before) {
            let level = self.pace(now).map(|pace| self.slot.reorder_level(pace));
            let (capacity, pack) = (self.spec.capacity, self.slot.pack());
            self.slot.cooldown = self
                .slot
                .cooldown
                .after_rise(at_home, capacity, level, pack);
        }
    }
}

impl DeviceState {
    /// Decides on every slot that something happened to, once all that is to be read for it is.
    pub fn settle(&mut self) {
        for s in 0..self.slots.len() {
            if self.slots[s].needs_evaluation {
                self.measure_arrival(s);
                self.measure_promise(s);
                self.slots[s].after_rise(self.now);
                if self.slots[s].is_reported {
                    self.confirm_by_use(s);
                }
                self.evaluate(s);
            }
            if self.slots[s].is_touched {
                self.report_status(s);
            }
            self.slots[s].settled();
        }
    }

    /// How many days what was left would have lasted when more came: the operator's measure of ordering
    /// neither too late nor too early.
    fn measure_arrival(&mut self, s: usize) {
        let work = &self.slots[s];
        if let Some((at_home, pace)) = work.before_arrival.zip(work.pace(self.now))
            && let Some(left) = pace.millis_for(at_home)
        {
            let days = left as f64 / DAY as f64;
            self.changes.days_left_at_arrival.push(days);
        }
    }

    /// Whether something was left until an order came, as a forecast promised.
    fn measure_promise(&mut self, s: usize) {
        let work = &self.slots[s];
        let facts = work.facts.as_ref().and_then(|facts| facts.days.as_deref());
        let (Some(at_home), Some(since), Some(level), Some(days)) = (
            work.before_arrival,
            work.first_of,
            work.spec.policy.service_level(),
            facts,
        ) else {
            return;
        };
        let evenings = since.day().0..self.now.day().0;
        let days = work.days_as_they_are(days);
        let mut evenings = days.iter().filter(|it| evenings.contains(&it.day));
        let is_left = |at_home: Option<Quantity>| at_home.is_none_or(|it| it.is_positive());
        let kept = is_left(Some(at_home)) && evenings.all(|it| is_left(it.stock().at_home()));
        self.changes.promises.push(Promise {
            slot: s,
            level,
            kept,
        });
    }

    /// Whether somebody can be asked for its supplies.
    pub fn is_at_hand(&self) -> bool {
        let owned = self.device.household_id.is_some();
        self.device.replenisher.is_at_hand(self.registered, owned)
    }

    /// Whether Amazon's tokens are held for it.
    pub fn is_at_amazon(&self) -> bool {
        self.registered && self.device.replenisher == Replenisher::Drs
    }

    /// Asks for what is left to be told: at once after a quiet minute, else when that minute is over. A slot of
    /// unknown level or counted again, and a device that is not connected, tell nothing; to Amazon nothing before the
    /// first use.
    fn report_status(&mut self, s: usize) {
        let slot = &self.slots[s].slot;
        let is_known = slot.counting.is_none() && slot.machine.is_some();
        if !is_known || !self.registered {
            return;
        }
        match self.device.replenisher {
            Replenisher::Drs if slot.last_use.is_some() => {
                let (id, at) = (slot.id, slot.status_due(self.now));
                self.follow_up(FollowUp::SlotStatus(id), at);
            }
            // When the minute is over is for the report to see.
            Replenisher::Alexa => {
                self.follow_up(FollowUp::AlexaReport(self.device.id), self.now);
            }
            Replenisher::Drs | Replenisher::Shop => {}
        }
    }

    /// Decides, and keeps the decision with its inputs on the slot. An order that follows is new and asked for; a decision
    /// that comes out otherwise than the one before it is kept for good.
    ///
    /// What may then be used before any of this can come out otherwise is kept beside it. A slot that is counted again has
    /// none: the end of that decides.
    fn evaluate(&mut self, s: usize) {
        let now = self.now;
        let work = &mut self.slots[s];
        work.touch();
        work.slot.headroom_amount = None;
        work.slot.headroom_until = None;
        if work.slot.counting.is_some() {
            return;
        }
        let used = work.used(now);
        let known = work.facts.as_ref().is_none_or(|facts| facts.is_counted);
        let (replenisher, is_at_hand) = (self.device.replenisher, self.is_at_hand());
        let is_counted = known || self.is_counted_now(s);
        let work = &mut self.slots[s];
        let stock = work.slot.stock();
        let is_recent = |lost| now.since(lost) < LOST;
        let is_new = |since| now.since(since) < NEW_HERE;
        let input = EvaluationInput {
            at_home: stock.at_home(),
            provisional: stock
                .otherwise(&work.spec, now)
                .and_then(|other| other.at_home()),
            pace: used.map(|used| used.pace(now)),
            demand: work.demand(now),
            registered: is_at_hand,
            subscribed: replenisher.may_order(work.slot.subscribed),
            left_to_alexa: replenisher == Replenisher::Alexa,
            order_live: work.is_supplied(),
            cooling_down: work.slot.cooldown.is_active(now),
            held_by_maker: work.slot.cooldown.by_maker.is_some(),
            uncounted: self.doubted_since.is_some() && !is_counted
                || stock.evidence.lost_at.is_some_and(is_recent),
            new_here: work.slot.owned_since.is_some_and(is_new)
                && stock.at_home() >= Some(work.spec.capacity),
        };
        let decision = decide(&input, work.spec.policy, now);
        let (key, until) = (work.slot.key(), work.slot.cooldown.until);
        let id = key.slot;
        let cooldown_ends = until.filter(|until| *until > now);
        let before = work.slot.decision.replace(decision.clone());
        let mut made = None;
        match decision.outcome {
            Outcome::Order => {
                let order: OrderId = self.id();
                let order = Order::requested(order, key, now);
                self.follow_up(FollowUp::Replenish(order.id), now);
                self.changes.order_states.push(OrderState::Requested);
                self.slots[s].put(KnownOrder::new(order.clone()));
                made = Some(order);
            }
            Outcome::Uncounted => self.follow_up(FollowUp::Evaluate(id), now + DAY),
            Outcome::NewHere => {
                if let Some(since) = self.slots[s].slot.owned_since {
                    self.follow_up(FollowUp::Evaluate(id), since + NEW_HERE);
                }
            }
            Outcome::Unconfirmed => {
                let until = stock.evidence.may_tremble_until(&self.slots[s].spec);
                if let Some(until) = until.filter(|until| *until > now) {
                    self.follow_up(FollowUp::Evaluate(id), until);
                }
            }
            Outcome::Enough => self.call_off(s),
            Outcome::Held => {
                if let Some(until) = cooldown_ends {
                    self.follow_up(FollowUp::Evaluate(id), until);
                }
            }
            _ => {}
        }
        if let Some(at) = stock.evidence.stands_at(stock.machine) {
            // No time is over while the clock is doubted.
            let soonest = self.doubted_since.map_or(now, |_| now + HOUR);
            self.follow_up(FollowUp::Evaluate(id), at.max(soonest));
        }
        if made.is_some() || before.map(|before| before.outcome) != Some(decision.outcome) {
            let order = made.as_ref().map(|order| order.id);
            let kept = (self.id(), key, order, decision.clone());
            self.changes.decisions.push(kept);
        }
        let (open, late_next) = self.update_alerts(s);
        // The shop hears of it once it is still due and need not wait for an operator.
        if let Some(order) = made.filter(|_| self.device.replenisher != Replenisher::Shop) {
            self.order_event(EventType::OrderRequested, s, &order);
        }
        let around = HeadroomInput {
            used,
            open: &open,
            owned: self.device.household_id.is_some(),
            next: late_next.into_iter().chain(cooldown_ends).min(),
        };
        let headroom = Headroom::after(&decision, &input, &around);
        let slot = &mut self.slots[s].slot;
        slot.headroom_amount = headroom.map(|it| it.amount);
        slot.headroom_until = headroom.map(|it| it.until);
    }

    /// Whether the change itself says how much of a slot there is, at a moment since the doubt.
    fn is_counted_now(&self, s: usize) -> bool {
        let id = self.slots[s].slot.id;
        let entries = self
            .changes
            .entries
            .iter()
            .filter(|it| it.slot_id == id && it.effective);
        let counts = entries.filter(|it| it.input().is_some_and(Input::is_count));
        counts
            .map(|it| it.at)
            .any(|at| self.doubted_since.is_some_and(|since| at >= since))
    }

    /// Ends an order from before the doubt that Amazon was not asked for, as far as is known: a count says that
    /// enough is there.
    fn call_off(&mut self, s: usize) {
        let Some(since) = self.doubted_since else {
            return;
        };
        let requested =
            |order: &&Order| order.state == OrderState::Requested && order.requested_at <= since;
        let orders = self.slots[s].orders().iter().map(|it| &it.order);
        if let Some(order) = orders.filter(|it| it.live).find(requested) {
            let id = order.id;
            self.move_order(s, id, OrderEvent::Cancelled, Some(EndReason::NoLongerDue));
        }
    }

    /// Begins and ends the alerts of a slot: those that are open then, and when an order of it may become late next.
    /// Nobody hears of a machine that is nobody's.
    fn update_alerts(&mut self, s: usize) -> (Vec<AlertKind>, Option<Time>) {
        let work = &self.slots[s];
        let mut reading = Reading::default();
        let mut next = None;
        if self.device.household_id.is_some() {
            let slot = &work.slot;
            let newest = work.orders().iter().take(NEWEST);
            let is_uncountable = |it: &KnownOrder| {
                let mut road = it.parcels.iter().filter(|it| it.counted.is_none());
                road.any(|parcel| !parcel.quantity.is_positive())
            };
            let is_late = |it: &KnownOrder| {
                let overdue =
                    it.order.state == OrderState::Placed && self.now >= it.order.expected();
                overdue || it.order.late && it.is_on_the_road()
            };
            reading = Reading {
                at_home: slot.stock().at_home(),
                reorder_level: slot.decision.as_ref().and_then(|it| it.reorder_level),
                paused: slot.subscribed == Some(false),
                unconnected: !self.is_at_hand(),
                late_order: newest.clone().any(is_late),
                implausible: slot.evidence.is_implausible(slot.machine),
                uncountable: slot.evidence.lost_at.is_some() || newest.clone().any(is_uncountable),
                held: newest.clone().any(|it| it.order.held_since.is_some()),
                on_hold: slot.cooldown.by_maker.is_some(),
            };
            let placed = newest
                .map(|it| &it.order)
                .filter(|it| it.state == OrderState::Placed);
            next = placed
                .map(Order::expected)
                .filter(|at| *at > self.now)
                .min();
        }
        let id = work.slot.id;
        let open = self.open_alerts(Some(id));
        let kinds: Vec<_> = open.iter().map(|alert| alert.kind).collect();
        let due = of_slot(&reading, &kinds);
        self.settle_alerts(open, &due, Some(s));
        (due, next)
    }

    /// Begins and ends the machine's own alerts; a token was used that another one has replaced, or not.
    pub fn update_device_alerts(&mut self, old_token_used: bool) {
        let open = self.open_alerts(None);
        let told = open.iter().find(|it| it.kind == AlertKind::OldTokenUsed);
        let was_silent = open.iter().any(|it| it.kind == AlertKind::Silent);
        let reading = MachineReading {
            // By a clock that is wrong every machine has been silent for long.
            silent: self.is_silent() && (was_silent || self.doubted_since.is_none()),
            clock_wrong: self.device.clock.is_wrong(),
            disconnected: self.is_disconnected(),
            old_token_used,
            told_since: told.map(|alert| alert.since),
        };
        let due = of_machine(reading, self.now);
        self.settle_alerts(open, &due, None);
    }

    /// Whether somebody should hear that the machine is silent.
    pub fn is_silent(&self) -> bool {
        let heard = self.device.last_seen.or(self.device.claimed_at);
        self.device.household_id.is_some() && is_silent(heard, self.now)
    }

    /// Whether its connection has ended without its customer's doing, and nothing has taken its place.
    fn is_disconnected(&self) -> bool {
        let ended_by = self.device.ended_by;
        self.device.household_id.is_some()
            && !self.is_at_hand()
            && ended_by.is_some_and(|by| by != EndedBy::Customer)
    }

    fn open_alerts(&self, slot: Option<SlotId>) -> Vec<Alert> {
        let open = self.alerts.iter().flatten();
        open.filter(|alert| alert.slot_id == slot)
            .copied()
            .collect()
    }

    fn settle_alerts(&mut self, open: Vec<Alert>, due: &[AlertKind], s: Option<usize>) {
        let before: Vec<_> = open.iter().map(|alert| alert.kind).collect();
        for kind in EventType::of_alerts(&before, due) {
            match s {
                Some(s) => self.slot_event(kind, s),
                None => {
                    let last_seen = self.device.last_seen;
                    self.event(kind, EventData::Silence { last_seen });
                }
            }
        }
        for alert in open.iter().filter(|it| !due.contains(&it.kind)) {
            self.end_alert(alert);
        }
        for kind in due.iter().filter(|kind| !before.contains(kind)) {
            let alert = Alert {
                id: self.id(),
                device_id: self.device.id,
                slot_id: s.map(|s| self.slots[s].slot.id),
                kind: *kind,
                since: self.now,
                ended_at: None,
            };
            self.changes.alerts_begun.push(alert);
            if let Some(notice) = NoticeKind::of(alert.kind) {
                self.follow_up(FollowUp::Notice(alert.id), self.now + notice.wait());
            }
            self.alerts.get_or_insert_default().push(alert);
        }
    }

    fn end_alert(&mut self, alert: &Alert) {
        if let Some(alerts) = &mut self.alerts {
            alerts.retain(|it| it.id != alert.id);
        }
        let begun = self.changes.alerts_begun.len();
        self.changes.alerts_begun.retain(|it| it.id != alert.id);
        if self.changes.alerts_begun.len() == begun {
            self.changes.alerts_ended.push(alert.id);
        }
    }
}
