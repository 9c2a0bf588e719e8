//! What a report costs after four years, whatever other machines have: statements of a batch read its
//! own devices, slots, days and report ids by their indexes, on both databases.

use sqlx::{AssertSqlSafe, Row, SqlitePool};
use uuid::Uuid;

use super::{TODAY, id, lived_in, planned, read_no_more, with_values};
use crate::Store;
use crate::trigger;
use crate::usage::sql;
use crate::write_set;

/// Rows that a statement of one report may read: its device or slot with its model's, and the orders
/// that a use may confirm.
const FEW: i64 = 16;

/// So many other machines that going through all of them would show.
const NEIGHBOURS: [&str; 2] = [
    "INSERT INTO devices (id, model, serial, token_hash, created_at, deleting)
     SELECT gen_random_uuid(), 'M', 'N' || n, decode(md5(n::TEXT), 'hex'), 0, FALSE
     FROM generate_series(1, 5000) n",
    "INSERT INTO slots (id, device_id, model, slot, spares, accepted, products, cooldown)
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
    let ids = format!("'{{{}}}'::UUID[]", machine());
    let new = format!("'{{{}}}'::UUID[]", id(999_999));
    let some = |value: &str, kind: &str| format!("'{{{value}}}'::{kind}[]");
    let numbers = |count| vec![some("1", "BIGINT"); count];
    let (text, today) = (some("x", "TEXT"), some(&TODAY.to_string(), "BIGINT"));
    let hash = some("\"\\\\x01\"", "BYTEA");
    let taken = [
        vec!["1::BIGINT".to_owned(), new, ids.clone(), ids.clone()],
        vec![
            some("999999", "BIGINT"),
            some("1", "BIGINT"),
            some("used", "TEXT"),
        ],
        numbers(1),
        vec![text.clone(), hash.clone(), some("t", "BOOLEAN")],
        [vec![ids.clone(), today], numbers(7)].concat(),
        [vec![ids.clone()], numbers(8)].concat(),
        [vec![some("\"{}\"", "JSONB")], numbers(2)].concat(),
        vec![ids.clone(), ids.clone(), some("\"{}\"", "JSONB")],
        vec![ids.clone(), text.clone(), some("\"{}\"", "JSONB")],
        [numbers(1), vec![ids.clone()]].concat(),
        vec![some("0", "BIGINT"), "FALSE::BOOLEAN".to_owned()],
        vec![some("f", "BOOLEAN")],
    ];
    let statements = [
        (sql::LOCK, vec![hash.clone(), ids.clone()]),
        (sql::JOINED[1], vec![hash.clone(), ids.clone()]),
        (sql::SLOTS[1], vec![ids.clone()]),
        (sql::KNOWN[1], vec![ids.clone(), text.clone(), hash.clone()]),
        (
            sql::WINDOWS[1],
            vec![
                format!("{TODAY}::BIGINT"),
                ids.clone(),
                ids,
                some(&(TODAY - 9).to_string(), "BIGINT"),
            ],
        ),
        (write_set::sql::POSTGRES, taken.concat()),
    ];
    let statements = statements.map(|(sql, values)| (sql, values, FEW));
    let mut connection = planned(&url, &statements).await;
    lived_in(&store).await;
    for sql in NEIGHBOURS {
        sqlx::query(sql).execute(&mut connection).await.unwrap();
    }
    read_no_more(&mut connection, &statements).await;
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
        sql::JOINED[0],
        sql::SLOTS[0],
        sql::KNOWN[0],
        sql::WINDOWS[0],
    ];
    let asked = asked.map(|sql| with_values(sql, &vec![rows.clone(); 4]));
    for sql in asked.into_iter().chain(triggered(&rows)) {
        let explain = format!("EXPLAIN QUERY PLAN {sql}");
        let plan = sqlx::query(AssertSqlSafe(explain))
            .fetch_all(&pool)
            .await
            .unwrap();
        let plan: Vec<String> = plan.iter().map(|row| row.get("detail")).collect();
        assert!(!plan.is_empty(), "{sql}");
        // Only the rows that were handed in, and what they select, are gone through.
        for step in &plan {
            let ours = step.contains("VIRTUAL TABLE") || step == "SCAN n";
            assert!(!step.starts_with("SCAN") || ours, "{sql} {plan:#?}");
        }
    }
    store.close().await;
}

/// The statements of the trigger that writes on SQLite, each as it would be by itself.
fn triggered(rows: &str) -> Vec<String> {
    let body = trigger::SQLITE.split_once("BEGIN").unwrap().1;
    let statements = body.strip_suffix("END").unwrap().split_terminator(';');
    let statements = statements.map(|sql| {
        let words = sql.split("NEW.").enumerate();
        let words = words.map(|(n, text)| match n {
            0 => text,
            _ => text.trim_start_matches(|c: char| c.is_ascii_lowercase() || c == '_'),
        });
        let sql: Vec<_> = words.collect();
        sql.join(rows).replace("RAISE(ABORT, ", "COALESCE(1, ")
    });
    let statements: Vec<_> = statements.filter(|sql| !sql.trim().is_empty()).collect();
    assert_eq!(statements.len(), 8);
    statements
}
