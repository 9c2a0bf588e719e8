//! What is at a database's address, asked without making, migrating or changing anything there.

use std::str::FromStr;

use sqlx::postgres::PgConnectOptions;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _};

use crate::Error;
use crate::migrate::{contracts, newest};

const SQLITE_HAS_LARDER: &str =
    "SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE name = '_sqlx_migrations')";
const POSTGRES_HAS_LARDER: &str = "SELECT to_regclass('_sqlx_migrations') IS NOT NULL";
const APPLIED: &str = "SELECT version, description FROM _sqlx_migrations ORDER BY version";

/// What is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// A SQLite file that is not there yet.
    Absent,
    /// A database without anything of Larder's.
    Empty,
    /// A schema that this build migrates.
    Older {
        /// Its last migration.
        found: i64,
        /// The last one that is known here.
        known: i64,
    },
    /// The schema of this build.
    Current,
    /// The schema of a newer build that has only added to this one's: this one runs on it, while the two take turns.
    Ahead {
        /// Its last migration.
        found: i64,
        /// The last one that is known here.
        known: i64,
    },
    /// The schema of a newer build, on which this one does not start.
    Newer {
        /// Its last migration.
        found: i64,
        /// The last one that is known here.
        known: i64,
    },
}

impl Standing {
    /// By the migrations that were applied, in order, with what they are called.
    fn of(applied: &[(i64, String)]) -> Self {
        let known = newest();
        let found = applied.last().map_or(0, |(version, _)| *version);
        let mut unknown = applied.iter().filter(|(version, _)| *version > known);
        match found {
            0 => Self::Empty,
            _ if found < known => Self::Older { found, known },
            _ if unknown.any(|(_, name)| contracts(name)) => Self::Newer { found, known },
            _ if found > known => Self::Ahead { found, known },
            _ => Self::Current,
        }
    }

    /// Whether this build can use it as it is.
    pub fn is_usable(self) -> bool {
        matches!(self, Self::Current | Self::Ahead { .. })
    }
}

/// Expands to what stands behind a connection of either database.
macro_rules! behind {
    ($connection:expr, $has_larder:expr) => {{
        let mut connection = $connection;
        let is_ours = sqlx::query_scalar($has_larder);
        let applied: Vec<(i64, String)> = match is_ours.fetch_one(&mut connection).await? {
            true => sqlx::query_as(APPLIED).fetch_all(&mut connection).await?,
            false => Vec::new(),
        };
        connection.close().await?;
        Ok(Standing::of(&applied))
    }};
}

/// What is at that address.
pub(crate) async fn at(url: &str) -> Result<Standing, Error> {
    if url.starts_with("sqlite:") {
        let options = SqliteConnectOptions::from_str(url)?.create_if_missing(false);
        if !options.get_filename().exists() {
            return Ok(Standing::Absent);
        }
        behind!(options.connect().await?, SQLITE_HAS_LARDER)
    } else if url.starts_with("postgres:") || url.starts_with("postgresql:") {
        let options = PgConnectOptions::from_str(url)?;
        behind!(options.connect().await?, POSTGRES_HAS_LARDER)
    } else {
        Err(Error::Address)
    }
}
