//! Webhooks: what a system of the maker's hears of, whatever it does with it.

mod receiver;
mod storm;

use domain::event::{Event, EventData, EventType};
use domain::time::{DAY, HOUR, MINUTE};
use domain::webhook::{DeliveryState, DisabledReason, WebhookState};
use domain::{Delivery, DeviceId, Webhook, WebhookId};
use replenish::{Error, NewWebhook};
use serde_json::Value;
use testkit::{Installation, SERIAL, TestApp, by, by_maker};

use receiver::{Does, Receiver};

const OK: Does = Does::Answer(200);

async fn create(app: &Installation, receiver: &Receiver, types: &[&str]) -> (WebhookId, String) {
    let new = NewWebhook {
        url: receiver.url(),
        types: types.iter().map(|name| (*name).to_owned()).collect(),
    };
    let made = app.webhooks().create(by_maker(), &new).await;
    let (webhook, secret) = made.unwrap();
    receiver.expect(&[&secret]);
    (webhook.id, secret)
}

/// Something happens to a machine so many times.
async fn happen(app: &Installation, device: DeviceId, kind: EventType, times: usize) {
    let event = Event::of_device(kind, EventData::Nothing {});
    let events = vec![(device, event); times];
    let mut tx = app.app.store().write().await.unwrap();
    tx.events_insert(&events, app.app.now()).await.unwrap();
    tx.commit().await.unwrap();
}

/// What happened, as serial and id, by number.
async fn events(app: &Installation, after: i64) -> Vec<(String, String)> {
    let (mut all, mut after) = (Vec::new(), Some(after));
    while after.is_some() {
        let (page, next) = app.queries().events(None, 1_000, after).await.unwrap();
        all.extend(
            page.into_iter()
                .map(|it| (it.serial, it.number.to_string())),
        );
        after = next;
    }
    all
}

async fn webhook(app: &Installation, id: WebhookId) -> Webhook {
    app.webhooks().get(id).await.unwrap().webhook
}

async fn deliveries(app: &Installation, id: WebhookId) -> Vec<Delivery> {
    let found = app.webhooks().deliveries(id, 1_000, None).await.unwrap();
    assert_eq!(found.1, None);
    found.0
}

fn kinds(receiver: &Receiver) -> Vec<String> {
    let heard = receiver.heard();
    let kind = |body: Value| body["type"].as_str().unwrap().to_owned();
    heard.iter().map(|it| kind(it.json())).collect()
}

#[tokio::test]
async fn an_endpoint_hears_of_its_types_from_its_making_on() {
    let app = TestApp::connected().await;
    let (all, some) = (
        Receiver::new(|_, _| OK).await,
        Receiver::new(|_, _| OK).await,
    );
    create(&app, &all, &["*"]).await;
    create(&app, &some, &["order.requested", "order.placed"]).await;
    app.run_low().await;
    app.live(HOUR).await;
    let expected = [
        "slot.low",
        "order.requested",
        "order.accepted",
        "order.placed",
    ];
    assert_eq!(kinds(&all), expected);
    assert_eq!(kinds(&some), ["order.requested", "order.placed"]);
    let low = &all.heard()[0];
    let (told, _) = app.queries().events(None, 9, None).await.unwrap();
    let told = told.into_iter().find(|it| it.number.to_string() == low.id);
    let text = serde_json::to_string(&replenish::Told::from(told.unwrap())).unwrap();
    assert_eq!(low.body, text);
}

