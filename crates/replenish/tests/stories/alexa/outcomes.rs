//! What follows from each answer of the event gateway, and of Login with Amazon behind it.

use domain::alexa::Region;
use domain::time::{HOUR, MINUTE, SECOND};
use replenish::Application;
use replenish::doctor::Verdict;
use sandbox::alexa::Faults;
use serde_json::{Value, json};

use super::home::{ADA, Home};

/// Refusals of the gateways, so many.
fn refuse(home: &Home, status: u16, code: &str, times: u32) {
    let body = json!({ "payload": { "code": code } });
    let fault = json!({ "path": "/alexa/", "status": status, "body": body, "times": times });
    set(home, json!({ "statuses": [fault] }));
}

fn set(home: &Home, faults: Value) {
    home.amazon
        .set_faults(serde_json::from_value(faults).unwrap());
}

/// How many refusals were used up.
fn refused(home: &Home, of: u32) -> u32 {
    of - home.believed().faults.statuses[0].times
}

#[tokio::test]
async fn a_token_is_refreshed_once_and_the_event_sent_again() {
    let home = Home::linked().await;
    home.live(MINUTE).await;
    let before = home.believed().calls["grantToken"];
    home.amazon.alexa().set_faults(Faults {
        rotation: true,
        ..Faults::default()
    });
    for n in 1..4 {
        home.amazon.alexa().expire_tokens(ADA).unwrap();
        home.use_pods(&n.to_string(), 1).await;
        home.live(MINUTE).await;
    }
    assert_eq!(home.pods(), Some(97.0));
    assert_eq!(home.believed().calls["grantToken"], before + 3);
    assert!(home.is_linked().await);
}

#[tokio::test]
async fn a_fresh_token_that_is_refused_ends_nothing() {
    let home = Home::linked().await;
    home.live(MINUTE).await;
    refuse(&home, 401, "INVALID_ACCESS_TOKEN_EXCEPTION", 2);
    home.use_pods("1", 1).await;
    assert_eq!((home.pods(), refused(&home, 2)), (Some(100.0), 2));
    home.live(15 * MINUTE).await;
    assert_eq!(home.pods(), Some(99.0));
}

#[tokio::test]
async fn a_busy_gateway_is_tried_three_times_more_and_then_later() {
    for (status, code) in [
        (429, "THROTTLING_EXCEPTION"),
        (500, "INTERNAL_SERVICE_EXCEPTION"),
        (503, "SERVICE_UNAVAILABLE_EXCEPTION"),
        (502, ""),
    ] {
        let home = Home::linked().await;
        home.live(MINUTE).await;
        refuse(&home, status, code, 1_000);
        home.use_pods("1", 1).await;
        assert_eq!(refused(&home, 1_000), 1);
        home.live(SECOND).await;
        assert_eq!(refused(&home, 1_000), 1, "a second at least");
        home.live(14 * MINUTE).await;
        assert_eq!(refused(&home, 1_000), 4, "{status}");
        home.live(2 * MINUTE).await;
        assert!(refused(&home, 1_000) > 4);
        set(&home, json!({}));
        home.live(16 * MINUTE).await;
        assert_eq!(home.pods(), Some(99.0));
    }
}

#[tokio::test]
async fn without_an_answer_it_is_sent_again() {
    let home = Home::linked().await;
    home.live(MINUTE).await;
    set(
        &home,
        json!({ "lost_answers": [{ "path": "/alexa/", "times": 2 }] }),
    );
    home.use_pods("1", 1).await;
    home.live(MINUTE).await;
    assert_eq!(home.pods(), Some(99.0));
    assert_eq!(home.complaints(), [""; 0]);
}

#[tokio::test]
async fn a_fresh_grant_waits_for_its_enablement() {
    let home = Home::new().await;
    home.amazon.alexa().set_faults(Faults {
        propagation_ms: 5 * MINUTE,
        ..Faults::default()
    });
    home.link().await;
    assert_eq!(home.pods(), None);
    home.live(6 * MINUTE).await;
    assert_eq!(home.pods(), Some(100.0));
    assert!(home.is_linked().await);
}

#[tokio::test]
async fn a_grant_of_another_region_is_none_after_a_while() {
    let home = Home::new().await;
    let there = sandbox::alexa::Region::NA;
    let code = home.amazon.alexa().enable(ADA, there).into();
    let alexa = home.alexa();
    let token = home.allow(home.account).await.unwrap();
    let granted = alexa.accept_grant((home.account, &token), Region::Europe, &code);
    granted.await.unwrap();
    home.live(9 * MINUTE).await;
    assert!(home.is_linked().await);
    home.live(2 * MINUTE).await;
    assert!(!home.is_linked().await);
}

