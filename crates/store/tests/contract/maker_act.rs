use domain::maker_act::{About, Deed};
use domain::{DeviceId, EntryId, MakerAct, OrderId};
use store::Store;

use crate::sample::{Machine, at, machine_in, uuid};

pub(crate) async fn acts_come_newest_first_and_go_with_their_machine(store: Store) {
    let mut tx = store.write().await.unwrap();
    let Machine { device, slot } = machine_in(&mut tx, 1).await;
    let act = |deed, about, minutes| MakerAct {
        device_id: device,
        about,
        deed,
        at: at(minutes),
        reason: "a damaged parcel".to_owned(),
    };
    let acts = [
        act(Deed::Disconnect, About::default(), 1),
        act(Deed::Restock, About::entry(slot, EntryId(uuid(7))), 2),
        act(Deed::Order, About::order(slot, OrderId(uuid(8))), 3),
    ];
    for (n, act) in (1..).zip(&acts) {
        tx.maker_act_insert(uuid(n), act).await.unwrap();
    }
    let newest: Vec<_> = acts.iter().rev().cloned().collect();
    assert_eq!(tx.maker_acts(device, 9).await.unwrap(), newest);
    assert_eq!(tx.maker_acts(device, 1).await.unwrap(), newest[..1]);
    assert_eq!(tx.maker_acts(DeviceId(uuid(9)), 9).await.unwrap(), []);
    let named = tx.maker_acts_named([uuid(2), uuid(9)]).await.unwrap();
    assert_eq!(named, [(uuid(2), acts[1].clone())]);
    let other = machine_in(&mut tx, 2).await.device;
    let theirs = MakerAct {
        device_id: other,
        about: About::default(),
        ..acts[0].clone()
    };
    tx.maker_act_insert(uuid(20), &theirs).await.unwrap();
    tx.maker_acts_delete(other).await.unwrap();
    assert_eq!(tx.maker_acts(other, 9).await.unwrap(), []);
    assert_eq!(tx.maker_acts(device, 9).await.unwrap(), newest);
    while !tx.device_delete(device, 1).await.unwrap() {}
    assert_eq!(tx.maker_acts(device, 9).await.unwrap(), []);
}
