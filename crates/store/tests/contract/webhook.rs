use domain::event::{Event, EventData, EventType};
use domain::webhook::{DeliveryState, DisabledReason, EventTypes, TEST, Webhook};
use domain::{DeliveryId, DeviceId, Time, WebhookId};
use store::{DueDelivery, Outgoing, Store, Tried, Tx, WebhookSecrets};

use crate::sample::{Machine, at, machine_in, uuid};

pub(crate) fn webhook(n: u128) -> Webhook {
    Webhook {
        id: WebhookId(uuid(0x9_0000 + n)),
        url: format!("https://example.com/{n}?key=\"'"),
        types: EventTypes::Some(vec![EventType::SlotLow, EventType::SlotOut]),
        created_at: at(1),
        old_secret_until: None,
        dispatched: 7,
        enabled_at: None,
        reviving: false,
        disabled_at: None,
        disabled_reason: None,
        deleting: false,
        last_success_at: None,
        last_failure_at: None,
        last_failure: None,
    }
}

async fn webhook_in(tx: &mut Tx, n: u128) -> WebhookId {
    tx.webhook_insert(&webhook(n), b"sealed").await.unwrap();
    webhook(n).id
}

pub(crate) async fn endpoints_read_back_and_change(store: Store) {
    let mut tx = store.write().await.unwrap();
    let (one, two) = (webhook_in(&mut tx, 1).await, webhook_in(&mut tx, 2).await);
    assert_eq!(tx.webhooks(9).await.unwrap(), [webhook(1), webhook(2)]);
    assert_eq!(tx.webhooks(1).await.unwrap(), [webhook(1)]);
    assert_eq!(tx.webhooks_enabled().await.unwrap(), [one, two]);
    let secrets = WebhookSecrets {
        secret: b"sealed".to_vec(),
        old_secret: None,
        old_secret_until: None,
    };
    assert_eq!(tx.webhook_secrets(one).await.unwrap(), Some(secrets));

    let secrets = WebhookSecrets {
        secret: b"other".to_vec(),
        old_secret: Some(b"sealed".to_vec()),
        old_secret_until: Some(at(9)),
    };
    tx.webhook_rotate(one, &secrets).await.unwrap();
    assert_eq!(tx.webhook_secrets(one).await.unwrap(), Some(secrets));
    tx.webhook_dispatched(one, 9).await.unwrap();
    tx.webhook_dispatched(one, 8).await.unwrap();
    tx.webhook_answered(one, Some(at(3)), None).await.unwrap();
    let why = "it answered 500";
    tx.webhook_answered(one, None, Some((at(4), why)))
        .await
        .unwrap();
    assert!(
        tx.webhook_disable(one, at(5), DisabledReason::Gone)
            .await
            .unwrap()
    );
    let again = tx.webhook_disable(one, at(6), DisabledReason::Failing);
    assert!(!again.await.unwrap());
    let disabled = Webhook {
        old_secret_until: Some(at(9)),
        dispatched: 9,
        disabled_at: Some(at(5)),
        disabled_reason: Some(DisabledReason::Gone),
        last_success_at: Some(at(3)),
        last_failure_at: Some(at(4)),
        last_failure: Some(why.to_owned()),
        ..webhook(1)
    };
    assert_eq!(tx.webhook(one).await.unwrap(), Some(disabled.clone()));
    assert_eq!(tx.webhooks_enabled().await.unwrap(), [two]);

    assert!(tx.webhook_enable(one, at(6), 20).await.unwrap());
    assert!(!tx.webhook_enable(one, at(7), 30).await.unwrap());
    let enabled = Webhook {
        dispatched: 20,
        enabled_at: Some(at(6)),
        reviving: true,
        disabled_at: None,
        disabled_reason: None,
        ..disabled
    };
    assert_eq!(tx.webhook(one).await.unwrap(), Some(enabled));
    tx.webhook_revived(one).await.unwrap();
    assert!(!tx.webhook(one).await.unwrap().unwrap().reviving);

    assert!(tx.webhook_remove(one).await.unwrap());
    assert!(!tx.webhook_remove(one).await.unwrap());
    assert!(tx.webhook(one).await.unwrap().unwrap().deleting);
    assert_eq!(tx.webhooks(9).await.unwrap(), [webhook(2)]);
    let secrets = tx.webhook_secrets(one).await.unwrap().unwrap();
    assert_eq!((secrets.secret, secrets.old_secret), (Vec::new(), None));
    assert!(tx.webhook_delete(one, 5).await.unwrap());
    assert_eq!(tx.webhook(one).await.unwrap(), None);
    assert_eq!(tx.webhook_secrets(one).await.unwrap(), None);
}

