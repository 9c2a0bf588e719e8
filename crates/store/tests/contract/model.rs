use domain::slot::ModelSlot;
use domain::{Quantity, Unit};
use store::{Error, Model, Store};

use crate::sample::{at, device, filter, machine_in, model, model_in, pods};

pub(crate) async fn models_are_made_and_renamed(store: Store) {
    let mut tx = store.write().await.unwrap();
    assert_eq!(tx.model("BREW-2").await.unwrap(), None);
    tx.model_put(&model(), at(0)).await.unwrap();
    assert_eq!(tx.model("BREW-2").await.unwrap(), Some(model()));
    let renamed = Model {
        name: "Brühmaschine".into(),
        ..model()
    };
    tx.model_put(&renamed, at(1)).await.unwrap();
    assert_eq!(tx.model("BREW-2").await.unwrap(), Some(renamed));
}

pub(crate) async fn model_slots_read_back_with_everything_and_with_nothing(store: Store) {
    let mut tx = store.write().await.unwrap();
    model_in(&mut tx).await;
    assert_eq!(tx.model_slots("BREW-2").await.unwrap(), [pods(), filter()]);
    // Each becomes as the other was.
    let swapped = [
        ModelSlot {
            slot: "pods".into(),
            position: 0,
            ..filter()
        },
        ModelSlot {
            slot: "filter".into(),
            position: 1,
            ..pods()
        },
    ];
    for slot in &swapped {
        tx.model_slot_put(slot).await.unwrap();
    }
    assert_eq!(tx.model_slots("BREW-2").await.unwrap(), swapped);
    for unit in Unit::ALL {
        let slot = ModelSlot { unit, ..pods() };
        tx.model_slot_put(&slot).await.unwrap();
        assert_eq!(tx.model_slots("BREW-2").await.unwrap()[0].unit, unit);
    }
}

pub(crate) async fn model_slots_come_in_their_order(store: Store) {
    let mut tx = store.write().await.unwrap();
    model_in(&mut tx).await;
    let other = Model {
        model: "MILL".into(),
        name: "Mill".into(),
        replenisher: domain::Replenisher::Shop,
    };
    tx.model_put(&other, at(0)).await.unwrap();
    let beans = ModelSlot {
        model: "MILL".into(),
        slot: "pods".into(),
        capacity: Quantity(1),
        ..pods()
    };
    tx.model_slot_put(&beans).await.unwrap();
    let last = ModelSlot {
        position: 2,
        ..pods()
    };
    tx.model_slot_put(&last).await.unwrap();
    assert_eq!(tx.model_slots("BREW-2").await.unwrap(), [filter(), last]);
    assert_eq!(tx.model_slots("MILL").await.unwrap(), [beans]);
    assert!(tx.model_slots("brew-2").await.unwrap().is_empty());
}

pub(crate) async fn a_model_slot_in_use_cannot_go(store: Store) {
    let mut tx = store.write().await.unwrap();
    machine_in(&mut tx, 1).await;
    tx.model_slot_delete("BREW-2", "filter").await.unwrap();
    assert_eq!(tx.model_slots("BREW-2").await.unwrap(), [pods()]);
    let refused = tx.model_slot_delete("BREW-2", "pods").await;
    assert!(matches!(refused, Err(Error::Database(_))), "{refused:?}");
}

pub(crate) async fn models_are_read_in_pages(store: Store) {
    let mut tx = store.write().await.unwrap();
    model_in(&mut tx).await;
    for model in ["MILL", "ICE"] {
        let named = Model {
            model: model.into(),
            name: "Other".into(),
            replenisher: domain::Replenisher::Drs,
        };
        tx.model_put(&named, at(0)).await.unwrap();
    }
    let page = tx.models_after("", 2).await.unwrap();
    let names: Vec<_> = page.iter().map(|it| it.model.as_str()).collect();
    assert_eq!((names, &page[0]), (vec!["BREW-2", "ICE"], &model()));
    assert_eq!(tx.models_after("ICE", 2).await.unwrap().len(), 1);
    assert_eq!(tx.models_after("MILL", 2).await.unwrap(), []);
}

pub(crate) async fn a_model_without_machines_is_deleted(store: Store) {
    let mut tx = store.write().await.unwrap();
    model_in(&mut tx).await;
    tx.model_delete("BREW-2").await.unwrap();
    assert_eq!(tx.model("BREW-2").await.unwrap(), None);
    assert_eq!(tx.model_slots("BREW-2").await.unwrap(), []);
    model_in(&mut tx).await;
    tx.device_insert(&device(1)).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = store.write().await.unwrap();
    let refused = tx.model_delete("BREW-2").await;
    assert!(matches!(refused, Err(Error::Conflict)), "{refused:?}");
    drop(tx);
    let mut tx = store.read().await.unwrap();
    assert_eq!(tx.model("BREW-2").await.unwrap(), Some(model()));
}
