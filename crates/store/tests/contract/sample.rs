//! Plain rows to begin from, by number: machine 1 has the serial K1.

use domain::evidence::{Evidence, Waiting};
use domain::journal::{Actor, Entry, Input};
use domain::policy::Policy;
use domain::registration::EndedBy;
use domain::replenisher::{AlexaSensor, ShopProduct};
use domain::slot::{ModelSlot, NamedProduct};
use domain::time::MINUTE;
use domain::{
    AccountId, Device, DeviceId, EntryId, HouseholdId, Order, OrderId, Quantity, Role, Slot,
    SlotId, SlotKey, Time, Unit,
};
use store::{
    Account, Begins, MadeSlot, Model, NewDecision, Registration, SealedTokens, Tx, WriteSet,
};
use uuid::Uuid;

/// 2026-11-22T10:00:00Z and some minutes.
pub(crate) fn at(minutes: i64) -> Time {
    Time::from_millis(1_795_341_600_000) + minutes * MINUTE
}

pub(crate) fn uuid(n: u128) -> Uuid {
    Uuid::from_u128(0x0192_0000_0000_7000_8000_0000_0000_0000 + n)
}

/// One machine with one slot.
#[derive(Clone, Copy)]
pub(crate) struct Machine {
    pub(crate) device: DeviceId,
    pub(crate) slot: SlotId,
}

pub(crate) fn model() -> Model {
    Model {
        model: "BREW-2".into(),
        name: "Brewer".into(),
        replenisher: domain::Replenisher::Drs,
    }
}

/// A slot with everything that may be absent.
pub(crate) fn filter() -> ModelSlot {
    ModelSlot {
        model: "BREW-2".into(),
        slot: "filter".into(),
        position: 1,
        name: "Water filter".into(),
        unit: Unit::Percent,
        capacity: Quantity(100_000),
        count_is: Some(Quantity(100_000)),
        starts_full: false,
        typical_per_day: Some(Quantity(1_500)),
        policy: Policy::BurnRate {
            days_threshold: 5,
            window_days: 14,
        },
        products: vec![NamedProduct {
            asin: "B00FILTER1".into(),
            name: "Filter, “fresh” 'n' clean".into(),
        }],
        most_per_day: Some(Quantity(9_000)),
        step: Some(Quantity(10_000)),
        shop: Some(ShopProduct {
            product: "FILTER-2".into(),
            quantity: Quantity(200_000),
        }),
        alexa: Some(AlexaSensor {
            instance: "Sensor.Filter".into(),
            replenishment_id: Some("arn:alexa:filter".into()),
        }),
    }
}

/// A slot without.
/// A level that waits.
pub(crate) fn evidence(amount: i64) -> Evidence {
    let mut evidence = Evidence::default();
    evidence.level = Some(Waiting {
        amount: Quantity(amount),
        at: at(1),
        received_at: at(2),
    });
    evidence
}

pub(crate) fn pods() -> ModelSlot {
    ModelSlot {
        model: "BREW-2".into(),
        slot: "pods".into(),
        position: 0,
        name: "Coffee pods".into(),
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
    }
}

pub(crate) async fn model_in(tx: &mut Tx) {
    tx.model_put(&model(), at(0)).await.unwrap();
    tx.model_slot_put(&pods()).await.unwrap();
    tx.model_slot_put(&filter()).await.unwrap();
}

/// A device with nothing that may be absent.
pub(crate) fn device(n: u128) -> Device {
    Device {
        id: DeviceId(uuid(n * 1_000)),
        model: "BREW-2".into(),
        serial: format!("K{n}"),
        household_id: None,
        name: None,
        token_hash: None,
        next_token_hash: None,
        old_token_hash: None,
        renews: false,
        created_at: at(0),
        last_seen: None,
        claimed_at: None,
        left_at: None,
        ended_by: None,
        ended_at: None,
        deleting: false,
        clock: domain::clock::DeviceClock::default(),
        replenisher: domain::Replenisher::Drs,
        firmware: None,
    }
}

/// A device with everything; its household is that of [`account`].
pub(crate) fn full_device(n: u128) -> Device {
    Device {
        household_id: Some(household(n)),
        name: Some(format!("Küche {n}")),
        token_hash: Some(format!("token {n}").into_bytes()),
        next_token_hash: Some(format!("next token {n}").into_bytes()),
        old_token_hash: Some(format!("old token {n}").into_bytes()),
        renews: true,
        last_seen: Some(at(1)),
        claimed_at: Some(at(4)),
        left_at: Some(at(2)),
        ended_by: Some(EndedBy::TokenRefused),
        ended_at: Some(at(3)),
        firmware: Some("2.1.7".into()),
        ..device(n)
    }
}

