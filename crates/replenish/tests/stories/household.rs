//! A household of two, of which one leaves, and what opens it.

use domain::AccountId;
use domain::Role;
use domain::registration::RegistrationStatus;
use domain::time::DAY;
use replenish::{Caller, Clock, Error};
use store::Account;
use testkit::{TestApp, by};
use uuid::Uuid;

#[tokio::test]
async fn who_leaves_a_household_takes_the_own_registrations_along_and_nothing_else() {
    let world = TestApp::connected().await;
    world.use_pods("1", 10).await;
    let mut tx = world.app.store().write().await.unwrap();
    let ada = tx.account(world.account).await.unwrap().unwrap();
    let member = Account {
        id: AccountId(Uuid::from_u128(9)),
        role: Role::Member,
        issuer: domain::identity::AMAZON.to_owned(),
        subject: "amzn1.account.member".to_owned(),
        ..ada
    };
    tx.account_insert(&member).await.unwrap();
    tx.commit().await.unwrap();

    world.accounts().delete(by(world.account)).await.unwrap();
    world.settle().await;
    assert!(
        world
            .believed()
            .registrations
            .iter()
            .all(|it| !it.registered)
    );
    let machine = world.queries().machine(member.id, world.device);
    let machine = machine.await.unwrap();
    assert_eq!(machine.registration, RegistrationStatus::Deregistered);
    assert_eq!(world.at_home().await, "90");
    let gone = world.queries().machine(world.account, world.device).await;
    assert!(matches!(gone, Err(Error::NotFound)));

    world.accounts().delete(by(member.id)).await.unwrap();
    world.settle().await;
    assert_eq!(
        world.machine().await.registration,
        RegistrationStatus::Unclaimed
    );
    assert_eq!(world.at_home().await, "unknown");
}

#[tokio::test]
async fn what_a_clock_years_ahead_has_opened_is_closed_when_it_is_right() {
    let world = TestApp::claimed().await;
    let wrong = Clock::manual(world.app.now() + 700 * DAY);
    let server = world.server_by(&wrong).await;
    let screen = server.devices().screen_code(Caller::Device(world.device));
    let screen = screen.await.unwrap().0;
    let invitation = server.household().invite(by(world.account), Role::Owner);
    let invitation = invitation.await;
    let invitation = invitation.unwrap();
    server.store().close().await;

    let thief = world.customer("Mallory").await;
    let taken = world.devices().claim(by(thief), &screen).await;
    assert!(matches!(taken, Err(Error::Invalid(_))), "{taken:?}");
    let joined = world.household().join(by(thief), &invitation).await;
    assert!(matches!(joined, Err(Error::Invalid(_))), "{joined:?}");
    let household = world.household();
    assert!(household.invitation_is_over(&invitation).await.unwrap());
    let household = world.household().view(world.account).await.unwrap();
    assert_eq!(household.invitations, []);
}
