//! What a caller can act on.

use sqlx::error::ErrorKind;

/// Why the database did not do it.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The address is neither `sqlite://…` nor `postgres://…`.
    #[error("the database address must begin with sqlite:// or postgres://")]
    Address,
    /// Something with the same unique key is there already.
    #[error("it is there already")]
    Conflict,
    /// The migrations could not be applied.
    #[error("the database could not be migrated")]
    Migrate(#[from] sqlx::migrate::MigrateError),
    /// The database did not answer as it should.
    #[error("the database did not answer")]
    Database(#[source] sqlx::Error),
}

impl Error {
    /// Whether the database itself cannot be used now, whatever it is asked.
    pub fn is_away(&self) -> bool {
        use sqlx::Error as E;
        let Self::Database(error) = self else {
            return false;
        };
        match error {
            E::Io(_) | E::Tls(_) | E::Protocol(_) => true,
            E::PoolTimedOut | E::PoolClosed | E::WorkerCrashed => true,
            // PostgreSQL's classes: connection, resources, operator's intervention.
            E::Database(said) => said.code().is_some_and(|code| {
                code.len() == 5
                    && ["08", "53", "57"]
                        .iter()
                        .any(|class| code.starts_with(class))
            }),
            _ => false,
        }
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        match error
            .as_database_error()
            .map(sqlx::error::DatabaseError::kind)
        {
            Some(ErrorKind::UniqueViolation) => Self::Conflict,
            _ => Self::Database(error),
        }
    }
}
