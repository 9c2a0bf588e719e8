//! A model of the maker's own shop: decided here, read by the shop as an event, followed by what the shop says. Amazon
//! hears nothing of it.

use domain::event::EventType;
use domain::order::{EndReason, OrderState};
use domain::registration::RegistrationStatus;
use domain::shop::ShopEvent;
use domain::time::{DAY, HOUR, MINUTE};
use domain::{OrderId, Replenisher, Time};
use replenish::{Error, RestockKind, ShopWord};
use serde_json::{Value, json};
use testkit::{
    BREWER, Database, Installation, MODEL, SHOP_BREWER, SLOT, TestApp, by, by_maker, setting,
};

/// A machine of the shop's, claimed, with a hundred pods.
async fn of_shop() -> TestApp {
    let installation = Installation::new(Database::sqlite(), setting::manual_clock()).await;
    TestApp::claimed_on(installation, SHOP_BREWER).await
}

/// The same with an order that the shop was asked for.
async fn asked() -> (TestApp, OrderId) {
    let app = of_shop().await;
    app.run_low().await;
    app.settle().await;
    let order = app.orders().await[0].id;
    (app, order)
}

fn word(app: &TestApp, id: &str, kind: ShopEvent) -> ShopWord {
    ShopWord {
        id: id.to_owned(),
        kind,
        at: app.app.now(),
        quantity: None,
        unit: None,
        estimate: None,
    }
}

async fn say(app: &TestApp, order: OrderId, word: ShopWord) -> (OrderState, bool) {
    let said = app.app.orders().hear_shop(by_maker(), order, word).await;
    app.settle().await;
    said.unwrap()
}

/// What was asked for of the shop, oldest first.
async fn requests(app: &TestApp) -> Vec<(OrderId, Value)> {
    app.settle().await;
    let (events, _) = app.queries().events(None, 1_000, None).await.unwrap();
    let asked = events
        .into_iter()
        .filter(|it| it.kind == EventType::OrderRequested);
    asked.map(|it| (it.order_id.unwrap(), it.data)).collect()
}

#[tokio::test]
async fn the_loop_closes_without_amazon() {
    let (app, order) = asked().await;
    assert_eq!(app.states().await, [OrderState::Requested]);
    let wanted = json!({"unit": "count", "at_home": "5", "reorder_level": "16.6",
        "product": "PODS-36", "quantity": "36"});
    let found = requests(&app).await;
    assert_eq!(found.len(), 1, "once");
    assert_eq!(
        (found[0].0, &found[0].1["product"]),
        (order, &wanted["product"])
    );
    assert_eq!(found[0].1["quantity"], wanted["quantity"]);
    assert_eq!(found[0].1["at_home"], wanted["at_home"]);

    let accepted = say(&app, order, word(&app, "1", ShopEvent::Accepted)).await;
    assert_eq!(accepted, (OrderState::Awaiting, true));
    let placed = ShopWord {
        estimate: Some(app.app.now() + 4 * DAY),
        ..word(&app, "2", ShopEvent::Placed)
    };
    assert_eq!(say(&app, order, placed).await.0, OrderState::Placed);
    app.live(DAY).await;
    let shipped = word(&app, "3", ShopEvent::Shipped);
    assert_eq!(say(&app, order, shipped).await.0, OrderState::Shipped);
    assert_eq!(app.at_home().await, "5");
    app.live(3 * DAY + MINUTE).await;
    assert_eq!(app.states().await, [OrderState::Arrived]);
    assert_eq!(app.at_home().await, "41");
    assert_eq!(app.replenish_calls(), 0);
    let machine = app.machine().await;
    assert_eq!(machine.registration, RegistrationStatus::Claimed);
}

