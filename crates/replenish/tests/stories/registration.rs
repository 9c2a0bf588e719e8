//! A registration's life: connected, ended from any side, connected again, sold on.

use std::sync::{Arc, Mutex};
use testkit::{SERIAL, SLOT, TestApp, by, by_maker};

use domain::order::{EndReason, OrderState};
use domain::registration::{EndedBy, RegistrationStatus};
use domain::time::{DAY, HOUR, MINUTE};
use domain::view::JournalCursor;
use replenish::{Caller, ConnectError};
use serde_json::json;

#[tokio::test]
async fn deregistered_at_amazon_it_is_cleaned_up_and_connects_again() {
    let world = TestApp::connected().await;
    world.run_low().await;
    world.live(HOUR).await;
    assert_eq!(world.states().await, [OrderState::Placed]);

    world.amazon.deregister(SERIAL).unwrap();
    world.settle().await;
    let machine = world.machine().await;
    assert_eq!(
        (machine.registration, machine.ended_by),
        (RegistrationStatus::Deregistered, Some(EndedBy::Amazon))
    );
    let order = world.orders().await.remove(0);
    assert_eq!(
        (order.state, order.reason),
        (OrderState::Cancelled, Some(EndReason::Deregistered))
    );
    assert_eq!((order.instance, order.asin), (None, None));
    let supply = world.supply().await;
    assert_eq!((supply.subscribed, supply.products.len()), (None, 0));
    assert_eq!(world.at_home().await, "5", "the household keeps its level");
    world.live(2 * DAY).await;
    assert_eq!(world.replenish_calls(), 1);

    world.connect().await;
    world.live(HOUR).await;
    assert_eq!(
        world.machine().await.registration,
        RegistrationStatus::Registered
    );
    assert_eq!(
        world.states().await[1],
        OrderState::Placed,
        "at once, and without a cooldown"
    );
}

#[tokio::test]
async fn a_goodbye_goes_on_with_the_refresh_token_that_took_the_place_of_the_spent_one() {
    let world = TestApp::connected().await;
    // Twice: the token is over, and after its refresh Amazon is away.
    let over =
        json!({"path": "/registration", "status": 400, "body": {"message": "Invalid token"}});
    let away = json!({"path": "/registration", "status": 503});
    let faults = json!({"rotation": true, "statuses": [over, away, over, away]});
    world
        .amazon
        .set_faults(serde_json::from_value(faults).unwrap());
    let done = world.devices().disconnect(by(world.account), world.device);
    done.await.unwrap();
    world.live(HOUR).await;
    assert!(!world.believed().registrations[0].registered);
}

#[tokio::test]
async fn disconnected_here_amazon_is_told_even_if_it_is_away() {
    let world = TestApp::connected().await;
    let away = json!({"statuses": [{"path": "/registration", "status": 503, "times": 3}]});
    world
        .amazon
        .set_faults(serde_json::from_value(away).unwrap());
    let done = world.devices().disconnect(by(world.account), world.device);
    done.await.unwrap();
    assert_eq!(
        world.machine().await.registration,
        RegistrationStatus::Deregistered
    );
    world.live(HOUR).await;
    assert!(!world.believed().registrations[0].registered);
    assert_eq!(world.machine().await.ended_by, Some(EndedBy::Customer));
    // Once more changes nothing.
    let done = world.devices().disconnect(by(world.account), world.device);
    done.await.unwrap();
    world.settle().await;
}

#[tokio::test]
async fn a_refused_refresh_token_ends_the_registration() {
    let world = TestApp::connected().await;
    let revoked = json!({"revocation": true});
    world
        .amazon
        .set_faults(serde_json::from_value(revoked).unwrap());
    world.use_pods("1", 1).await;
    world.live(HOUR).await;
    assert_eq!(world.machine().await.ended_by, Some(EndedBy::TokenRefused));
    world.amazon.set_faults(Default::default());
    world.connect().await;
    world.settle().await;
    assert_eq!(
        world.machine().await.registration,
        RegistrationStatus::Registered
    );
}

