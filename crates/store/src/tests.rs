//! What a decision costs after four years: its statements read one window of days, one checkpoint, the
//! entries of the day that is folded again and a slot's newest orders, on both databases.

mod jobs;
mod usage;
mod worst;

use std::str::FromStr as _;

use domain::journal::{Actor, Input};
use domain::policy::Policy;
use domain::time::HOUR;
use domain::{Day, DeviceId, EntryId, OrderId, Quantity, SlotId, Time, Unit};
use serde_json::Value;
use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, Connection as _, PgConnection, Row, SqlitePool};
use uuid::Uuid;

use crate::alert::ALERTS_OPEN;
use crate::day::{DAY_BEFORE, DAYS_SINCE, DAYS_USED};
use crate::journal::CHANGES_TO_FOLD;
use crate::order::{ORDER_LIVE, ORDERS_OF_SLOT};
use crate::tx::PLANNING;
use crate::{Begins, DayRow, Device, EntryRow, MadeSlot, Model, ModelSlot, Order, Store};

const FIRST: i64 = 18_000;
/// Four years.
const DAYS: i64 = 4 * 365 + 1;
const TODAY: i64 = FIRST + DAYS - 1;
const WINDOW: i64 = 365;
const ORDERS: i64 = 24;
/// All orders of a slot in that time: sorting so few may be cheaper than reading them in order.
const ALL_ORDERS: i64 = 70;

fn id(n: i64) -> Uuid {
    Uuid::from_u128(u128::try_from(n).unwrap())
}

fn slot() -> SlotId {
    SlotId(id(1))
}

/// A slot with four years of two reports a day and an order every three weeks, among thirty others.
async fn lived_in(store: &Store) {
    let mut tx = store.write().await.unwrap();
    let model = "M".to_owned();
    let (named, now) = (model.clone(), Time::from_millis(0));
    tx.model_put(
        &Model {
            model: named.clone(),
            name: named,
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
    };
    tx.model_slot_put(&kind).await.unwrap();
    for n in 1..=30 {
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
        for half in 0..2 {
            let accepted = 2 * n + half + 1;
            let entry = EntryRow {
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
            };
            tx.entry_insert(&entry).await.unwrap();
        }
        for other in 1..=30 {
            let row = DayRow {
                day: day.0,
                used: Quantity(2_000),
                shortfall: Quantity::ZERO,
                fallen: Quantity::ZERO,
                risen: Quantity::ZERO,
                machine: Some(Quantity(50_000)),
                spares: Quantity::ZERO,
                total: None,
            };
            let slot = SlotId(id(other));
            tx.days_replace(slot, day, day, &[row]).await.unwrap();
        }
        if n % 21 == 0 {
            for other in 1..=30 {
                let order = OrderId(id(other * 10_000 + n));
                let mut order = Order::requested(order, SlotId(id(other)), day.start());
                order.live = n + 21 >= DAYS;
                tx.order_insert(&order).await.unwrap();
            }
        }
    }
    tx.commit().await.unwrap();
}

/// How a database has values written.
#[derive(Clone, Copy)]
struct Written {
    uuid: fn(Uuid) -> String,
    number: fn(i64) -> String,
}

const POSTGRES: Written = Written {
    uuid: |id| format!("'{id}'::UUID"),
    number: |number| format!("{number}::BIGINT"),
};
const SQLITE: Written = Written {
    uuid: |id| format!("X'{}'", id.simple()),
    number: |number| number.to_string(),
};

/// The statements of a decision, their parameters, and the rows that each may read.
fn statements(written: Written) -> Vec<Bounded> {
    let number = written.number;
    let slot = (written.uuid)(slot().0);
    let first = TODAY - WINDOW + 1;
    let midnight = Day(TODAY).start().millis();
    let ever = Time::from_millis(i64::MAX).millis();
    vec![
        (DAY_BEFORE, vec![slot.clone(), number(TODAY)], 1),
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
            DAYS_USED,
            vec![slot.clone(), number(TODAY - 19), number(TODAY)],
            20,
        ),
        (DAYS_SINCE, vec![slot.clone(), number(first)], WINDOW + 2),
        (
            ORDERS_OF_SLOT,
            vec![slot.clone(), number(ORDERS)],
            ALL_ORDERS,
        ),
        (ORDER_LIVE, vec![slot.clone()], 1),
        (ALERTS_OPEN, vec![slot], 1),
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
        let explain = format!("EXPLAIN QUERY PLAN {sql}");
        let plan = sqlx::query(AssertSqlSafe(explain))
            .fetch_all(&pool)
            .await
            .unwrap();
        let plan: Vec<String> = plan.iter().map(|row| row.get("detail")).collect();
        // An index finds the first row and gives the others in order: what is read is what is answered.
        for step in &plan {
            let read = step.starts_with("SCAN") || step.contains("TEMP B-TREE");
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
