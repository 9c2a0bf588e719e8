//! Authority ends with its reason, and is asked for again when what was begun takes effect.

use domain::alert::AlertKind;
use domain::time::{DAY, MINUTE};
use domain::{AccountId, Role, Slot};
use replenish::fleet::Issuer;
use replenish::personal_data::{List, Pages};
use replenish::{Clock, ConnectError, Customer, Error, Receipt, Restock, RestockKind};
use serde_json::json;
use store::Account;
use testkit::{SERIAL, SLOT, TestApp};

const SESSION: [u8; 32] = [7; 32];

/// What is kept of an account.
async fn account_of(world: &TestApp, id: AccountId) -> Account {
    let mut tx = world.app.store().read().await.unwrap();
    tx.account(id).await.unwrap().unwrap()
}

/// Somebody who joins the household as that.
async fn joins(world: &TestApp, name: &str, role: Role) -> AccountId {
    let guest = world.customer(name).await;
    let code = world.app.invite(world.account, role, "test").await.unwrap();
    world.app.join(guest, &code, "test").await.unwrap();
    guest
}

/// The customer, in a session.
async fn signs_in(world: &TestApp) -> Customer {
    let mut tx = world.app.store().write().await.unwrap();
    let end = replenish::clock::system_now() + domain::time::HOUR;
    let made = tx.session_insert(&SESSION, Some(world.account), b"", end);
    made.await.unwrap();
    tx.commit().await.unwrap();
    Customer::in_session(world.account, SESSION)
}

/// That session ends.
async fn signs_out(world: &TestApp) {
    let mut tx = world.app.store().write().await.unwrap();
    tx.session_delete(&SESSION).await.unwrap();
    tx.commit().await.unwrap();
}

/// Another customer takes the machine over by a code of its screen.
async fn moves_to(world: &TestApp, name: &str) -> AccountId {
    let other = world.customer(name).await;
    let screen = world.app.screen_claim_code(world.device).await.unwrap().0;
    world.app.claim(other, &screen, "test").await.unwrap();
    other
}

/// A post with a token; none where that is nobody's.
async fn post(world: &TestApp, token: &str, id: &str) -> Option<Receipt> {
    let report = json!({"id": id, "slot": SLOT, "used": "1"});
    world
        .app
        .ingest_with(token, testkit::reports([report]))
        .await
        .unwrap()
}

/// How far the household has come, and the machine's slots.
async fn kept(world: &TestApp) -> (i64, Vec<Slot>) {
    let revision = world.app.queries().revision(world.account).await.unwrap();
    let mut tx = world.app.store().read().await.unwrap();
    let slots = tx.slots_of_device(world.device).await.unwrap();
    (revision, slots)
}

/// Signals of the machine that hold.
async fn signals(world: &TestApp) -> Vec<AlertKind> {
    let (alerts, _) = world.app.queries().alerts(true, 100, None).await.unwrap();
    let own = alerts.iter().filter(|alert| alert.slot.is_none());
    own.map(|alert| alert.alert.kind).collect()
}

fn restock(key: &str) -> Restock {
    Restock {
        key: key.to_owned(),
        kind: RestockKind::Add,
        amount: "5".to_owned(),
        unit: None,
    }
}

#[tokio::test]
async fn nothing_takes_effect_by_a_session_that_has_ended() {
    let world = TestApp::connected().await;
    let customer = signs_in(&world).await;
    let slot = world.supply_id().await;
    let done = world.app.restock(customer, slot, restock("a"), "test");
    done.await.unwrap();
    let before = world.at_home().await;

    signs_out(&world).await;
    let app = &world.app;
    let device = world.device;
    let is_out = |done: Result<(), Error>| assert!(matches!(done, Err(Error::SignedOut)));
    is_out(
        app.restock(customer, slot, restock("b"), "test")
            .await
            .map(drop),
    );
    is_out(app.rename(customer, device, "Kitchen", "test").await);
    is_out(app.disconnect(customer, device, "test").await);
    is_out(app.remove(customer, device, "test").await);
    is_out(app.invite(customer, Role::Owner, "test").await.map(drop));
    is_out(app.uninvite(customer, "test").await);
    is_out(app.join(customer, "x", "test").await);
    is_out(app.claim(customer, "x", "test").await.map(drop));
    is_out(app.leave_household(customer, world.account, "test").await);
    is_out(app.delete_account(customer, "test").await);
    assert_eq!(world.at_home().await, before);
}