#[tokio::test]
async fn words_come_in_any_order_and_more_than_once() {
    use ShopEvent as E;
    for order_of_words in [
        [E::Accepted, E::Placed, E::Shipped],
        [E::Accepted, E::Shipped, E::Placed],
        [E::Placed, E::Accepted, E::Shipped],
        [E::Placed, E::Shipped, E::Accepted],
        [E::Shipped, E::Accepted, E::Placed],
        [E::Shipped, E::Placed, E::Accepted],
    ] {
        let (app, order) = asked().await;
        let date = app.app.now() + 3 * DAY;
        let words = order_of_words.map(|kind| ShopWord {
            quantity: Some("40".to_owned()),
            estimate: Some(date),
            ..word(&app, kind.name(), kind)
        });
        for said in &words {
            assert!(say(&app, order, said.clone()).await.1);
            assert!(!say(&app, order, said.clone()).await.1, "said again");
        }
        let [view]: [_; 1] = app.orders().await.try_into().unwrap();
        assert_eq!(view.state, OrderState::Shipped, "{order_of_words:?}");
        assert!(view.placed_at.is_some() || order_of_words[2] != E::Shipped);
        app.live(3 * DAY + MINUTE).await;
        assert_eq!(app.at_home().await, "45", "{order_of_words:?}");
        assert_eq!(app.states().await, [OrderState::Arrived]);
    }
}

#[tokio::test]
async fn an_id_is_one_word() {
    let (app, order) = asked().await;
    say(&app, order, word(&app, "1", ShopEvent::Accepted)).await;
    let other = word(&app, "1", ShopEvent::Cancelled);
    let refused = app.app.orders().hear_shop(by_maker(), order, other);
    assert!(matches!(refused.await, Err(Error::Conflict(_))));
    assert_eq!(app.states().await, [OrderState::Awaiting]);
    let customers = word(&app, "2", ShopEvent::Placed);
    let customers = app
        .app
        .orders()
        .hear_shop(by(app.account), order, customers);
    assert!(matches!(customers.await, Err(Error::Forbidden)));
}

#[tokio::test]
async fn handed_over_at_once_it_counts_at_once_and_no_second_time() {
    let (app, order) = asked().await;
    let arrived = say(&app, order, word(&app, "1", ShopEvent::Arrived)).await;
    assert_eq!(arrived.0, OrderState::Arrived);
    assert_eq!(app.at_home().await, "41");
    assert!(app.orders().await[0].confirmed);
    // The words before it come late.
    say(&app, order, word(&app, "2", ShopEvent::Accepted)).await;
    say(&app, order, word(&app, "3", ShopEvent::Placed)).await;
    say(&app, order, word(&app, "4", ShopEvent::Shipped)).await;
    app.live(20 * DAY).await;
    assert_eq!(app.at_home().await, "41");
}

#[tokio::test]
async fn called_off_after_its_arrival_what_it_brought_is_taken_back() {
    let (app, order) = asked().await;
    say(&app, order, word(&app, "1", ShopEvent::Arrived)).await;
    say(&app, order, word(&app, "2", ShopEvent::Cancelled)).await;
    assert_eq!(app.states().await, [OrderState::Cancelled]);
    assert_eq!(app.at_home().await, "5");
    assert_eq!(requests(&app).await.len(), 1, "held for five days");
    app.live(5 * DAY + HOUR).await;
    assert_eq!(requests(&app).await.len(), 2);
}

#[tokio::test]
async fn an_order_that_the_shop_does_not_answer_fails_after_a_day_and_comes_again() {
    let (app, order) = asked().await;
    app.live(DAY - HOUR).await;
    assert_eq!(app.states().await, [OrderState::Requested]);
    app.live(2 * HOUR).await;
    let view = app.orders().await.remove(0);
    assert_eq!(
        (view.state, view.reason),
        (OrderState::Failed, Some(EndReason::NoAnswer))
    );
    app.live(DAY).await;
    let asked = requests(&app).await;
    assert_eq!(asked.len(), 2);
    // What the first one brings all the same is counted, and nothing more is asked for meanwhile.
    let shipped = ShopWord {
        estimate: Some(app.app.now() + HOUR),
        ..word(&app, "late", ShopEvent::Shipped)
    };
    say(&app, order, shipped).await;
    let second = asked[1].0;
    say(&app, second, word(&app, "no", ShopEvent::Cancelled)).await;
    app.live(2 * HOUR).await;
    assert_eq!(app.at_home().await, "41");
}

