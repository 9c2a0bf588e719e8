use domain::order::{EndReason, OrderState};
use domain::{Device, Order, OrderId, Quantity, SlotId, SlotKey, Unit};
use store::{Error, NamedOrder, OrderFilter, Store, Tx};
use uuid::Uuid;

use crate::sample::{Machine, account_in, at, device, household, machine_in, machine_of, uuid};

/// An order with everything.
fn full(order: Order) -> Order {
    Order {
        state: OrderState::Cancelled,
        live: false,
        instance: Some(format!("amzn1.dash.v2.o.{}", order.id)),
        asin: Some("B00PODS36X".into()),
        quantity: Some(Quantity(36_000)),
        asked: Some(Quantity(24_000)),
        estimate: Some(at(11)),
        amazon_updated_at: Some(at(12)),
        requested_at: at(13),
        sent_at: Some(at(14)),
        held_since: Some(at(21)),
        passed_at: Some(at(22)),
        in_progress_at: Some(at(15)),
        accepted_at: Some(at(16)),
        placed_at: Some(at(17)),
        shipped_at: Some(at(18)),
        ended_at: Some(at(19)),
        reason: Some(EndReason::Unresolved),
        confirmed: true,
        adopted: true,
        late: true,
        ..order
    }
}

async fn put(tx: &mut Tx, orders: &[&Order]) {
    for order in orders {
        tx.orders_put(&[order]).await.unwrap();
    }
}

/// In a transaction of its own, which ends with that.
async fn refuse(store: &Store, orders: &[&Order]) {
    let mut tx = store.write().await.unwrap();
    let refused = tx.orders_put(orders).await;
    assert!(matches!(refused, Err(Error::Conflict)), "{refused:?}");
}

fn ids(orders: Vec<NamedOrder>) -> Vec<OrderId> {
    orders.into_iter().map(|named| named.order.id).collect()
}

/// The live order of a slot.
async fn live_order(tx: &mut Tx, slot: SlotKey) -> Option<Order> {
    let newest = tx.orders_of_slots(&[slot], 1).await.unwrap();
    newest.into_iter().find(|order| order.live)
}

pub(crate) async fn orders_read_back_with_everything_and_with_nothing(store: Store) {
    let mut tx = store.write().await.unwrap();
    let machine = machine_in(&mut tx, 1).await;
    let bare = machine.order(1, at(0));
    let full = full(machine.order(2, at(0)));
    put(&mut tx, &[&bare, &full]).await;
    for order in [bare, full] {
        assert_eq!(tx.order(order.id).await.unwrap(), Some(order));
    }
    assert_eq!(tx.order(OrderId(uuid(1))).await.unwrap(), None);
}

pub(crate) async fn an_order_is_updated(store: Store) {
    let mut tx = store.write().await.unwrap();
    let machine = machine_in(&mut tx, 1).await;
    let bare = machine.order(1, at(0));
    let mut other = machine.order(2, at(0));
    other.live = false;
    put(&mut tx, &[&bare, &other]).await;
    for new in [full(bare.clone()), bare.clone()] {
        tx.orders_put(&[&new]).await.unwrap();
        assert_eq!(tx.order(bare.id).await.unwrap(), Some(new));
    }
    for state in OrderState::ALL {
        let new = Order {
            state,
            ..bare.clone()
        };
        tx.orders_put(&[&new]).await.unwrap();
        assert_eq!(tx.order(bare.id).await.unwrap(), Some(new));
    }
    assert_eq!(tx.order(other.id).await.unwrap(), Some(other));
}

pub(crate) async fn a_slot_has_one_live_order(store: Store) {
    let mut tx = store.write().await.unwrap();
    let machine = machine_in(&mut tx, 1).await;
    let neighbour = machine_in(&mut tx, 2).await;
    assert_eq!(live_order(&mut tx, machine.key()).await, None);
    let live = machine.order(1, at(0));
    let ended = |n| Order {
        live: false,
        ..machine.order(n, at(1))
    };
    put(&mut tx, &[&ended(2), &live, &ended(3)]).await;
    put(&mut tx, &[&neighbour.order(1, at(0))]).await;
    let found = live_order(&mut tx, machine.key()).await;
    assert_eq!(found.as_ref(), Some(&live));

    tx.commit().await.unwrap();

    let live_again = Order {
        live: true,
        ..ended(2)
    };
    for second in [machine.order(4, at(2)), live_again] {
        refuse(&store, &[&second]).await;
        let mut tx = store.read().await.unwrap();
        let found = live_order(&mut tx, machine.key()).await;
        assert_eq!(found.as_ref(), Some(&live));
    }
}

