use domain::alexa::Region;
use domain::{Device, Replenisher};
use store::{AlexaEndpoint, AlexaGrant, Error, SealedTokens, Store, Tx};

use crate::sample::{account, account_in, at, device, household, machine_of};

/// A grant with nothing that may be absent.
fn grant(n: u128) -> AlexaGrant {
    AlexaGrant {
        account_id: account(n).id,
        region: Region::Europe,
        tokens: SealedTokens {
            access_token: vec![0, 159, 146, 150],
            refresh_token: vec![255, 0, 1],
            access_expires_at: at(60),
            refresh_lease: None,
        },
        linked_at: at(0),
        announced_at: None,
    }
}

/// Two accounts, each with a machine of Alexa's.
async fn homes(tx: &mut Tx) {
    for n in [1, 2] {
        account_in(tx, n).await;
        let device = Device {
            household_id: Some(household(n)),
            replenisher: Replenisher::Alexa,
            ..device(n)
        };
        machine_of(tx, n, &device).await;
    }
}

pub(crate) async fn grants_read_back_and_take_the_place_of_the_one_before(store: Store) {
    let mut tx = store.write().await.unwrap();
    homes(&mut tx).await;
    let id = account(1).id;
    assert!(tx.alexa_grant(id).await.unwrap().is_none());
    assert!(tx.alexa_grant_lock(id).await.unwrap().is_none());
    let full = AlexaGrant {
        region: Region::FarEast,
        tokens: SealedTokens {
            access_token: vec![1],
            refresh_lease: Some(at(3)),
            ..grant(1).tokens
        },
        linked_at: at(2),
        announced_at: Some(at(4)),
        ..grant(1)
    };
    for row in [grant(1), full, grant(1)] {
        tx.alexa_grant_put(&row).await.unwrap();
        assert!(tx.alexa_grant(id).await.unwrap() == Some(row.clone()));
        assert!(tx.alexa_grants(9).await.unwrap() == [row.clone()]);
        assert!(tx.alexa_grants(0).await.unwrap().is_empty());
        assert!(tx.alexa_grant_lock(id).await.unwrap() == Some(row));
    }
    tx.alexa_grant_announced(id, at(9)).await.unwrap();
    let announced = tx.alexa_grant(id).await.unwrap().unwrap().announced_at;
    assert_eq!(announced, Some(at(9)));
    tx.alexa_grant_put(&grant(2)).await.unwrap();
    tx.alexa_grant_delete(id).await.unwrap();
    assert!(tx.alexa_grant(id).await.unwrap().is_none());
    assert!(tx.alexa_grant(account(2).id).await.unwrap().is_some());
    let empty = AlexaGrant {
        tokens: SealedTokens {
            refresh_token: vec![],
            ..grant(1).tokens
        },
        ..grant(1)
    };
    let stored = tx.alexa_grant_put(&empty).await;
    assert!(matches!(stored, Err(Error::NoToken)));
}

pub(crate) async fn one_at_a_time_refreshes_a_grant(store: Store) {
    let mut tx = store.write().await.unwrap();
    homes(&mut tx).await;
    tx.alexa_grant_put(&grant(1)).await.unwrap();
    let id = account(1).id;
    for (now, until, mine) in [
        (0, 5, true),
        (1, 6, false),
        (4, 9, false),
        (5, 10, true),
        // One that ends much later is of a wrong clock.
        (-90, -85, true),
    ] {
        let lease = tx.alexa_grant_lease(id, at(now), at(until)).await;
        assert_eq!(lease.unwrap(), mine, "{now}");
    }
    assert!(
        !tx.alexa_grant_lease(account(2).id, at(0), at(5))
            .await
            .unwrap()
    );
}

pub(crate) async fn a_household_lists_its_grants_the_oldest_first(store: Store) {
    let mut tx = store.write().await.unwrap();
    homes(&mut tx).await;
    let mut other = account(2);
    other.household_id = household(1);
    tx.account_update(&other).await.unwrap();
    let of = |n| account(n).id;
    assert_eq!(
        tx.alexa_accounts_of_household(household(1)).await.unwrap(),
        []
    );
    let later = AlexaGrant {
        linked_at: at(1),
        ..grant(1)
    };
    for row in [later, grant(2)] {
        tx.alexa_grant_put(&row).await.unwrap();
    }
    let found = tx.alexa_accounts_of_household(household(1)).await.unwrap();
    assert_eq!(found, [of(2), of(1)]);
    assert_eq!(
        tx.alexa_accounts_of_household(household(2)).await.unwrap(),
        []
    );
}

