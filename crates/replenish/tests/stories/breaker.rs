//! A model that orders far more than usual: its orders wait for an operator.

use domain::alert::AlertKind;
use domain::breaker::HeldDecision;
use domain::maker_act::Deed;
use domain::order::{EndReason, OrderState};
use domain::time::{DAY, HOUR, MINUTE};
use replenish::{Error, Happened, RestockKind};
use testkit::{MODEL, SERIAL, SLOT, TestApp, by, by_maker};

/// A machine that is low, in an hour in which its model has had as many orders as never wait.
async fn held() -> TestApp {
    let world = TestApp::connected().await;
    let mut tx = world.app.store().write().await.unwrap();
    let mut breaker = tx.breaker_lock(MODEL, world.app.now()).await.unwrap();
    for _ in 0..20 {
        assert!(!breaker.holds(20, world.app.now()));
    }
    tx.breaker_put(&breaker).await.unwrap();
    tx.commit().await.unwrap();
    world.run_low().await;
    world.settle().await;
    assert_eq!(world.states().await, [OrderState::Requested]);
    assert!(world.orders().await[0].held);
    world
}

async fn decide(world: &TestApp, decision: HeldDecision) {
    let decided = world.app.orders();
    let decided = decided.decide_held(by_maker(), MODEL, decision).await;
    assert_eq!(decided.unwrap().open_since, None);
    world.settle().await;
}

fn held_alert() -> String {
    AlertKind::OrdersHeld.name().to_owned()
}

#[tokio::test]
async fn an_order_beyond_the_usual_waits_until_it_is_let_go() {
    let world = held().await;
    world.live(DAY).await;
    assert_eq!(world.replenish_calls(), 0);
    assert!(world.alerts().await.contains(&held_alert()));
    let open = world.app.orders().breaker(MODEL).await.unwrap();
    assert!(open.open_since.is_some_and(|since| since < world.app.now()));

    decide(&world, HeldDecision::LetGo).await;
    assert_eq!(world.replenish_calls(), 1);
    assert_eq!(world.states().await, [OrderState::Awaiting]);
    assert!(!world.alerts().await.contains(&held_alert()));
    assert_eq!(world.audited("orders.let_go").await, 1);
}

#[tokio::test]
async fn what_was_decided_is_said_at_each_machine_and_why() {
    for (decision, deed) in [
        (HeldDecision::LetGo, Deed::LetGo),
        (HeldDecision::Withdraw, Deed::Withdraw),
    ] {
        let world = held().await;
        let order = world.orders().await[0].id;
        let caller = by_maker().because("a batch was checked").unwrap();
        let decided = world.app.orders();
        let decided = decided.decide_held(caller, MODEL, decision).await;
        decided.unwrap();
        world.settle().await;
        let read = world.queries().maker_acts(world.account, world.device);
        let acts = read.await.unwrap();
        let told: Vec<_> = acts.iter().map(|act| (act.deed, &*act.reason)).collect();
        assert_eq!(told, [(deed, "a batch was checked")]);
        assert_eq!(acts[0].about.order, Some(order));
        let (lines, _) = world.queries().timeline(SERIAL, 50, None).await.unwrap();
        let mut done = lines.iter().filter_map(|line| match &line.told {
            Happened::Done(act) => Some((&*act.row.action, act.slot.as_deref())),
            _ => None,
        });
        assert!(done.any(|it| it == (deed.name(), Some(SLOT))));
    }
}

#[tokio::test]
async fn only_an_operator_decides_and_only_once() {
    let world = held().await;
    let orders = || world.app.orders();
    let decision = HeldDecision::LetGo;
    let customers = orders().decide_held(by(world.account), MODEL, decision);
    assert!(matches!(customers.await, Err(Error::Forbidden)));
    let unknown = orders().decide_held(by_maker(), "BREW-9", decision).await;
    assert!(matches!(unknown, Err(Error::NotFound)));
    decide(&world, decision).await;
    let again = orders().decide_held(by_maker(), MODEL, decision).await;
    assert!(matches!(again, Err(Error::Conflict(_))));
}

#[tokio::test]
async fn a_withdrawn_order_comes_again_after_a_day_where_it_is_still_due() {
    let world = held().await;
    decide(&world, HeldDecision::Withdraw).await;
    let order = world.orders().await.remove(0);
    assert_eq!(
        (order.state, order.reason, order.held),
        (OrderState::Cancelled, Some(EndReason::Withdrawn), false)
    );
    assert!(!world.alerts().await.contains(&held_alert()));
    world.live(DAY - MINUTE).await;
    assert_eq!(world.orders().await.len(), 1);
    world.live(2 * MINUTE).await;
    let states = world.states().await;
    assert_eq!(states, [OrderState::Cancelled, OrderState::Awaiting]);
}

#[tokio::test]
async fn nobody_decides_and_the_order_ends_after_a_week() {
    let world = held().await;
    world.live(7 * DAY + MINUTE).await;
    let order = world.orders().await.remove(0);
    assert_eq!(order.reason, Some(EndReason::Withdrawn));
    assert_eq!(world.replenish_calls(), 0);
    world.live(DAY + HOUR).await;
    assert!(world.orders().await[1].held, "the breaker is open still");
}

#[tokio::test]
async fn what_is_not_due_any_more_is_not_ordered_when_it_is_let_go() {
    let world = held().await;
    world.restock("more", RestockKind::Add, "60").await;
    decide(&world, HeldDecision::LetGo).await;
    let order = world.orders().await.remove(0);
    assert_eq!(order.reason, Some(EndReason::NoLongerDue));
    assert_eq!(world.replenish_calls(), 0);
}
