//! What is asked of a whole fleet finds its rows by an index, on both databases.

use domain::HouseholdId;
use domain::alert::AlertKind;
use domain::device::{Firmware, SerialPart};
use sqlx::{AssertSqlSafe, Connection as _, PgConnection, SqlitePool};

use super::explained;
use crate::device::TOKENS_TAKEN;
use crate::made::REMADE;
use crate::tx::PLANNING;
use crate::{DeviceFilter, Store};

/// One of each thing that a page of the fleet is asked for by.
fn filters() -> Vec<DeviceFilter> {
    let any = DeviceFilter::default;
    vec![
        any(),
        DeviceFilter {
            part: SerialPart::parse("042"),
            ..any()
        },
        DeviceFilter {
            model: Some(String::new()),
            ..any()
        },
        DeviceFilter {
            firmware: Some(Firmware::Named(String::new())),
            ..any()
        },
        DeviceFilter {
            alert: Some(AlertKind::Low),
            ..any()
        },
        DeviceFilter {
            household: Some(HouseholdId(uuid::Uuid::nil())),
            ..any()
        },
    ]
}

#[tokio::test]
async fn the_fleet_is_read_by_its_indexes_on_sqlite() {
    let directory = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}/larder.db", directory.path().display());
    let store = Store::open(&url).await.unwrap();
    let pool = SqlitePool::connect(&url).await.unwrap();
    for sql in [TOKENS_TAKEN[0], REMADE[0]] {
        let plan = explained(&pool, sql).await;
        for step in &plan {
            let is_ours = step.contains("VIRTUAL TABLE");
            let is_whole = step.starts_with("SCAN") && !is_ours || step.contains("TEMP B-TREE");
            assert!(!is_whole, "{sql}: {plan:#?}");
        }
    }
    // What is looked at is bounded, and put in order; it is not found by a scan.
    for sql in filters().iter().flat_map(|it| it.sql().map(|sql| sql[0])) {
        let plan = explained(&pool, sql).await;
        for step in &plan {
            let tables = ["devices", "alerts", "device_serials", "d", "s", "a"];
            let whole = tables.map(|table| format!("SCAN {table}"));
            assert!(!whole.contains(step), "{sql}: {plan:#?}");
        }
    }
    store.close().await;
}

#[tokio::test]
async fn the_fleet_is_read_by_its_indexes_on_postgresql() {
    let url = cluster::Cluster::shared().unwrap().database().unwrap();
    let store = Store::open(&url).await.unwrap();
    let mut connection = PgConnection::connect(&url).await.unwrap();
    for (name, value) in PLANNING {
        let set = format!("SET {name} = {value}");
        sqlx::query(AssertSqlSafe(set))
            .execute(&mut connection)
            .await
            .unwrap();
    }
    let asked = "text, bigint, uuid, bigint, bigint, text, text, uuid, text, text";
    let with = format!(
        "NULL, NULL, '{}', 5, 5, 'M', 'low', NULL, '042', '1'",
        uuid::Uuid::nil()
    );
    let pages = filters()
        .into_iter()
        .flat_map(|it| it.sql().map(|sql| sql[1]));
    let pages = pages.map(|sql| (sql, asked, &*with));
    for (n, (sql, types, values)) in [
        (TOKENS_TAKEN[1], "bytea[]", "'{}'"),
        (REMADE[1], "uuid[], bytea[]", "'{}', '{}'"),
    ]
    .into_iter()
    .chain(pages)
    .enumerate()
    {
        let prepare = format!("PREPARE asked_{n} ({types}) AS {sql}");
        sqlx::raw_sql(AssertSqlSafe(prepare))
            .execute(&mut connection)
            .await
            .unwrap();
        let explain = format!("EXPLAIN EXECUTE asked_{n} ({values})");
        let plan: Vec<String> = sqlx::query_scalar(AssertSqlSafe(explain))
            .fetch_all(&mut connection)
            .await
            .unwrap();
        let plan = plan.join("\n");
        assert!(!plan.contains("Seq Scan"), "{sql}: {plan}");
    }
    store.close().await;
}
