//! A household of two, of which one leaves.

use domain::AccountId;
use domain::Role;
use domain::registration::Standing;
use store::Account;
use uuid::Uuid;

use crate::world::World;

#[tokio::test]
async fn who_leaves_a_household_takes_the_own_registrations_along_and_nothing_else() {
    let world = World::connected().await;
    world.use_pods("1", 10).await;
    let mut tx = world.app.store().write().await.unwrap();
    let ada = tx.account(world.account).await.unwrap().unwrap();
    let member = Account {
        id: AccountId(Uuid::from_u128(9)),
        role: Role::Member,
        amazon_user_id: "amzn1.account.member".to_owned(),
        ..ada
    };
    tx.account_insert(&member).await.unwrap();
    tx.commit().await.unwrap();

    world
        .app
        .delete_account(world.account, "test")
        .await
        .unwrap();
    world.settle().await;
    assert!(
        world
            .believed()
            .registrations
            .iter()
            .all(|it| !it.registered)
    );
    let machine = world.app.machine(member.id, world.device).await.unwrap();
    assert_eq!(machine.standing, Standing::Deregistered);
    assert_eq!(world.at_home().await, "90");
    let gone = world.app.machine(world.account, world.device).await;
    assert!(matches!(gone, Err(replenish::Error::NotFound)));

    world.app.delete_account(member.id, "test").await.unwrap();
    world.settle().await;
    assert_eq!(world.machine().await.standing, Standing::Unclaimed);
    assert_eq!(world.at_home().await, "unknown");
}
