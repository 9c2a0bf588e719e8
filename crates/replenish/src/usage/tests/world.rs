//! Two applications with the same machines, one that shares transactions and one that does not.

use std::sync::atomic::{AtomicU32, Ordering};
use std::task::Poll;

use domain::alert::AlertKind;
use domain::cooldown::Cooldown;
use domain::day::SlotDay;
use domain::decision::{Decision, Outcome};
use domain::engine::KnownOrder;
use domain::journal::Actor;
use domain::order::{EndReason, OrderEvent, OrderState};
use domain::usage::SentReport;
use domain::{AccountId, DeviceId, HouseholdId, Quantity, Role, SlotId, SlotKey, Time};
use serde_json::json;
use store::{Account, Registration, SealedTokens};
use tempfile::TempDir;

use crate::device_unit::DeviceUnit;
use crate::devices::fleet::NewDevice;
use crate::nowhere::application;
use crate::{Application, Caller, Clock, Error, Maker, Receipt, Restock, RestockKind};

pub(super) const SLOTS: [&str; 3] = ["pods", "filter", "ink"];
const MODEL: &str = "BREW-2";

pub(super) struct World {
    pub app: Application,
    pub clock: Clock,
    made: AtomicU32,
    _folder: Option<TempDir>,
}

pub(super) struct Machine {
    pub device: DeviceId,
    serial: String,
    pub slots: Vec<SlotId>,
}

/// What becomes of a machine's orders.
#[derive(Clone, Copy, Debug)]
pub(super) enum Event {
    /// Requested, placed, shipped, arrived.
    Next,
    Cancelled,
}

/// What a machine's history has left behind, without our ids.
#[derive(Debug, PartialEq)]
pub(super) struct Rows {
    pub entries: Vec<Entry>,
    days: Vec<(usize, SlotDay)>,
    slots: Vec<Kept>,
    orders: Vec<(usize, OrderState, Time, bool, bool)>,
    decisions: Vec<(String, Decision)>,
    alerts: Vec<(Option<usize>, AlertKind, Time, Option<Time>)>,
    jobs: Vec<(String, Time)>,
    last_seen: Option<Time>,
}

#[derive(Debug, PartialEq)]
pub(super) struct Entry {
    slot: usize,
    accepted: i64,
    at: Time,
    kind: String,
    amount: Quantity,
    key: Option<String>,
    effective: bool,
}

#[derive(Debug, PartialEq)]
struct Kept {
    machine: Option<Quantity>,
    spares: Quantity,
    total: Option<Quantity>,
    accepted: i64,
    first_report: Option<Time>,
    last_use: Option<Time>,
    cooldown: Cooldown,
    outcome: Option<Outcome>,
}

/// Polls all of them at once, in their order.
pub(super) async fn all<F: Future>(futures: impl Iterator<Item = F>) -> Vec<F::Output> {
    let mut waiting: Vec<_> = futures.map(|future| (Box::pin(future), None)).collect();
    std::future::poll_fn(move |context| {
        let mut is_done = true;
        for (future, answer) in &mut waiting {
            if answer.is_none() {
                match future.as_mut().poll(context) {
                    Poll::Ready(ready) => *answer = Some(ready),
                    Poll::Pending => is_done = false,
                }
            }
        }
        if !is_done {
            return Poll::Pending;
        }
        Poll::Ready(waiting.drain(..).filter_map(|(_, answer)| answer).collect())
    })
    .await
}

impl World {
    pub(super) async fn two_on_sqlite() -> (Self, Self) {
        let clock = Clock::manual(Time::parse("2026-03-02T07:30:00Z").unwrap());
        let open = async |seed| {
            let folder = tempfile::tempdir().unwrap();
            let url = format!("sqlite://{}/larder.db", folder.path().display());
            Self::open(&url, &clock, seed, Some(folder)).await
        };
        (open(1).await, open(2).await)
    }

    pub(super) async fn two_on_postgres() -> (Self, Self) {
        let clock = Clock::manual(Time::parse("2026-03-02T07:30:00Z").unwrap());
        let open = async |seed| {
            let url = cluster::Cluster::shared().unwrap().database().unwrap();
            Self::open(&url, &clock, seed, None).await
        };
        (open(1).await, open(2).await)
    }

    async fn open(url: &str, clock: &Clock, seed: u64, folder: Option<TempDir>) -> Self {
        let world = Self {
            app: application(url, clock, seed).await,
            clock: clock.clone(),
            made: AtomicU32::new(0),
            _folder: folder,
        };
        world.put_model(100).await;
        world
    }

