//! Alexa: linked, told of levels, left by every way, and put right whatever is lost.

mod histories;
mod home;
mod leaving;
mod outcomes;

use domain::alexa::Region;
use domain::order::OrderState;
use domain::registration::{EndedBy, RegistrationStatus};
use domain::time::{DAY, HOUR, MINUTE, SECOND};
use replenish::{Error, GrantError, Restock, RestockKind};
use sandbox::alexa::{Mode, OrderState as TheirOrder, Reorder};
use serde_json::json;
use testkit::by;

use home::{ADA, Home, model};

#[tokio::test]
async fn alexa_orders_what_is_low_three_times_and_larder_hears_of_nothing() {
    let home = Home::linked().await;
    assert_eq!(home.pods(), Some(100.0));
    assert_eq!(home.belief(home.device, "Milk").level, Some(2.0));
    let reorder = Reorder {
        mode: Mode::Auto,
        threshold: Some(20.0),
        pack: 100.0,
    };
    let alexa = home.amazon.alexa();
    let id = home.device.to_string();
    alexa.set_reorder(ADA, &id, "Pods", reorder).unwrap();
    for (n, pods) in [50, 31, 1, 1].into_iter().enumerate() {
        home.live(MINUTE).await;
        home.use_pods(&format!("u{n}"), pods).await;
    }
    assert_eq!(home.pods(), Some(17.0));
    assert!(home.belief(home.device, "Pods").low);
    home.live(7 * HOUR).await;
    let orders = home.belief(home.device, "Pods").orders;
    assert_eq!(orders[0].state, TheirOrder::Placed);
    home.live(DAY).await;
    assert_eq!(home.belief(home.device, "Pods").household, 100.0);
    let full = Restock {
        key: "k".to_owned(),
        kind: RestockKind::Replaced,
        amount: String::new(),
        unit: None,
        of_order: None,
    };
    let machine = home.queries().device("B9A").await.unwrap();
    let slot = machine.supplies.iter().find(|it| it.name == "Coffee pods");
    let inventory = home.inventory();
    let restocked = inventory.restock(by(home.account), slot.unwrap().id, full);
    restocked.await.unwrap();
    home.settle().await;
    assert_eq!(home.pods(), Some(100.0));
    assert_eq!(home.belief(home.device, "Pods").household, 17.0);
    assert_eq!(home.states().await, [] as [OrderState; 0]);
    assert_eq!(home.complaints(), [""; 0]);
}

#[tokio::test]
async fn levels_are_told_at_once_and_then_once_a_minute() {
    let home = Home::linked().await;
    home.live(MINUTE).await;
    let before = home.taken("ChangeReport");
    home.use_pods("1", 1).await;
    assert_eq!(
        (home.pods(), home.taken("ChangeReport")),
        (Some(99.0), before + 1)
    );
    home.live(10 * SECOND).await;
    for n in 2..7 {
        home.use_pods(&n.to_string(), 1).await;
    }
    assert_eq!(home.pods(), Some(99.0));
    home.live(50 * SECOND - 1).await;
    assert_eq!(home.pods(), Some(99.0));
    home.live(1).await;
    assert_eq!(
        (home.pods(), home.taken("ChangeReport")),
        (Some(94.0), before + 2)
    );
}

#[tokio::test]
async fn unchanged_levels_are_told_again_before_a_day_is_over() {
    let mut home = Home::linked().await;
    let begun = home.taken("ChangeReport");
    for _ in 0..4 {
        home.live(DAY).await;
        home.restart().await;
    }
    let belief = home.belief(home.device, "Milk");
    assert!(belief.longest_silence <= DAY && !belief.stale);
    let told = home.taken("ChangeReport") - begun;
    assert!((8..=20).contains(&told), "{told} in four days");
    let announced = home.taken("AddOrUpdateReport");
    assert!((4..=6).contains(&announced), "{announced} in four days");
}

#[tokio::test]
async fn each_region_is_told_at_its_gateway() {
    for region in Region::ALL {
        let home = Home::new().await;
        home.link_as(home.account, ADA, region).await;
        home.settle().await;
        home.use_pods("1", 5).await;
        home.live(MINUTE).await;
        assert_eq!(home.pods(), Some(95.0), "{region}");
        let linked = home.alexa().linked(home.account).await.unwrap();
        assert_eq!(linked.unwrap().region, region);
    }
}

