//! The two folders of migrations say the same: files, tables, columns and uniqueness.

#![cfg(test)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use domain::{JobId, Time};
use serde_json::json;
use sqlx::{PgPool, SqlitePool};
use store::{Error, NewJob, Standing, Step, Store, Work};
use uuid::Uuid;

/// Table, column, what it may hold, whether it may be empty.
type Column = (String, String, &'static str, bool);

fn folder(database: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../migrations")
        .join(database)
}

fn files(database: &str) -> BTreeSet<String> {
    fs::read_dir(folder(database))
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect()
}

/// The one word for both databases' names of a type.
fn kind(table: &str, column: &str, sqlite: &str, postgres: &str) -> &'static str {
    match (sqlite, postgres) {
        ("BLOB", "uuid") => "id",
        ("BLOB", "bytea") => "bytes",
        ("INTEGER", "bigint") => "integer",
        ("INTEGER", "boolean") => "boolean",
        ("REAL", "double precision") => "float",
        ("TEXT", "text") => "text",
        ("TEXT", "jsonb") => "json",
        other => panic!("{table}.{column} is {other:?}"),
    }
}

async fn sqlite(directory: &Path) -> (String, SqlitePool) {
    let url = format!("sqlite://{}/larder.db", directory.display());
    Store::open(&url).await.unwrap().close().await;
    let pool = SqlitePool::connect(&url).await.unwrap();
    (url, pool)
}

async fn postgres() -> (String, PgPool) {
    let url = cluster::Cluster::shared().unwrap().database().unwrap();
    Store::open(&url).await.unwrap().close().await;
    let pool = PgPool::connect(&url).await.unwrap();
    (url, pool)
}

// The index of parts of serials is made of tables there.
const SQLITE_COLUMNS: &str = "
    SELECT t.name, c.name, c.type, c.\"notnull\" = 0 AND c.pk = 0
    FROM sqlite_schema t, pragma_table_xinfo(t.name) c
    WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND t.name NOT LIKE '\\_sqlx%' ESCAPE '\\'
    AND t.name NOT LIKE 'device\\_serials\\_part%' ESCAPE '\\'
    ORDER BY 1, 2";
const POSTGRES_COLUMNS: &str = "
    SELECT CAST(table_name AS TEXT), CAST(column_name AS TEXT), CAST(data_type AS TEXT),
        is_nullable = 'YES'
    FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name NOT LIKE '\\_sqlx%'
    ORDER BY 1, 2";

#[test]
fn both_databases_have_the_same_files() {
    let files_of_sqlite = files("sqlite");
    assert!(files_of_sqlite.contains("0001_people.sql"));
    assert_eq!(files_of_sqlite, files("postgres"));
}

#[tokio::test]
async fn both_databases_have_the_same_tables_and_columns() {
    let directory = tempfile::tempdir().unwrap();
    let (_, sqlite) = sqlite(directory.path()).await;
    let (_, postgres) = postgres().await;
    let one: Vec<(String, String, String, bool)> = sqlx::query_as(SQLITE_COLUMNS)
        .fetch_all(&sqlite)
        .await
        .unwrap();
    let other: Vec<(String, String, String, bool)> = sqlx::query_as(POSTGRES_COLUMNS)
        .fetch_all(&postgres)
        .await
        .unwrap();
    let names = |columns: &[(String, String, String, bool)]| -> BTreeSet<String> {
        let name = |(table, column, _, empty): &(String, String, String, bool)| {
            format!("{table}.{column}{}", if *empty { "?" } else { "" })
        };
        columns.iter().map(name).collect()
    };
    assert!(names(&one).contains("devices.household_id?"));
    assert_eq!(names(&one), names(&other));
    let columns: Vec<Column> = one
        .into_iter()
        .zip(other)
        .map(
            |((table, column, in_sqlite, empty), (.., in_postgres, _))| {
                let kind = kind(&table, &column, &in_sqlite, &in_postgres);
                (table, column, kind, empty)
            },
        )
        .collect();
    for (table, column, kind, empty) in [
        ("devices", "id", "id", false),
        ("devices", "token_hash", "bytes", true),
        ("devices", "deleting", "boolean", false),
        ("slots", "decision", "json", true),
    ] {
        let column = (table.to_owned(), column.to_owned(), kind, empty);
        assert!(columns.contains(&column), "{column:?}");
    }
}

