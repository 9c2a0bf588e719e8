//! What is at a database's address, asked without making, migrating or changing anything there.

use std::str::FromStr;

use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions as _, Connection as _};

use crate::Error;
use crate::migrate::newest;

const SQLITE_HAS_LARDER: &str =
    "SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE name = '_sqlx_migrations')";
const POSTGRES_HAS_LARDER: &str = "SELECT to_regclass('_sqlx_migrations') IS NOT NULL";
const LAST: &str = "SELECT COALESCE(MAX(version), 0) FROM _sqlx_migrations";

/// Whether a migration after the last one that is known takes something away: its name says so.
const CONTRACTED: &str = "
    SELECT EXISTS (SELECT 1 FROM _sqlx_migrations WHERE version > $1 AND description LIKE 'contract %')";

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
    /// By the last migration that was applied, and whether one that is not known here takes something away.
    fn of(found: i64, contracts: bool) -> Self {
        let known = newest();
        match found {
            0 => Self::Empty,
            _ if found < known => Self::Older { found, known },
            _ if found > known && contracts => Self::Newer { found, known },
            _ if found > known => Self::Ahead { found, known },
            _ => Self::Current,
        }
    }

    /// Whether this build can use it as it is.
    pub fn is_usable(self) -> bool {
        matches!(self, Self::Current | Self::Ahead { .. })
    }
}

/// What is at that address.
pub(crate) async fn at(url: &str) -> Result<Standing, Error> {
    if url.starts_with("sqlite:") {
        let options = SqliteConnectOptions::from_str(url)?.create_if_missing(false);
        if !options.get_filename().exists() {
            return Ok(Standing::Absent);
        }
        sqlite(options.connect().await?).await
    } else if url.starts_with("postgres:") || url.starts_with("postgresql:") {
        postgres(PgConnectOptions::from_str(url)?.connect().await?).await
    } else {
        Err(Error::Address)
    }
}

async fn sqlite(mut connection: SqliteConnection) -> Result<Standing, Error> {
    let is_ours = sqlx::query_scalar(SQLITE_HAS_LARDER);
    let standing = match is_ours.fetch_one(&mut connection).await? {
        true => Standing::of(
            sqlx::query_scalar(LAST).fetch_one(&mut connection).await?,
            sqlx::query_scalar(CONTRACTED)
                .bind(newest())
                .fetch_one(&mut connection)
                .await?,
        ),
        false => Standing::Empty,
    };
    connection.close().await?;
    Ok(standing)
}

async fn postgres(mut connection: PgConnection) -> Result<Standing, Error> {
    let is_ours = sqlx::query_scalar(POSTGRES_HAS_LARDER);
    let standing = match is_ours.fetch_one(&mut connection).await? {
        true => Standing::of(
            sqlx::query_scalar(LAST).fetch_one(&mut connection).await?,
            sqlx::query_scalar(CONTRACTED)
                .bind(newest())
                .fetch_one(&mut connection)
                .await?,
        ),
        false => Standing::Empty,
    };
    connection.close().await?;
    Ok(standing)
}