pub(crate) fn household(n: u128) -> HouseholdId {
    HouseholdId(uuid(n * 1_000 + 2))
}

pub(crate) fn account(n: u128) -> Account {
    Account {
        id: AccountId(uuid(n * 1_000 + 3)),
        household_id: household(n),
        role: Role::Owner,
        issuer: domain::identity::AMAZON.to_owned(),
        subject: format!("amzn1.account.{n}"),
        created_at: at(0),
    }
}

pub(crate) async fn account_in(tx: &mut Tx, n: u128) {
    tx.household_insert(household(n), at(0)).await.unwrap();
    tx.account_insert(&account(n)).await.unwrap();
}

pub(crate) async fn machine_in(tx: &mut Tx, n: u128) -> Machine {
    machine_of(tx, n, &device(n)).await
}

/// A machine with that device.
pub(crate) async fn machine_of(tx: &mut Tx, n: u128, device: &Device) -> Machine {
    let slot = SlotId(uuid(n * 1_000 + 1));
    model_in(tx).await;
    tx.device_insert(device).await.unwrap();
    slot_in(tx, slot, device.id, &pods()).await;
    Machine {
        device: device.id,
        slot,
    }
}

/// Makes a slot of a device.
pub(crate) async fn slot_in(tx: &mut Tx, id: SlotId, device_id: DeviceId, kind: &ModelSlot) {
    let slot = MadeSlot {
        id,
        device_id,
        slot: kind.slot.clone(),
    };
    tx.slots_make(&[slot], Begins::New).await.unwrap();
}

/// Writes a set; nothing stands in its way.
pub(crate) async fn put(tx: &mut Tx, set: &WriteSet<'_>) {
    assert!(tx.flush(set).await.unwrap());
}

/// Appends an entry when it is accepted.
pub(crate) async fn put_entry(tx: &mut Tx, entry: &Entry) {
    put(tx, &of_entry(entry)).await;
}

/// That an entry is appended when it is accepted, and nothing else.
pub(crate) fn of_entry(entry: &Entry) -> WriteSet<'_> {
    WriteSet {
        entries: vec![entry],
        ..WriteSet::at(entry.received_at)
    }
}

/// Writes all of a slot that can change.
pub(crate) async fn put_slot(tx: &mut Tx, slot: &Slot) {
    let set = WriteSet {
        slots: vec![slot],
        ..WriteSet::at(at(7))
    };
    put(tx, &set).await;
}

/// Keeps a decision.
pub(crate) async fn put_decision(tx: &mut Tx, decision: NewDecision<'_>) {
    let set = WriteSet {
        decisions: vec![decision],
        ..WriteSet::at(at(7))
    };
    put(tx, &set).await;
}

/// A registration with nothing that may be absent.
pub(crate) fn registration(n: u128) -> Registration {
    Registration {
        device_id: device(n).id,
        account_id: account(n).id,
        amazon_customer: None,
        tokens: SealedTokens {
            access_token: vec![0, 159, 146, 150],
            refresh_token: vec![255, 0, 1],
            access_expires_at: at(60),
            refresh_lease: None,
        },
        registered_at: at(0),
        amazon_updated_at: None,
    }
}

impl Machine {
    /// Its slot with the device.
    pub(crate) fn key(self) -> SlotKey {
        SlotKey {
            device: self.device,
            slot: self.slot,
        }
    }

    /// Its `accepted`-th entry, without a key.
    pub(crate) fn entry(self, accepted: i64, at: Time, input: Input) -> Entry {
        let n = u128::try_from(accepted).unwrap() * 0x1_0000;
        Entry {
            id: EntryId(Uuid::from_u128(self.device.0.as_u128() + n)),
            slot_id: self.slot,
            device_id: self.device,
            accepted,
            at,
            received_at: at,
            kind: input.kind().into(),
            amount: input.amount(),
            actor: Actor::Device,
            key: None,
            content: None,
            undoes: None,
            effective: true,
            noop: false,
        }
    }

    /// Its `accepted`-th entry, which takes another back.
    pub(crate) fn undo(self, accepted: i64, of: &Entry) -> Entry {
        Entry {
            kind: "undo".into(),
            amount: Quantity::ZERO,
            actor: Actor::Customer,
            undoes: Some(of.id),
            ..self.entry(accepted, of.at, Input::Replaced)
        }
    }

    /// Its `n`-th order, as decided.
    pub(crate) fn order(self, n: u128, now: Time) -> Order {
        let id = self.device.0.as_u128() + n * 0x1_0000;
        Order::requested(OrderId(Uuid::from_u128(id)), self.key(), now)
    }
}

pub(crate) fn used(count: i64) -> Input {
    Input::Used(Quantity(count))
}