fn delivery(n: u128) -> DeliveryId {
    DeliveryId(uuid(0xa_0000 + n))
}

fn outgoing(machine: Machine, number: i64) -> Outgoing {
    Outgoing {
        number,
        device_id: machine.device,
        kind: EventType::SlotLow,
    }
}

/// Deliveries 1, 2, 3 of one machine and 4, 5 of another, by number.
async fn five(tx: &mut Tx) -> WebhookId {
    let (one, two) = (machine_in(tx, 1).await, machine_in(tx, 2).await);
    let hook = webhook_in(tx, 1).await;
    let of = |n: i64| if n < 4 { one } else { two };
    let all: Vec<_> = (1..=5)
        .map(|n| (delivery(n as u128), outgoing(of(n), n)))
        .collect();
    tx.deliveries_insert(hook, &all[..4], at(2)).await.unwrap();
    tx.deliveries_insert(hook, &all[4..], at(2)).await.unwrap();
    tx.deliveries_insert(hook, &[], at(2)).await.unwrap();
    hook
}

async fn due(tx: &mut Tx, hook: WebhookId, now: Time) -> Vec<DueDelivery> {
    tx.deliveries_due(hook, now, 9).await.unwrap()
}

fn numbers(due: &[DueDelivery]) -> Vec<i64> {
    due.iter().map(|it| it.number.unwrap()).collect()
}

async fn tried(tx: &mut Tx, hook: WebhookId, due: &DueDelivery, tried: Tried, now: Time) {
    tx.delivery_tried(hook, due, &tried, now).await.unwrap();
}

fn failed(again: Time) -> Tried {
    Tried::Failed {
        status: Some(500),
        why: "it answered 500".to_owned(),
        again,
    }
}

