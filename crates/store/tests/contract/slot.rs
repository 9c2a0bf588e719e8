use domain::cooldown::Cooldown;
use domain::counting::Counting;
use domain::decision::{Decision, Outcome};
use domain::evidence::Evidence;
use domain::journal::Place;
use domain::policy::Policy;
use domain::slot::ModelSlot;
use domain::subscription::Product;
use domain::{Quantity, Slot, SlotId, Time};
use store::Store;

use crate::sample::{at, device, evidence, filter, machine_in, pods, put_slot, slot_in, uuid};

/// A slot with everything.
pub(crate) fn full(slot: Slot) -> Slot {
    let product = |asin: Option<&str>| Product {
        asin: asin.map(Into::into),
        quantity: asin.map(|_| "36".into()),
        unit: asin.map(|_| "count".into()),
    };
    Slot {
        start: Some(Quantity(1)),
        machine: Some(Quantity(2)),
        spares: Quantity(3),
        total: Some(Quantity(4)),
        evidence: evidence(17),
        owned_since: Some(at(18)),
        accepted: 5,
        first_report: Some(at(6)),
        last_use: Some(at(7)),
        subscribed: Some(true),
        products: vec![product(Some("B00PODS36X")), product(None)],
        amazon_updated_at: Some(at(8)),
        cooldown: Cooldown {
            cancellations: 2,
            failures: 1,
            until: Some(Time::from_millis(at(9).millis() + 1)),
            restock: true,
            by_maker: None,
        },
        decision: Some(Decision {
            at: at(10),
            outcome: Outcome::OrderLive,
            policy: Policy::default(),
            at_home: Some(Quantity(i64::MAX)),
            pace_per_day: None,
            reorder_level: Some(Quantity(17_500)),
            demand: None,
            rules: domain::decision::RULES,
        }),
        status_at: Some(at(11)),
        folded_to: Some(at(12)),
        headroom_amount: Some(Quantity(13)),
        headroom_until: Some(at(14)),
        counting: Some(Counting {
            to: Place {
                at: at(15),
                accepted: 16,
            },
            last_use: None,
        }),
        ..slot
    }
}

pub(crate) async fn a_slot_is_new_as_its_model_says(store: Store) {
    let mut tx = store.write().await.unwrap();
    let machine = machine_in(&mut tx, 1).await;
    let unknown = SlotId(uuid(50));
    slot_in(&mut tx, unknown, machine.device, &filter()).await;
    for (id, kind, start) in [
        (machine.slot, pods(), Some(pods().capacity)),
        (unknown, filter(), None),
    ] {
        let expected = Slot {
            id,
            device_id: machine.device,
            kind,
            start,
            machine: start,
            spares: Quantity::ZERO,
            total: None,
            evidence: Evidence::default(),
            owned_since: None,
            accepted: 0,
            first_report: None,
            last_use: None,
            subscribed: None,
            products: Vec::new(),
            amazon_updated_at: None,
            cooldown: Cooldown::default(),
            decision: None,
            status_at: None,
            folded_to: Some(Time::from_millis(0)),
            headroom_amount: None,
            headroom_until: None,
            counting: None,
            prior: None,
        };
        assert_eq!(tx.slot(id).await.unwrap(), Some(expected));
    }
    assert_eq!(tx.slot(SlotId(uuid(51))).await.unwrap(), None);
}

pub(crate) async fn slots_read_back_with_everything_and_with_nothing(store: Store) {
    let mut tx = store.write().await.unwrap();
    let machine = machine_in(&mut tx, 1).await;
    let neighbour = machine_in(&mut tx, 2).await;
    let new = tx.slot(machine.slot).await.unwrap().unwrap();
    let other = tx.slot(neighbour.slot).await.unwrap();
    let paused = Slot {
        subscribed: Some(false),
        ..new.clone()
    };
    for slot in [full(new.clone()), paused, new.clone()] {
        put_slot(&mut tx, &slot).await;
        // What it begins with does not change, and a sent status is noted by itself.
        let written = Slot {
            start: new.start,
            status_at: None,
            ..slot
        };
        assert_eq!(tx.slot(written.id).await.unwrap(), Some(written));
    }
    assert_eq!(tx.slot(neighbour.slot).await.unwrap(), other);
}

pub(crate) async fn a_slot_is_there_once(store: Store) {
    let mut tx = store.write().await.unwrap();
    let machine = machine_in(&mut tx, 1).await;
    let before = tx.slots_of_device(machine.device).await.unwrap();
    slot_in(&mut tx, SlotId(uuid(50)), machine.device, &pods()).await;
    let slots = tx.slots_of_device(machine.device).await.unwrap();
    assert_eq!(slots, before);
}

