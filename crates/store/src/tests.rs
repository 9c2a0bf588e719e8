//! What a decision costs after four years: its statements read one window of days, one checkpoint, the
//! entries of the day that is folded again and a slot's newest orders, on both databases.

mod fleet;
mod jobs;
mod usage;
mod worst;

use std::str::FromStr as _;

use domain::alert::{Alert, AlertKind};
use domain::day::SlotDay;
use domain::journal::{Actor, Entry, Input};
use domain::policy::Policy;
use domain::slot::ModelSlot;
use domain::time::HOUR;
use domain::{
    AlertId, Day, Device, DeviceId, EntryId, Order, OrderId, Parcel, ParcelId, Quantity, SlotId,
    SlotKey, Time, Unit,
};
use serde_json::{Value, json};
use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, Connection as _, PgConnection, Row, SqlitePool};
use uuid::Uuid;

use crate::alert::ALERTS_OPEN;
use crate::day::{DAY_BEFORE, DAYS_SINCE};
use crate::journal::CHANGES_TO_FOLD;
use crate::tx::PLANNING;
use crate::{Begins, MadeSlot, Model, Store, WriteSet};

const FIRST: i64 = 18_000;
/// Four years.
const DAYS: i64 = 4 * 365 + 1;
const TODAY: i64 = FIRST + DAYS - 1;
const WINDOW: i64 = 365;

fn id(n: i64) -> Uuid {
    Uuid::from_u128(u128::try_from(n).unwrap())
}

fn slot() -> SlotId {
    SlotId(id(1))
}

/// The one slot of a machine, which has the same number.
fn key(n: i64) -> SlotKey {
    SlotKey {
        device: DeviceId(id(n)),
        slot: SlotId(id(n)),
    }
}

/// Machines with an order and an alert every three weeks.
const MACHINES: i64 = 30;

/// A slot with four years of two reports a day and an order every three weeks, among thirty others.
async fn lived_in(store: &Store) {
    let mut tx = store.write().await.unwrap();
    let model = "M".to_owned();
    let (named, now) = (model.clone(), Time::from_millis(0));
    tx.model_put(
        &Model {
            model: named.clone(),
            name: named,
            replenisher: domain::Replenisher::Drs,
        },
        now,
    )
    .await
    .unwrap();
    let kind = ModelSlot {
        model: model.clone(),
        slot: "pods".to_owned(),
        position: 0,
        name: "Pods".to_owned(),
        unit: Unit::Count,
        capacity: Quantity(100_000),
        count_is: None,
        starts_full: true,
        typical_per_day: None,
        policy: Policy::default(),
        products: Vec::new(),
        most_per_day: None,
        step: None,
        shop: None,
        alexa: None,
    };
    tx.model_slot_put(&kind).await.unwrap();
    for n in 1..=MACHINES {
        let device = Device {
            id: DeviceId(id(n)),
            model: model.clone(),
            serial: format!("K{n}"),
            household_id: None,
            name: None,
            token_hash: None,
            next_token_hash: None,
            old_token_hash: None,
            renews: false,
            created_at: now,
            last_seen: None,
            claimed_at: None,
            left_at: None,
            ended_by: None,
            ended_at: None,
            deleting: false,
            clock: domain::clock::DeviceClock::default(),
            replenisher: domain::Replenisher::Drs,
            firmware: None,
        };
        tx.device_insert(&device).await.unwrap();
        let slot = MadeSlot {
            id: SlotId(id(n)),
            device_id: device.id,
            slot: kind.slot.clone(),
        };
        tx.slots_make(&[slot], Begins::New).await.unwrap();
    }
    for n in 0..DAYS {
        let day = Day(FIRST + n);
        let entries = [0, 1].map(|half| {
            let accepted = 2 * n + half + 1;
            Entry {
                id: EntryId(id(accepted)),
                slot_id: slot(),
                device_id: DeviceId(id(1)),
                accepted,
                at: day.start() + (8 + 8 * half) * HOUR,
                received_at: day.end(),
                kind: Input::Used(Quantity(1)).kind().to_owned(),
                amount: Quantity(1_000),
                actor: Actor::Device,
                key: None,
                content: None,
                undoes: None,
                effective: true,
                noop: false,
            }
        });
        let row = SlotDay {
            used: Quantity(2_000),
            machine: Some(Quantity(50_000)),
            ..SlotDay::empty(day)
        };
        let (orders, parcels, alerts) = of_three_weeks(n);
        let set = WriteSet {
            entries: entries.iter().collect(),
            days: (1..=MACHINES).map(|n| (key(n), row)).collect(),
            orders: orders.iter().collect(),
            parcels: parcels.iter().collect(),
            alerts_begun: alerts.iter().collect(),
            ..WriteSet::at(day.end())
        };
        assert!(tx.flush(&set).await.unwrap());
    }
    tx.commit().await.unwrap();
}