#[tokio::test]
async fn one_that_is_not_taken_holds_back_its_machine_and_no_other() {
    let app = TestApp::claimed().await;
    let other = app.make(testkit::MODEL, "K2").await.id;
    app.settle().await;
    let receiver = Receiver::new(|_, body| match body["serial"].as_str() {
        Some("K2") => OK,
        _ => Does::Answer(500),
    });
    let receiver = receiver.await;
    let before = events(&app, 0).await.len();
    let (id, _) = create(&app, &receiver, &["*"]).await;
    happen(&app, app.device, EventType::DeviceSilent, 3).await;
    happen(&app, other, EventType::DeviceSilent, 3).await;
    app.settle().await;
    let serials = |receiver: &Receiver| -> Vec<String> {
        receiver.heard().iter().map(|it| it.serial()).collect()
    };
    let heard = serials(&receiver);
    assert_eq!(
        heard.iter().filter(|it| *it == "K2").count(),
        3,
        "{heard:?}"
    );
    assert_eq!(
        heard.iter().filter(|it| *it == SERIAL).count(),
        1,
        "{heard:?}"
    );
    let hook = app.webhooks().get(id).await.unwrap();
    assert_eq!(hook.waiting, 3);
    let mut states: Vec<_> = deliveries(&app, id).await;
    states.retain(|it| it.state() != DeliveryState::Delivered);
    let waiting = states.last().unwrap();
    assert_eq!((waiting.tries, waiting.last_status), (1, Some(500)));
    assert_eq!(waiting.last_error.as_deref(), Some("it answered 500"));
    assert!(waiting.due_at.unwrap() > app.app.now());
    let held = states.iter().filter(|it| it.state() == DeliveryState::Held);
    assert_eq!(held.count(), 2);

    // It is tried again and again, later each time.
    app.live(HOUR).await;
    let tries = serials(&receiver).iter().filter(|it| *it == SERIAL).count();
    assert!((8..=11).contains(&tries), "{tries}");
    receiver.obey(|_, _| OK);
    app.live(2 * HOUR).await;
    assert_eq!(app.webhooks().get(id).await.unwrap().waiting, 0);
    let expected = events(&app, 0).await.split_off(before);
    assert_eq!(receiver.out_of_order(&expected), [""; 0]);
}

#[tokio::test]
async fn lies_are_answers_by_their_status_alone() {
    let app = TestApp::claimed().await;
    app.settle().await;
    let receiver = Receiver::new(|before, _| match before {
        0 => Does::Redirect,
        1 => Does::Hang,
        2 => Does::Answer(404),
        3 => Does::Nonsense,
        _ => Does::Endless,
    });
    let receiver = receiver.await;
    let (id, _) = create(&app, &receiver, &["*"]).await;
    happen(&app, app.device, EventType::DeviceSilent, 2).await;
    let mut errors = Vec::new();
    for _ in 0..4 {
        app.settle().await;
        let last = deliveries(&app, id).await.pop().unwrap();
        errors.extend(last.last_error);
        app.live(2 * MINUTE).await;
    }
    let ids: Vec<_> = receiver.heard().into_iter().map(|it| it.id).collect();
    assert_eq!(ids.len(), 5, "{ids:?}");
    assert!(ids[..4].iter().all(|it| *it == ids[0]) && ids[4] != ids[0]);
    assert_eq!(errors[0], "it answered 308; redirects are not followed");
    assert_eq!(webhook(&app, id).await.state(), WebhookState::Active);
    assert_eq!(app.webhooks().get(id).await.unwrap().waiting, 0);
}

#[tokio::test]
async fn an_endpoint_that_is_gone_hears_of_nothing_more_until_it_is_enabled() {
    let app = TestApp::claimed().await;
    app.settle().await;
    let receiver = Receiver::new(|before, _| Does::Answer(if before == 2 { 410 } else { 200 }));
    let receiver = receiver.await;
    let (id, _) = create(&app, &receiver, &["*"]).await;
    happen(&app, app.device, EventType::DeviceSilent, 5).await;
    app.live(DAY).await;
    happen(&app, app.device, EventType::DeviceHeard, 1).await;
    app.live(DAY).await;
    assert_eq!(receiver.heard().len(), 3);
    let hook = webhook(&app, id).await;
    assert_eq!(hook.state(), WebhookState::Disabled);
    assert_eq!(hook.disabled_reason, Some(DisabledReason::Gone));
    for refused in [
        app.webhooks().test(by_maker(), id).await.map(drop),
        app.webhooks()
            .resend(by_maker(), None, deliveries(&app, id).await[0].id)
            .await
            .map(drop),
    ] {
        assert!(matches!(refused, Err(Error::Conflict(_))), "{refused:?}");
    }

    let enabled = app.webhooks().enable(by_maker(), id).await.unwrap();
    assert_eq!(enabled.state(), WebhookState::Active);
    let twice = app.webhooks().enable(by_maker(), id).await;
    assert!(matches!(twice, Err(Error::Conflict(_))));
    app.settle().await;
    // What it had not taken, and what happened since.
    let mut heard: Vec<_> = receiver.heard().into_iter().map(|it| it.id).collect();
    assert_eq!(heard.remove(2), heard[2]);
    let expected: Vec<_> = events(&app, 0)
        .await
        .into_iter()
        .map(|(_, id)| id)
        .collect();
    assert_eq!(heard, expected[expected.len() - 6..]);
}

