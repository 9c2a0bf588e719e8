use domain::Order;
use domain::breaker::Breaker;
use store::{HeldOrder, Store};

use crate::sample::{at, machine_in};

pub(crate) async fn a_breaker_is_made_locked_and_written(store: Store) {
    let mut tx = store.write().await.unwrap();
    machine_in(&mut tx, 1).await;
    assert_eq!(tx.breaker("BREW-2").await.unwrap(), None);
    let made = tx.breaker_lock("BREW-2", at(1)).await.unwrap();
    assert_eq!(made, Breaker::of("BREW-2", at(1)));
    let full = Breaker {
        model: "BREW-2".to_owned(),
        hour: 7,
        orders: 21,
        usual: 0.375,
        hours: 672,
        open_since: Some(at(2)),
        let_go_until: Some(at(3)),
    };
    tx.breaker_put(&full).await.unwrap();
    assert_eq!(tx.breaker_lock("BREW-2", at(4)).await.unwrap(), full);
    assert_eq!(tx.breaker("BREW-2").await.unwrap(), Some(full));
}

pub(crate) async fn orders_that_wait_are_listed_with_their_model(store: Store) {
    let mut tx = store.write().await.unwrap();
    let mut orders = Vec::new();
    for n in 1..=4 {
        let machine = machine_in(&mut tx, n).await;
        orders.push(Order {
            held_since: (n < 4).then(|| at(10 - i64::try_from(n / 2).unwrap())),
            ..machine.order(n, at(0))
        });
    }
    for order in &orders {
        tx.orders_put(&[order]).await.unwrap();
    }
    let held = |n: usize| HeldOrder {
        id: orders[n - 1].id,
        since: orders[n - 1].held_since.unwrap(),
        model: "BREW-2".to_owned(),
    };
    let all = tx.orders_held(at(10), None, 10).await.unwrap();
    assert_eq!(all, [held(2), held(3), held(1)]);
    assert_eq!(tx.orders_held(at(9), None, 1).await.unwrap(), [held(2)]);
    let after = Some((at(9), held(2).id));
    assert_eq!(tx.orders_held(at(9), after, 10).await.unwrap(), [held(3)]);
    let end = Some((at(10), held(1).id));
    assert_eq!(tx.orders_held(at(10), end, 10).await.unwrap(), []);
}