#[tokio::test]
async fn both_databases_have_the_same_indexes() {
    const SQLITE: &str = "
        SELECT name || CASE WHEN sql LIKE 'CREATE UNIQUE%' THEN ' unique' ELSE '' END
            || CASE WHEN sql LIKE '% WHERE %' THEN ' partial' ELSE '' END
        FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL
            OR name = 'device_serials_part'";
    const POSTGRES: &str = "
        SELECT i.indexname || CASE WHEN i.indexdef LIKE 'CREATE UNIQUE%' THEN ' unique' ELSE '' END
            || CASE WHEN i.indexdef LIKE '% WHERE %' THEN ' partial' ELSE '' END
        FROM pg_indexes i LEFT JOIN pg_constraint c ON c.conname = i.indexname
        WHERE i.schemaname = 'public' AND c.oid IS NULL";
    let directory = tempfile::tempdir().unwrap();
    let (_, sqlite) = sqlite(directory.path()).await;
    let (_, postgres) = postgres().await;
    let one: Vec<String> = sqlx::query_scalar(SQLITE).fetch_all(&sqlite).await.unwrap();
    let other: Vec<String> = sqlx::query_scalar(POSTGRES)
        .fetch_all(&postgres)
        .await
        .unwrap();
    let one: BTreeSet<String> = one.into_iter().collect();
    assert!(one.contains("orders_one_live unique partial"), "{one:?}");
    assert_eq!(one, other.into_iter().collect());
}

/// Where data about people is has an answer for each column.
#[tokio::test]
async fn the_data_map_names_every_column_of_both_databases() {
    let map = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/data-map.md");
    let map = fs::read_to_string(map).unwrap();
    let mut mapped = BTreeSet::new();
    for line in map.lines().filter(|line| line.starts_with("| ")) {
        let cells: Vec<_> = line.split('|').map(str::trim).collect();
        let [_, table, columns, person, until, copy, _] = cells[..] else {
            panic!("not five cells: {line}");
        };
        if table == "table" {
            continue;
        }
        assert!(!person.is_empty() && !copy.is_empty(), "{line}");
        assert!(person == "nothing" || !until.is_empty(), "{line}");
        for column in columns.split(", ") {
            assert!(
                mapped.insert(format!("{table}.{column}")),
                "{table}.{column} twice"
            );
        }
    }
    let directory = tempfile::tempdir().unwrap();
    let (_, sqlite) = sqlite(directory.path()).await;
    let (_, postgres) = postgres().await;
    type Row = (String, String, String, bool);
    let one: Vec<Row> = sqlx::query_as(SQLITE_COLUMNS)
        .fetch_all(&sqlite)
        .await
        .unwrap();
    let other: Vec<Row> = sqlx::query_as(POSTGRES_COLUMNS)
        .fetch_all(&postgres)
        .await
        .unwrap();
    let names = |rows: Vec<Row>| -> BTreeSet<String> {
        rows.into_iter()
            .map(|(table, column, ..)| format!("{table}.{column}"))
            .collect()
    };
    assert_eq!(mapped, names(one));
    assert_eq!(mapped, names(other));
}

/// What a migration leaves: the versions applied with their moments, and the schema's texts.
async fn state_of_sqlite(pool: &SqlitePool) -> Vec<String> {
    sqlx::query_scalar(
        "SELECT version || ' ' || installed_on FROM _sqlx_migrations
         UNION ALL SELECT name || ' ' || sql FROM sqlite_schema WHERE sql IS NOT NULL",
    )
    .fetch_all(pool)
    .await
    .unwrap()
}

async fn state_of_postgres(pool: &PgPool) -> Vec<String> {
    sqlx::query_scalar(
        "SELECT version || ' ' || installed_on FROM _sqlx_migrations
         UNION ALL SELECT table_name || ' ' || column_name || ' ' || data_type
            FROM information_schema.columns WHERE table_schema = 'public'",
    )
    .fetch_all(pool)
    .await
    .unwrap()
}

#[tokio::test]
async fn migrations_apply_once() {
    let directory = tempfile::tempdir().unwrap();
    let (url, pool) = sqlite(directory.path()).await;
    let before = state_of_sqlite(&pool).await;
    assert!(before.len() > files("sqlite").len());
    Store::open(&url).await.unwrap().close().await;
    assert_eq!(state_of_sqlite(&pool).await, before);

    let (url, pool) = postgres().await;
    let before = state_of_postgres(&pool).await;
    assert!(before.len() > files("postgres").len());
    Store::open(&url).await.unwrap().close().await;
    assert_eq!(state_of_postgres(&pool).await, before);
}

