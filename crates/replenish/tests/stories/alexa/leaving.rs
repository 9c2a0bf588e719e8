//! Alexa is unlinked: here, there, by a token that is refused, and by codes. Levels and journal stay, and linking again
//! works at once.

use domain::alexa::Region;
use domain::registration::{EndedBy, RegistrationStatus};
use domain::time::{DAY, HOUR, MINUTE};
use sandbox::alexa::Faults;
use serde_json::{Value, json};
use testkit::{by, by_maker};

use super::home::{ADA, Home};

async fn ended(home: &Home, by: EndedBy) {
    assert!(!home.is_linked().await);
    let standing = home.standing("B9A").await;
    assert_eq!(standing, (RegistrationStatus::Deregistered, Some(by)));
    let machine = home.queries().device("B9A").await.unwrap();
    let pods = machine.supplies.iter().find(|it| it.name == "Coffee pods");
    assert!(pods.unwrap().at_home().is_some(), "levels stay");
    let before = home.taken("ChangeReport");
    home.live(2 * DAY).await;
    assert_eq!(
        home.taken("ChangeReport"),
        before,
        "nothing is told any more"
    );
}

async fn links_again(home: &Home) {
    home.link().await;
    home.live(MINUTE).await;
    assert_eq!(home.standing("B9A").await.0, RegistrationStatus::Registered);
    assert_eq!(home.pods(), Some(93.0));
}

#[tokio::test]
async fn unlinked_here_the_machines_are_taken_from_alexa() {
    let home = Home::linked().await;
    home.use_pods("1", 7).await;
    let unlinked = home.alexa().unlink(by(home.account), home.account);
    unlinked.await.unwrap();
    home.settle().await;
    assert!(home.known(ADA, home.device).is_none());
    ended(&home, EndedBy::Customer).await;
    let again = home.alexa().unlink(by(home.account), home.account);
    again.await.unwrap();
    links_again(&home).await;
}

#[tokio::test]
async fn a_goodbye_waits_for_amazon_and_not_past_a_new_link() {
    let home = Home::linked().await;
    home.use_pods("1", 7).await;
    let away = json!({ "statuses": [{ "path": "/alexa/", "status": 503, "times": 1_000 }] });
    let faults = |value: Value| serde_json::from_value(value).unwrap();
    home.amazon.set_faults(faults(away));
    let unlinked = home.alexa().unlink(by(home.account), home.account);
    unlinked.await.unwrap();
    home.live(HOUR).await;
    assert!(home.known(ADA, home.device).is_some());
    home.amazon.set_faults(faults(json!({})));
    links_again(&home).await;
    home.live(DAY).await;
    assert_eq!(home.pods(), Some(93.0));
}

#[tokio::test]
async fn a_goodbye_goes_on_with_the_refresh_token_that_took_the_place_of_the_spent_one() {
    let home = Home::linked().await;
    home.amazon.alexa().set_faults(Faults {
        rotation: true,
        ..Faults::default()
    });
    // Twice: the token is over, and after its refresh the gateway is away.
    let over = json!({ "path": "/alexa/", "status": 401 });
    let away = json!({ "path": "/alexa/", "status": 503 });
    let faults = json!({ "statuses": [over, away, over, away] });
    home.amazon
        .set_faults(serde_json::from_value(faults).unwrap());
    let unlinked = home.alexa().unlink(by(home.account), home.account);
    unlinked.await.unwrap();
    home.live(HOUR).await;
    assert!(home.known(ADA, home.device).is_none());
}

#[tokio::test]
async fn a_goodbye_that_is_refused_is_said_again() {
    let home = Home::linked().await;
    let refused = json!({ "statuses": [{ "path": "/alexa/", "status": 400, "times": 3 }] });
    home.amazon
        .set_faults(serde_json::from_value(refused).unwrap());
    let off = home.devices().disconnect(by(home.account), home.device);
    off.await.unwrap();
    home.settle().await;
    assert!(home.known(ADA, home.device).is_some());
    home.live(DAY).await;
    assert!(home.known(ADA, home.device).is_none() && home.is_linked().await);
}