/// What the machines get on a day: every three weeks an order of two parcels and an alert that ends, but for the last.
fn of_three_weeks(n: i64) -> (Vec<Order>, Vec<Parcel>, Vec<Alert>) {
    let (mut orders, mut parcels, mut alerts) = (Vec::new(), Vec::new(), Vec::new());
    let (at, is_last) = (Day(FIRST + n).start(), n + 21 >= DAYS);
    let machines = if n % 21 == 0 { MACHINES } else { 0 };
    for machine in 1..=machines {
        let (slot, place) = (key(machine), machine * 10_000 + n);
        let mut order = Order::requested(OrderId(id(place)), slot, at);
        order.live = is_last;
        parcels.extend([0, 1].map(|half| Parcel {
            id: ParcelId(id(2 * place + half)),
            order_id: order.id,
            device_id: slot.device,
            slot_id: slot.slot,
            quantity: Quantity(1_000),
            estimate: at,
            counted: None,
        }));
        orders.push(order);
        alerts.push(Alert {
            id: AlertId(id(place)),
            device_id: slot.device,
            slot_id: Some(slot.slot),
            kind: AlertKind::Low,
            since: at,
            ended_at: (!is_last).then_some(at),
        });
    }
    (orders, parcels, alerts)
}

/// The place of a database's statement in a pair, and how it has values written.
#[derive(Clone, Copy)]
struct Written {
    place: usize,
    uuid: fn(Uuid) -> String,
    number: fn(i64) -> String,
    ids: fn(&[Uuid]) -> String,
    /// The one slot of each of these machines.
    slots: fn(&[Uuid]) -> Vec<String>,
    /// The same, each with a day.
    days: fn(&[(Uuid, i64)]) -> Vec<String>,
}

const POSTGRES: Written = Written {
    place: 1,
    uuid: |id| format!("'{id}'::UUID"),
    number: |number| format!("{number}::BIGINT"),
    ids: |ids| {
        let ids: Vec<_> = ids.iter().map(ToString::to_string).collect();
        format!("'{{{}}}'::UUID[]", ids.join(","))
    },
    slots: |machines| vec![(POSTGRES.ids)(machines); 2],
    days: |days| {
        let machines: Vec<_> = days.iter().map(|(machine, _)| *machine).collect();
        let days: Vec<_> = days.iter().map(|(_, day)| day.to_string()).collect();
        let days = format!("'{{{}}}'::BIGINT[]", days.join(","));
        [(POSTGRES.slots)(&machines), vec![days]].concat()
    },
};
const SQLITE: Written = Written {
    place: 0,
    uuid: |id| format!("X'{}'", id.simple()),
    number: |number| number.to_string(),
    ids: |ids| {
        let ids: Vec<_> = ids.iter().map(|id| id.simple().to_string()).collect();
        format!("'{}'", json!(ids))
    },
    slots: |machines| {
        let pairs = machines
            .iter()
            .map(|id| [id.simple().to_string(), id.simple().to_string()]);
        vec![format!("'{}'", json!(pairs.collect::<Vec<_>>()))]
    },
    days: |days| {
        let days = days.iter().map(|(machine, day)| {
            let id = machine.simple().to_string();
            (id.clone(), id, day)
        });
        vec![format!("'{}'", json!(days.collect::<Vec<_>>()))]
    },
};

/// The statements of a decision, their parameters, and the rows that each may read.
fn statements(written: Written) -> Vec<Bounded> {
    let number = written.number;
    let alerts = (written.ids)(&[slot().0]);
    let slot = (written.uuid)(slot().0);
    let first = TODAY - WINDOW + 1;
    let midnight = Day(TODAY).start().millis();
    let ever = Time::from_millis(i64::MAX).millis();
    vec![
        (
            DAY_BEFORE,
            vec![slot.clone(), slot.clone(), number(TODAY)],
            1,
        ),
        (
            CHANGES_TO_FOLD,
            vec![
                slot.clone(),
                number(midnight),
                number(0),
                number(ever),
                number(1_000),
            ],
            4,
        ),
        (
            DAYS_SINCE,
            vec![slot.clone(), slot, number(first)],
            WINDOW + 2,
        ),
        (ALERTS_OPEN[written.place], vec![alerts], 1),
    ]
}