/// Several servers of one maker start at the same moment.
#[tokio::test]
async fn migrations_apply_once_at_the_same_time() {
    let url = cluster::Cluster::shared().unwrap().database().unwrap();
    let opening: Vec<_> = (0..4)
        .map(|_| {
            let url = url.clone();
            tokio::spawn(async move { Store::open(&url).await.map(drop) })
        })
        .collect();
    for opened in opening {
        opened.await.unwrap().unwrap();
    }
    let pool = PgPool::connect(&url).await.unwrap();
    let count: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM _sqlx_migrations")
        .fetch_one(&pool)
        .await
        .unwrap();
    assert_eq!(usize::try_from(count).unwrap(), files("postgres").len());
}

/// In a table that is not STRICT a column keeps whatever it is given.
#[tokio::test]
async fn tables_of_sqlite_are_strict() {
    let directory = tempfile::tempdir().unwrap();
    let (_, pool) = sqlite(directory.path()).await;
    let lax: Vec<String> = sqlx::query_scalar(
        "SELECT name FROM pragma_table_list WHERE type = 'table' AND strict = 0
         AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '\\_sqlx%' ESCAPE '\\'",
    )
    .fetch_all(&pool)
    .await
    .unwrap();
    assert_eq!(lax, [""; 0]);
}

#[tokio::test]
async fn a_database_is_looked_at_without_a_change() {
    let directory = tempfile::tempdir().unwrap();
    let none = format!("sqlite://{}/none.db", directory.path().display());
    assert_eq!(Store::standing(&none).await.unwrap(), Standing::Absent);
    assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 0);
    let empty = cluster::Cluster::shared().unwrap().database().unwrap();
    assert_eq!(Store::standing(&empty).await.unwrap(), Standing::Empty);
    assert_eq!(Store::standing(&empty).await.unwrap(), Standing::Empty);
    assert!(Store::standing("mysql://localhost").await.is_err());

    let (sqlite_url, sqlite) = sqlite(directory.path()).await;
    let (postgres_url, postgres) = postgres().await;
    let both = async |change: &'static str| {
        sqlx::raw_sql(change).execute(&sqlite).await.unwrap();
        sqlx::raw_sql(change).execute(&postgres).await.unwrap();
        let found = Store::standing(&sqlite_url).await.unwrap();
        assert_eq!(Store::standing(&postgres_url).await.unwrap(), found);
        found
    };
    assert_eq!(both("SELECT 1").await, Standing::Current);
    // A newer build's, of which nothing is known here but its name.
    let ahead = both("UPDATE _sqlx_migrations SET version = 9998 WHERE version = 1").await;
    assert!(matches!(ahead, Standing::Ahead { found: 9998, .. }) && ahead.is_usable());
    for url in [&sqlite_url, &postgres_url] {
        assert_eq!(Store::pending(url).await.unwrap(), []);
        let store = Store::open(url).await.unwrap();
        assert_eq!(store.read().await.unwrap().model("M").await.unwrap(), None);
        store.close().await;
    }
    let contract = "UPDATE _sqlx_migrations SET version = 9999, description = 'contract jobs' WHERE version = 2";
    let newer = both(contract).await;
    assert!(matches!(newer, Standing::Newer { found: 9999, .. }) && !newer.is_usable());
    for url in [&sqlite_url, &postgres_url] {
        let refused = [
            Store::open(url).await.err(),
            Store::pending(url).await.err(),
        ];
        assert!(
            refused.iter().all(|it| matches!(
                it,
                Some(Error::Newer {
                    found: 9999 | 9998,
                    ..
                })
            )),
            "{refused:?}"
        );
    }
    let older = both("DELETE FROM _sqlx_migrations WHERE version > 5").await;
    assert!(matches!(older, Standing::Older { found: 5, known } if known > 5));
}