#[tokio::test]
async fn what_was_given_up_here_counts_all_the_same() {
    use ShopEvent as E;
    for words in [
        &[E::Arrived][..],
        &[E::Placed, E::Arrived],
        &[E::Placed, E::Shipped, E::Arrived],
    ] {
        for is_refused in [false, true] {
            let (app, order) = asked().await;
            if is_refused {
                say(&app, order, word(&app, "failed", E::Failed)).await;
            }
            app.live(DAY + HOUR).await;
            let before = requests(&app).await.len();
            for kind in words {
                say(&app, order, word(&app, kind.name(), *kind)).await;
            }
            let view = app.orders().await.into_iter().find(|it| it.id == order);
            assert_eq!(view.unwrap().state, OrderState::Arrived, "{words:?}");
            assert_eq!(app.at_home().await, "41", "{words:?}");
            app.live(3 * DAY).await;
            assert_eq!(requests(&app).await.len(), before, "enough is there");
        }
    }
}

#[tokio::test]
async fn what_comes_of_an_order_given_up_holds_back_the_next() {
    let (app, order) = asked().await;
    app.live(DAY + HOUR).await;
    assert_eq!(app.states().await, [OrderState::Failed]);
    let shipped = ShopWord {
        estimate: Some(app.app.now() + 6 * DAY),
        ..word(&app, "late", ShopEvent::Shipped)
    };
    say(&app, order, shipped).await;
    app.live(5 * DAY).await;
    assert_eq!(app.states().await, [OrderState::Shipped]);
    assert_eq!(requests(&app).await.len(), 1);
    app.live(2 * DAY).await;
    assert_eq!(app.at_home().await, "41");
}

#[tokio::test]
async fn a_part_does_not_end_the_order() {
    let (app, order) = asked().await;
    say(&app, order, word(&app, "1", ShopEvent::Placed)).await;
    let part = |id, quantity: &str, days| ShopWord {
        quantity: Some(quantity.to_owned()),
        estimate: Some(app.app.now() + days * DAY),
        ..word(&app, id, ShopEvent::Shipped)
    };
    say(&app, order, part("2", "12", 1)).await;
    app.live(2 * DAY).await;
    assert_eq!(app.at_home().await, "17");
    assert_eq!(app.states().await, [OrderState::Shipped]);
    assert_eq!(requests(&app).await.len(), 1, "24 still come");
    say(&app, order, part("3", "24", 1)).await;
    app.live(2 * DAY).await;
    assert_eq!(app.at_home().await, "41");
    assert_eq!(app.states().await, [OrderState::Arrived]);
}

#[tokio::test]
async fn a_rest_that_nobody_tells_of_is_given_up_in_the_end() {
    let (app, order) = asked().await;
    let part = ShopWord {
        quantity: Some("10".to_owned()),
        estimate: Some(app.app.now() + DAY),
        ..word(&app, "1", ShopEvent::Shipped)
    };
    say(&app, order, part).await;
    app.live(14 * DAY).await;
    assert_eq!(app.states().await, [OrderState::Shipped]);
    app.live(2 * DAY).await;
    assert_eq!(app.states().await, [OrderState::Arrived]);
    assert_eq!(app.at_home().await, "15");
}

#[tokio::test]
async fn an_arrival_is_entered_when_it_was() {
    let (app, order) = asked().await;
    let arrived = word(&app, "1", ShopEvent::Arrived);
    app.live(HOUR).await;
    app.restock("hand", RestockKind::Set, "41").await;
    say(&app, order, arrived).await;
    assert_eq!(app.at_home().await, "41", "counted by hand since");
    assert_eq!(app.states().await, [OrderState::Arrived]);
}

#[tokio::test]
async fn a_date_is_one_that_can_be() {
    let (app, order) = asked().await;
    let now = app.app.now();
    for (estimate, is_heard) in [
        (Time::from_millis(0), false),
        (now - DAY, false),
        (now + 367 * DAY, false),
        (now + 365 * DAY, true),
    ] {
        let shipped = ShopWord {
            estimate: Some(estimate),
            ..word(&app, "1", ShopEvent::Shipped)
        };
        let said = app.app.orders().hear_shop(by_maker(), order, shipped).await;
        let is_invalid = matches!(said, Err(Error::Invalid(_)));
        assert_eq!(
            (said.is_ok(), is_invalid),
            (is_heard, !is_heard),
            "{estimate}"
        );
    }
}

