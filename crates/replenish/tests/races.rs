//! Two who do something at the same moment, on two servers over PostgreSQL, where both really do it: who
//! wins is open, what holds afterwards is not. `LARDER_RACES` says how many tries, which each test prints.

#![cfg(test)]

use std::collections::HashMap;
use std::sync::Arc;

use domain::{AccountId, HouseholdId, OperatorRole, Role, Time};
use replenish::clock::system_now;
use replenish::{Application, Caller, Clock, Error, Maker, Restock, RestockKind};
use serde_json::json;
use store::session::Sessions;
use store::{Account, Store};
use testkit::{BREWER, Database, Installation, MODEL, TestApp, by};
use time::OffsetDateTime;
use tokio::sync::Barrier;
use tower_sessions_core::SessionStore;
use tower_sessions_core::session::{Id, Record};
use uuid::Uuid;

/// Tries of a race where nothing else is said.
const TRIES: u128 = 50;

fn tries() -> u128 {
    let said = std::env::var("LARDER_RACES").ok();
    said.map_or(TRIES, |said| said.parse().unwrap())
}

/// Two servers on one database.
struct TwoServers {
    test: TestApp,
    servers: [Application; 2],
}

/// Both begin when both are there.
async fn at_once<A, B>(
    one: impl Future<Output = A> + Send + 'static,
    other: impl Future<Output = B> + Send + 'static,
) -> (A, B)
where
    A: Send + 'static,
    B: Send + 'static,
{
    let barrier = Arc::new(Barrier::new(2));
    let first = tokio::spawn({
        let barrier = barrier.clone();
        async move {
            barrier.wait().await;
            one.await
        }
    });
    let second = tokio::spawn(async move {
        barrier.wait().await;
        other.await
    });
    (first.await.unwrap(), second.await.unwrap())
}

impl TwoServers {
    async fn new() -> Self {
        let installation = Installation::new(Database::postgres(), Clock::system()).await;
        let test = TestApp::claimed_on(installation, BREWER).await;
        let servers = [test.app.clone(), test.server(2).await];
        Self { test, servers }
    }

    /// One server, for a task of its own.
    fn server(&self, n: usize) -> Application {
        self.servers[n].clone()
    }

    fn store(&self) -> &Store {
        self.servers[0].store()
    }

    /// The people of a new household, in the order in which they came.
    async fn household(&self, n: u128, roles: &[Role]) -> Vec<AccountId> {
        let mut tx = self.store().write().await.unwrap();
        let home = HouseholdId(Uuid::from_u128(n * 1_000));
        tx.household_insert(home, Time::from_millis(0))
            .await
            .unwrap();
        let mut ids = Vec::new();
        for (place, role) in (1..).zip(roles) {
            let id = Uuid::from_u128(n * 1_000 + place);
            let account = Account {
                id: AccountId(id),
                household_id: home,
                role: *role,
                issuer: domain::identity::AMAZON.to_owned(),
                subject: id.to_string(),
                created_at: Time::from_millis(i64::try_from(place).unwrap()),
            };
            tx.account_insert(&account).await.unwrap();
            ids.push(account.id);
        }
        tx.commit().await.unwrap();
        ids
    }

    /// A new machine: its serial and the code of its label.
    async fn machine(&self, n: u128) -> (domain::DeviceId, String) {
        let made = self.test.make(MODEL, &format!("R{n}")).await;
        (made.id, made.claim_code.unwrap())
    }

    /// Nobody is in a household without an owner.
    async fn all_have_an_owner(&self, accounts: &[AccountId]) {
        let mut tx = self.store().read().await.unwrap();
        for id in accounts {
            let Some(account) = tx.account(*id).await.unwrap() else {
                continue;
            };
            let home = tx.accounts_of_household(account.household_id).await;
            let home = home.unwrap();
            assert!(home.iter().any(|it| it.role == Role::Owner), "{home:?}");
        }
    }

    async fn home(&self, account: AccountId) -> Option<HouseholdId> {
        let mut tx = self.store().read().await.unwrap();
        let account = tx.account(account).await.unwrap();
        account.map(|account| account.household_id)
    }
}