#[tokio::test]
async fn an_endpoint_that_takes_nothing_for_three_days_is_disabled() {
    let app = TestApp::claimed().await;
    app.settle().await;
    let mut receiver = Receiver::new(|_, _| OK).await;
    receiver.stop().await;
    let (id, _) = create(&app, &receiver, &["*"]).await;
    let begun = webhook(&app, id).await.dispatched;
    happen(&app, app.device, EventType::DeviceSilent, 2).await;
    app.live(3 * DAY - HOUR).await;
    let hook = webhook(&app, id).await;
    assert_eq!(hook.state(), WebhookState::Failing);
    let why = hook.last_failure.unwrap();
    assert!(why.starts_with("no connection could be made"), "{why}");
    app.live(8 * HOUR).await;
    let hook = webhook(&app, id).await;
    assert_eq!(hook.disabled_reason, Some(DisabledReason::Failing));
    receiver.start().await;
    app.live(DAY).await;
    assert_eq!(receiver.heard().len(), 0);
    app.webhooks().enable(by_maker(), id).await.unwrap();
    app.settle().await;
    let heard: Vec<_> = receiver.heard().into_iter().map(|it| it.id).collect();
    let expected = events(&app, begun).await.into_iter().map(|(_, id)| id);
    assert_eq!(heard, expected.collect::<Vec<_>>());
    // Its three days begin anew.
    receiver.obey(|_, _| Does::Answer(503));
    happen(&app, app.device, EventType::DeviceHeard, 1).await;
    app.live(2 * DAY).await;
    assert_eq!(webhook(&app, id).await.state(), WebhookState::Failing);
}

#[tokio::test]
async fn two_secrets_sign_for_a_day_after_one_is_replaced() {
    let app = TestApp::claimed().await;
    app.settle().await;
    let receiver = Receiver::new(|_, _| OK).await;
    let (id, first) = create(&app, &receiver, &["*"]).await;
    let (second, until) = app.webhooks().rotate(by_maker(), id).await.unwrap();
    assert_eq!(until, app.app.now() + DAY);
    // A third would end the first before the time that was said.
    let third = app.webhooks().rotate(by_maker(), id).await;
    assert!(matches!(third, Err(Error::Conflict(_))), "{third:?}");
    // Each request is verified with each of them.
    receiver.expect(&[&first, &second]);
    app.webhooks().test(by_maker(), id).await.unwrap();
    app.settle().await;
    receiver.expect(&[&second]);
    app.live(DAY).await;
    app.webhooks().test(by_maker(), id).await.unwrap();
    app.settle().await;
    let heard = receiver.heard();
    assert_eq!(heard.len(), 2);
    assert_eq!((heard[0].signatures, heard[1].signatures), (2, 1));
    let late = app.webhooks().rotate(by_maker(), id).await;
    assert!(late.is_ok(), "{late:?}");
    assert_eq!(heard[0].json()["type"], "webhook.test");
    assert!(heard[0].id.starts_with("test_"));
    assert_eq!(heard[0].json()["id"], heard[0].id);
    for (action, times) in [("create", 1), ("rotate", 2), ("test", 2)] {
        assert_eq!(app.audited(&format!("webhook.{action}")).await, times);
    }
    let mut tx = app.app.store().read().await.unwrap();
    let sealed = tx.webhook_secrets(id).await.unwrap().unwrap();
    let text = String::from_utf8_lossy(&sealed.secret).into_owned();
    assert!(!text.contains("whsec_"));
}

