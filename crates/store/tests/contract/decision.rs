use domain::decision::{Decision, Outcome};
use domain::demand::{Demand, Pattern};
use domain::policy::{Policy, ServiceLevel};
use domain::{DecisionId, OrderId, Quantity};
use store::Store;

use crate::sample::{at, machine_in, put_decision, uuid};

pub(crate) fn id(n: u128) -> DecisionId {
    DecisionId(uuid(n))
}

fn decision(minutes: i64, outcome: Outcome) -> Decision {
    Decision {
        at: at(minutes),
        outcome,
        policy: Policy::default(),
        at_home: None,
        pace_per_day: None,
        reorder_level: None,
        demand: None,
        rules: domain::decision::RULES,
    }
}

pub(crate) fn full(minutes: i64) -> Decision {
    Decision {
        policy: Policy::Forecast {
            service_level: ServiceLevel::new(0.95),
        },
        at_home: Some(Quantity(17_000)),
        pace_per_day: Some(Quantity(2_500)),
        reorder_level: Some(Quantity(20_000)),
        demand: Some(Demand {
            quantity: Quantity(20_000),
            per_day: Quantity(2_400),
            lead_days: (3, 9),
            pattern: Pattern::Lumpy,
            known_days: 60,
            fleet: 0,
        }),
        ..decision(minutes, Outcome::Order)
    }
}

pub(crate) async fn decisions_come_newest_first_and_in_pages(store: Store) {
    let mut tx = store.write().await.unwrap();
    let machine = machine_in(&mut tx, 1).await;
    let other = machine_in(&mut tx, 2).await;
    for n in 1..=3 {
        let decision = decision(i64::try_from(n).unwrap(), Outcome::Enough);
        put_decision(&mut tx, (id(n), machine.key(), None, &decision)).await;
    }
    put_decision(&mut tx, (id(4), other.key(), None, &full(4))).await;
    for (limit, after, expected) in [
        (10, None, &[3, 2, 1][..]),
        (2, None, &[3, 2]),
        (2, Some(id(2)), &[1]),
    ] {
        let rows = tx
            .decisions_of_device(machine.device, limit, after)
            .await
            .unwrap();
        let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
        assert_eq!(ids, expected.iter().copied().map(id).collect::<Vec<_>>());
        assert!(rows.iter().all(|row| row.slot == "pods"));
    }
    let rows = tx
        .decisions_of_device(other.device, 10, None)
        .await
        .unwrap();
    assert_eq!(rows[0].decision, full(4));
}

pub(crate) async fn an_order_has_the_decision_that_made_it(store: Store) {
    let mut tx = store.write().await.unwrap();
    let machine = machine_in(&mut tx, 1).await;
    let order = machine.order(1, at(0));
    tx.orders_put(&[&order]).await.unwrap();
    let made_it = (id(1), machine.key(), Some(order.id), &full(0));
    put_decision(&mut tx, made_it).await;
    put_decision(&mut tx, (id(2), machine.key(), None, &full(5))).await;
    let made = tx.decision_of_order(order.id).await.unwrap();
    assert_eq!(made, Some(full(0)));
    let other = OrderId(uuid(99));
    assert_eq!(tx.decision_of_order(other).await.unwrap(), None);
}