pub(crate) async fn orders_are_made_and_changed_at_once(store: Store) {
    let mut tx = store.write().await.unwrap();
    let machine = machine_in(&mut tx, 1).await;
    let neighbour = machine_in(&mut tx, 2).await;
    let ended = Order {
        live: false,
        ..machine.order(2, at(1))
    };
    let (live, theirs) = (machine.order(1, at(0)), neighbour.order(1, at(0)));
    tx.orders_put(&[]).await.unwrap();
    tx.orders_put(&[&ended, &theirs, &live]).await.unwrap();
    for order in [&live, &ended, &theirs] {
        assert_eq!(tx.order(order.id).await.unwrap().as_ref(), Some(order));
    }

    // The one that is live now comes before the one that was, and is new; then it is the other way round.
    let arrived = Order {
        state: OrderState::Arrived,
        live: false,
        ended_at: Some(at(9)),
        ..live.clone()
    };
    let next = full(machine.order(3, at(9)));
    let next = Order { live: true, ..next };
    let changed = full(neighbour.order(1, at(0)));
    tx.orders_put(&[&next, &changed, &arrived]).await.unwrap();
    for order in [&next, &arrived, &ended, &changed] {
        assert_eq!(tx.order(order.id).await.unwrap().as_ref(), Some(order));
    }
    let cancelled = Order {
        live: false,
        ..next
    };
    tx.orders_put(&[&live, &cancelled]).await.unwrap();
    let found = live_order(&mut tx, machine.key()).await;
    assert_eq!(found.as_ref(), Some(&live));
    let found = tx.order(cancelled.id).await.unwrap();
    assert_eq!(found.as_ref(), Some(&cancelled));
    tx.commit().await.unwrap();

    // Two cannot be live, however they come, and then nothing of it is written.
    let both = [neighbour.order(2, at(2)), neighbour.order(3, at(3))];
    refuse(&store, &both.each_ref()).await;
    let mut tx = store.read().await.unwrap();
    for order in both {
        assert_eq!(tx.order(order.id).await.unwrap(), None);
    }
}

/// An order of a slot names the slot's device and no other.
pub(crate) async fn an_order_is_of_its_slots_device(store: Store) {
    let mut tx = store.write().await.unwrap();
    let (one, two) = (machine_in(&mut tx, 1).await, machine_in(&mut tx, 2).await);
    let wrong = Order {
        device_id: two.device,
        ..one.order(1, at(0))
    };
    let refused = tx.orders_put(&[&wrong]).await;
    assert!(matches!(refused, Err(Error::Database(_))), "{refused:?}");
}

pub(crate) async fn slots_list_the_live_order_first(store: Store) {
    let mut tx = store.write().await.unwrap();
    let one = machine_in(&mut tx, 1).await;
    let two = machine_in(&mut tx, 2).await;
    let three = machine_in(&mut tx, 3).await;
    let ended = |machine: Machine, n, minute| Order {
        live: false,
        ..machine.order(n, at(minute))
    };
    let ones = [
        one.order(1, at(0)),
        ended(one, 3, 9),
        ended(one, 4, 5),
        ended(one, 2, 5),
    ];
    let twos = [full(two.order(2, at(7))), ended(two, 1, 6)];
    let mixed = [&ones[3], &twos[1], &ones[0], &ones[2], &twos[0], &ones[1]];
    put(&mut tx, &mixed).await;
    let nobodys = machine_in(&mut tx, 4).await;
    put(&mut tx, &[&nobodys.order(1, at(50))]).await;
    let list = async |tx: &mut Tx, slots: &[SlotKey], limit| {
        tx.orders_of_slots(slots, limit).await.unwrap()
    };
    let nobody = SlotKey {
        device: one.device,
        slot: SlotId(uuid(99)),
    };
    let slots = [three.key(), two.key(), one.key(), nobody];
    let all = [&ones[..], &twos[..]].concat();
    assert_eq!(list(&mut tx, &slots, 100).await, all);
    // So many of each, however many the others have.
    let newest = [&ones[..2], &twos[..]].concat();
    assert_eq!(list(&mut tx, &slots, 2).await, newest);
    let first = [ones[0].clone(), twos[0].clone()];
    assert_eq!(list(&mut tx, &slots, 1).await, first);
    assert_eq!(list(&mut tx, &[two.key()], 9).await, twos);
    assert_eq!(list(&mut tx, &[three.key()], 9).await, []);
    assert_eq!(list(&mut tx, &[], 9).await, []);
}

