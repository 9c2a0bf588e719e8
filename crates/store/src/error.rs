//! What a caller can act on.

use sqlx::error::ErrorKind;

use crate::connection::PREPARED;

/// Why the database did not do it.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The address is neither `sqlite://…` nor `postgres://…`.
    #[error("the database address must begin with sqlite:// or postgres://")]
    Address,
    /// Something with the same unique key is there already.
    #[error("it is there already")]
    Conflict,
    /// A registration without a sealed token.
    #[error("a registration is stored with its tokens alone")]
    NoToken,
    /// The migrations could not be applied.
    #[error("the database could not be migrated")]
    Migrate(#[source] sqlx::migrate::MigrateError),
    /// A newer build migrated the database, and took away what this one needs.
    #[error(
        "a newer Larder has migrated this database (to {found}, and this one knows {known}): start that one, or \
         restore a backup from before"
    )]
    Newer {
        /// Its migration.
        found: i64,
        /// The last one that is known here.
        known: i64,
    },
    /// Something between here and PostgreSQL keeps no session.
    #[error(
        "between here and PostgreSQL is a pooler that keeps no session, or drops the settings a connection begins \
         with: name PostgreSQL itself in LARDER_DATABASE_URL, or set pool_mode = session and no \
         ignore_startup_parameters"
    )]
    Pooled,
    /// Another server has the database.
    #[error("another server runs on {0}; one SQLite file has one server")]
    Served(String),
    /// The file that says which server has the database cannot be made or locked.
    #[error("{0} cannot be locked")]
    Lock(String, #[source] std::io::Error),
    /// The database did not answer as it should.
    #[error("{}", words(.0))]
    Database(#[source] sqlx::Error),
}

/// Why a database that answers takes no writes now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Refusal {
    ReadOnly,
    Full,
    Failing,
    Locked,
}

impl Refusal {
    fn of(error: &sqlx::Error) -> Option<Self> {
        let code = error.as_database_error()?.code()?;
        match code.as_ref() {
            // PostgreSQL's codes have five characters: read_only_sql_transaction, disk_full.
            "25006" => return Some(Self::ReadOnly),
            "53100" => return Some(Self::Full),
            code if code.len() >= 5 => return None,
            _ => {}
        }
        // SQLite's last byte names the kind: BUSY, READONLY, IOERR, FULL, CANTOPEN.
        match code.parse::<u32>().ok()? & 0xff {
            5 => Some(Self::Locked),
            8 => Some(Self::ReadOnly),
            10 | 14 => Some(Self::Failing),
            13 => Some(Self::Full),
            _ => None,
        }
    }
}

fn words(error: &sqlx::Error) -> &'static str {
    match Refusal::of(error) {
        Some(Refusal::ReadOnly) => "the database refuses writes: it is read-only",
        Some(Refusal::Full) => "the database refuses writes: its disk is full",
        Some(Refusal::Failing) => "the database refuses writes: its file cannot be read or written",
        Some(Refusal::Locked) => "the database refuses writes: somebody else keeps it locked",
        None => "the database did not answer",
    }
}

impl Error {
    /// Whether a new connection may do what this one did not: the server at its other end takes no writes, and another
    /// one may have its address; or it is in a transaction that a failure left it in.
    pub fn is_of_connection(&self) -> bool {
        use sqlx::Error as E;
        match self {
            Self::Database(E::InvalidSavePointStatement | E::BeginFailed) => true,
            Self::Database(error) => {
                Refusal::of(error).is_some_and(|refusal| refusal != Refusal::Locked)
            }
            _ => false,
        }
    }

    /// Whether the database itself cannot be used now, whatever it is asked.
    pub fn is_away(&self) -> bool {
        use sqlx::Error as E;
        let Self::Database(error) = self else {
            return false;
        };
        match error {
            error if Refusal::of(error).is_some() => true,
            E::InvalidSavePointStatement | E::BeginFailed => true,
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
        let said = error.as_database_error();
        // "cached plan must not change result type"
        if said.is_some_and(|said| said.code().as_deref() == Some("0A000")) {
            PREPARED.now();
        }
        match said.map(sqlx::error::DatabaseError::kind) {
            Some(ErrorKind::UniqueViolation) => Self::Conflict,
            _ => Self::Database(error),
        }
    }
}