#[tokio::test]
async fn a_machine_sold_on_takes_nothing_of_its_former_owner_along() {
    let world = TestApp::connected().await;
    world.use_pods("1", 40).await;
    world.live(DAY).await;
    let screen = world.devices().screen_code(Caller::Device(world.device));
    let (code, _) = screen.await.unwrap();
    let buyer = world.customer("Grace").await;
    world.devices().claim(by(buyer), &code).await.unwrap();
    world.live(HOUR).await;

    let sellers = world.supply_id().await;
    let sellers = world.queries().supply(world.account, sellers).await;
    assert!(sellers.is_err());
    assert!(
        !world.believed().registrations[0].registered,
        "the seller's registration ended first"
    );
    let supply = world.queries().supplies(buyer);
    let supply = supply.await.unwrap().remove(0).supplies.remove(0);
    assert_eq!((supply.machine, supply.pace_per_day), (None, None));
    let queries = world.queries();
    let journal = queries.journal(buyer, supply.id, 10, JournalCursor::Newest);
    let journal = journal.await.unwrap().lines;
    assert!(journal.is_empty());

    // A report from before the sale has no effect any more.
    let sold = world.queries().device(SERIAL).await.unwrap().id;
    assert_ne!(sold, world.device, "another device for another owner");
    let late = json!({"id": "late", "slot": SLOT, "used": 3, "at": "2026-03-02T05:00:00Z"});
    let usage = world.usage();
    let receipt = usage.report(Caller::Device(sold), testkit::reports([late]));
    let receipt = receipt.await.unwrap();
    assert_eq!(receipt.accepted, 1);
    let supplies = world.queries().supplies(buyer);
    let supplies = supplies.await.unwrap().remove(0).supplies;
    assert_eq!(supplies[0].pace_per_day, None);
    // An id that the former owner's machine had used is a new one now.
    let again = json!({"id": "1", "slot": SLOT, "used": "40"});
    let usage = world.usage();
    let receipt = usage.report(Caller::Device(sold), testkit::reports([again]));
    let receipt = receipt.await.unwrap();
    assert_eq!((receipt.accepted, receipt.duplicate), (1, 0));
}

#[tokio::test]
async fn a_printed_code_works_while_nobody_owns_the_machine() {
    let world = TestApp::claimed().await;
    let code = world.devices().new_claim_code(by_maker(), SERIAL);
    let code = code.await.unwrap();
    let other = world.customer("Grace").await;
    assert!(world.devices().claim(by(other), &code).await.is_err());
    let done = world.devices().remove(by(world.account), world.device);
    done.await.unwrap();
    let typed = code.to_lowercase();
    let claimed = world.devices().claim(by(other), &typed);
    claimed.await.unwrap();
    for _ in 0..10 {
        assert!(world.devices().claim(by(other), "WRONGCODE").await.is_err());
    }
    let refused = world.devices().claim(by(other), &code).await;
    assert!(matches!(refused, Err(replenish::Error::TooMany { .. })));
}

#[tokio::test]
async fn a_parcel_on_the_road_counts_without_a_name_and_blocks_a_second_order() {
    let world = TestApp::connected().await;
    world.run_low().await;
    world.live(HOUR).await;
    world.amazon.ship(SERIAL, SLOT).unwrap();
    world.settle().await;
    world.amazon.deregister(SERIAL).unwrap();
    world.settle().await;
    let order = world.orders().await.remove(0);
    assert_eq!((order.state, order.instance), (OrderState::Shipped, None));

    world.connect().await;
    world.live(HOUR).await;
    assert_eq!(
        world.orders().await.len(),
        1,
        "the parcel blocks a second order"
    );
    world.live(10 * DAY).await;
    assert_eq!(world.orders().await[0].state, OrderState::Arrived);
    assert_eq!(world.at_home().await, "41");
}

#[tokio::test]
async fn connected_again_before_amazon_heard_the_goodbye_it_stays_connected() {
    let world = TestApp::connected().await;
    let away = json!({"statuses": [{"path": "/registration", "status": 503, "times": 3}]});
    world
        .amazon
        .set_faults(serde_json::from_value(away).unwrap());
    let disconnect = world.devices().disconnect(by(world.account), world.device);
    disconnect.await.unwrap();
    world.settle().await;
    world.connect().await;
    world.live(2 * HOUR).await;
    assert_eq!(
        world.machine().await.registration,
        RegistrationStatus::Registered
    );
    assert!(world.believed().registrations[0].registered);
}

