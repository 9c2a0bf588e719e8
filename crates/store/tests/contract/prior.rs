use domain::demand::fleet::Share;
use domain::demand::{Prior, UseHistory};
use domain::policy::{Policy, ServiceLevel};
use domain::slot::ModelSlot;
use domain::time::DAY;
use domain::{Day, Device, Quantity};
use store::{FittedPrior, Looked, Store};

use crate::base::Raw;
use crate::sample::{account, account_in, at, device, machine_in, model_in, pods, uuid};

/// Of machines that use three times as much on one day of the week.
fn prior(rate: i64) -> Prior {
    let mut sums = Share::default();
    for n in 0..20 {
        let day = |day: i64| Some(Quantity((rate + n) * if day % 7 == 0 { 3 } else { 1 }));
        let days: Vec<_> = (0..90).map(day).collect();
        sums += &Share::of(&UseHistory::of(Day(0), &days), &[12 * DAY]).unwrap();
    }
    sums.prior().unwrap()
}

fn fitted(slot: &str, rate: i64) -> FittedPrior {
    FittedPrior {
        model: "BREW-2".into(),
        slot: slot.into(),
        fitted_at: at(5),
        prior: prior(rate),
    }
}

pub(crate) async fn a_prior_comes_with_the_slots_of_its_model(store: Store) {
    let mut tx = store.write().await.unwrap();
    let machine = machine_in(&mut tx, 1).await;
    let new = tx.slot(machine.slot).await.unwrap().unwrap();
    assert_eq!(new.prior, None);
    tx.prior_put(&fitted("pods", 2_000)).await.unwrap();
    tx.prior_put(&fitted("filter", 7)).await.unwrap();
    let last = fitted("pods", 3_000);
    tx.prior_put(&last).await.unwrap();
    assert_eq!(
        tx.priors("BREW-2").await.unwrap(),
        [fitted("filter", 7), last.clone()]
    );
    assert_eq!(tx.priors("brew-2").await.unwrap(), []);

    let kept = Some(Box::new(last.prior));
    assert_eq!(tx.slot(machine.slot).await.unwrap().unwrap().prior, kept);
    let of_devices = tx.slots_of_devices(&[machine.device]).await.unwrap();
    assert_eq!(of_devices[0].prior, kept);
    let read = tx.device_snapshots(&[], &[machine.device]).await.unwrap();
    assert_eq!(read[0].slots[0].slot.prior, kept);
    let read = tx.slot_snapshots(&[machine.device]).await.unwrap();
    assert_eq!(read[0].slot.prior, kept);
}

pub(crate) async fn a_prior_of_another_version_is_none(store: Store, raw: Raw) {
    let mut tx = store.write().await.unwrap();
    let machine = machine_in(&mut tx, 1).await;
    tx.prior_put(&fitted("pods", 2_000)).await.unwrap();
    tx.commit().await.unwrap();
    raw.run("UPDATE priors SET version = 2, prior = '{}'").await;
    let mut tx = store.read().await.unwrap();
    assert_eq!(tx.slot(machine.slot).await.unwrap().unwrap().prior, None);
    assert_eq!(tx.priors("BREW-2").await.unwrap(), []);
}

pub(crate) async fn a_prior_goes_with_its_slot_of_the_model(store: Store) {
    let mut tx = store.write().await.unwrap();
    model_in(&mut tx).await;
    tx.prior_put(&fitted("pods", 2_000)).await.unwrap();
    tx.model_slot_put(&pods()).await.unwrap();
    assert_eq!(tx.priors("BREW-2").await.unwrap().len(), 1);
    tx.model_slot_delete("BREW-2", "pods").await.unwrap();
    tx.model_slot_put(&pods()).await.unwrap();
    assert_eq!(tx.priors("BREW-2").await.unwrap(), []);
}

pub(crate) async fn foretold_models_come_one_after_the_other(store: Store) {
    let mut tx = store.write().await.unwrap();
    model_in(&mut tx).await;
    assert_eq!(tx.model_foretold_after("").await.unwrap(), None);
    let policy = Policy::Forecast {
        service_level: ServiceLevel::new(0.95),
    };
    for model in ["MILL", "ICE"] {
        let named = store::Model {
            model: model.into(),
            name: model.into(),
            replenisher: domain::Replenisher::Drs,
        };
        tx.model_put(&named, at(0)).await.unwrap();
        let slot = ModelSlot {
            model: model.into(),
            policy,
            ..pods()
        };
        tx.model_slot_put(&slot).await.unwrap();
    }
    let mut found = Vec::new();
    let mut last = String::new();
    while let Some(next) = tx.model_foretold_after(&last).await.unwrap() {
        found.push(next.clone());
        last = next;
    }
    assert_eq!(found, ["ICE", "MILL"]);
}

pub(crate) async fn a_household_is_learned_from_once(store: Store) {
    let mut tx = store.write().await.unwrap();
    model_in(&mut tx).await;
    for n in 1..=2 {
        account_in(&mut tx, n).await;
    }
    let (one, other) = (account(1).household_id, account(2).household_id);
    let owned = |n, household| Device {
        household_id: Some(household),
        ..device(n)
    };
    let leaving = Device {
        deleting: true,
        ..owned(5, other)
    };
    for device in [
        device(1),
        owned(2, one),
        owned(3, one),
        owned(4, other),
        leaving,
    ] {
        tx.device_insert(&device).await.unwrap();
    }
    let looked = tx.devices_to_learn_from("BREW-2", None, 10).await.unwrap();
    let from: Vec<_> = looked.iter().map(|it| it.is_learned_from).collect();
    assert_eq!(from, [false, true, false, true, false]);
    let id = |n: u128| domain::DeviceId(uuid(n * 1_000));
    assert_eq!(looked[3].id, id(4));
    let page = tx.devices_to_learn_from("BREW-2", Some(id(1)), 2).await;
    let page: Vec<_> = page.unwrap().into_iter().map(|it: Looked| it.id).collect();
    assert_eq!(page, [id(2), id(3)]);
    let none = tx.devices_to_learn_from("MILL", None, 10).await.unwrap();
    assert_eq!(none, []);
}
