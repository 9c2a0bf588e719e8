//! The migrations of both databases, as this build knows them.

use sqlx::migrate::{MigrateError, Migrator};

use crate::Error;

pub(crate) static SQLITE: Migrator = sqlx::migrate!("../../migrations/sqlite");
pub(crate) static POSTGRES: Migrator = sqlx::migrate!("../../migrations/postgres");

/// The last migration that this build knows; both databases have the same.
pub(crate) fn newest() -> i64 {
    SQLITE.iter().map(|it| it.version).max().unwrap_or(0)
}

/// Whether a migration of that name takes something away, so that a server of the version before cannot go on.
pub(crate) fn contracts(name: &str) -> bool {
    name.starts_with("contract ")
}

impl From<MigrateError> for Error {
    fn from(error: MigrateError) -> Self {
        match error {
            MigrateError::VersionMissing(found) => Self::Newer {
                found,
                known: newest(),
            },
            error => Self::Migrate(error),
        }
    }
}