#[tokio::test]
async fn a_machine_that_moved_on_meanwhile_is_not_connected_for_the_one_who_left() {
    let world = TestApp::claimed().await;
    let consent = world.consent(world.account, "Ada").await;
    let screen = world.devices().screen_code(Caller::Device(world.device));
    let (code, _) = screen.await.unwrap();
    let buyer = world.customer("Grace").await;
    world.devices().claim(by(buyer), &code).await.unwrap();
    let finished = world.finish(world.account, &consent).await;
    assert!(matches!(finished, Err(ConnectError::NotYours)));
    world.settle().await;
    assert_eq!(
        world.machine().await.registration,
        RegistrationStatus::Claimed
    );
    assert!(
        !world.believed().registrations[0].registered,
        "Amazon is told to let go of it"
    );
    world.connect_as(buyer, "Grace").await;
    world.live(HOUR).await;
    assert_eq!(
        world.machine().await.registration,
        RegistrationStatus::Registered
    );
}

#[tokio::test]
async fn an_old_goodbye_of_amazon_ends_nothing_new() {
    let world = TestApp::connected().await;
    let late = json!({"notifications": {"late_ms": 20 * 60_000}});
    world
        .amazon
        .set_faults(serde_json::from_value(late).unwrap());
    world.amazon.deregister(SERIAL).unwrap();
    world.live(MINUTE).await;
    world.connect().await;
    world.live(HOUR).await;
    assert_eq!(
        world.machine().await.registration,
        RegistrationStatus::Registered
    );
    assert_eq!(world.supply().await.subscribed, Some(true));
}

#[tokio::test]
async fn an_old_welcome_of_amazon_lets_no_old_order_in() {
    let world = TestApp::connected().await;
    let late = json!({"notifications": {"late_ms": HOUR}});
    world
        .amazon
        .set_faults(serde_json::from_value(late).unwrap());
    world.connect().await;
    world.run_low().await;
    world.live(15 * MINUTE).await;
    assert_eq!(world.states().await, [OrderState::Awaiting]);
    // Amazon gives that order up, and that it was placed is heard when the machine is connected anew.
    world.amazon.deregister(SERIAL).unwrap();
    world.use_pods("told", 1).await;
    world.live(MINUTE).await;
    assert_eq!(world.machine().await.ended_by, Some(EndedBy::TokenRefused));
    world.connect().await;
    world.live(2 * HOUR).await;
    let (ours, theirs) = (world.orders().await, world.believed().orders);
    assert_eq!((ours.len(), theirs.len()), (2, 2));
    assert_eq!(ours[0].reason, Some(EndReason::Deregistered));
    assert_eq!(ours[1].state, OrderState::Placed);
    assert_eq!(ours[1].instance.as_ref(), Some(&theirs[1].instance));
}

/// DeviceRegistered, SubscriptionChanged and our exchange of the code, in each order.
#[tokio::test]
async fn messages_and_code_exchange_in_every_order_come_to_the_same() {
    for order in [
        ["registered", "changed", "code"],
        ["registered", "code", "changed"],
        ["changed", "registered", "code"],
        ["changed", "code", "registered"],
        ["code", "registered", "changed"],
        ["code", "changed", "registered"],
    ] {
        let world = TestApp::claimed().await;
        let held = Arc::new(Mutex::new(Vec::new()));
        let hold = held.clone();
        world.amazon.set_receiver(Arc::new(move |request| {
            hold.lock().unwrap().push(request.into_body());
            Box::pin(async { 200 })
        }));
        let consent = world.consent(world.account, "Ada").await;
        world.amazon.run_due().await;
        let messages = held.lock().unwrap().clone();
        assert_eq!(messages.len(), 2);
        let receive = async |message: &String| {
            let received = world.inbox().receive(message.as_bytes(), None);
            received.await.unwrap();
        };
        for event in order {
            match event {
                "registered" => receive(&messages[0]).await,
                "changed" => receive(&messages[1]).await,
                _ => world.finish(world.account, &consent).await.unwrap(),
            }
            world.app.run_until_idle().await.unwrap();
        }
        assert_eq!(
            world.machine().await.registration,
            RegistrationStatus::Registered
        );
        let supply = world.supply().await;
        assert_eq!(supply.subscribed, Some(true), "{order:?}");
        assert_eq!(supply.products[0].asin.as_deref(), Some("B00PODS036"));
        world.run_low().await;
        world.app.run_until_idle().await.unwrap();
        assert_eq!(world.states().await, [OrderState::Awaiting], "{order:?}");
    }
}
