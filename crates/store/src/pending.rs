//! What a migration will do, said before it does it: the rows that it goes through, by the words of its file, and how long that
//! takes about. Nothing is changed.
//!
//! A migration adds, or its name begins with `contract`. Onto what only adds, a server of the version before goes on; what
//! takes something away comes a version later, when nothing that runs needs it any more.

use std::str::FromStr;
use std::time::Duration;

use sqlx::migrate::Migrator;
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _};

use crate::migrate::{POSTGRES, SQLITE, contracts};
use crate::{Error, Standing, Store};

/// A migration that is still to be applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pending {
    /// Its number.
    pub version: i64,
    /// Its name, in words.
    pub name: String,
    /// Whether a server of the version before cannot go on after it.
    pub contracts: bool,
    /// What it goes through, where that may take a while.
    pub steps: Vec<Step>,
}

/// Rows that a migration goes through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Why.
    pub work: Work,
    /// Of which table.
    pub table: String,
    /// How many there are: counted on SQLite, as its statistics say on PostgreSQL.
    pub rows: u64,
    /// About how long it takes; docs/operations.md says what was measured.
    pub lasts: Duration,
}

/// What is done to each row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    /// Read, for an index.
    Index,
    /// Written once more.
    Rewrite,
}

impl Work {
    /// Of a statement: what it does, and to which table. None where it takes moments whatever is stored.
    fn of(statement: &str) -> Option<(Self, &str)> {
        let words: Vec<_> = statement.split_whitespace().collect();
        let after = |word: &str| {
            let place = words.iter().position(|it| it.eq_ignore_ascii_case(word))?;
            words.get(place + 1).copied()
        };
        let first = words.first()?.to_ascii_uppercase();
        let (work, table) = match &*first {
            "CREATE" if after("CREATE") == Some("INDEX") || after("UNIQUE") == Some("INDEX") => {
                (Self::Index, after("ON"))
            }
            "UPDATE" => (Self::Rewrite, after("UPDATE")),
            "DELETE" | "INSERT" => (Self::Rewrite, after("FROM")),
            _ => return None,
        };
        let name = |c: char| !c.is_ascii_alphanumeric() && c != '_';
        table.map(|table| (work, table.split(name).next().unwrap_or(table)))
    }

    /// How many rows a second.
    fn pace(self, is_embedded: bool) -> u64 {
        match (self, is_embedded) {
            (Self::Index, false) => 400_000,
            (Self::Index, true) => 500_000,
            (Self::Rewrite, false) => 125_000,
            (Self::Rewrite, true) => 17_000,
        }
    }
}

/// The statements of a migration, without its comments and without what functions and triggers consist of.
fn statements(sql: &str) -> Vec<String> {
    let lines = sql
        .lines()
        .map(|line| line.split("--").next().unwrap_or(line));
    let text: String = lines.flat_map(|line| [line, "\n"]).collect();
    let outside: String = text.split("$$").step_by(2).collect();
    let mut inside = false;
    let whole = outside.split(';').filter(|part| {
        let words = part.trim_start().to_ascii_uppercase();
        let is_part = inside;
        inside = (inside || words.starts_with("CREATE TRIGGER") && words.contains("BEGIN"))
            && !words.ends_with("END");
        !is_part
    });
    whole.map(|part| part.trim().to_owned()).collect()
}