pub(crate) async fn slots_come_in_the_order_of_the_model(store: Store) {
    let mut tx = store.write().await.unwrap();
    let machine = machine_in(&mut tx, 1).await;
    machine_in(&mut tx, 2).await;
    let second = SlotId(uuid(50));
    slot_in(&mut tx, second, machine.device, &filter()).await;
    let slots = tx.slots_of_device(machine.device).await.unwrap();
    assert_eq!(slots[0].kind, pods());
    assert_eq!(slots[1].kind, filter());
    assert_eq!(slots.len(), 2);
    let both = [device(2).id, machine.device];
    let found = tx.slots_of_devices(&both).await.unwrap();
    assert_eq!(found[..2], slots);
    let other = tx.slots_of_device(device(2).id).await.unwrap();
    assert_eq!(found[2..], other);

    // A change of the model is a change of its devices.
    let first = ModelSlot {
        position: -1,
        capacity: Quantity(50_000),
        ..filter()
    };
    tx.model_slot_put(&first).await.unwrap();
    let slots = tx.slots_of_device(machine.device).await.unwrap();
    assert_eq!(slots[0].kind, first);
    assert_eq!((slots[0].id, slots[1].id), (second, machine.slot));
    let none = tx.slots_of_device(device(3).id).await.unwrap();
    assert!(none.is_empty());
}

pub(crate) async fn sent_statuses_are_noted(store: Store) {
    let mut tx = store.write().await.unwrap();
    let machine = machine_in(&mut tx, 1).await;
    let neighbour = machine_in(&mut tx, 2).await;
    let new = tx.slot(machine.slot).await.unwrap().unwrap();
    let full = full(new.clone());
    put_slot(&mut tx, &full).await;
    let gone = SlotId(uuid(99));
    let sent = [(machine.slot, at(30)), (gone, at(31))];
    assert_eq!(tx.slot_statuses_sent(&sent).await.unwrap(), []);
    assert_eq!(tx.slot_statuses_sent(&[]).await.unwrap(), []);
    let noted = Slot {
        start: new.start,
        status_at: Some(at(30)),
        ..full.clone()
    };
    assert_eq!(tx.slot(machine.slot).await.unwrap().as_ref(), Some(&noted));
    // Whoever read the slot before that does not take it back.
    put_slot(&mut tx, &full).await;
    assert_eq!(tx.slot(machine.slot).await.unwrap(), Some(noted));
    let other = tx.slot(neighbour.slot).await.unwrap().unwrap();
    assert_eq!(other.status_at, None);
    let sent = [(neighbour.slot, at(32)), (machine.slot, at(33))];
    assert_eq!(tx.slot_statuses_sent(&sent).await.unwrap(), []);
    for (slot, at) in sent {
        assert_eq!(tx.slot(slot).await.unwrap().unwrap().status_at, Some(at));
    }
}

pub(crate) async fn slots_are_found_by_their_ids(store: Store) {
    let mut tx = store.write().await.unwrap();
    let (one, two) = (machine_in(&mut tx, 1).await, machine_in(&mut tx, 2).await);
    assert_eq!(tx.slots(&[]).await.unwrap(), []);
    let mut found = tx
        .slots(&[two.slot, SlotId(uuid(99)), one.slot])
        .await
        .unwrap();
    found.sort_by_key(|slot| slot.id);
    let mut right = Vec::new();
    for id in [one.slot, two.slot] {
        right.extend(tx.slot(id).await.unwrap());
    }
    right.sort_by_key(|slot| slot.id);
    assert_eq!(found, right);
}

pub(crate) async fn a_status_of_a_slot_that_another_holds_is_left(store: Store) {
    let mut tx = store.write().await.unwrap();
    let (one, two) = (machine_in(&mut tx, 1).await, machine_in(&mut tx, 2).await);
    tx.commit().await.unwrap();
    let mut other = store.write().await.unwrap();
    let held = other.slot(two.slot).await.unwrap().unwrap();
    put_slot(&mut other, &held).await;
    let mut tx = store.write().await.unwrap();
    let sent = [(one.slot, at(3)), (two.slot, at(4))];
    assert_eq!(tx.slot_statuses_sent(&sent).await.unwrap(), [two.slot]);
    tx.commit().await.unwrap();
    other.commit().await.unwrap();
    let mut tx = store.write().await.unwrap();
    assert_eq!(tx.slot_statuses_sent(&sent[1..]).await.unwrap(), []);
    for (slot, at) in sent {
        assert_eq!(tx.slot(slot).await.unwrap().unwrap().status_at, Some(at));
    }
}