/// What of a migration for PostgreSQL the version before could not go on with, or waits for.
fn faults(file: &str, text: &str) -> Vec<String> {
    const TAKES: [&str; 6] = [
        "DROP TABLE",
        "DROP COLUMN",
        "RENAME",
        "SET NOT NULL",
        "ALTER COLUMN",
        "ADD CONSTRAINT",
    ];
    let text = text.to_uppercase();
    let takes = TAKES.into_iter().filter(|words| text.contains(words));
    let mut faults: Vec<_> = match file.contains("_contract_") {
        true => Vec::new(),
        false => takes
            .map(|words| format!("{words} without contract in its name"))
            .collect(),
    };
    for index in text
        .split(';')
        .filter(|it| it.contains("INDEX") && !it.contains("CONCURRENTLY"))
    {
        let table = index.split(" ON ").nth(1).unwrap_or_default();
        let table = table.split([' ', '(']).next().unwrap_or_default();
        if !text.contains(&format!("CREATE TABLE {table} ")) {
            faults.push(format!("writes of {table} wait for an index"));
        }
    }
    faults
}

/// What only adds comes first, so that the version before goes on; what takes away comes a version later and says so.
#[test]
fn a_migration_adds_or_says_that_it_takes_away() {
    for (file, text, count) in [
        (
            "0036_notes.sql",
            "ALTER TABLE orders ADD COLUMN note TEXT;",
            0,
        ),
        (
            "0036_notes.sql",
            "CREATE TABLE notes (id UUID); CREATE INDEX n ON notes (id);",
            0,
        ),
        (
            "0036_notes.sql",
            "CREATE INDEX CONCURRENTLY n ON orders (id);",
            0,
        ),
        (
            "0036_notes.sql",
            "CREATE TABLE notes (id UUID); CREATE INDEX n ON orders (id);",
            1,
        ),
        ("0036_notes.sql", "ALTER TABLE orders DROP COLUMN note;", 1),
        (
            "0036_contract_notes.sql",
            "ALTER TABLE orders DROP COLUMN note;",
            0,
        ),
    ] {
        assert_eq!(faults(file, text).len(), count, "{file}: {text}");
    }
    // Before the first release nobody went on meanwhile.
    for file in files("postgres")
        .into_iter()
        .filter(|file| &**file > "0036")
    {
        let text = fs::read_to_string(folder("postgres").join(&file)).unwrap();
        assert_eq!(faults(&file, &text), [""; 0], "{file}");
    }
}

#[tokio::test]
async fn what_a_migration_goes_through_is_said_before() {
    let directory = tempfile::tempdir().unwrap();
    let (sqlite_url, sqlite) = sqlite(directory.path()).await;
    let (postgres_url, postgres) = postgres().await;
    for url in [&sqlite_url, &postgres_url] {
        let store = Store::open(url).await.unwrap();
        let mut tx = store.write().await.unwrap();
        let job = NewJob {
            id: JobId(Uuid::from_u128(1)),
            key: "cleanup".to_owned(),
            payload: json!("Cleanup"),
            run_at: Time::from_millis(0),
        };
        tx.job_put(&job).await.unwrap();
        tx.commit().await.unwrap();
        store.close().await;
    }
    let back = "DELETE FROM _sqlx_migrations WHERE version > 17; ANALYZE jobs";
    sqlx::raw_sql(back).execute(&sqlite).await.unwrap();
    sqlx::raw_sql(back).execute(&postgres).await.unwrap();
    for url in [&sqlite_url, &postgres_url] {
        let pending = Store::pending(url).await.unwrap();
        let first = &pending[0];
        assert_eq!((first.version, first.contracts), (18, false), "{url}");
        let step = Step {
            work: Work::Rewrite,
            table: "jobs".to_owned(),
            rows: 1,
            lasts: Duration::from_secs(1),
        };
        assert!(first.steps.contains(&step), "{url}: {first:?}");
        assert!(pending.iter().any(|it| it.name == "notices"));
    }
}

/// PostgreSQL refuses a statement that was prepared for a table before it had one more column. Each connection is made anew
/// then: nobody is refused twice.
#[tokio::test]
async fn a_column_that_a_newer_build_adds_is_met_once() {
    let (url, pool) = postgres().await;
    let store = Store::open(&url).await.unwrap();
    let read = async || {
        let mut tx = store.read().await.unwrap();
        tx.alexa_grants(1).await.map(|found| found.len())
    };
    for round in 0..3 {
        // On more than one connection.
        for _ in 0..4 {
            assert_eq!(read().await.unwrap(), 0);
        }
        let add = format!("ALTER TABLE alexa_grants ADD COLUMN new_{round} TEXT");
        let add = sqlx::raw_sql(sqlx::AssertSqlSafe(add));
        add.execute(&pool).await.unwrap();
        let refused = read().await;
        assert!(refused.is_err(), "{round}: it was not prepared");
    }
    assert_eq!(read().await.unwrap(), 0);
}