pub(crate) async fn a_machine_is_the_endpoint_of_one_grant(store: Store) {
    let mut tx = store.write().await.unwrap();
    homes(&mut tx).await;
    for n in [1, 2] {
        tx.alexa_grant_put(&grant(n)).await.unwrap();
    }
    let (one, two) = (device(1).id, device(2).id);
    let (ada, bob) = (account(1).id, account(2).id);
    assert_eq!(tx.alexa_endpoint(one).await.unwrap(), None);
    tx.alexa_endpoint_insert(two, ada).await.unwrap();
    tx.alexa_endpoint_insert(one, ada).await.unwrap();
    let again = tx.alexa_endpoint_insert(one, bob).await;
    assert!(matches!(again, Err(Error::Conflict)));
    let bare = |device_id| AlexaEndpoint {
        device_id,
        account_id: ada,
        announced: None,
        told_at: None,
        reachable: None,
    };
    assert_eq!(tx.alexa_endpoint(one).await.unwrap(), Some(bare(one)));
    assert_eq!(
        tx.alexa_endpoints(ada).await.unwrap(),
        [bare(one), bare(two)]
    );
    assert_eq!(tx.alexa_endpoints(bob).await.unwrap(), []);
    let accounts = tx
        .alexa_accounts_of_devices(&[one, two, device(3).id])
        .await;
    assert_eq!(accounts.unwrap(), [ada]);
    // Of another's grant nothing is noted.
    tx.alexa_endpoint_announced(one, bob, b"x").await.unwrap();
    tx.alexa_endpoint_told(one, bob, at(1), true).await.unwrap();
    assert_eq!(tx.alexa_endpoint(one).await.unwrap(), Some(bare(one)));
    tx.alexa_endpoint_announced(one, ada, b"x").await.unwrap();
    tx.alexa_endpoint_told(one, ada, at(1), false)
        .await
        .unwrap();
    let told = AlexaEndpoint {
        announced: Some(b"x".to_vec()),
        told_at: Some(at(1)),
        reachable: Some(false),
        ..bare(one)
    };
    assert_eq!(tx.alexa_endpoint(one).await.unwrap(), Some(told));
    tx.alexa_endpoints_untold(bob).await.unwrap();
    assert!(tx.alexa_endpoint(one).await.unwrap() != Some(bare(one)));
    tx.alexa_endpoints_untold(ada).await.unwrap();
    assert_eq!(tx.alexa_endpoint(one).await.unwrap(), Some(bare(one)));
    tx.alexa_endpoint_delete(one).await.unwrap();
    assert_eq!(tx.alexa_endpoints(ada).await.unwrap(), [bare(two)]);
}

/// An endpoint is of a machine whose supplies Alexa brings, and of a grant; neither goes before it does.
pub(crate) async fn an_endpoint_holds_its_machine_to_alexa(store: Store) {
    let begin = async || {
        let mut tx = store.write().await.unwrap();
        homes(&mut tx).await;
        tx.alexa_grant_put(&grant(1)).await.unwrap();
        tx
    };
    let id = device(1).id;
    let mut tx = begin().await;
    let mut drs = tx.device(id).await.unwrap().unwrap();
    drs.replenisher = Replenisher::Drs;
    tx.device_update(&drs).await.unwrap();
    assert!(tx.alexa_endpoint_insert(id, account(1).id).await.is_err());
    drop(tx);
    let mut tx = begin().await;
    tx.alexa_endpoint_insert(id, account(1).id).await.unwrap();
    assert!(tx.device_update(&drs).await.is_err());
    drop(tx);
    let mut tx = begin().await;
    tx.alexa_endpoint_insert(id, account(1).id).await.unwrap();
    assert!(tx.alexa_grant_delete(account(1).id).await.is_err());
    drop(tx);
    let mut tx = begin().await;
    assert!(tx.alexa_endpoint_insert(id, account(2).id).await.is_err());
}

/// What is asked of a machine that is connected to Alexa says so.
pub(crate) async fn a_machine_of_alexas_is_connected(store: Store) {
    use domain::registration::RegistrationStatus;
    let mut tx = store.write().await.unwrap();
    homes(&mut tx).await;
    tx.alexa_grant_put(&grant(1)).await.unwrap();
    let ids = [device(1).id, device(2).id];
    tx.alexa_endpoint_insert(ids[0], account(1).id)
        .await
        .unwrap();
    let mut standings = tx.device_standings(&ids).await.unwrap();
    standings.sort_by_key(|it| it.id);
    let registered: Vec<_> = standings.iter().map(|it| it.registered).collect();
    assert_eq!(registered, [true, false]);
    let snapshots = tx.device_snapshots(&[], &ids).await.unwrap();
    let registered = snapshots.iter().map(|it| (it.device.id, it.registered));
    let mut registered: Vec<_> = registered.collect();
    registered.sort();
    assert_eq!(registered, [(ids[0], true), (ids[1], false)]);
    let filter = store::DeviceFilter {
        registration: Some(RegistrationStatus::Registered),
        ..Default::default()
    };
    let page = tx.devices(&filter, 9, 9).await.unwrap().devices;
    assert_eq!(page.iter().map(|it| it.id).collect::<Vec<_>>(), [ids[0]]);
}
