//! Authority ends with its reason, and is asked for again when what was begun takes effect.

use domain::alert::AlertKind;
use domain::time::{DAY, MINUTE};
use domain::{AccountId, Role, Slot};
use replenish::personal_data::{List, Pages};
use replenish::{
    Caller, Clock, ConnectError, Customer, Error, Maker, Receipt, Restock, RestockKind,
};
use serde_json::json;
use store::Account;
use testkit::{SERIAL, SLOT, TestApp, by, by_maker};

const SESSION: [u8; 32] = [7; 32];

/// What is kept of an account.
async fn account_of(world: &TestApp, id: AccountId) -> Account {
    let mut tx = world.app.store().read().await.unwrap();
    tx.account(id).await.unwrap().unwrap()
}

/// Somebody who joins the household as that.
async fn joins(world: &TestApp, name: &str, role: Role) -> AccountId {
    let guest = world.customer(name).await;
    let code = world.household().invite(by(world.account), role);
    let code = code.await.unwrap();
    world.household().join(by(guest), &code).await.unwrap();
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
    let screen = world.devices().screen_code(Caller::Device(world.device));
    let screen = screen.await.unwrap().0;
    world.devices().claim(by(other), &screen).await.unwrap();
    other
}

/// A post with a token; none where that is nobody's.
async fn post(world: &TestApp, token: &str, id: &str) -> Option<Receipt> {
    let report = json!({"id": id, "slot": SLOT, "used": "1"});
    let reports = testkit::reports([report]);
    let posted = world.usage().report(Caller::token(token), reports);
    match posted.await {
        Err(Error::NotFound) => None,
        posted => Some(posted.unwrap()),
    }
}

/// How far the household has come, and the machine's slots.
async fn kept(world: &TestApp) -> (i64, Vec<Slot>) {
    let revision = world.queries().revision(world.account).await.unwrap();
    let mut tx = world.app.store().read().await.unwrap();
    let slots = tx.slots_of_device(world.device).await.unwrap();
    (revision, slots)
}

/// Signals of the machine that hold.
async fn signals(world: &TestApp) -> Vec<AlertKind> {
    let (alerts, _) = world.queries().alerts(true, 100, None).await.unwrap();
    let own = alerts.iter().filter(|alert| alert.slot.is_none());
    own.map(|alert| alert.alert.kind).collect()
}

fn restock(key: &str) -> Restock {
    Restock {
        key: key.to_owned(),
        kind: RestockKind::Add,
        amount: "5".to_owned(),
        unit: None,
        of_order: None,
    }
}

#[tokio::test]
async fn nothing_takes_effect_by_a_session_that_has_ended() {
    let world = TestApp::connected().await;
    let customer = signs_in(&world).await;
    let slot = world.supply_id().await;
    let done = world.inventory().restock(by(customer), slot, restock("a"));
    done.await.unwrap();
    let before = world.at_home().await;

    signs_out(&world).await;
    let app = &world.app;
    let device = world.device;
    let is_out = |done: Result<(), Error>| assert!(matches!(done, Err(Error::SignedOut)));
    is_out(
        app.inventory()
            .restock(by(customer), slot, restock("b"))
            .await
            .map(drop),
    );
    is_out(app.devices().rename(by(customer), device, "Kitchen").await);
    is_out(app.devices().disconnect(by(customer), device).await);
    is_out(app.devices().remove(by(customer), device).await);
    is_out(
        app.household()
            .invite(by(customer), Role::Owner)
            .await
            .map(drop),
    );
    is_out(app.household().uninvite(by(customer)).await);
    is_out(app.household().join(by(customer), "x").await);
    is_out(app.devices().claim(by(customer), "x").await.map(drop));
    is_out(app.household().leave(by(customer), world.account).await);
    is_out(app.accounts().delete(by(customer)).await);
    assert_eq!(world.at_home().await, before);
}

#[tokio::test]
async fn a_copy_and_the_way_to_amazons_settings_end_with_the_session() {
    let world = TestApp::connected().await;
    let customer = signs_in(&world).await;
    let (app, device, slot) = (&world.app, world.device, world.supply_id().await);
    let accounts = app.accounts();
    let unit = accounts.supply_unit(world.account, slot).await.unwrap();
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
    assert!(
        app.devices()
            .amazon_settings(customer, device)
            .await
            .is_ok()
    );

    signs_out(&world).await;
    for list in lists {
        let page = Pages::of(customer, list).next(app).await;
        assert!(matches!(page, Err(Error::SignedOut)), "{list:?}: {page:?}");
    }
    let settings = app.devices().amazon_settings(customer, device).await;
    assert!(matches!(settings, Err(Error::SignedOut)), "{settings:?}");
}

