//! The migrations of both databases, as this build knows them.

use sqlx::migrate::{MigrateError, Migrator};

use crate::Error;

pub(crate) static SQLITE: Migrator = sqlx::migrate!("../../migrations/sqlite");
pub(crate) static POSTGRES: Migrator = sqlx::migrate!("../../migrations/postgres");

/// The last migration that this build knows; both databases have the same.
pub(crate) fn newest() -> i64 {
    SQLITE.iter().map(|it| it.version).max().unwrap_or(0)
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