pub(crate) async fn an_instance_is_one_order(store: Store) {
    let mut tx = store.write().await.unwrap();
    let machine = machine_in(&mut tx, 1).await;
    let neighbour = machine_in(&mut tx, 2).await;
    let first = full(machine.order(1, at(0)));
    put(&mut tx, &[&first]).await;
    let second = Order {
        instance: first.instance.clone(),
        ..neighbour.order(1, at(0))
    };
    let refused = tx.orders_put(&[&second]).await;
    assert!(matches!(refused, Err(Error::Conflict)), "{refused:?}");
}

pub(crate) async fn an_order_is_found_by_its_instance(store: Store) {
    let mut tx = store.write().await.unwrap();
    let machine = machine_in(&mut tx, 1).await;
    let order = full(machine.order(1, at(0)));
    put(&mut tx, &[&order, &full(machine.order(2, at(0)))]).await;
    let instance = order.instance.clone().unwrap();
    let found = tx.order_by_instance(&instance).await.unwrap();
    assert_eq!(found, Some(order));
    assert_eq!(tx.order_by_instance("amzn1").await.unwrap(), None);
}

pub(crate) async fn a_slot_lists_the_live_order_first(store: Store) {
    let mut tx = store.write().await.unwrap();
    let machine = machine_in(&mut tx, 1).await;
    let neighbour = machine_in(&mut tx, 2).await;
    let ended = |n, minute| Order {
        live: false,
        ..machine.order(n, at(minute))
    };
    let live = machine.order(1, at(0));
    let (second, third, fourth) = (ended(2, 5), ended(3, 9), ended(4, 5));
    put(&mut tx, &[&live, &second, &third, &fourth]).await;
    put(&mut tx, &[&neighbour.order(1, at(50))]).await;
    let all = [live.id, third.id, fourth.id, second.id];
    let listed = tx.orders_of_slots(&[machine.key()], 100).await.unwrap();
    assert_eq!(listed.iter().map(|it| it.id).collect::<Vec<_>>(), all);
    let listed = tx.orders_of_slots(&[machine.key()], 2).await.unwrap();
    assert_eq!(listed.iter().map(|it| it.id).collect::<Vec<_>>(), all[..2]);
}

pub(crate) async fn orders_of_a_slot_are_read_in_pages(store: Store) {
    let mut tx = store.write().await.unwrap();
    let machine = machine_in(&mut tx, 1).await;
    let ended = |n, minute| Order {
        live: false,
        ..machine.order(n, at(minute))
    };
    let live = machine.order(1, at(0));
    put(&mut tx, &[&live, &ended(2, 5), &ended(3, 9), &ended(4, 5)]).await;
    let all = tx.orders_of_slots(&[machine.key()], 9).await.unwrap();
    assert_eq!(all.len(), 4);
    for (after, limit, expected) in [
        (None, 9, &all[..]),
        (None, 1, &all[..1]),
        (Some(&all[0]), 2, &all[1..3]),
        (Some(&all[2]), 9, &all[3..]),
        (Some(&all[3]), 9, &[]),
    ] {
        let page = tx.orders_after(machine.key(), after, limit).await.unwrap();
        assert_eq!(page, expected, "{after:?} {limit}");
    }
}

async fn owned(tx: &mut Tx, n: u128, owner: u128) -> Machine {
    let owned = Device {
        household_id: Some(household(owner)),
        ..device(n)
    };
    machine_of(tx, n, &owned).await
}

pub(crate) async fn an_order_comes_with_the_names_of_what_it_is_of(store: Store) {
    let mut tx = store.write().await.unwrap();
    account_in(&mut tx, 1).await;
    let (one, two) = (owned(&mut tx, 1, 1).await, machine_in(&mut tx, 2).await);
    let called = Device {
        name: Some("Küche".to_owned()),
        ..device(2)
    };
    tx.device_update(&called).await.unwrap();
    for (machine, serial, device_name) in [(one, "K1", "Brewer"), (two, "K2", "Küche")] {
        let order = full(machine.order(1, at(0)));
        put(&mut tx, &[&order]).await;
        let named = NamedOrder {
            order: order.clone(),
            serial: serial.to_owned(),
            device_name: device_name.to_owned(),
            slot: "pods".to_owned(),
            slot_name: "Coffee pods".to_owned(),
            unit: Unit::Count,
            machine: Some(Quantity(100_000)),
            spares: Quantity::ZERO,
            is_gone: false,
            replenisher: domain::Replenisher::Drs,
        };
        let found = tx.order_named(order.id).await.unwrap();
        assert_eq!(found, Some(named));
    }
    let nothing = tx.order_named(OrderId(uuid(99))).await.unwrap();
    assert_eq!(nothing, None);
}