fn held(tries: u128) {
    println!("{tries} tries, invariant held");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_owners_who_leave_at_once_leave_an_owner() {
    let world = TwoServers::new().await;
    for n in 1..=tries() {
        let people = world
            .household(n, &[Role::Owner, Role::Owner, Role::Viewer])
            .await;
        let leave = |server: Application, id| async move {
            server.household().leave(by(id), id).await.unwrap();
        };
        at_once(
            leave(world.server(0), people[0]),
            leave(world.server(1), people[1]),
        )
        .await;
        world.all_have_an_owner(&people).await;
    }
    held(tries());
}

#[tokio::test(flavor = "multi_thread")]
async fn two_owners_who_demote_each_other_at_once_leave_an_owner() {
    let world = TwoServers::new().await;
    for n in 1..=tries() {
        let people = world.household(n, &[Role::Owner, Role::Owner]).await;
        let demote = |server: Application, owner, other| async move {
            let household = server.household();
            household.set_role(by(owner), other, Role::Viewer).await
        };
        let (first, second) = at_once(
            demote(world.server(0), people[0], people[1]),
            demote(world.server(1), people[1], people[0]),
        )
        .await;
        assert!(first.is_ok() != second.is_ok(), "{first:?} {second:?}");
        world.all_have_an_owner(&people).await;
    }
    held(tries());
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_joins_as_the_last_owner_goes_is_in_a_household_with_an_owner() {
    let world = TwoServers::new().await;
    for n in 1..=tries() {
        let hosts = world.household(2 * n, &[Role::Owner]).await;
        let guests = world.household(2 * n + 1, &[Role::Owner]).await;
        let (host, guest) = (hosts[0], guests[0]);
        let household = world.servers[0].household();
        let code = household.invite(by(host), Role::Viewer).await;
        let (code, joining, leaving) = (code.unwrap(), world.server(0), world.server(1));
        let (joined, deleted) = at_once(
            async move { joining.household().join(by(guest), &code).await },
            async move { leaving.accounts().delete(by(host)).await },
        )
        .await;
        deleted.unwrap();
        assert!(
            matches!(joined, Ok(()) | Err(Error::Invalid(_))),
            "{joined:?}"
        );
        world.all_have_an_owner(&[guest]).await;
    }
    held(tries());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_that_is_saved_as_it_ends_has_ended() {
    let world = TwoServers::new().await;
    let sessions = world
        .servers
        .each_ref()
        .map(|server| Sessions::new(server.store().clone(), system_now));
    let end = OffsetDateTime::from_unix_timestamp(system_now().millis() / 1_000 + 3_600).unwrap();
    for n in 1..=tries() {
        let mut record = Record {
            id: Id(i128::try_from(n).unwrap()),
            data: HashMap::from([("seen".to_owned(), json!(1))]),
            expiry_date: end,
        };
        sessions[0].create(&mut record).await.unwrap();
        let mut loaded = sessions[1].load(&record.id).await.unwrap().unwrap();
        loaded.data.insert("seen".to_owned(), json!(2));
        let (ending, saving, id) = (sessions[0].clone(), sessions[1].clone(), record.id);
        let (ended, saved) = at_once(async move { ending.delete(&id).await }, async move {
            saving.save(&loaded).await
        })
        .await;
        ended.unwrap();
        saved.unwrap();
        assert_eq!(sessions[0].load(&id).await.unwrap(), None);
    }
    held(tries());
}

/// What was typed is shown again after a sign-in, in two windows perhaps: sent from both it counts once.
#[tokio::test(flavor = "multi_thread")]
async fn a_draft_that_is_sent_twice_at_once_counts_once() {
    let world = TwoServers::new().await;
    let owner = world.household(1, &[Role::Owner]).await[0];
    let (device, code) = world.machine(1).await;
    let server = &world.servers[0];
    let claimed = server.devices().claim(by(owner), &code);
    claimed.await.unwrap();
    let machine = server.queries().machine(owner, device).await.unwrap();
    let slot = machine.supplies[0].id;
    for n in 1..=tries() {
        let send = |server: Application| async move {
            let restock = Restock {
                key: format!("draft-{n}"),
                kind: RestockKind::Add,
                amount: "1".to_owned(),
                unit: None,
                of_order: None,
            };
            let restocked = server.inventory().restock(by(owner), slot, restock);
            restocked.await.unwrap()
        };
        let (first, second) = at_once(send(world.server(0)), send(world.server(1))).await;
        assert_eq!(first.0, second.0);
        assert_ne!(first.1, second.1, "one of them is new");
    }
    let mut tx = world.store().read().await.unwrap();
    let entries = tx.entries(slot).await.unwrap().len();
    assert_eq!(u128::try_from(entries).unwrap(), tries());
    held(tries());
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_who_spend_one_link_at_once_one_comes_in() {
    let world = TwoServers::new().await;
    for n in 1..=tries() {
        let operators = world.servers[0].operators();
        let maker = Caller::Maker(Maker::Operator, "test".to_owned());
        let name = format!("Ada {n}");
        let link = operators.invite(maker, &name, OperatorRole::Viewer).await;
        let code = link.unwrap().split_once("code=").unwrap().1.to_owned();
        let join = |server: Application| {
            let code = code.clone();
            async move { server.operators().join("test".to_owned(), &code).await }
        };
        let (one, other) = at_once(join(world.server(0)), join(world.server(1))).await;
        assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
        let refused = one.err().or(other.err());
        assert!(matches!(refused, Some(Error::Invalid(_))), "{refused:?}");
    }
    held(tries());
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_who_claim_one_machine_at_once_one_has_it() {
    let world = TwoServers::new().await;
    let first = world.household(1, &[Role::Owner]).await[0];
    let second = world.household(2, &[Role::Owner]).await[0];
    for n in 1..=tries() {
        let (device, label) = world.machine(n).await;
        let devices = world.servers[0].devices();
        let screen = devices.screen_code(Caller::Device(device));
        let screen = screen.await.unwrap().0;
        // By its label, which works while it is nobody's, or by its screen, whose code works once.
        let code = if n % 2 == 0 { label } else { screen };
        let claim = |server: Application, who| {
            let code = code.clone();
            async move { server.devices().claim(by(who), &code).await }
        };
        let (one, other) = at_once(
            claim(world.server(0), first),
            claim(world.server(1), second),
        )
        .await;
        assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
        let has = if one.is_ok() { first } else { second };
        let mut tx = world.store().write().await.unwrap();
        let row = tx.device(device).await.unwrap().unwrap();
        assert_eq!(row.household_id, world.home(has).await);
        // Wrong codes have a limit.
        let later = system_now() + 1_000;
        tx.attempts_delete_before(later, 10).await.unwrap();
        tx.commit().await.unwrap();
    }
    held(tries());
}
