//! What is at a database's address, asked without making, migrating or changing anything there.

use std::str::FromStr;

use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions as _, Connection as _};

use crate::migrate::newest;
use crate::{Error, Store};

const SQLITE_HAS_LARDER: &str =
    "SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE name = '_sqlx_migrations')";
const POSTGRES_HAS_LARDER: &str = "SELECT to_regclass('_sqlx_migrations') IS NOT NULL";
const LAST: &str = "SELECT COALESCE(MAX(version), 0) FROM _sqlx_migrations";

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
    /// The schema of a newer build, on which this one does not start.
    Newer {
        /// Its last migration.
        found: i64,
        /// The last one that is known here.
        known: i64,
    },
}

impl Standing {
    fn of(found: i64) -> Self {
        let known = newest();
        match found {
            0 => Self::Empty,
            _ if found < known => Self::Older { found, known },
            _ if found > known => Self::Newer { found, known },
            _ => Self::Current,
        }
    }
}

impl Store {
    /// What is at that address.
    ///
    /// # Errors
    /// It is no address, or nobody answers there.
    pub async fn standing(url: &str) -> Result<Standing, Error> {
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
}

async fn sqlite(mut connection: SqliteConnection) -> Result<Standing, Error> {
    let is_ours: bool = sqlx::query_scalar(SQLITE_HAS_LARDER)
        .fetch_one(&mut connection)
        .await?;
    let found = match is_ours {
        true => sqlx::query_scalar(LAST).fetch_one(&mut connection).await?,
        false => 0,
    };
    connection.close().await?;
    Ok(Standing::of(found))
}

async fn postgres(mut connection: PgConnection) -> Result<Standing, Error> {
    let is_ours: bool = sqlx::query_scalar(POSTGRES_HAS_LARDER)
        .fetch_one(&mut connection)
        .await?;
    let found = match is_ours {
        true => sqlx::query_scalar(LAST).fetch_one(&mut connection).await?,
        false => 0,
    };
    connection.close().await?;
    Ok(Standing::of(found))
}