pub(crate) async fn the_first_of_each_device_is_due_and_the_next_when_it_was_taken(store: Store) {
    let mut tx = store.write().await.unwrap();
    let hook = five(&mut tx).await;
    let other = webhook_in(&mut tx, 2).await;
    assert_eq!(due(&mut tx, other, at(9)).await, []);
    assert_eq!(due(&mut tx, hook, at(1)).await, []);
    let first = due(&mut tx, hook, at(2)).await;
    assert_eq!(numbers(&first), [1, 4]);
    assert_eq!(tx.deliveries_due(hook, at(2), 1).await.unwrap().len(), 1);
    assert_eq!(tx.deliveries_next_due(hook).await.unwrap(), Some(at(2)));
    assert_eq!(tx.deliveries_waiting(hook, 9).await.unwrap(), 5);
    assert_eq!(tx.deliveries_waiting(hook, 3).await.unwrap(), 3);
    let since = tx.deliveries_waiting_since(hook).await.unwrap();
    assert_eq!(since, Some(at(2)));

    // One that fails holds back its own machine alone.
    tried(&mut tx, hook, &first[0], failed(at(9)), at(3)).await;
    tried(&mut tx, hook, &first[1], Tried::Taken(204), at(3)).await;
    assert_eq!(numbers(&due(&mut tx, hook, at(3)).await), [5]);
    let later = due(&mut tx, hook, at(9)).await;
    assert_eq!(numbers(&later), [5, 1]);
    assert_eq!((later[1].tries, later[1].first_try), (1, Some(at(3))));
    tried(&mut tx, hook, &later[1], failed(at(19)), at(9)).await;
    let again = due(&mut tx, hook, at(19)).await;
    assert_eq!((again[1].tries, again[1].first_try), (2, Some(at(3))));
    tried(&mut tx, hook, &again[1], Tried::Taken(200), at(19)).await;
    assert_eq!(numbers(&due(&mut tx, hook, at(19)).await), [5, 2]);

    let listed = tx.deliveries(hook, None, 9).await.unwrap();
    let states: Vec<_> = listed.iter().map(|it| (it.number, it.state())).collect();
    assert_eq!(
        states,
        [
            (Some(5), DeliveryState::Waiting),
            (Some(4), DeliveryState::Delivered),
            (Some(3), DeliveryState::Held),
            (Some(2), DeliveryState::Waiting),
            (Some(1), DeliveryState::Delivered),
        ]
    );
    let one = tx.delivery(delivery(1)).await.unwrap().unwrap();
    assert_eq!(one, listed[4]);
    assert_eq!(
        (one.tries, one.last_status, one.last_error),
        (3, Some(200), None)
    );
    assert_eq!(one.last_try_at, Some(at(19)));
    let page = tx.deliveries(hook, Some(delivery(3)), 1).await.unwrap();
    assert_eq!(page[0].id, delivery(2));
    assert_eq!(tx.delivery(delivery(99)).await.unwrap(), None);

    // What waits is not put before what comes.
    let more = [(delivery(6), outgoing(machine(1), 6))];
    tx.deliveries_insert(hook, &more, at(20)).await.unwrap();
    assert_eq!(numbers(&due(&mut tx, hook, at(20)).await), [5, 2]);
}

/// The machine of that number.
fn machine(n: u128) -> Machine {
    Machine {
        device: DeviceId(uuid(n * 1_000)),
        slot: domain::SlotId(uuid(n * 1_000 + 1)),
    }
}

pub(crate) async fn what_is_lost_makes_room_for_the_next(store: Store) {
    let mut tx = store.write().await.unwrap();
    let hook = five(&mut tx).await;
    let first = due(&mut tx, hook, at(2)).await;
    tried(&mut tx, hook, &first[0], Tried::Lost, at(3)).await;
    assert_eq!(numbers(&due(&mut tx, hook, at(3)).await), [4, 2]);
    assert_eq!(tx.delivery(delivery(1)).await.unwrap(), None);
}

pub(crate) async fn tests_and_what_is_sent_again_hold_nothing_back(store: Store) {
    let mut tx = store.write().await.unwrap();
    let hook = five(&mut tx).await;
    tx.delivery_insert_alone(delivery(10), hook, TEST, None, at(3))
        .await
        .unwrap();
    let first = due(&mut tx, hook, at(3)).await;
    let numbers: Vec<_> = first.iter().map(|it| it.number).collect();
    assert_eq!(numbers, [Some(1), Some(4), None]);
    tried(&mut tx, hook, &first[0], Tried::Taken(200), at(3)).await;
    tx.delivery_insert_alone(delivery(11), hook, "slot.low", Some(delivery(1)), at(4))
        .await
        .unwrap();
    let all = due(&mut tx, hook, at(4)).await;
    let again = all.iter().find(|it| it.id == delivery(11)).unwrap();
    assert_eq!(
        (again.number, again.device_id),
        (Some(1), first[0].device_id)
    );
    tried(&mut tx, hook, again, failed(at(9)), at(4)).await;
    // The second of the machine is due all the same.
    let second = due(&mut tx, hook, at(4)).await;
    assert!(second.iter().any(|it| it.number == Some(2)));

    // What waits is hastened by what waits behind it.
    let second = second.iter().find(|it| it.number == Some(2)).unwrap();
    tried(&mut tx, hook, second, failed(at(60)), at(5)).await;
    tx.delivery_hasten(delivery(3), at(6)).await.unwrap();
    let ids = |due: Vec<DueDelivery>| -> Vec<_> { due.into_iter().map(|it| it.id).collect() };
    let now = ids(due(&mut tx, hook, at(6)).await);
    assert!(
        now.contains(&delivery(2)) && !now.contains(&delivery(11)),
        "{now:?}"
    );
    tx.delivery_hasten(delivery(11), at(6)).await.unwrap();
    let now = ids(due(&mut tx, hook, at(6)).await);
    assert!(now.contains(&delivery(11)), "{now:?}");
}