#[tokio::test]
async fn an_owner_demoted_on_the_way_to_amazon_replaces_nothing() {
    let world = TestApp::connected().await;
    let bea = joins(&world, "Bea", Role::Owner).await;
    let consent = world.consent(bea, "Bea").await;
    let household = world.household();
    let demoted = household.set_role(by(world.account), bea, Role::Member);
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
    let code = world.household().invite(by(bea), Role::Owner);
    let code = code.await.unwrap();
    let own = world.household().invite(by(world.account), Role::Viewer);
    let own = own.await.unwrap();
    let household = world.household();
    let demoted = household.set_role(by(world.account), bea, Role::Viewer);
    demoted.await.unwrap();
    // Also not when she is an owner again.
    let household = world.household();
    let promoted = household.set_role(by(world.account), bea, Role::Owner);
    promoted.await.unwrap();
    let joined = world.household().join(by(guest), &code).await;
    assert!(matches!(joined, Err(Error::Invalid(_))), "{joined:?}");

    let code = world.household().invite(by(bea), Role::Owner);
    let code = code.await.unwrap();
    let left = world.household().leave(by(bea), bea);
    left.await.unwrap();
    let joined = world.household().join(by(guest), &code).await;
    assert!(matches!(joined, Err(Error::Invalid(_))), "{joined:?}");
    world.household().join(by(guest), &own).await.unwrap();
    assert_eq!(account_of(&world, guest).await.role, Role::Viewer);
}

#[tokio::test]
async fn what_a_clock_two_years_ahead_gave_out_opens_nothing_by_the_right_one() {
    let world = TestApp::claimed().await;
    let guest = world.customer("Bea").await;
    let ahead = Clock::manual(world.app.now() + 730 * DAY);
    let server = world.server_by(&ahead).await;
    let screen = server.devices().screen_code(Caller::Device(world.device));
    let screen = screen.await.unwrap().0;
    let invite = server.household().invite(by(world.account), Role::Owner);
    let invite = invite.await.unwrap();
    server.store().close().await;

    let household = world.household().view(world.account).await.unwrap();
    assert_eq!(household.invitations, []);
    assert!(world.household().invitation_is_over(&invite).await.unwrap());
    let joined = world.household().join(by(guest), &invite).await;
    assert!(matches!(joined, Err(Error::Invalid(_))), "{joined:?}");
    let claimed = world.devices().claim(by(guest), &screen).await;
    assert!(matches!(claimed, Err(Error::Invalid(_))), "{claimed:?}");
}

#[tokio::test]
async fn amazons_settings_are_for_whoever_connected_the_machine() {
    let world = TestApp::connected().await;
    let bea = joins(&world, "Bea", Role::Owner).await;
    let own = world.devices().amazon_settings(world.account, world.device);
    assert!(own.await.is_ok());
    let theirs = world.devices().amazon_settings(bea, world.device).await;
    assert!(matches!(theirs, Err(Error::Reserved(_))), "{theirs:?}");
    for (account, is) in [(world.account, true), (bea, false)] {
        let connector = world.devices().is_connector(account, world.device).await;
        assert_eq!(connector.unwrap(), is);
    }
}