#[tokio::test]
async fn a_copy_and_the_way_to_amazons_settings_end_with_the_session() {
    let world = TestApp::connected().await;
    let customer = signs_in(&world).await;
    let (app, device, slot) = (&world.app, world.device, world.supply_id().await);
    let unit = app.supply_unit(world.account, slot).await.unwrap();
    let lists = [
        List::Actions,
        List::Decisions(device),
        List::Alerts(device),
        List::Days(slot, unit),
        List::Journal(slot, unit),
        List::Orders(slot, unit),
    ];
    for list in lists {
        let page = Pages::of(customer, list).next(app).await;
        assert!(page.is_ok(), "{list:?}: {page:?}");
    }
    assert!(app.amazon_settings(customer, device).await.is_ok());

    signs_out(&world).await;
    for list in lists {
        let page = Pages::of(customer, list).next(app).await;
        assert!(matches!(page, Err(Error::SignedOut)), "{list:?}: {page:?}");
    }
    let settings = app.amazon_settings(customer, device).await;
    assert!(matches!(settings, Err(Error::SignedOut)), "{settings:?}");
}

#[tokio::test]
async fn an_owner_demoted_on_the_way_to_amazon_replaces_nothing() {
    let world = TestApp::connected().await;
    let bea = joins(&world, "Bea", Role::Owner).await;
    let consent = world.consent(bea, "Bea").await;
    let demoted = world.app.set_role(world.account, bea, Role::Member, "test");
    demoted.await.unwrap();
    let finished = world.finish(bea, &consent).await;
    assert!(matches!(finished, Err(ConnectError::Own(Error::Forbidden))));
    let mut tx = world.app.store().read().await.unwrap();
    let kept = tx.registration(world.device).await.unwrap().unwrap();
    assert_eq!(kept.account_id, world.account);
}

#[tokio::test]
async fn an_invitation_ends_with_the_authority_of_whoever_made_it() {
    let world = TestApp::claimed().await;
    let bea = joins(&world, "Bea", Role::Owner).await;
    let guest = world.customer("Carl").await;
    let code = world.app.invite(bea, Role::Owner, "test").await.unwrap();
    let own = world.app.invite(world.account, Role::Viewer, "test");
    let own = own.await.unwrap();
    let demoted = world.app.set_role(world.account, bea, Role::Viewer, "test");
    demoted.await.unwrap();
    // Also not when she is an owner again.
    let promoted = world.app.set_role(world.account, bea, Role::Owner, "test");
    promoted.await.unwrap();
    let joined = world.app.join(guest, &code, "test").await;
    assert!(matches!(joined, Err(Error::Invalid(_))), "{joined:?}");

    let code = world.app.invite(bea, Role::Owner, "test").await.unwrap();
    let left = world.app.leave_household(bea, bea, "test");
    left.await.unwrap();
    let joined = world.app.join(guest, &code, "test").await;
    assert!(matches!(joined, Err(Error::Invalid(_))), "{joined:?}");
    world.app.join(guest, &own, "test").await.unwrap();
    assert_eq!(account_of(&world, guest).await.role, Role::Viewer);
}

#[tokio::test]
async fn what_a_clock_two_years_ahead_gave_out_opens_nothing_by_the_right_one() {
    let world = TestApp::claimed().await;
    let guest = world.customer("Bea").await;
    let ahead = Clock::manual(world.app.now() + 730 * DAY);
    let server = world.server_by(&ahead).await;
    let screen = server.screen_claim_code(world.device).await.unwrap().0;
    let invite = server.invite(world.account, Role::Owner, "test");
    let invite = invite.await.unwrap();
    server.store().close().await;

    let household = world.app.household(world.account).await.unwrap();
    assert_eq!(household.invitations, []);
    assert!(world.app.invitation_is_over(&invite).await.unwrap());
    let joined = world.app.join(guest, &invite, "test").await;
    assert!(matches!(joined, Err(Error::Invalid(_))), "{joined:?}");
    let claimed = world.app.claim(guest, &screen, "test").await;
    assert!(matches!(claimed, Err(Error::Invalid(_))), "{claimed:?}");
}

