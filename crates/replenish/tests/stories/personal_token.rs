//! A token of a customer's own, from its making to every end it may have.

use domain::time::{DAY, HOUR};
use domain::{AccountId, Role};
use replenish::{Application, Caller, Clock, Code, Error, NewPersonalToken, Restock, RestockKind};
use testkit::{TestApp, by};

fn asked(scope: &str, days: &str) -> NewPersonalToken {
    NewPersonalToken {
        name: "Kitchen".to_owned(),
        scope: scope.to_owned(),
        days: days.to_owned(),
    }
}

async fn make(
    app: &Application,
    account: AccountId,
    new: NewPersonalToken,
) -> Result<String, Error> {
    let made = app.personal_tokens().make(by(account), &new).await;
    made.map(|(_, token)| token)
}

async fn token_of(world: &TestApp, account: AccountId) -> String {
    make(&world.app, account, asked("restock", ""))
        .await
        .unwrap()
}

async fn opens(world: &TestApp, token: &str) -> bool {
    let found = world.personal_tokens().find(token).await;
    found.unwrap().is_some()
}

/// Somebody who was invited and came.
async fn guest(world: &TestApp, name: &str) -> AccountId {
    let guest = world.customer(name).await;
    let household = world.household();
    let code = household.invite(by(world.account), Role::Member).await;
    household.join(by(guest), &code.unwrap()).await.unwrap();
    guest
}

#[tokio::test]
async fn a_token_ends_with_the_membership_in_which_it_was_made() {
    let world = TestApp::claimed().await;
    // Whoever joins leaves a household of their own behind, and what opened that.
    let ben = world.customer("Ben").await;
    let before = token_of(&world, ben).await;
    let code = world.household().invite(by(world.account), Role::Member);
    let code = code.await.unwrap();
    assert!(opens(&world, &before).await);
    world.household().join(by(ben), &code).await.unwrap();
    assert!(!opens(&world, &before).await, "joined");

    let cleo = guest(&world, "Cleo").await;
    let dora = guest(&world, "Dora").await;
    let adas = token_of(&world, world.account).await;
    let [bens, cleos, doras] = [
        token_of(&world, ben).await,
        token_of(&world, cleo).await,
        token_of(&world, dora).await,
    ];
    // Who is let go, who leaves, who is deleted.
    let household = world.household();
    household.leave(by(world.account), ben).await.unwrap();
    assert!(!opens(&world, &bens).await, "let go");
    household.leave(by(cleo), cleo).await.unwrap();
    assert!(!opens(&world, &cleos).await, "left");
    world.accounts().delete(by(dora)).await.unwrap();
    world.settle().await;
    assert!(!opens(&world, &doras).await, "deleted");
    assert!(opens(&world, &adas).await, "whoever stayed");
    assert_eq!(world.personal_tokens().list(ben).await.unwrap(), []);
}

#[tokio::test]
async fn what_is_under_way_by_a_token_ends_with_it() {
    let world = TestApp::claimed().await;
    let token = token_of(&world, world.account).await;
    let found = world.personal_tokens().find(&token).await.unwrap();
    let (customer, _) = found.unwrap();
    let slot = world.supply_id().await;
    let restock = |key: &str| {
        let caller = Caller::Customer(customer, "test".to_owned());
        let restock = Restock {
            key: key.to_owned(),
            kind: RestockKind::Add,
            amount: "1".to_owned(),
            unit: None,
            of_order: None,
        };
        world.inventory().restock(caller, slot, restock)
    };
    restock("1").await.unwrap();
    let mut following = world.queries().follow(customer).await.unwrap();
    let known = following.next(None).await;
    assert!(known.is_some());
    let id = world.personal_tokens().list(world.account).await.unwrap()[0].id;
    let revoked = world.personal_tokens().revoke(by(world.account), id);
    revoked.await.unwrap();
    let refused = restock("2").await;
    assert!(matches!(refused, Err(Error::SignedOut)), "{refused:?}");
    world.clock.advance_to(world.app.now() + 31_000);
    assert_eq!(following.next(known).await, None);
    assert_eq!(world.at_home().await, "101");
}

#[tokio::test]
async fn a_token_ends_by_its_date_and_is_forgotten() {
    let world = TestApp::claimed().await;
    world.app.start().await.unwrap();
    let tokens = || world.personal_tokens();
    let short = make(&world.app, world.account, asked("read", "1"))
        .await
        .unwrap();
    world.clock.advance_to(world.app.now() + 1);
    let long = token_of(&world, world.account).await;
    assert!(opens(&world, &short).await);
    let used = tokens().list(world.account).await.unwrap()[0].used_at;
    assert_eq!(used, Some(world.app.now()));
    world.clock.advance_to(world.app.now() + HOUR - 1);
    assert!(opens(&world, &short).await);
    let listed = tokens().list(world.account).await.unwrap();
    assert_eq!(listed[0].used_at, used, "to the hour");
    world.live(DAY).await;
    assert!(!opens(&world, &short).await && opens(&world, &long).await);
    assert_eq!(tokens().list(world.account).await.unwrap().len(), 1);
    world.live(DAY).await;
    let mut tx = world.app.store().read().await.unwrap();
    let kept = tx.personal_tokens_of(world.account).await.unwrap();
    assert_eq!(kept.len(), 1, "the other one is forgotten");
}

#[tokio::test]
async fn ten_tokens_are_enough_and_one_of_another_clock_is_none() {
    let world = TestApp::claimed().await;
    let ahead = Clock::manual(world.app.now() + 700 * DAY);
    let server = world.server_by(&ahead).await;
    let wrong = make(&server, world.account, asked("read", ""))
        .await
        .unwrap();
    server.store().close().await;
    assert!(!opens(&world, &wrong).await);
    for _ in 0..10 {
        token_of(&world, world.account).await;
    }
    match make(&world.app, world.account, asked("read", "")).await {
        Err(Error::Conflict(reason)) => assert_eq!(reason.code, Code::TokensFull),
        other => panic!("{other:?}"),
    }
    let first = world.personal_tokens().list(world.account).await.unwrap()[0].id;
    let ben = world.customer("Ben").await;
    let others = world.personal_tokens().revoke(by(ben), first).await;
    assert!(matches!(others, Err(Error::NotFound)), "{others:?}");
    let revoked = world.personal_tokens().revoke(by(world.account), first);
    revoked.await.unwrap();
    token_of(&world, world.account).await;
}

#[tokio::test]
async fn what_cannot_be_a_token_is_said_field_by_field() {
    let world = TestApp::claimed().await;
    let new = NewPersonalToken {
        name: "\u{7}".to_owned(),
        scope: "everything".to_owned(),
        days: "366".to_owned(),
    };
    let made = world.personal_tokens().make(by(world.account), &new).await;
    let Err(Error::Invalid(faults)) = made else {
        panic!("{made:?}");
    };
    let fields: Vec<_> = faults.iter().map(|fault| &*fault.field).collect();
    assert_eq!(fields, ["name", "scope", "days"]);
}