#[tokio::test]
async fn the_customer_disables_the_skill() {
    let home = Home::linked().await;
    home.amazon.alexa().disable(ADA).unwrap();
    home.use_pods("1", 7).await;
    home.live(MINUTE).await;
    ended(&home, EndedBy::Amazon).await;
    links_again(&home).await;
}

#[tokio::test]
async fn the_tokens_are_refused() {
    let home = Home::linked().await;
    home.amazon.alexa().forget(ADA).unwrap();
    home.use_pods("1", 7).await;
    home.live(MINUTE).await;
    ended(&home, EndedBy::TokenRefused).await;
    links_again(&home).await;
}

#[tokio::test]
async fn the_account_or_the_skill_is_not_known() {
    for code in ["ACCOUNT_NOT_FOUND_EXCEPTION", "SKILL_NOT_FOUND_EXCEPTION"] {
        let home = Home::linked().await;
        let body = json!({ "payload": { "code": code } });
        let gone = json!({ "statuses": [{ "path": "/alexa/", "status": 404, "body": body }] });
        home.amazon
            .set_faults(serde_json::from_value(gone).unwrap());
        home.use_pods("1", 7).await;
        home.live(MINUTE).await;
        ended(&home, EndedBy::Amazon).await;
        links_again(&home).await;
    }
}

#[tokio::test]
async fn unlinked_without_a_use_it_is_heard_of_within_half_a_day() {
    let home = Home::linked().await;
    home.amazon.alexa().forget(ADA).unwrap();
    home.live(DAY / 2).await;
    assert!(!home.is_linked().await);
}

#[tokio::test]
async fn without_a_machine_it_is_heard_of_within_a_day() {
    let home = Home::linked().await;
    let removed = home.devices().remove(by(home.account), home.device);
    removed.await.unwrap();
    home.live(MINUTE).await;
    home.amazon.alexa().forget(ADA).unwrap();
    home.live(DAY).await;
    assert!(!home.is_linked().await);
}

#[tokio::test]
async fn a_machine_taken_off_stays_off_until_alexa_is_linked_again() {
    let home = Home::linked().await;
    home.use_pods("1", 7).await;
    let device = home.device;
    home.devices()
        .disconnect(by(home.account), device)
        .await
        .unwrap();
    home.live(2 * DAY).await;
    assert!(home.known(ADA, device).is_none() && home.is_linked().await);
    let alexa = home.alexa();
    assert_eq!(alexa.endpoints(home.account).await.unwrap(), []);
    let state = alexa.state(home.account, &device.to_string()).await;
    assert!(matches!(state, Err(replenish::Error::NotFound)));
    home.live(MINUTE).await;
    links_again(&home).await;
}

#[tokio::test]
async fn a_machine_that_the_maker_takes_off_stays_off_until_alexa_is_linked_again() {
    let home = Home::linked().await;
    home.use_pods("1", 7).await;
    let disconnected = home.devices().disconnect_by_maker(by_maker(), "B9A");
    disconnected.await.unwrap();
    home.live(2 * DAY).await;
    assert!(home.known(ADA, home.device).is_none() && home.is_linked().await);
    assert_eq!(home.standing("B9A").await.1, Some(EndedBy::Maker));
    home.live(MINUTE).await;
    links_again(&home).await;
}

#[tokio::test]
async fn linked_anew_in_another_region_everything_is_told_there() {
    let home = Home::linked().await;
    home.live(MINUTE).await;
    home.link_as(home.account, ADA, Region::FarEast).await;
    home.settle().await;
    home.live(MINUTE).await;
    assert_eq!(home.pods(), Some(100.0));
    assert_eq!(home.standing("B9A").await.0, RegistrationStatus::Registered);
}

#[tokio::test]
async fn with_an_account_its_grant_is_erased() {
    let home = Home::linked().await;
    let accounts = home.accounts();
    accounts.delete(by(home.account)).await.unwrap();
    home.settle().await;
    home.live(MINUTE).await;
    assert!(home.known(ADA, home.device).is_none());
    let mut tx = home.app.store().read().await.unwrap();
    assert!(tx.alexa_grant(home.account).await.unwrap().is_none());
    assert_eq!(tx.alexa_endpoints(home.account).await.unwrap(), []);
    assert!(!tx.job_exists("alexa_").await.unwrap());
}