#[tokio::test]
async fn amazons_settings_are_for_whoever_connected_the_machine() {
    let world = TestApp::connected().await;
    let bea = joins(&world, "Bea", Role::Owner).await;
    let own = world.app.amazon_settings(world.account, world.device);
    assert!(own.await.is_ok());
    let theirs = world.app.amazon_settings(bea, world.device).await;
    assert!(matches!(theirs, Err(Error::Reserved(_))), "{theirs:?}");
    for (account, is) in [(world.account, true), (bea, false)] {
        let connector = world.app.is_connector(account, world.device).await;
        assert_eq!(connector.unwrap(), is);
    }
}

#[tokio::test]
async fn a_token_is_renewed_with_the_owner_and_the_old_one_is_alarmed() {
    let world = TestApp::claimed().await;
    let issued = world.app.new_token(SERIAL, true, Issuer::Operator, "test");
    let old = issued.await.unwrap();
    assert!(!post(&world, &old, "1").await.unwrap().renews);
    assert_eq!(world.app.renew_token(&old).await.unwrap(), None);

    moves_to(&world, "Grace").await;
    assert!(post(&world, &old, "2").await.unwrap().renews);
    // The first answer is lost.
    let lost = world.app.renew_token(&old).await.unwrap().unwrap();
    let new = world.app.renew_token(&old).await.unwrap().unwrap();
    assert_ne!(lost, new);
    assert_eq!(post(&world, &lost, "3").await, None);
    assert!(post(&world, &old, "3").await.unwrap().renews);
    assert_eq!(signals(&world).await, []);

    // Another device for another owner.
    let device = world.machine().await.id;
    let seen_by_a_stranger = world.app.screen_claim_code(device).await.unwrap().0;
    assert!(!post(&world, &new, "4").await.unwrap().renews);
    assert_eq!(world.app.renew_token(&new).await.unwrap(), None);
    for _ in 0..2 {
        assert_eq!(post(&world, &old, "5").await, None);
        assert_eq!(world.app.device_by_token(&old).await.unwrap(), None);
        assert_eq!(signals(&world).await, [AlertKind::OldTokenUsed]);
    }
    // What the old one had the screen show is over.
    let thief = world.customer("Mallory").await;
    let taken = world.app.claim(thief, &seen_by_a_stranger, "test").await;
    assert!(matches!(taken, Err(Error::Invalid(_))), "{taken:?}");

    // The daily look ends it.
    world.live(2 * DAY - MINUTE).await;
    assert_eq!(signals(&world).await, []);
    assert_eq!(post(&world, &old, "5").await, None);
    assert_eq!(signals(&world).await, [AlertKind::OldTokenUsed]);
}

#[tokio::test]
async fn whoever_uses_an_old_token_changes_nothing_of_the_machine() {
    let world = TestApp::claimed().await;
    let first = world.app.new_token(SERIAL, true, Issuer::Operator, "test");
    let old = first.await.unwrap();
    post(&world, &old, "1").await.unwrap();
    let second = world.app.new_token(SERIAL, false, Issuer::Operator, "test");
    let new = second.await.unwrap();
    for id in ["2", "3"] {
        post(&world, &new, id).await.unwrap();
    }
    let before = kept(&world).await;
    assert!(before.1.iter().all(|slot| slot.headroom_until.is_some()));
    for _ in 0..2 {
        assert_eq!(post(&world, &old, "4").await, None);
        assert_eq!(world.app.device_by_token(&old).await.unwrap(), None);
        assert_eq!(kept(&world).await, before);
        assert_eq!(signals(&world).await, [AlertKind::OldTokenUsed]);
    }
    // What is told of already waits for nobody who writes.
    let _writing = world.app.store().write().await.unwrap();
    assert_eq!(world.app.device_by_token(&old).await.unwrap(), None);
}