#[tokio::test]
async fn however_much_was_said_the_end_is_heard() {
    let (app, order) = asked().await;
    let mut refused = None;
    for n in 0..101 {
        let accepted = word(&app, &n.to_string(), ShopEvent::Accepted);
        let said = app.app.orders().hear_shop(by_maker(), order, accepted);
        refused = said.await.err();
    }
    assert!(matches!(refused, Some(Error::Conflict(_))));
    let arrived = say(&app, order, word(&app, "end", ShopEvent::Arrived)).await;
    assert_eq!(arrived, (OrderState::Arrived, true));
}

#[tokio::test]
async fn a_customer_pauses_and_what_waits_is_withdrawn() {
    let (app, _) = asked().await;
    let slot = app.supply_id().await;
    let paused = app.app.orders().pause(by(app.account), slot, true).await;
    paused.unwrap();
    app.settle().await;
    let view = app.orders().await.remove(0);
    assert_eq!(
        (view.state, view.reason),
        (OrderState::Cancelled, Some(EndReason::Paused))
    );
    app.live(3 * DAY).await;
    assert_eq!(requests(&app).await.len(), 1);
    let resumed = app.app.orders().pause(by(app.account), slot, false).await;
    resumed.unwrap();
    assert_eq!(requests(&app).await.len(), 2, "low, so at once");
}

#[tokio::test]
async fn what_amazon_brings_is_not_the_shops_to_speak_of() {
    let app = TestApp::connected().await;
    app.run_low().await;
    app.settle().await;
    let order = app.orders().await[0].id;
    let placed = word(&app, "1", ShopEvent::Placed);
    let said = app.app.orders().hear_shop(by_maker(), order, placed);
    assert!(matches!(said.await, Err(Error::NotFound)));
    let slot = app.supply_id().await;
    let paused = app.app.orders().pause(by(app.account), slot, true);
    assert!(matches!(paused.await, Err(Error::NotFound)));
}

#[tokio::test]
async fn who_leaves_takes_the_shops_orders_off() {
    let (app, order) = asked().await;
    let device = app.machine().await.id;
    let removed = app.devices().remove(by(app.account), device).await;
    removed.unwrap();
    app.settle().await;
    let (events, _) = app.queries().events(None, 1_000, None).await.unwrap();
    let last = events
        .iter()
        .rfind(|it| it.order_id == Some(order))
        .map(|it| it.kind);
    assert_eq!(last, Some(EventType::OrderWithdrawn));
    app.live(3 * DAY).await;
    assert_eq!(requests(&app).await, [], "nobody's machine orders nothing");
}

#[tokio::test]
async fn a_machine_goes_over_to_the_shop_once_its_order_has_ended() {
    let app = TestApp::connected().await;
    app.run_low().await;
    app.settle().await;
    let put = app
        .devices()
        .put_model(by_maker(), MODEL, SHOP_BREWER.as_maker());
    put.await.unwrap();
    app.live(HOUR).await;
    let replenisher = || async { app.machine().await.replenisher };
    assert_eq!(
        replenisher().await,
        Replenisher::Drs,
        "an order is under way"
    );
    app.live(10 * DAY).await;
    assert_eq!(replenisher().await, Replenisher::Shop);
    assert_eq!(app.states().await[0], OrderState::Arrived);
    let machine = app.machine().await;
    assert_eq!(machine.registration, RegistrationStatus::Deregistered);
    let told = app.believed().calls.get("deregister").copied();
    assert_eq!(told, Some(1), "Amazon was told");

    let later: Time = app.app.now();
    app.report(json!({"id": "more", "slot": SLOT, "used": "40"}))
        .await;
    let asked = requests(&app).await;
    let shops: Vec<_> = asked
        .iter()
        .filter(|(_, data)| data.get("product").is_some())
        .collect();
    assert_eq!(shops.len(), 1, "{later}");
    // And back again.
    let back = app
        .devices()
        .put_model(by_maker(), MODEL, BREWER.as_maker());
    back.await.unwrap();
    let order = shops[0].0;
    say(&app, order, word(&app, "1", ShopEvent::Arrived)).await;
    app.live(2 * HOUR).await;
    assert_eq!(replenisher().await, Replenisher::Drs);
}