pub(crate) async fn what_waits_is_hastened_a_piece_at_a_time(store: Store) {
    let mut tx = store.write().await.unwrap();
    let hook = five(&mut tx).await;
    for it in due(&mut tx, hook, at(2)).await {
        tried(&mut tx, hook, &it, failed(at(100)), at(3)).await;
    }
    assert_eq!(due(&mut tx, hook, at(4)).await, []);
    for moved in [1, 1, 0] {
        let hastened = tx.deliveries_hasten(hook, at(4), 1).await.unwrap();
        assert_eq!(hastened, moved);
    }
    assert_eq!(numbers(&due(&mut tx, hook, at(4)).await), [1, 4]);
}

pub(crate) async fn old_deliveries_go_a_piece_at_a_time_and_hold_nothing_back(store: Store) {
    let mut tx = store.write().await.unwrap();
    let hook = five(&mut tx).await;
    let newer = [(delivery(7), outgoing(machine(1), 7))];
    tx.deliveries_insert(hook, &newer, at(50)).await.unwrap();
    for gone in [2, 2, 1, 0] {
        let deleted = tx.deliveries_delete_before(at(50), 2, at(60)).await;
        assert_eq!(deleted.unwrap(), gone);
    }
    assert_eq!(numbers(&due(&mut tx, hook, at(60)).await), [7]);
    assert!(!tx.webhook_delete(hook, 1).await.unwrap());
    assert!(tx.webhook_delete(hook, 1).await.unwrap());
}

pub(crate) async fn events_are_handed_on_by_number_and_type(store: Store) {
    use EventType as E;
    let mut tx = store.write().await.unwrap();
    assert_eq!(tx.events_last_number().await.unwrap(), 0);
    let machine = machine_in(&mut tx, 1).await;
    let events: Vec<_> = [E::SlotLow, E::DeviceHeard, E::DeviceHeard, E::SlotOut]
        .map(|kind| {
            let data = EventData::Nothing {};
            (machine.device, Event::of_slot(kind, machine.slot, data))
        })
        .into();
    tx.events_insert(&events, at(1)).await.unwrap();
    tx.events_number(at(2), 9).await.unwrap();
    let first = at(2).millis() + 1;
    assert_eq!(tx.events_last_number().await.unwrap(), first + 3);
    let types = [E::SlotLow, E::SlotOut];
    let all = tx.events_outgoing(0, &types, 9, 9).await.unwrap();
    assert_eq!(all.looked_to, None);
    let low = Outgoing {
        number: first,
        device_id: machine.device,
        kind: E::SlotLow,
    };
    let out = Outgoing {
        number: first + 3,
        kind: E::SlotOut,
        ..low
    };
    assert_eq!(all.events, [low, out]);
    let page = tx.events_outgoing(0, &types, 1, 9).await.unwrap();
    assert_eq!((page.events, page.looked_to), (vec![low], None));
    let page = tx.events_outgoing(first, &types, 9, 2).await.unwrap();
    assert_eq!((page.events, page.looked_to), (vec![], Some(first + 2)));

    let asked = [first + 3, first, first + 99];
    let found = tx.events_numbered(&asked).await.unwrap();
    let found: Vec<_> = found.iter().map(|it| (it.number, it.kind)).collect();
    assert_eq!(found, [(first, E::SlotLow), (first + 3, E::SlotOut)]);
    assert_eq!(tx.events_numbered(&[]).await.unwrap(), []);
}