pub(crate) async fn the_newest_order_of_each_slot_is_its_live_one(store: Store) {
    let mut tx = store.write().await.unwrap();
    let (one, two) = (machine_in(&mut tx, 1).await, machine_in(&mut tx, 2).await);
    let (three, nobodys) = (machine_in(&mut tx, 3).await, machine_in(&mut tx, 4).await);
    let ended = |machine: Machine, n, minute| Order {
        live: false,
        ..machine.order(n, at(minute))
    };
    let (live, newest) = (one.order(1, at(0)), ended(two, 2, 5));
    put(&mut tx, &[&live, &ended(one, 2, 9), &ended(two, 1, 0)]).await;
    put(&mut tx, &[&newest, &nobodys.order(1, at(9))]).await;
    let asked = [one.key(), two.key(), three.key()];
    let mut found = ids(tx.orders_newest(&asked).await.unwrap());
    found.sort();
    assert_eq!(found, [live.id, newest.id]);
    assert_eq!(tx.orders_newest(&[]).await.unwrap(), []);
}

pub(crate) async fn a_household_lists_its_orders_newest_first(store: Store) {
    let mut tx = store.write().await.unwrap();
    account_in(&mut tx, 1).await;
    account_in(&mut tx, 3).await;
    let one = owned(&mut tx, 1, 1).await;
    let two = owned(&mut tx, 2, 1).await;
    let theirs = owned(&mut tx, 3, 3).await;
    let nobodys = machine_in(&mut tx, 4).await;
    let (live, newest) = (one.order(1, at(0)), two.order(1, at(9)));
    let ended = Order {
        live: false,
        ..one.order(2, at(5))
    };
    put(&mut tx, &[&live, &ended, &newest]).await;
    put(
        &mut tx,
        &[&theirs.order(1, at(9)), &nobodys.order(1, at(9))],
    )
    .await;
    let all = [newest.id, ended.id, live.id];
    let listed = tx.orders_of_household(household(1), 100).await.unwrap();
    assert_eq!(ids(listed), all);
    let listed = tx.orders_of_household(household(1), 2).await.unwrap();
    assert_eq!(ids(listed), all[..2]);
    let none = tx.orders_of_household(household(9), 2).await.unwrap();
    assert!(none.is_empty());
}

pub(crate) async fn orders_are_filtered_by_state_and_read_in_pages(store: Store) {
    let mut tx = store.write().await.unwrap();
    let machine = machine_in(&mut tx, 1).await;
    let order = |n, state| Order {
        state,
        live: false,
        ..machine.order(n, at(0))
    };
    let orders = [
        order(1, OrderState::Failed),
        order(2, OrderState::Arrived),
        order(3, OrderState::Failed),
    ];
    let [one, two, three] = &orders;
    put(&mut tx, &[three, one, two]).await;
    let (one, two, three) = (one.id, two.id, three.id);
    let failed = OrderFilter::State(OrderState::Failed);
    for (filter, limit, after, expected) in [
        (OrderFilter::All, 100, None, vec![three, two, one]),
        (OrderFilter::All, 2, None, vec![three, two]),
        (OrderFilter::All, 2, Some(two), vec![one]),
        (OrderFilter::All, 2, Some(one), vec![]),
        (failed, 100, None, vec![three, one]),
        (failed, 100, Some(three), vec![one]),
        (OrderFilter::State(OrderState::Placed), 100, None, vec![]),
    ] {
        let listed = tx.orders(filter, limit, after).await.unwrap();
        assert_eq!(ids(listed), expected, "{filter:?} {limit} {after:?}");
    }
}

/// An id that was made at a moment.
fn made(minute: i64) -> OrderId {
    let millis = u128::try_from(at(minute).millis()).unwrap();
    OrderId(Uuid::from_u128(millis << 80 | 7 << 76 | 1))
}