#[tokio::test]
async fn a_skill_without_permission_keeps_its_grants() {
    let home = Home::linked().await;
    home.live(MINUTE).await;
    home.amazon.alexa().set_faults(Faults {
        no_permission: true,
        ..Faults::default()
    });
    home.use_pods("1", 1).await;
    home.live(5 * HOUR).await;
    assert!(home.is_linked().await);
    assert_eq!(home.pods(), Some(100.0));
    home.amazon.alexa().set_faults(Faults::default());
    home.live(HOUR).await;
    assert_eq!(home.pods(), Some(99.0));
}

#[tokio::test]
async fn what_is_refused_for_good_is_left_to_the_next_report() {
    for (status, body) in [
        (
            400,
            json!({ "payload": { "code": "INVALID_REQUEST_EXCEPTION" } }),
        ),
        (403, json!("<html>")),
        (404, json!("")),
        (200, json!({})),
    ] {
        let home = Home::linked().await;
        home.live(MINUTE).await;
        set(
            &home,
            json!({ "statuses": [{ "path": "/alexa/", "status": status, "body": body }] }),
        );
        home.use_pods("1", 1).await;
        home.live(15 * MINUTE).await;
        assert_eq!(home.pods(), Some(100.0), "{status}");
        assert!(home.is_linked().await);
        home.use_pods("2", 1).await;
        assert_eq!(home.pods(), Some(98.0));
    }
}

#[tokio::test]
async fn what_is_too_large_is_sent_in_halves() {
    let home = Home::new().await;
    for n in 0..4 {
        home.add(home.account, &format!("X{n}")).await;
    }
    home.accept(home.account, ADA, Region::Europe)
        .await
        .unwrap();
    refuse(&home, 413, "REQUEST_ENTITY_TOO_LARGE_EXCEPTION", 2);
    home.settle().await;
    assert_eq!(refused(&home, 2), 2);
    let state = home.amazon.alexa().state();
    assert_eq!(state.customers[ADA].machines.len(), 5);
    assert!(home.taken("AddOrUpdateReport") > 2);
}

#[tokio::test]
async fn login_with_amazon_may_be_away() {
    let home = Home::linked().await;
    home.live(MINUTE).await;
    home.amazon.alexa().expire_tokens(ADA).unwrap();
    for status in [503, 401] {
        let body = json!({ "error": "invalid_client" });
        let fault =
            json!({ "path": "/auth/o2/token", "status": status, "body": body, "times": 1_000 });
        set(&home, json!({ "statuses": [fault] }));
        home.use_pods(&status.to_string(), 1).await;
        home.live(HOUR).await;
        assert!(home.is_linked().await);
        assert_eq!(home.pods(), Some(100.0));
    }
    set(&home, json!({}));
    home.live(HOUR).await;
    assert_eq!(home.pods(), Some(98.0));
}

#[tokio::test]
async fn one_server_of_several_refreshes() {
    let home = Home::linked().await;
    let second = home.add(home.account, "B9B").await;
    home.live(MINUTE).await;
    let before = home.believed().calls["grantToken"];
    home.amazon.alexa().expire_tokens(ADA).unwrap();
    let other = home.server(9).await;
    for device in [home.device, second] {
        let used = json!({ "id": "r", "slot": "pods", "used": "1" });
        home.report(device, used).await;
    }
    let (ours, theirs) = tokio::join!(home.app.run_until_idle(), other.run_until_idle());
    ours.unwrap();
    theirs.unwrap();
    home.live(MINUTE).await;
    assert_eq!(home.believed().calls["grantToken"], before + 1);
    assert_eq!(
        (home.pods(), home.belief(second, "Pods").level),
        (Some(99.0), Some(99.0))
    );
}

#[tokio::test]
async fn the_doctor_counts_the_links_whose_tokens_do_not_open() {
    let home = Home::linked().await;
    let words = async |app: &Application| {
        let found = app.examine().await.unwrap();
        let keys = found.into_iter().find(|it| it.what == "LARDER_SECRET_KEY");
        keys.map(|it| (it.verdict, it.words)).unwrap()
    };
    let (verdict, said) = words(&home.app).await;
    assert_eq!(verdict, Verdict::Good);
    assert!(said.ends_with("and 1 link to Alexa"), "{said}");
    let another = "AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=";
    let other = home.server_with_keys(5, another).await;
    let (verdict, said) = words(&other).await;
    assert_eq!(verdict, Verdict::Wrong);
    assert!(said.contains("1 do not open"), "{said}");
}