    /// The model, its pods in containers of that size.
    pub(super) async fn put_model(&self, capacity: u16) {
        let spec = json!({"name": "Brew 2", "slots": [
            {"slot": "pods", "name": "Pods", "unit": "count", "capacity": capacity, "starts": "full"},
            {"slot": "filter", "name": "Filter", "unit": "percent", "capacity": 100, "count_is": 100,
                "typical_per_day": 2},
            {"slot": "ink", "name": "Ink", "unit": "ml", "capacity": 300, "starts": "full",
                "typical_per_day": 9, "policy": {"kind": "forecast", "service_level": 0.95}},
        ]});
        let spec = serde_json::from_value(spec).unwrap();
        let put = self.app.devices().put_model(by_maker(), MODEL, spec);
        put.await.unwrap();
        // What the job does that this asks for.
        let mut tx = self.app.store.write().await.unwrap();
        let devices = tx.devices_of_model(MODEL, None, i64::MAX).await.unwrap();
        tx.slots_unsettle(&devices).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// New machines: the first is nobody's, the second somebody's, the others connected.
    pub(super) async fn machines(&self, count: usize) -> Vec<Machine> {
        let mut machines = Vec::new();
        for n in 0..count {
            let serial = format!("K{}", self.made.fetch_add(1, Ordering::Relaxed));
            let new = NewDevice {
                model: MODEL.to_owned(),
                serial: serial.clone(),
                token_sha256: None,
            };
            let made = self.app.devices().create(by_maker(), vec![new]);
            let made = made.await.unwrap();
            let device = made[0].id;
            let mut tx = self.app.store.read().await.unwrap();
            let slots = tx.slots_of_device(device).await.unwrap();
            drop(tx);
            let machine = Machine {
                device,
                serial,
                slots: slots.iter().map(|slot| slot.id).collect(),
            };
            if n > 0 {
                self.own(&machine, n > 1).await;
            }
            machines.push(machine);
        }
        machines
    }

    async fn own(&self, machine: &Machine, is_connected: bool) {
        let mut unit = DeviceUnit::lock(&self.app, machine.device).await.unwrap();
        let household: HouseholdId = unit.id();
        let account: AccountId = unit.id();
        let now = unit.now;
        unit.tx.household_insert(household, now).await.unwrap();
        let owner = Account {
            id: account,
            household_id: household,
            role: Role::Owner,
            issuer: domain::identity::AMAZON.to_owned(),
            subject: format!("amzn1.account.{}", machine.serial),
            created_at: now,
        };
        unit.tx.account_insert(&owner).await.unwrap();
        unit.own(household);
        if is_connected {
            let registration = Registration {
                device_id: machine.device,
                account_id: account,
                amazon_customer: None,
                tokens: SealedTokens {
                    access_token: vec![1],
                    refresh_token: vec![2],
                    access_expires_at: now,
                    refresh_lease: None,
                },
                registered_at: now,
                amazon_updated_at: None,
            };
            unit.tx.registration_put(&registration).await.unwrap();
        }
        unit.registered = is_connected;
        for work in &mut unit.slots {
            let may_order = work.slot.kind.slot != "filter";
            work.slot.subscribed = is_connected.then_some(may_order);
            work.touch();
        }
        unit.commit().await.unwrap();
    }

    /// A request by itself: every report folded with all of its day, every slot of it evaluated.
    pub(super) async fn general(&self, device: DeviceId, reports: &[SentReport]) -> Receipt {
        let mut tx = self.app.store.write().await.unwrap();
        tx.slots_unsettle(&[device]).await.unwrap();
        tx.commit().await.unwrap();
        self.report(device, reports.to_vec()).await.unwrap()
    }

    pub(super) async fn report(
        &self,
        device: DeviceId,
        reports: Vec<SentReport>,
    ) -> Result<Receipt, Error> {
        let usage = self.app.usage();
        usage.report(Caller::Device(device), reports).await
    }

    pub(super) async fn restock(
        &self,
        machine: &Machine,
        slot: usize,
        key: &str,
        kind: RestockKind,
        amount: u16,
    ) {
        let restock = Restock {
            key: key.to_owned(),
            kind,
            amount: amount.to_string(),
            unit: None,
            of_order: None,
        };
        let inventory = self.app.inventory();
        let restocked = inventory.restock(by_maker(), machine.slots[slot], restock);
        restocked.await.unwrap();
    }

    /// Something happens to the newest order of each slot.
    pub(super) async fn event(&self, machine: &Machine, event: Event) {
        let mut unit = DeviceUnit::lock(&self.app, machine.device).await.unwrap();
        for s in 0..unit.slots.len() {
            unit.read_orders(s).await.unwrap();
            let newest = unit.slots[s].orders().first().cloned();
            if let Some(known) = newest {
                happen(&mut unit, s, known, event).await.unwrap();
            }
        }
        unit.commit().await.unwrap();
    }

    /// Makes a slot forget how many entries it has, so that its next one collides.
    pub(super) async fn forget_acceptance(&self, machine: &Machine) {
        let mut unit = DeviceUnit::lock(&self.app, machine.device).await.unwrap();
        for work in &mut unit.slots {
            work.slot.accepted = 0;
            work.touch();
        }
        unit.commit().await.unwrap();
    }

    pub(super) async fn rows(&self, machine: &Machine) -> Rows {
        let mut tx = self.app.store.read().await.unwrap();
        let place = |id| machine.slots.iter().position(|slot| *slot == id).unwrap();
        let (mut entries, mut days, mut slots) = (Vec::new(), Vec::new(), Vec::new());
        let mut orders = Vec::new();
        for (n, id) in machine.slots.iter().enumerate() {
            for it in tx.entries(*id).await.unwrap() {
                entries.push(Entry {
                    slot: n,
                    accepted: it.accepted,
                    at: it.at,
                    // A parcel's key has our id in it.
                    key: it.key.filter(|_| it.kind != "delivery"),
                    kind: it.kind,
                    amount: it.amount,
                    effective: it.effective,
                });
            }
            let key = SlotKey {
                device: machine.device,
                slot: *id,
            };
            days.extend(tx.days(key).await.unwrap().into_iter().map(|day| (n, day)));
            for it in tx.orders_of_slots(&[key], 1_000).await.unwrap() {
                orders.push((n, it.state, it.requested_at, it.live, it.confirmed));
            }
            let slot = tx.slot(*id).await.unwrap().unwrap();
            slots.push(Kept {
                machine: slot.machine,
                spares: slot.spares,
                total: slot.total,
                accepted: slot.accepted,
                first_report: slot.first_report,
                last_use: slot.last_use,
                cooldown: slot.cooldown,
                outcome: slot.decision.map(|decision| decision.outcome),
            });
        }
        let decisions = tx.decisions_of_device(machine.device, 1_000, None);
        let mut decisions: Vec<_> = decisions
            .await
            .unwrap()
            .into_iter()
            .map(|row| (row.slot, row.decision))
            .collect();
        decisions
            .sort_by_key(|(slot, decision)| (slot.clone(), decision.at, format!("{decision:?}")));
        let mut alerts: Vec<_> = tx
            .alerts_of_device(machine.device, 1_000, None)
            .await
            .unwrap()
            .into_iter()
            .map(|it| (it.slot_id.map(place), it.kind, it.since, it.ended_at))
            .collect();
        alerts.sort();
        let mut jobs = Vec::new();
        for (key, at) in tx.jobs().await.unwrap() {
            let (kind, of) = key.split_once(':').unwrap_or_default();
            if let Some(n) = machine.slots.iter().position(|slot| slot.to_string() == of) {
                jobs.push((format!("{kind}:{n}"), at));
            }
        }
        jobs.sort();
        let device = tx.device(machine.device).await.unwrap().unwrap();
        Rows {
            entries,
            days,
            slots,
            orders,
            decisions,
            alerts,
            jobs,
            last_seen: device.last_seen,
        }
    }
}

async fn happen(
    unit: &mut DeviceUnit,
    s: usize,
    known: KnownOrder,
    event: Event,
) -> Result<(), Error> {
    let (now, id) = (unit.now, known.order.id);
    unit.slots[s].touch();
    match (event, known.order.state) {
        (Event::Next, OrderState::Requested) => {
            let half = Quantity(unit.slots[s].spec.capacity.0 / 2);
            unit.order_mut(s, id).unwrap().order.quantity = Some(half);
            for event in [OrderEvent::Accepted, OrderEvent::Placed] {
                unit.move_order(s, id, event, None);
            }
        }
        (Event::Next, OrderState::Placed) => {
            let quantity = known.order.quantity.unwrap();
            unit.new_parcel(s, id, quantity, now);
            unit.move_order(s, id, OrderEvent::Shipped, None);
        }
        (Event::Next, OrderState::Shipped) => {
            for parcel in known.parcels {
                unit.count_parcel(s, parcel.id, now, Actor::Larder);
            }
        }
        (Event::Cancelled, state) if state.is_live() => {
            unit.cancel_order(s, id, EndReason::Customer).await?;
        }
        _ => {}
    }
    Ok(())
}

/// The maker.
fn by_maker() -> Caller {
    Caller::Maker(Maker::Operator, "test".to_owned())
}