pub(crate) async fn orders_are_filtered_and_counted_by_how_they_ended(store: Store) {
    let mut tx = store.write().await.unwrap();
    let machine = machine_in(&mut tx, 1).await;
    let order = |minute, reason| Order {
        id: made(minute),
        state: OrderState::Failed,
        live: false,
        reason: Some(reason),
        ..machine.order(1, at(minute))
    };
    let orders = [
        order(1, EndReason::Refused),
        order(2, EndReason::NoAnswer),
        order(3, EndReason::Refused),
    ];
    put(&mut tx, &orders.each_ref()).await;
    let refused = OrderFilter::Reason(EndReason::Refused);
    let listed = tx.orders(refused, 9, None).await.unwrap();
    assert_eq!(ids(listed), [made(3), made(1)]);
    let listed = tx.orders(refused, 9, Some(made(3))).await.unwrap();
    assert_eq!(ids(listed), [made(1)]);
    for (since, most, number) in [(0, 9, 2), (0, 1, 1), (2, 9, 1), (4, 9, 0)] {
        let count = tx.orders_ended_count(EndReason::Refused, at(since), most);
        assert_eq!(count.await.unwrap(), number, "{since} {most}");
    }
}

pub(crate) async fn old_orders_that_are_live_come_oldest_first(store: Store) {
    let mut tx = store.write().await.unwrap();
    let states = [
        OrderState::Shipped,
        OrderState::Requested,
        OrderState::Placed,
        OrderState::Arrived,
        OrderState::Awaiting,
    ];
    for (n, state) in (1..).zip(states) {
        let machine = machine_in(&mut tx, n).await;
        let minute = i64::try_from(n).unwrap();
        let order = Order {
            id: made(minute),
            state,
            live: state.is_live(),
            ..machine.order(1, at(minute))
        };
        put(&mut tx, &[&order]).await;
    }
    let old = async |tx: &mut Tx, before, limit, after| {
        ids(tx.orders_old(at(before), limit, after).await.unwrap())
    };
    assert_eq!(old(&mut tx, 9, 9, None).await, [1, 2, 3, 5].map(made));
    assert_eq!(old(&mut tx, 5, 9, None).await, [1, 2, 3].map(made));
    assert_eq!(old(&mut tx, 9, 2, None).await, [1, 2].map(made));
    assert_eq!(old(&mut tx, 9, 9, Some(made(2))).await, [3, 5].map(made));
}

pub(crate) async fn orders_of_a_device_become_nameless(store: Store) {
    let mut tx = store.write().await.unwrap();
    let machine = machine_in(&mut tx, 1).await;
    let neighbour = machine_in(&mut tx, 2).await;
    let (one, two) = (full(machine.order(1, at(0))), full(machine.order(2, at(0))));
    let other = full(neighbour.order(1, at(0)));
    put(&mut tx, &[&one, &two, &other]).await;
    tx.orders_make_nameless(machine.device).await.unwrap();
    for order in [one, two] {
        let nameless = Order {
            instance: None,
            asin: None,
            ..order
        };
        assert_eq!(tx.order(nameless.id).await.unwrap(), Some(nameless));
    }
    assert_eq!(tx.order(other.id).await.unwrap(), Some(other));
}

pub(crate) async fn orders_that_amazon_can_be_asked_about_have_a_name(store: Store) {
    let mut tx = store.write().await.unwrap();
    let machine = machine_in(&mut tx, 1).await;
    let neighbour = machine_in(&mut tx, 2).await;
    let order = |n: u128, state, instance: Option<&str>| Order {
        state,
        live: false,
        instance: instance.map(str::to_owned),
        ..machine.order(n, at(0))
    };
    let orders = [
        order(1, OrderState::Requested, Some("1")),
        order(2, OrderState::Awaiting, Some("2")),
        order(3, OrderState::Placed, Some("3")),
        order(4, OrderState::Shipped, Some("4")),
        order(5, OrderState::Shipped, None),
        order(6, OrderState::Arrived, Some("6")),
        order(7, OrderState::Cancelled, Some("7")),
        order(8, OrderState::Failed, Some("8")),
    ];
    put(&mut tx, &orders.each_ref()).await;
    let found = tx.orders_to_ask(machine.device).await.unwrap();
    assert_eq!(found, orders[1..4].iter().map(|o| o.id).collect::<Vec<_>>());
    assert_eq!(tx.orders_to_ask(neighbour.device).await.unwrap(), []);
}
