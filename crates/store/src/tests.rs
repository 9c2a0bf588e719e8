//! What a decision costs after four years: its statements read one window of days, one checkpoint, the
//! entries of the day that is folded again and a slot's newest orders, on both databases.

mod usage;

use domain::journal::{Actor, Input};
use domain::policy::Policy;
use domain::time::HOUR;
use domain::{Day, DeviceId, EntryId, OrderId, Quantity, SlotId, Time, Unit};
use serde_json::Value;
use sqlx::{AssertSqlSafe, PgPool, Row, SqlitePool};
use uuid::Uuid;

use crate::alert::ALERTS_OPEN;
use crate::day::{DAY_BEFORE, DAYS_SINCE, DAYS_USED};
use crate::journal::ENTRIES_TO_FOLD;
use crate::order::{ORDER_LIVE, ORDERS_OF_SLOT};
use crate::{DayRow, Device, EntryRow, Model, ModelSlot, Order, Store};

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
            created_at: now,
            last_seen: None,
            claimed_at: None,
            left_at: None,
            ended_by: None,
            ended_at: None,
            deleting: false,
        };
        tx.device_insert(&device).await.unwrap();
        tx.slot_insert(SlotId(id(n)), device.id, &kind)
            .await
            .unwrap();
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
            tx.day_insert(SlotId(id(other)), &row).await.unwrap();
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

/// The statements of a decision with their parameters written in, and the rows that each may read.
fn statements(quote: fn(Uuid) -> String) -> Vec<(String, i64)> {
    let day = |day: i64| day.to_string();
    let slot = quote(slot().0);
    let first = TODAY - WINDOW + 1;
    let midnight = Day(TODAY).start().millis();
    let ever = Time::from_millis(i64::MAX).millis();
    let of = |sql: &str, parameters: &[String]| {
        let written =
            |sql: String, (n, value): (usize, &String)| sql.replace(&format!("${}", n + 1), value);
        parameters.iter().enumerate().fold(sql.to_owned(), written)
    };
    vec![
        (of(DAY_BEFORE, &[slot.clone(), day(TODAY)]), 1),
        (
            of(ENTRIES_TO_FOLD, &[slot.clone(), day(midnight), day(ever)]),
            4,
        ),
        (
            of(DAYS_USED, &[slot.clone(), day(TODAY - 19), day(TODAY)]),
            20,
        ),
        (of(DAYS_SINCE, &[slot.clone(), day(first)]), WINDOW + 2),
        (of(ORDERS_OF_SLOT, &[slot.clone(), day(ORDERS)]), ALL_ORDERS),
        (of(ORDER_LIVE, std::slice::from_ref(&slot)), 1),
        (of(ALERTS_OPEN, &[slot]), 1),
    ]
}

/// Rows that the scans of a plan read, those included that a filter then dropped.
fn rows_read(plan: &Value) -> f64 {
    let number = |name: &str| plan[name].as_f64().unwrap_or(0.0);
    let children = plan["Plans"].as_array().into_iter().flatten();
    let below: f64 = children.map(rows_read).sum();
    if !plan["Relation Name"].is_string() {
        return below;
    }
    let read = number("Actual Rows")
        + number("Rows Removed by Filter")
        + number("Rows Removed by Index Recheck");
    below + read * number("Actual Loops")
}

#[tokio::test]
async fn a_decision_reads_one_window_and_one_checkpoint_on_postgresql() {
    let url = cluster::Cluster::shared().unwrap().database().unwrap();
    let store = Store::open(&url).await.unwrap();
    lived_in(&store).await;
    let pool = PgPool::connect(&url).await.unwrap();
    sqlx::query("ANALYZE").execute(&pool).await.unwrap();
    for (sql, most) in statements(|id| format!("'{id}'")) {
        let explain = format!("EXPLAIN (ANALYZE, FORMAT JSON) {sql}");
        let plan: Value = sqlx::query_scalar(AssertSqlSafe(explain))
            .fetch_one(&pool)
            .await
            .unwrap();
        let read = rows_read(&plan[0]["Plan"]);
        assert!(read <= most as f64, "{read} rows, not {most}: {plan:#}");
    }
    store.close().await;
}

#[tokio::test]
async fn a_decision_reads_one_window_and_one_checkpoint_on_sqlite() {
    let directory = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}/larder.db", directory.path().display());
    let store = Store::open(&url).await.unwrap();
    lived_in(&store).await;
    let pool = SqlitePool::connect(&url).await.unwrap();
    for (sql, most) in statements(|id| format!("X'{}'", id.simple())) {
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