#[tokio::test]
async fn discover_may_come_before_the_grant_or_not_at_all() {
    let home = Home::new().await;
    home.amazon.alexa().enable(ADA, sandbox::alexa::Region::EU);
    home.allow(home.account).await.unwrap();
    home.discover(home.account, ADA).await;
    assert_eq!(home.pods(), None);
    home.accept(home.account, ADA, Region::Europe)
        .await
        .unwrap();
    home.settle().await;
    assert_eq!(home.pods(), Some(100.0));
    let home = Home::new().await;
    home.accept(home.account, ADA, Region::Europe)
        .await
        .unwrap();
    home.settle().await;
    assert_eq!(home.pods(), Some(100.0), "announced by a report");
}

#[tokio::test]
async fn before_a_grant_one_of_a_household_is_told_of_its_machines() {
    let home = Home::new().await;
    let bob = home.customer("Bob").await;
    let household = home.household();
    let code = household.invite(by(home.account), domain::Role::Owner);
    let code = code.await.unwrap();
    household.join(by(bob), &code).await.unwrap();
    home.allow(home.account).await.unwrap();
    home.allow(bob).await.unwrap();
    let alexa = home.alexa();
    let id = home.device.to_string();
    assert_eq!(alexa.endpoints(home.account).await.unwrap().len(), 1);
    assert!(alexa.state(home.account, &id).await.is_ok());
    assert_eq!(alexa.endpoints(bob).await.unwrap(), []);
    let refused = alexa.state(bob, &id).await;
    assert!(matches!(refused, Err(Error::NotFound)));
    home.accept(bob, "Bob", Region::Europe).await.unwrap();
    assert_eq!(alexa.endpoints(home.account).await.unwrap(), []);
    assert_eq!(alexa.endpoints(bob).await.unwrap().len(), 1);
}

#[tokio::test]
async fn what_ends_while_a_code_is_exchanged_is_given_nothing() {
    let alexa_code = |home: &Home| {
        let there = sandbox::alexa::Region::EU;
        home.amazon.alexa().enable("Bob", there).into()
    };
    for end in ["unlinked", "made a viewer", "let go", "linked anew"] {
        let home = Home::new().await;
        let bob = home.customer("Bob").await;
        let household = home.household();
        let code = household.invite(by(home.account), domain::Role::Owner);
        let code = code.await.unwrap();
        household.join(by(bob), &code).await.unwrap();
        let token = home.allow(bob).await.unwrap();
        match end {
            "unlinked" => home.alexa().unlink(by(bob), bob).await.unwrap(),
            "made a viewer" => {
                let role = household.set_role(by(home.account), bob, domain::Role::Viewer);
                role.await.unwrap();
            }
            "let go" => household.leave(by(home.account), bob).await.unwrap(),
            _ => drop(home.allow(bob).await.unwrap()),
        }
        let alexa = home.alexa();
        let code = alexa_code(&home);
        let refused = alexa.accept_grant((bob, &token), Region::Europe, &code);
        let refused = refused.await;
        assert!(matches!(refused, Err(GrantError::Unlinked)), "{end}");
        assert_eq!(alexa.linked(bob).await.unwrap(), None, "{end}");
    }
}

#[tokio::test]
async fn a_code_that_is_refused_links_nothing() {
    let home = Home::new().await;
    let alexa = home.alexa();
    let code = "made-up".into();
    let token = home.allow(home.account).await.unwrap();
    let refused = alexa.accept_grant((home.account, &token), Region::Europe, &code);
    assert!(matches!(refused.await, Err(GrantError::CodeRefused)));
    assert!(!home.is_linked().await);
    let away = json!({ "statuses": [{ "path": "/auth/o2/token", "status": 503 }] });
    home.amazon
        .set_faults(serde_json::from_value(away).unwrap());
    let unavailable = home.accept(home.account, ADA, Region::Europe).await;
    assert!(matches!(unavailable, Err(GrantError::AmazonUnavailable)));
    assert_eq!(
        home.standing("B9A").await,
        (RegistrationStatus::Claimed, None)
    );
}