/// Plans are right with the statistics of an empty database, and are made anew with the true ones.
const STATISTICS: [&str; 2] = ["SELECT 1", "ANALYZE"];

/// A statement, its parameters, and the rows that it may read.
type Bounded = (&'static str, Vec<String>, i64);

/// A connection of a server, with statements that were planned while there was nothing.
async fn planned(url: &str, statements: &[Bounded]) -> PgConnection {
    let options = PgConnectOptions::from_str(url).unwrap().options(PLANNING);
    let mut connection = PgConnection::connect_with(&options).await.unwrap();
    for (n, (sql, values, _)) in statements.iter().enumerate() {
        let kinds = values
            .iter()
            .map(|value| value.rsplit_once("::").unwrap().1);
        let kinds = kinds.collect::<Vec<_>>().join(", ");
        let prepare = format!("PREPARE asked_{n} ({kinds}) AS {sql}");
        let prepare = sqlx::raw_sql(AssertSqlSafe(prepare));
        prepare.execute(&mut connection).await.unwrap();
        let explain = format!("EXPLAIN EXECUTE asked_{n} ({})", values.join(", "));
        let explain = sqlx::raw_sql(AssertSqlSafe(explain));
        explain.execute(&mut connection).await.unwrap();
    }
    connection
}

/// The plan of a prepared statement, and what it read with these values; nothing is changed.
async fn plan(connection: &mut PgConnection, n: usize, values: &[String]) -> Value {
    let explain = "EXPLAIN (ANALYZE, FORMAT JSON) EXECUTE";
    let explain = format!("{explain} asked_{n} ({})", values.join(", "));
    let mut tx = connection.begin().await.unwrap();
    let plan: Value = sqlx::query_scalar(AssertSqlSafe(explain))
        .fetch_one(&mut *tx)
        .await
        .unwrap();
    tx.rollback().await.unwrap();
    plan[0]["Plan"].clone()
}

/// Each prepared statement keeps to its bound, with the statistics of before and with true ones.
async fn read_no_more(connection: &mut PgConnection, statements: &[Bounded]) {
    for statistics in STATISTICS {
        sqlx::query(statistics)
            .execute(&mut *connection)
            .await
            .unwrap();
        for (n, (sql, values, most)) in statements.iter().enumerate() {
            let plan = plan(connection, n, values).await;
            let read = cluster::rows_read(&plan);
            assert!(
                read <= *most as f64,
                "{statistics}: {read} rows, not {most}: {sql} {values:?} {plan:#}"
            );
        }
    }
}

/// A statement with its parameters written in, the last one first: `$1` is in `$10`.
fn with_values(sql: &str, values: &[String]) -> String {
    let numbered = values.iter().enumerate().rev();
    numbered.fold(sql.to_owned(), |sql, (n, value)| {
        sql.replace(&format!("${}", n + 1), value)
    })
}

/// The steps of a plan of SQLite's.
async fn explained(pool: &SqlitePool, sql: &str) -> Vec<String> {
    let explain = format!("EXPLAIN QUERY PLAN {sql}");
    let plan = sqlx::query(AssertSqlSafe(explain)).fetch_all(pool).await;
    let plan = plan.unwrap();
    plan.iter().map(|row| row.get("detail")).collect()
}

#[tokio::test]
async fn a_decision_reads_one_window_and_one_checkpoint_on_postgresql() {
    let url = cluster::Cluster::shared().unwrap().database().unwrap();
    let store = Store::open(&url).await.unwrap();
    let statements = statements(POSTGRES);
    let mut connection = planned(&url, &statements).await;
    lived_in(&store).await;
    read_no_more(&mut connection, &statements).await;
    store.close().await;
}

#[tokio::test]
async fn a_decision_reads_one_window_and_one_checkpoint_on_sqlite() {
    let directory = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}/larder.db", directory.path().display());
    let store = Store::open(&url).await.unwrap();
    lived_in(&store).await;
    let pool = SqlitePool::connect(&url).await.unwrap();
    for (sql, values, most) in statements(SQLITE) {
        let sql = with_values(sql, &values);
        let plan = explained(&pool, &sql).await;
        // An index finds the first row and gives the others in order: what is read is what is answered.
        for step in &plan {
            let ours = step.contains("VIRTUAL TABLE");
            let read = step.starts_with("SCAN") && !ours || step.contains("TEMP B-TREE");
            assert!(!read, "{plan:#?}");
        }
        let rows = sqlx::query(AssertSqlSafe(sql))
            .fetch_all(&pool)
            .await
            .unwrap();
        assert!(rows.len() <= usize::try_from(most).unwrap(), "{plan:#?}");
    }
    store.close().await;
}
