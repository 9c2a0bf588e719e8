//! What a report costs after four years, whatever other machines have: statements of a batch read its
//! own devices, slots, days and report ids by their indexes, on both databases.

use serde_json::Value;
use sqlx::{AssertSqlSafe, PgPool, Row, SqlitePool};
use uuid::Uuid;

use super::{TODAY, id, lived_in, rows_read};
use crate::Store;
use crate::taken;
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
    let some = |value: &str, kind: &str| format!("'{{{value}}}'::{kind}[]");
    let numbers = |count| vec![some("1", "BIGINT"); count];
    let (text, today) = (some("x", "TEXT"), some(&TODAY.to_string(), "BIGINT"));
    let taken = [
        vec!["1".to_owned(), new, ids.clone(), ids.clone()],
        vec![
            some("999999", "BIGINT"),
            some("1", "BIGINT"),
            some("used", "TEXT"),
        ],
        numbers(1),
        vec![text.clone(), text.clone(), some("t", "BOOLEAN")],
        [vec![ids.clone(), today], numbers(7)].concat(),
        [vec![ids.clone()], numbers(8)].concat(),
        [vec![some("\"{}\"", "JSONB")], numbers(2)].concat(),
        vec![ids.clone(), ids.clone(), some("\"{}\"", "JSONB")],
        vec![ids.clone(), text.clone(), some("\"{}\"", "JSONB")],
        [numbers(1), vec![ids.clone()]].concat(),
        vec![some("0", "BIGINT"), "FALSE".to_owned()],
    ];
    let hash = some("\"\\\\x01\"", "BYTEA");
    let statements = [
        (sql::DEVICES[1], vec![hash.clone(), ids.clone()]),
        (sql::DEVICES[2], vec![hash, ids.clone()]),
        (sql::SLOTS[1], vec![ids.clone()]),
        (sql::KEYS[1], vec![ids.clone(), text]),
        (
            sql::WINDOWS[1],
            vec![
                TODAY.to_string(),
                ids.clone(),
                ids,
                some(&(TODAY - 9).to_string(), "BIGINT"),
            ],
        ),
        (taken::sql::POSTGRES, taken.concat()),
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
    let asked = [
        sql::DEVICES[0],
        sql::SLOTS[0],
        sql::KEYS[0],
        sql::WINDOWS[0],
    ];
    for sql in asked.into_iter().chain(taken::sql::SQLITE.split(';')) {
        let explain = written(&format!("EXPLAIN QUERY PLAN {sql}"), &vec![rows.clone(); 7]);
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
