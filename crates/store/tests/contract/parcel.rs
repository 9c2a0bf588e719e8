use domain::journal::Input;
use domain::{ParcelId, Quantity, Time};
use store::{Order, Parcel, Store};

use crate::sample::{at, machine_in, uuid};

fn parcel(n: u128, order: &Order, estimate: Time) -> Parcel {
    Parcel {
        id: ParcelId(uuid(n)),
        order_id: order.id,
        slot_id: order.slot_id,
        quantity: Quantity(36_000),
        estimate,
        counted: None,
    }
}

pub(crate) async fn parcels_read_back_and_count(store: Store) {
    let mut tx = store.write().await.unwrap();
    let machine = machine_in(&mut tx, 1).await;
    let order = machine.order(1, at(0));
    tx.order_insert(&order).await.unwrap();
    let (mut first, second) = (parcel(1, &order, at(60)), parcel(2, &order, at(90)));
    for parcel in [&first, &second] {
        tx.parcel_insert(parcel).await.unwrap();
        assert_eq!(tx.parcel(parcel.id).await.unwrap().as_ref(), Some(parcel));
    }
    assert_eq!(tx.parcel(ParcelId(uuid(3))).await.unwrap(), None);

    let entry = machine.entry(1, at(61), Input::Delivery(first.quantity));
    tx.entry_insert(&entry).await.unwrap();
    first.estimate = at(61);
    first.counted = Some(entry.id);
    tx.parcel_update(&first).await.unwrap();
    assert_eq!(tx.parcel(first.id).await.unwrap(), Some(first));
    assert_eq!(tx.parcel(second.id).await.unwrap(), Some(second));
    first.counted = None;
    tx.parcel_update(&first).await.unwrap();
    assert_eq!(tx.parcel(first.id).await.unwrap(), Some(first));
}

pub(crate) async fn parcels_of_an_order_come_by_date(store: Store) {
    let mut tx = store.write().await.unwrap();
    let machine = machine_in(&mut tx, 1).await;
    let order = machine.order(1, at(0));
    let mut other = machine.order(2, at(0));
    other.live = false;
    tx.order_insert(&order).await.unwrap();
    tx.order_insert(&other).await.unwrap();
    let parcels = [
        parcel(4, &order, at(90)),
        parcel(3, &order, at(60)),
        parcel(2, &order, at(90)),
        parcel(1, &other, at(1)),
    ];
    for parcel in &parcels {
        tx.parcel_insert(parcel).await.unwrap();
    }
    assert_eq!(
        tx.parcels(order.id).await.unwrap(),
        [parcels[1], parcels[2], parcels[0]]
    );
    assert_eq!(tx.parcels(other.id).await.unwrap(), [parcels[3]]);
}