#[tokio::test]
async fn a_token_is_renewed_with_the_owner_and_the_old_one_is_alarmed() {
    let world = TestApp::claimed().await;
    let issued = world.devices().new_token(by_maker(), SERIAL, true);
    let old = issued.await.unwrap();
    assert!(!post(&world, &old, "1").await.unwrap().renews);
    let renewed = world.devices().renew_token(Caller::token(&old));
    assert_eq!(renewed.await.unwrap(), None);

    moves_to(&world, "Grace").await;
    assert!(post(&world, &old, "2").await.unwrap().renews);
    // The first answer is lost.
    let lost = world.devices().renew_token(Caller::token(&old));
    let lost = lost.await.unwrap().unwrap();
    let new = world.devices().renew_token(Caller::token(&old));
    let new = new.await.unwrap().unwrap();
    assert_ne!(lost, new);
    assert_eq!(post(&world, &lost, "3").await, None);
    assert!(post(&world, &old, "3").await.unwrap().renews);
    assert_eq!(signals(&world).await, []);

    // Another device for another owner.
    let device = world.machine().await.id;
    let seen_by_a_stranger = world.devices().screen_code(Caller::Device(device));
    let seen_by_a_stranger = seen_by_a_stranger.await.unwrap().0;
    assert!(!post(&world, &new, "4").await.unwrap().renews);
    let renewed = world.devices().renew_token(Caller::token(&new));
    assert_eq!(renewed.await.unwrap(), None);
    for _ in 0..2 {
        assert_eq!(post(&world, &old, "5").await, None);
        let heard = world.devices().hear(Caller::token(&old));
        assert_eq!(heard.await.unwrap(), None);
        assert_eq!(signals(&world).await, [AlertKind::OldTokenUsed]);
    }
    // What the old one had the screen show is over.
    let thief = world.customer("Mallory").await;
    let taken = world.devices().claim(by(thief), &seen_by_a_stranger).await;
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
    let first = world.devices().new_token(by_maker(), SERIAL, true);
    let old = first.await.unwrap();
    post(&world, &old, "1").await.unwrap();
    let second = world.devices().new_token(by_maker(), SERIAL, false);
    let new = second.await.unwrap();
    for id in ["2", "3"] {
        post(&world, &new, id).await.unwrap();
    }
    let before = kept(&world).await;
    assert!(before.1.iter().all(|slot| slot.headroom_until.is_some()));
    for _ in 0..2 {
        assert_eq!(post(&world, &old, "4").await, None);
        let heard = world.devices().hear(Caller::token(&old));
        assert_eq!(heard.await.unwrap(), None);
        assert_eq!(kept(&world).await, before);
        assert_eq!(signals(&world).await, [AlertKind::OldTokenUsed]);
    }
    // What is told of already waits for nobody who writes.
    let _writing = world.app.store().write().await.unwrap();
    let heard = world.devices().hear(Caller::token(&old));
    assert_eq!(heard.await.unwrap(), None);
}

#[tokio::test]
async fn a_machine_that_moves_by_its_screen_is_told_of_to_whom_it_was_of() {
    let world = TestApp::connected().await;
    let screen = world.devices().screen_code(Caller::Device(world.device));
    let screen = screen.await.unwrap().0;
    let grace = world.customer("Grace").await;
    world.devices().claim(by(grace), &screen).await.unwrap();
    let again = world.customer("Hedy").await;
    let again = world.devices().claim(by(again), &screen).await;
    assert!(
        matches!(again, Err(Error::Invalid(_))),
        "the code works once"
    );
    world.settle().await;

    let told = world.queries().departures(world.account).await.unwrap();
    let names: Vec<_> = told.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["Brew 2"]);
    assert_eq!(told[0].at, world.app.now());
    assert_eq!(world.queries().departures(grace).await.unwrap(), []);
    let copy = world.accounts().copy(world.account).await.unwrap();
    assert_eq!(copy["moved"][0]["machine"], "Brew 2");
    assert!(!copy.to_string().contains(&grace.to_string()));
    // Whoever gives a machine up knows that.
    let device = world.machine().await.id;
    world.devices().remove(by(grace), device).await.unwrap();
    assert_eq!(world.queries().departures(grace).await.unwrap(), []);

    world.app.start().await.unwrap();
    world.live(31 * DAY).await;
    assert_eq!(world.queries().departures(world.account).await.unwrap(), []);
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
    let left = world.queries().departures(world.account).await;
    assert_eq!(left.unwrap().len(), 1);
    let deleted = world.accounts().delete(by(world.account));
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
            let (devices, factory) = (
                app.devices(),
                Caller::Maker(Maker::Factory, "test".to_owned()),
            );
            let token = devices.new_token(factory.clone(), serial, false).await;
            [token, devices.new_claim_code(factory, serial).await]
        }
    };
    factory(SERIAL).await.into_iter().for_each(refused);
    let done = world.devices().remove(by(world.account), world.device);
    done.await.unwrap();
    factory(SERIAL).await.into_iter().for_each(refused);

    let new = replenish::fleet::NewDevice {
        model: testkit::MODEL.to_owned(),
        serial: "K2".to_owned(),
        token_sha256: None,
    };
    let made = world.devices().create(by_maker(), vec![new.clone()]).await;
    let token = made.unwrap().remove(0).token.unwrap();
    let [renewed, code] = factory("K2").await;
    assert!(renewed.is_ok() && code.is_ok());
    // Any call with its token is the machine.
    let devices = world.devices();
    assert!(devices.hear(Caller::token(&token)).await.unwrap().is_some());
    factory("K2").await.into_iter().for_each(refused);
    let issued = world.devices().new_token(by_maker(), "K2", false);
    assert!(issued.await.is_ok());
    let again = world.devices().create(by_maker(), vec![new]).await.unwrap();
    assert_eq!((&again[0].token, &again[0].claim_code), (&None, &None));
}