/// Where rows are counted.
enum Open {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

impl Open {
    /// How many rows a table has; none where it is yet to be made.
    async fn rows(&mut self, table: &str) -> Result<u64, Error> {
        let count: i64 = match self {
            Self::Postgres(connection) => {
                const SQL: &str = "SELECT GREATEST(reltuples, 0)::BIGINT FROM pg_class WHERE oid = to_regclass($1)";
                let found = sqlx::query_scalar(SQL).bind(table);
                found.fetch_optional(connection).await?.unwrap_or(0)
            }
            Self::Sqlite(connection) => {
                const SQL: &str = "SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE name = $1)";
                let is_there = sqlx::query_scalar(SQL).bind(table);
                match is_there.fetch_one(&mut *connection).await? {
                    // Its name stands in a migration of ours.
                    true => {
                        let count = AssertSqlSafe(format!("SELECT COUNT(*) FROM {table}"));
                        sqlx::query_scalar(count).fetch_one(connection).await?
                    }
                    false => 0,
                }
            }
        };
        Ok(u64::try_from(count).unwrap_or(0))
    }
}

impl Store {
    /// What opening the database at that address would migrate, in order.
    ///
    /// # Errors
    /// It is no address, nobody answers there, or a newer build has taken away what this one needs.
    pub async fn pending(url: &str) -> Result<Vec<Pending>, Error> {
        let found = match Self::standing(url).await? {
            Standing::Absent | Standing::Empty | Standing::Current | Standing::Ahead { .. } => {
                return Ok(Vec::new());
            }
            Standing::Newer { found, known } => return Err(Error::Newer { found, known }),
            Standing::Older { found, .. } => found,
        };
        let is_embedded = url.starts_with("sqlite:");
        let (migrator, mut open): (&Migrator, _) = if is_embedded {
            let options = SqliteConnectOptions::from_str(url)?.create_if_missing(false);
            (&SQLITE, Open::Sqlite(options.connect().await?))
        } else {
            let options = PgConnectOptions::from_str(url)?;
            (&POSTGRES, Open::Postgres(options.connect().await?))
        };
        let mut pending = Vec::new();
        for migration in migrator.iter().filter(|it| it.version > found) {
            let mut steps = Vec::new();
            for statement in statements(migration.sql.as_str()) {
                let Some((work, table)) = Work::of(&statement) else {
                    continue;
                };
                let rows = open.rows(table).await?;
                if rows > 0 {
                    let lasts = Duration::from_secs(rows.div_ceil(work.pace(is_embedded)));
                    let table = table.to_owned();
                    steps.push(Step {
                        work,
                        table,
                        rows,
                        lasts,
                    });
                }
            }
            pending.push(Pending {
                version: migration.version,
                name: migration.description.to_string(),
                contracts: contracts(&migration.description),
                steps,
            });
        }
        match open {
            Open::Sqlite(connection) => connection.close().await?,
            Open::Postgres(connection) => connection.close().await?,
        }
        Ok(pending)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_through_rows_is_known_by_its_words() {
        let of = |statement| Work::of(statement);
        assert_eq!(
            of("CREATE INDEX a ON jobs (lane)"),
            Some((Work::Index, "jobs"))
        );
        assert_eq!(
            of("CREATE UNIQUE INDEX a\n ON jobs(lane)"),
            Some((Work::Index, "jobs"))
        );
        assert_eq!(of("UPDATE slots SET a = 1"), Some((Work::Rewrite, "slots")));
        assert_eq!(of("DELETE FROM slots"), Some((Work::Rewrite, "slots")));
        let copied = of("INSERT INTO new (id) SELECT id FROM old WHERE id > 1");
        assert_eq!(copied, Some((Work::Rewrite, "old")));
        for moments in [
            "INSERT INTO new VALUES (1)",
            "CREATE TABLE a (b TEXT)",
            "ALTER TABLE a ADD COLUMN b TEXT",
            "",
        ] {
            assert_eq!(of(moments), None, "{moments}");
        }
    }

    #[test]
    fn what_functions_and_triggers_do_later_is_no_step() {
        let sql = "-- UPDATE no SET a = 1;\nCREATE FUNCTION f() AS $$ BEGIN DELETE FROM a; END $$;\n\
                   CREATE TRIGGER t AFTER INSERT ON b BEGIN\n UPDATE b SET c = 1;\n DELETE FROM d;\nEND;\nUPDATE e SET f = 1;";
        let all = statements(sql);
        let found: Vec<_> = all.iter().filter_map(|it| Work::of(it)).collect();
        assert_eq!(found, [(Work::Rewrite, "e")]);
    }
}