#[tokio::test]
async fn a_machine_that_moves_by_its_screen_is_told_of_to_whom_it_was_of() {
    let world = TestApp::connected().await;
    let screen = world.app.screen_claim_code(world.device).await.unwrap().0;
    let grace = world.customer("Grace").await;
    world.app.claim(grace, &screen, "test").await.unwrap();
    let again = world.customer("Hedy").await;
    let again = world.app.claim(again, &screen, "test").await;
    assert!(
        matches!(again, Err(Error::Invalid(_))),
        "the code works once"
    );
    world.settle().await;

    let told = world.app.queries().departures(world.account).await.unwrap();
    let names: Vec<_> = told.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["Brew 2"]);
    assert_eq!(told[0].at, world.app.now());
    assert_eq!(world.app.queries().departures(grace).await.unwrap(), []);
    let copy = world.app.account_copy(world.account).await.unwrap();
    assert_eq!(copy["moved"][0]["machine"], "Brew 2");
    assert!(!copy.to_string().contains(&grace.to_string()));
    // Whoever gives a machine up knows that.
    let device = world.machine().await.id;
    world.app.remove(grace, device, "test").await.unwrap();
    assert_eq!(world.app.queries().departures(grace).await.unwrap(), []);

    world.app.start().await.unwrap();
    world.live(31 * DAY).await;
    assert_eq!(world.app.queries().departures(world.account).await.unwrap(), []);
    let mut tx = world.app.store().read().await.unwrap();
    let home = tx
        .account(world.account)
        .await
        .unwrap()
        .unwrap()
        .household_id;
    let kept = tx.departures(home, domain::Time::from_millis(0), 9).await;
    assert_eq!(kept.unwrap(), []);
}

#[tokio::test]
async fn what_a_household_was_told_goes_with_it() {
    let world = TestApp::claimed().await;
    moves_to(&world, "Grace").await;
    assert_eq!(world.app.queries().departures(world.account).await.unwrap().len(), 1);
    let deleted = world.app.delete_account(world.account, "test");
    deleted.await.unwrap();
    world.settle().await;
}

#[tokio::test]
async fn the_factorys_word_ends_when_a_machine_is_heard_or_owned() {
    let world = TestApp::claimed().await;
    let refused = |done: Result<String, Error>| {
        let Err(Error::Reserved(why)) = done else {
            panic!("{done:?}");
        };
        assert_eq!(why.code.name(), "not_the_factorys");
    };
    let factory = |serial: &'static str| {
        let app = world.app.clone();
        async move {
            let token = app.new_token(serial, false, Issuer::Factory, "test").await;
            let code = app.new_claim_code(serial, Issuer::Factory, "test").await;
            [token, code]
        }
    };
    factory(SERIAL).await.into_iter().for_each(refused);
    world
        .app
        .remove(world.account, world.device, "test")
        .await
        .unwrap();
    factory(SERIAL).await.into_iter().for_each(refused);

    let new = replenish::fleet::NewDevice {
        model: testkit::MODEL.to_owned(),
        serial: "K2".to_owned(),
        token_sha256: None,
    };
    let made = world.app.create_devices(vec![new.clone()], "test").await;
    let token = made.unwrap().remove(0).token.unwrap();
    let [renewed, code] = factory("K2").await;
    assert!(renewed.is_ok() && code.is_ok());
    // Any call with its token is the machine.
    assert!(world.app.device_by_token(&token).await.unwrap().is_some());
    factory("K2").await.into_iter().for_each(refused);
    let issued = world.app.new_token("K2", false, Issuer::Operator, "test");
    assert!(issued.await.is_ok());
    let again = world.app.create_devices(vec![new], "test").await.unwrap();
    assert_eq!((&again[0].token, &again[0].claim_code), (&None, &None));
}
