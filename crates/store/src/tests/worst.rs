//! What is read where one machine has stored the worst it may: 576,000 readings that change nothing, and one report id
//! used 100,000 times. Pages, the fold and ingest read their page, their piece and their reports, on both databases.

#[path = "../../fixtures/worst.rs"]
mod fixture;

use sqlx::{AssertSqlSafe, SqlitePool};
use uuid::Uuid;

use super::{
    Bounded, POSTGRES, SQLITE, STATISTICS, Written, explained, id, lived_in, planned, read_no_more,
    with_values,
};
use crate::Store;
use crate::journal::{
    CHANGES_TO_FOLD, ENTRIES_BEFORE, ENTRIES_TO_FOLD, FIRST_REPORT, LINES_AFTER, LINES_BEFORE,
};
use crate::trigger;
use crate::usage::sql;
use domain::time::MINUTE;
use domain::{Day, Time};
use fixture::Dialect;

/// Readings of 400 days, one a minute.
const LEVELS: i64 = 576_000;
const OF_ONE_ID: i64 = 100_000;
/// Entries of a page or of a piece of the fold.
const PIECE: i64 = 200;

/// Long before what the machines have besides.
fn first() -> i64 {
    Day(10_000).start().millis()
}

/// The slot of so many readings, and the one of the id used so often.
fn slots() -> [Uuid; 2] {
    [id(2), id(3)]
}

/// The first entry of a slot.
fn first_of(slot: Uuid) -> Uuid {
    let (at, tail) = (u128::try_from(first()).unwrap(), slot.as_u128() & 0xffff);
    Uuid::from_u128(at << 80 | 0x7000_8000 << 48 | tail << 32 | 1)
}

fn worst(dialect: Dialect) -> String {
    let [levels, ids] = slots();
    let levels = fixture::equal_levels(dialect, (levels, levels), first(), LEVELS, 50_000);
    levels + &fixture::one_id(dialect, (ids, ids), "same", first(), OF_ONE_ID)
}

/// Statements with their values, and the rows that each may read.
fn statements(written: Written) -> Vec<Bounded> {
    let number = written.number;
    let mut statements = Vec::new();
    for slot_id in slots() {
        let slot = (written.uuid)(slot_id);
        let middle = first() + 40_000 * MINUTE;
        let ever = Time::from_millis(i64::MAX).millis();
        for at in [0, middle, ever] {
            let from = vec![slot.clone(), number(at), number(7)];
            let page = [from.clone(), vec![number(PIECE)]].concat();
            let window = [from, vec![number(ever), number(PIECE)]].concat();
            // As many of either kind.
            let both = 2 * PIECE;
            statements.push((LINES_BEFORE, page.clone(), PIECE));
            statements.push((LINES_AFTER, page.clone(), PIECE));
            statements.push((ENTRIES_BEFORE, page.clone(), both));
            statements.push((ENTRIES_TO_FOLD, page, both));
            statements.push((CHANGES_TO_FOLD, window, PIECE));
        }
        // But for nobody's, and but for the first of all.
        for (but, most) in [(Uuid::nil(), 2), (first_of(slot_id), 3)] {
            let from = vec![slot.clone(), number(0), (written.uuid)(but)];
            statements.push((FIRST_REPORT, from, most));
        }
    }
    statements
}

#[tokio::test]
async fn the_worst_is_read_page_by_page_on_postgresql() {
    let url = cluster::Cluster::shared().unwrap().database().unwrap();
    let store = Store::open(&url).await.unwrap();
    let mut asked = statements(POSTGRES);
    let one = |value: &str, kind: &str| format!("'{{{value}}}'::{kind}[]");
    let device = slots()[1].to_string();
    for content in ["\"\\\\x00\"", "\"\\\\x00000000000000000000000000000007\""] {
        let values = vec![
            one(&device, "UUID"),
            one("same", "TEXT"),
            one(content, "BYTEA"),
        ];
        asked.push((sql::KNOWN[1], values, 3));
    }
    let action = vec![(POSTGRES.uuid)(slots()[1]), "'same'::TEXT".to_owned()];
    asked.push((sql::ACTION[1], action, 1));
    let mut connection = planned(&url, &asked).await;
    lived_in(&store).await;
    let worst = sqlx::raw_sql(AssertSqlSafe(worst(Dialect::Postgres)));
    worst.execute(&mut connection).await.unwrap();
    read_no_more(&mut connection, &asked).await;
    store.close().await;
}

#[tokio::test]
async fn the_worst_is_read_page_by_page_on_sqlite() {
    let directory = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}/larder.db", directory.path().display());
    let store = Store::open(&url).await.unwrap();
    lived_in(&store).await;
    let pool = SqlitePool::connect(&url).await.unwrap();
    let worst = sqlx::raw_sql(AssertSqlSafe(worst(Dialect::Sqlite)));
    worst.execute(&pool).await.unwrap();
    for statistics in STATISTICS {
        sqlx::query(statistics).execute(&pool).await.unwrap();
        for (sql, values, most) in statements(SQLITE) {
            let sql = with_values(sql, &values);
            let plan = explained(&pool, &sql).await;
            // An index finds the first row and gives the others in order: what is read is what is answered.
            let journal =
                |step: &&String| step.contains("INDEX journal_fold (slot_id=? AND noop=? AND");
            assert!(plan.iter().any(|step| journal(&step)), "{plan:#?}");
            for step in &plan {
                // What two searches gave, a piece each, is put in one order.
                let given = [
                    "SCAN first",
                    "SCAN changes",
                    "SCAN noops",
                    "SCAN CONSTANT ROW",
                ];
                let is_given = given.iter().any(|given| step.starts_with(given));
                let is_sorted = step.contains("TEMP B-TREE") && !sql.contains("UNION ALL");
                let read = step.starts_with("SCAN") && !is_given || is_sorted;
                assert!(!read, "{plan:#?}");
            }
            let rows = sqlx::query(AssertSqlSafe(sql))
                .fetch_all(&pool)
                .await
                .unwrap();
            assert!(rows.len() <= usize::try_from(most).unwrap(), "{plan:#?}");
        }
        let triggers = trigger::SQLITE;
        assert!(
            triggers.contains("EXISTS (SELECT 1 FROM journal j"),
            "stops at the first"
        );
        let rows = format!("'[[\"{}\",\"same\",\"00\"]]'", slots()[1].simple());
        let plan = explained(&pool, &with_values(sql::KNOWN[0], &[rows])).await;
        let by = |sign: &str| {
            let by = format!("INDEX journal_once (device_id=? AND key=? AND <expr>{sign}?)");
            plan.iter().any(|step| step.contains(&by))
        };
        let is_sorted = plan.iter().any(|step| step.contains("TEMP B-TREE"));
        assert!(by("=") && by(">") && !is_sorted, "{plan:#?}");
    }
    store.close().await;
}
