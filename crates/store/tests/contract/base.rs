//! A database of its own for each test, and a way to it past the store.

use sqlx::{AssertSqlSafe, PgPool, SqlitePool};
use store::Store;

/// A store with nothing in it. Its file goes with it.
pub(crate) struct Base {
    pub(crate) store: Store,
    pub(crate) raw: Raw,
    _directory: Option<tempfile::TempDir>,
}

/// The same database, past the store.
#[derive(Clone)]
pub(crate) struct Raw {
    pub(crate) url: String,
    pool: Pool,
}

#[derive(Clone)]
enum Pool {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

pub(crate) async fn sqlite() -> Base {
    let directory = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}/larder.db", directory.path().display());
    Base {
        store: Store::open(&url).await.unwrap(),
        raw: Raw {
            pool: Pool::Sqlite(SqlitePool::connect_lazy(&url).unwrap()),
            url,
        },
        _directory: Some(directory),
    }
}

pub(crate) async fn postgres() -> Base {
    let url = cluster::Cluster::shared().unwrap().database().unwrap();
    Base {
        store: Store::open(&url).await.unwrap(),
        raw: Raw {
            pool: Pool::Postgres(PgPool::connect_lazy(&url).unwrap()),
            url,
        },
        _directory: None,
    }
}

impl Raw {
    async fn ask(&self, sql: String) -> Vec<String> {
        let sql = AssertSqlSafe(sql);
        match &self.pool {
            Pool::Sqlite(pool) => sqlx::query_scalar(sql).fetch_all(pool).await,
            Pool::Postgres(pool) => sqlx::query_scalar(sql).fetch_all(pool).await,
        }
        .unwrap()
    }

    /// Runs a statement that asks nothing.
    pub(crate) async fn run(&self, sql: &'static str) {
        match &self.pool {
            Pool::Sqlite(pool) => drop(sqlx::query(sql).execute(pool).await.unwrap()),
            Pool::Postgres(pool) => drop(sqlx::query(sql).execute(pool).await.unwrap()),
        }
    }

    /// Waits until no other transaction holds a row of a PostgreSQL table.
    pub(crate) async fn until_unlocked(&self, table: &str) {
        self.ask(format!("SELECT '' FROM {table} FOR UPDATE")).await;
    }

    /// The tables of ours, by name; without the index of serials, which on SQLite is made of tables.
    pub(crate) async fn tables(&self) -> Vec<String> {
        let sql = match self.pool {
            Pool::Sqlite(_) => {
                "SELECT name FROM sqlite_schema WHERE type = 'table'
                 AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '\\_sqlx%' ESCAPE '\\'
                 AND name NOT LIKE 'device\\_serials\\_part%' ESCAPE '\\' ORDER BY name"
            }
            Pool::Postgres(_) => {
                "SELECT CAST(table_name AS TEXT) FROM information_schema.tables
                 WHERE table_schema = 'public' AND table_name NOT LIKE '\\_sqlx%' ORDER BY table_name"
            }
        };
        self.ask(sql.to_owned()).await
    }

    /// Every row of every table as `table: values`, in lower case, bytes and ids in plain hex.
    pub(crate) async fn dump(&self) -> Vec<String> {
        let mut rows = Vec::new();
        for table in self.tables().await {
            let sql = match self.pool {
                Pool::Sqlite(_) => {
                    let columns = self
                        .ask(format!(
                            "SELECT 'quote(' || name || ')' FROM pragma_table_info('{table}')"
                        ))
                        .await
                        .join(" || ',' || ");
                    format!("SELECT {columns} FROM {table}")
                }
                Pool::Postgres(_) => format!("SELECT CAST(t AS TEXT) FROM {table} t"),
            };
            for row in self.ask(sql).await {
                rows.push(format!("{table}: {}", row.to_lowercase().replace('-', "")));
            }
        }
        rows.sort();
        rows
    }

    /// How many transactions wait for a lock; SQLite has no such thing.
    pub(crate) async fn waiting(&self) -> Option<i64> {
        let Pool::Postgres(pool) = &self.pool else {
            return None;
        };
        let sql = "SELECT COUNT(*) FROM pg_stat_activity
                   WHERE datname = current_database() AND wait_event_type = 'Lock'";
        Some(sqlx::query_scalar(sql).fetch_one(pool).await.unwrap())
    }
}
