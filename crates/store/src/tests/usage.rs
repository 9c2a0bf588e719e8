//! What a report costs after four years, whatever other machines have: statements of a batch read its
//! own devices, slots, days and report ids by their indexes, on both databases.

use serde_json::Value;
use sqlx::{AssertSqlSafe, PgPool, Row, SqlitePool};
use uuid::Uuid;

use super::{TODAY, id, lived_in, rows_read};
use crate::Store;
use crate::usage::sql;

/// Rows that a statement of one report may read: its device or slot with its model's, and the orders
/// that a use may confirm.
const FEW: f64 = 16.0;

/// So many other machines that going through all of them would show.
const NEIGHBOURS: [&str; 2] = [
    "INSERT INTO devices (id, model, serial, token_hash, created_at, deleting)
     SELECT gen_random_uuid(), 'M', 'N' || n, decode(md5(n::TEXT), 'hex'), 0, FALSE
     FROM generate_series(1, 5000) n",
    "INSERT INTO slots (id, device_id, model, slot, spares, accepted, products, hold)
     SELECT gen_random_uuid(), id, 'M', 'pods', 0, 0, '[]', '{}' FROM devices
     WHERE serial LIKE 'N%'",
];

/// Whose the report is: the first machine, with four years of journal.
fn machine() -> Uuid {
    id(1)
}

#[tokio::test]
async fn a_report_reads_its_own_rows_on_postgresql() {
    let url = cluster::Cluster::shared().unwrap().database().unwrap();
    let store = Store::open(&url).await.unwrap();
    lived_in(&store).await;
    let pool = PgPool::connect(&url).await.unwrap();
    for sql in NEIGHBOURS {
        sqlx::query(sql).execute(&pool).await.unwrap();
    }
    sqlx::query("ANALYZE").execute(&pool).await.unwrap();
    let ids = format!("'{{{}}}'::UUID[]", machine());
    let new = format!("'{{{}}}'::UUID[]", id(999_999));
    let list = |values: &[&str], of: &str| -> Vec<String> {
        let quoted = |value: &&str| format!("'{{{value}}}'::{of}[]");
        values.iter().map(quoted).collect()
    };
    let one = |kind: &str| list(&["1"], kind).remove(0);
    let (number, text) = (one("BIGINT"), one("TEXT"));
    let today = format!("'{{{TODAY}}}'::BIGINT[]");
    let used = "'{used}'::TEXT[]".to_owned();
    let accepted = "'{999999}'::BIGINT[]".to_owned();
    let yes = "'{t}'::BOOLEAN[]".to_owned();
    let hash = "'{\"\\\\x01\"}'::BYTEA[]".to_owned();
    let json = "'{\"{}\"}'::JSONB[]".to_owned();
    let repeat = |value: &String, times| vec![value.clone(); times];
    let with = |parts: Vec<Vec<String>>| parts.concat();
    let statements = [
        (sql::DEVICES[1], with(vec![vec![hash, ids.clone()]])),
        (sql::SLOTS[1], vec![ids.clone()]),
        (sql::KEYS[1], vec![ids.clone(), text.clone()]),
        (
            sql::ENTRIES[1],
            with(vec![
                vec![new, ids.clone(), ids.clone(), accepted],
                repeat(&number, 2),
                vec![
                    used,
                    number.clone(),
                    text.clone(),
                    text.clone(),
                    text.clone(),
                    yes,
                ],
            ]),
        ),
        (
            sql::DAYS[1],
            with(vec![vec![ids.clone(), today], repeat(&number, 7)]),
        ),
        (
            sql::STEPS[1],
            with(vec![vec![ids.clone()], repeat(&number, 8)]),
        ),
        (sql::HEARD[1], vec![ids.clone(), "1".to_owned()]),
        (sql::JOBS[1], vec![ids, text, json, number]),
    ];
    for (sql, parameters) in statements {
        let sql = written(sql, &parameters);
        let explain = format!("EXPLAIN (ANALYZE, FORMAT JSON) {sql}");
        let plan: Value = sqlx::query_scalar(AssertSqlSafe(explain))
            .fetch_one(&pool)
            .await
            .unwrap();
        let read = rows_read(&plan[0]["Plan"]);
        assert!(read <= FEW, "{read} rows: {sql} {plan:#}");
    }
    store.close().await;
}

#[tokio::test]
async fn a_report_reads_its_own_rows_on_sqlite() {
    let directory = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}/larder.db", directory.path().display());
    let store = Store::open(&url).await.unwrap();
    lived_in(&store).await;
    let pool = SqlitePool::connect(&url).await.unwrap();
    let rows = format!("'[\"{}\"]'", machine().simple());
    for sql in [
        sql::DEVICES[0],
        sql::SLOTS[0],
        sql::KEYS[0],
        sql::ENTRIES[0],
        sql::DAYS[0],
        sql::STEPS[0],
        sql::HEARD[0],
        sql::JOBS[0],
    ] {
        let explain = written(
            &format!("EXPLAIN QUERY PLAN {sql}"),
            &[rows.clone(), rows.clone()],
        );
        let plan = sqlx::query(AssertSqlSafe(explain))
            .fetch_all(&pool)
            .await
            .unwrap();
        let plan: Vec<String> = plan.iter().map(|row| row.get("detail")).collect();
        // Only the rows that were handed in, and what they select, are gone through.
        for step in &plan {
            let ours = step.contains("VIRTUAL TABLE") || step == "SCAN n";
            assert!(!step.starts_with("SCAN") || ours, "{sql} {plan:#?}");
        }
    }
    store.close().await;
}

/// The statement with its parameters written in, the last one first: `$1` is in `$10`.
fn written(sql: &str, parameters: &[String]) -> String {
    let numbered = parameters.iter().enumerate().rev();
    numbered.fold(sql.to_owned(), |sql, (n, value)| {
        sql.replace(&format!("${}", n + 1), value)
    })
}