#[tokio::test]
async fn machines_that_come_later_change_or_go_are_announced() {
    let home = Home::linked().await;
    home.put_model(model("alexa", None)).await;
    assert!(
        !home
            .known(ADA, home.device)
            .unwrap()
            .sensors
            .contains_key("Milk")
    );
    let second = home.add(home.account, "B9B").await;
    assert_eq!(home.standing("B9B").await.0, RegistrationStatus::Registered);
    assert_eq!(home.belief(second, "Pods").level, Some(100.0));
    let renamed = home.devices().rename(by(home.account), second, "Office");
    renamed.await.unwrap();
    home.settle().await;
    assert_eq!(home.known(ADA, second).unwrap().name, "Office");
    // Amazon has given an id.
    home.put_model(model("alexa", Some("milk"))).await;
    home.live(2 * MINUTE).await;
    assert_eq!(home.belief(second, "Milk").level, Some(2.0));
    home.devices()
        .remove(by(home.account), second)
        .await
        .unwrap();
    home.settle().await;
    assert!(home.known(ADA, second).is_none());
    assert!(home.known(ADA, home.device).is_some() && home.is_linked().await);
}

#[tokio::test]
async fn a_state_is_told_to_whoever_it_is_of_alone() {
    let home = Home::linked().await;
    home.use_pods("1", 30).await;
    let id = home.device.to_string();
    let alexa = home.alexa();
    let state = alexa.state(home.account, &id).await.unwrap();
    assert_eq!(state.properties.len(), 3, "two levels, and connectivity");
    let bob = home.customer("Bob").await;
    for (account, endpoint) in [(bob, &*id), (home.account, "no such"), (home.account, "")] {
        let refused = alexa.state(account, endpoint).await;
        assert!(matches!(refused, Err(Error::NotFound)), "{endpoint}");
    }
    assert_eq!(alexa.endpoints(bob).await.unwrap(), []);
    let told = alexa.told(home.account, home.device).await.unwrap();
    assert!(told.is_some());
}

#[tokio::test]
async fn a_machine_is_of_one_grant_and_an_owner_may_move_it() {
    let home = Home::linked().await;
    let bob = home.customer("Bob").await;
    let household = home.household();
    let code = household
        .invite(by(home.account), domain::Role::Owner)
        .await
        .unwrap();
    household.join(by(bob), &code).await.unwrap();
    home.link_as(bob, "Bob", Region::Europe).await;
    home.settle().await;
    assert!(home.known("Bob", home.device).is_none());
    let alexa = home.alexa();
    alexa.move_here(by(bob), home.device).await.unwrap();
    home.settle().await;
    assert!(home.known(ADA, home.device).is_none());
    let theirs = home.known("Bob", home.device).unwrap();
    assert_eq!(theirs.sensors["Pods"].level, Some(100.0));
    let carl = home.customer("Carl").await;
    let refused = alexa.move_here(by(carl), home.device).await;
    assert!(matches!(refused, Err(Error::Conflict(_))), "not linked");
    // Whoever linked it leaves: nobody's endpoint, until somebody else takes it.
    household.leave(by(bob), bob).await.unwrap();
    home.settle().await;
    assert!(home.known("Bob", home.device).is_none());
    alexa
        .move_here(by(home.account), home.device)
        .await
        .unwrap();
    home.settle().await;
    assert_eq!(home.pods(), Some(100.0));
}

#[tokio::test]
async fn a_model_goes_over_to_amazon_and_comes_back() {
    let home = Home::linked().await;
    home.put_model(model("drs", None)).await;
    home.live(MINUTE).await;
    assert!(home.known(ADA, home.device).is_none());
    assert!(home.is_linked().await, "the grant is the customer's");
    let standing = home.standing("B9A").await;
    let ended = (RegistrationStatus::Deregistered, Some(EndedBy::Maker));
    assert_eq!(standing, ended);
    home.use_pods("1", 5).await;
    home.put_model(model("alexa", Some("milk"))).await;
    home.live(2 * MINUTE).await;
    assert_eq!(home.pods(), Some(95.0));
}