#[tokio::test]
async fn what_was_taken_is_sent_again_and_what_waits_is_sent_now() {
    let app = TestApp::claimed().await;
    app.settle().await;
    let receiver = Receiver::new(|_, _| OK).await;
    let (id, _) = create(&app, &receiver, &["*"]).await;
    happen(&app, app.device, EventType::DeviceSilent, 1).await;
    app.settle().await;
    let first = deliveries(&app, id).await.remove(0);
    let other = Some(WebhookId(uuid::Uuid::nil()));
    let others = app.webhooks().resend(by_maker(), other, first.id).await;
    assert!(matches!(others, Err(Error::NotFound)), "{others:?}");
    let again = app.webhooks().resend(by_maker(), Some(id), first.id);
    let again = again.await.unwrap();
    assert_ne!(again, first.id);
    app.settle().await;
    let heard = receiver.heard();
    assert_eq!((heard.len(), &heard[0].id), (2, &heard[1].id));
    assert_eq!(heard[0].body, heard[1].body);

    receiver.obey(|_, _| Does::Answer(500));
    happen(&app, app.device, EventType::DeviceHeard, 2).await;
    app.live(HOUR).await;
    receiver.obey(|_, _| OK);
    // The newest waits for the one before it, which is sent now.
    let newest = deliveries(&app, id).await.remove(0);
    assert_eq!(newest.state(), DeliveryState::Held);
    let same = app
        .webhooks()
        .resend(by_maker(), None, newest.id)
        .await
        .unwrap();
    assert_eq!(same, newest.id);
    app.settle().await;
    assert_eq!(app.webhooks().get(id).await.unwrap().waiting, 0);
}

#[tokio::test]
async fn what_leaves_with_a_household_is_sent_no_more_and_kept_no_longer() {
    let app = TestApp::claimed().await;
    app.settle().await;
    let receiver = Receiver::new(|_, _| Does::Answer(500)).await;
    let (id, _) = create(&app, &receiver, &["*"]).await;
    happen(&app, app.device, EventType::DeviceSilent, 3).await;
    app.settle().await;
    assert_eq!(deliveries(&app, id).await.len(), 3);
    app.devices()
        .remove(by(app.account), app.device)
        .await
        .unwrap();
    receiver.obey(|_, _| OK);
    app.live(DAY).await;
    let left = deliveries(&app, id).await;
    let kinds: Vec<_> = left.iter().map(|it| it.kind.as_str()).collect();
    assert_eq!(kinds, ["device.removed"]);
}

#[tokio::test]
async fn a_deleted_endpoint_is_gone_with_what_was_sent_to_it() {
    let app = TestApp::claimed().await;
    app.settle().await;
    let receiver = Receiver::new(|_, _| OK).await;
    let (id, _) = create(&app, &receiver, &["*"]).await;
    happen(&app, app.device, EventType::DeviceSilent, 2).await;
    app.settle().await;
    let delivery = deliveries(&app, id).await[0].id;
    app.webhooks().delete(by_maker(), id).await.unwrap();
    happen(&app, app.device, EventType::DeviceHeard, 1).await;
    app.settle().await;
    assert_eq!(receiver.heard().len(), 2);
    for refused in [
        app.webhooks().delete(by_maker(), id).await,
        app.webhooks().get(id).await.map(drop),
        app.webhooks()
            .resend(by_maker(), None, delivery)
            .await
            .map(drop),
    ] {
        assert!(matches!(refused, Err(Error::NotFound)), "{refused:?}");
    }
    let mut tx = app.app.store().read().await.unwrap();
    assert_eq!(tx.webhook(id).await.unwrap(), None);
}

#[tokio::test]
async fn deliveries_are_kept_two_weeks_and_endpoints_are_ten() {
    let app = TestApp::claimed().await;
    app.settle().await;
    let receiver = Receiver::new(|_, _| OK).await;
    let (id, _) = create(&app, &receiver, &["slot.low"]).await;
    app.app.start().await.unwrap();
    app.webhooks().test(by_maker(), id).await.unwrap();
    app.live(13 * DAY).await;
    assert_eq!(deliveries(&app, id).await.len(), 1);
    app.live(2 * DAY).await;
    assert_eq!(deliveries(&app, id).await.len(), 0);
    for _ in 1..10 {
        create(&app, &receiver, &["*"]).await;
    }
    let new = NewWebhook {
        url: receiver.url(),
        types: vec!["*".to_owned()],
    };
    let refused = app.webhooks().create(by_maker(), &new).await;
    assert!(matches!(refused, Err(Error::Conflict(_))), "{refused:?}");
    let customer = app.webhooks().create(by(app.account), &new).await;
    assert!(matches!(customer, Err(Error::Forbidden)), "{customer:?}");
}
