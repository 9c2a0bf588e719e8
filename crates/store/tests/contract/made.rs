use domain::slot::ModelSlot;
use domain::{Device, DeviceId, SlotId};
use store::{Begins, ClaimCode, Error, MadeDevice, MadeSlot, Model, RemadeDevice, Store};

use crate::sample::{at, device, filter, model_in, pods, uuid};

fn made(n: u128) -> MadeDevice {
    MadeDevice {
        id: device(n).id,
        model: "BREW-2".to_owned(),
        serial: format!("K{n}"),
        token_hash: format!("token {n}").into_bytes(),
        code_hash: format!("code {n}").into_bytes(),
    }
}

pub(crate) async fn many_devices_are_made_as_one_is(store: Store) {
    let mut tx = store.write().await.unwrap();
    model_in(&mut tx).await;
    tx.devices_make(&[made(2), made(1)], at(0)).await.unwrap();
    tx.devices_make(&[], at(0)).await.unwrap();
    for n in [1, 2] {
        let expected = Device {
            token_hash: Some(made(n).token_hash),
            ..device(n)
        };
        assert_eq!(tx.device(device(n).id).await.unwrap(), Some(expected));
        let code = tx.claim_code(&made(n).code_hash).await.unwrap();
        let printed = ClaimCode {
            device_id: device(n).id,
            expires_at: None,
        };
        assert_eq!(code, Some(printed));
    }
    let serials = ["K2", "K1", "K3", "k1"];
    let mut found = tx.devices_by_serials(&serials).await.unwrap();
    found.sort_by(|a, b| a.serial.cmp(&b.serial));
    let found: Vec<_> = found.into_iter().map(|it| it.serial).collect();
    assert_eq!(found, ["K1", "K2"]);
}

pub(crate) async fn one_taken_serial_or_token_refuses_all_devices(store: Store) {
    let mut tx = store.write().await.unwrap();
    model_in(&mut tx).await;
    tx.devices_make(&[made(1)], at(0)).await.unwrap();
    tx.commit().await.unwrap();
    let same_serial = MadeDevice {
        serial: made(1).serial,
        ..made(3)
    };
    let same_token = MadeDevice {
        token_hash: made(1).token_hash,
        ..made(3)
    };
    for taken in [same_serial, same_token] {
        let mut tx = store.write().await.unwrap();
        let refused = tx.devices_make(&[made(2), taken], at(0)).await;
        assert!(matches!(refused, Err(Error::Conflict)), "{refused:?}");
    }
}

pub(crate) async fn many_slots_are_made_as_their_models_say(store: Store) {
    let mut tx = store.write().await.unwrap();
    model_in(&mut tx).await;
    let mill = Model {
        model: "MILL".into(),
        name: "Mill".into(),
        replenisher: domain::Replenisher::Shop,
    };
    tx.model_put(&mill, at(0)).await.unwrap();
    let beans = ModelSlot {
        model: "MILL".into(),
        slot: "beans".into(),
        ..filter()
    };
    tx.model_slot_put(&beans).await.unwrap();
    let known = tx
        .model_slots_of(&["MILL", "BREW-2", "none"])
        .await
        .unwrap();
    assert_eq!(known, [pods(), filter(), beans.clone()]);

    let of_mill = MadeDevice {
        model: "MILL".into(),
        ..made(2)
    };
    tx.devices_make(&[made(1), of_mill], at(0)).await.unwrap();
    let slot = |n, device_id: DeviceId, slot: &str| MadeSlot {
        id: SlotId(uuid(n)),
        device_id,
        slot: slot.to_owned(),
    };
    let (one, two) = (device(1).id, device(2).id);
    let slots = [
        slot(51, one, "pods"),
        slot(52, two, "beans"),
        slot(53, two, "pods"),
    ];
    tx.slots_make(&slots, Begins::New).await.unwrap();
    // Again, with what is missing: what is there stays.
    let more = [slot(54, one, "pods"), slot(55, one, "filter")];
    tx.slots_make(&more, Begins::New).await.unwrap();
    let slots = tx.slots_of_devices(&[one, two]).await.unwrap();
    let slots: Vec<_> = slots
        .iter()
        .map(|it| (it.id.0, &it.kind, it.machine))
        .collect();
    let (pods, filter) = (pods(), filter());
    let expected = [
        (uuid(51), &pods, Some(pods.capacity)),
        (uuid(55), &filter, None),
        (uuid(52), &beans, None),
    ];
    assert_eq!(slots, expected);

    let was_somebodys = slot(56, device(3).id, "pods");
    tx.devices_make(&[made(3)], at(0)).await.unwrap();
    tx.slots_make(&[was_somebodys], Begins::Unknown)
        .await
        .unwrap();
    let unknown = tx.slot(SlotId(uuid(56))).await.unwrap().unwrap();
    assert_eq!((unknown.start, unknown.machine), (None, None));
}

pub(crate) async fn untouched_devices_are_provided_for_anew(store: Store) {
    let mut tx = store.write().await.unwrap();
    model_in(&mut tx).await;
    let all: Vec<_> = (1..=5).map(made).collect();
    tx.devices_make(&all, at(0)).await.unwrap();
    let screen = ClaimCode {
        device_id: device(1).id,
        expires_at: Some(at(9)),
    };
    tx.claim_code_insert(b"screen", screen).await.unwrap();
    let household = crate::sample::household(1);
    tx.household_insert(household, at(0)).await.unwrap();
    let touched = [
        Device {
            last_seen: Some(at(1)),
            ..device(2)
        },
        Device {
            household_id: Some(household),
            ..device(3)
        },
        Device {
            left_at: Some(at(1)),
            ..device(4)
        },
        Device {
            deleting: true,
            ..device(5)
        },
    ];
    for device in &touched {
        tx.device_update(device).await.unwrap();
    }
    let remade = |n: u128| RemadeDevice {
        id: device(n).id,
        token_hash: format!("other token {n}").into_bytes(),
        code_hash: format!("other code {n}").into_bytes(),
    };
    let asked: Vec<_> = (1..=5).map(remade).collect();
    let done = tx.devices_remake(&asked).await.unwrap();
    assert_eq!(done, [device(1).id]);
    let one = tx.device(device(1).id).await.unwrap().unwrap();
    assert_eq!(one.token_hash, Some(remade(1).token_hash));
    assert_eq!(tx.claim_code(&made(1).code_hash).await.unwrap(), None);
    assert_eq!(tx.claim_code(b"screen").await.unwrap(), Some(screen));
    let code = tx.claim_code(&remade(1).code_hash).await.unwrap();
    assert_eq!(code.map(|it| it.device_id), Some(device(1).id));
    for n in 2..=5 {
        let code = tx.claim_code(&made(n).code_hash).await.unwrap();
        assert_eq!(code.map(|it| it.device_id), Some(device(n).id), "{n}");
        assert_eq!(tx.claim_code(&remade(n).code_hash).await.unwrap(), None);
    }
    assert_eq!(tx.devices_remake(&[]).await.unwrap(), []);
}
