use domain::journal::Input;
use domain::{Order, OrderId, Parcel, ParcelId, Quantity, Time};
use store::{Store, Tx};

use crate::sample::{at, machine_in, put_entry, uuid};

fn parcel(n: u128, order: &Order, estimate: Time) -> Parcel {
    Parcel {
        id: ParcelId(uuid(n)),
        order_id: order.id,
        device_id: order.device_id,
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
    tx.orders_put(&[&order]).await.unwrap();
    let (mut first, second) = (parcel(1, &order, at(60)), parcel(2, &order, at(90)));
    for parcel in [&first, &second] {
        tx.parcels_put(&[parcel]).await.unwrap();
        assert_eq!(tx.parcel(parcel.id).await.unwrap().as_ref(), Some(parcel));
    }
    assert_eq!(tx.parcel(ParcelId(uuid(3))).await.unwrap(), None);

    let entry = machine.entry(1, at(61), Input::Delivery(first.quantity));
    put_entry(&mut tx, &entry).await;
    first.estimate = at(61);
    first.counted = Some(entry.id);
    tx.parcels_put(&[&first]).await.unwrap();
    assert_eq!(tx.parcel(first.id).await.unwrap(), Some(first));
    assert_eq!(tx.parcel(second.id).await.unwrap(), Some(second));
    first.counted = None;
    first.quantity = Quantity(18_000);
    tx.parcels_put(&[&first]).await.unwrap();
    assert_eq!(tx.parcel(first.id).await.unwrap(), Some(first));
}

pub(crate) async fn parcels_of_an_order_come_by_date(store: Store) {
    let mut tx = store.write().await.unwrap();
    let machine = machine_in(&mut tx, 1).await;
    let order = machine.order(1, at(0));
    let mut other = machine.order(2, at(0));
    other.live = false;
    tx.orders_put(&[&order]).await.unwrap();
    tx.orders_put(&[&other]).await.unwrap();
    let parcels = [
        parcel(4, &order, at(90)),
        parcel(3, &order, at(60)),
        parcel(2, &order, at(90)),
        parcel(1, &other, at(1)),
    ];
    for parcel in &parcels {
        tx.parcels_put(&[parcel]).await.unwrap();
    }
    assert_eq!(
        tx.parcels_of_orders(&[order.id]).await.unwrap(),
        [parcels[1], parcels[2], parcels[0]]
    );
    assert_eq!(
        tx.parcels_of_orders(&[other.id]).await.unwrap(),
        [parcels[3]]
    );
}

pub(crate) async fn parcels_are_made_and_changed_at_once(store: Store) {
    let mut tx = store.write().await.unwrap();
    let machine = machine_in(&mut tx, 1).await;
    let neighbour = machine_in(&mut tx, 2).await;
    let (order, other) = (machine.order(1, at(0)), neighbour.order(1, at(0)));
    tx.orders_put(&[&order, &other]).await.unwrap();
    let entry = machine.entry(1, at(61), Input::Delivery(Quantity(1)));
    put_entry(&mut tx, &entry).await;
    let (first, second) = (parcel(1, &order, at(60)), parcel(2, &order, at(90)));
    let theirs = Parcel {
        quantity: Quantity(7),
        counted: Some(entry.id),
        ..parcel(3, &other, at(70))
    };
    tx.parcels_put(&[]).await.unwrap();
    tx.parcels_put(&[&second, &theirs]).await.unwrap();
    let counted = Parcel {
        estimate: at(61),
        counted: Some(entry.id),
        ..second
    };
    let late = Parcel {
        quantity: Quantity(9),
        estimate: at(99),
        counted: None,
        ..theirs
    };
    tx.parcels_put(&[&late, &first, &counted]).await.unwrap();
    for parcel in [first, counted, late] {
        assert_eq!(tx.parcel(parcel.id).await.unwrap(), Some(parcel));
    }
}

pub(crate) async fn parcels_of_many_orders_come_by_date(store: Store) {
    let mut tx = store.write().await.unwrap();
    let machine = machine_in(&mut tx, 1).await;
    let neighbour = machine_in(&mut tx, 2).await;
    let (order, other) = (machine.order(1, at(0)), neighbour.order(1, at(0)));
    let mut third = machine.order(2, at(0));
    third.live = false;
    tx.orders_put(&[&order, &other, &third]).await.unwrap();
    let parcels = [
        parcel(5, &order, at(10)),
        parcel(4, &other, at(20)),
        parcel(2, &order, at(30)),
        parcel(3, &other, at(30)),
    ];
    let not_asked = parcel(1, &third, at(1));
    let put = [
        &parcels[3],
        &parcels[2],
        &not_asked,
        &parcels[1],
        &parcels[0],
    ];
    tx.parcels_put(&put).await.unwrap();
    let of = async |tx: &mut Tx, orders: &[OrderId]| tx.parcels_of_orders(orders).await.unwrap();
    let both = [other.id, OrderId(uuid(99)), order.id];
    assert_eq!(of(&mut tx, &both).await, parcels);
    let theirs = of(&mut tx, &[other.id]).await;
    assert_eq!(theirs, [parcels[1], parcels[3]]);
    assert_eq!(of(&mut tx, &[]).await, []);
}
