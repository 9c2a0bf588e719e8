//! Backups of a whole database in one file, and putting them back.
//!
//! - A backup is one snapshot. Servers go on while it is made: of SQLite it is a SQLite file, of PostgreSQL a text of
//!   `COPY` for each table, with a hash at its end. It has its name when it is whole and on disk, and takes no other
//!   file's place.
//! - A restore looks at the whole file first, and changes nothing where anything is wrong with it. It puts all of it
//!   back and migrates it, or nothing: a SQLite file is made beside the database and takes its place at once;
//!   PostgreSQL does it in one transaction.
//! - What was put back is marked: as long as nothing is counted, and for a day at most, nothing is ordered.
//! - Nobody is signed in by what was put back: a session that ended after the backup would go on.

mod postgres;
mod sqlite;

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// How far it is.
#[derive(Clone, Copy, Debug)]
pub struct Progress<'a> {
    /// What is counted: `pages`, or the rows of a table.
    pub what: &'a str,
    /// So many are done.
    pub done: u64,
    /// Of so many, where that is known.
    pub all: Option<u64>,
}

/// Is told of progress, many times a second.
pub type Tell<'a> = &'a (dyn Fn(Progress<'_>) + Sync);

/// Why there is no backup, or nothing was put back. The database is as it was then.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A backup takes no other file's place.
    #[error("{} is there already: name a new file", .0.display())]
    Exists(PathBuf),
    /// A file cannot be read or written.
    #[error("{}", .0.display())]
    File(PathBuf, #[source] io::Error),
    /// The file is something else.
    #[error("{} is no backup of Larder", .0.display())]
    NoBackup(PathBuf),
    /// The file is not as it was made.
    #[error("{} is damaged or not whole: {}", .0.display(), .1)]
    Damaged(PathBuf, String),
    /// Of the other kind of database.
    #[error("{} is a backup of {found}, and LARDER_DATABASE_URL names {wanted}", .file.display())]
    Other {
        /// The backup.
        file: PathBuf,
        /// Whose it is.
        found: &'static str,
        /// What is to be restored.
        wanted: &'static str,
    },
    /// There are tables, and they are not Larder's.
    #[error(
        "there are tables in this database that are not Larder's; it needs a database or a schema of its own"
    )]
    Foreign,
    /// Somebody uses the database.
    #[error("{0} others are connected to this database: stop every server first, or add --force")]
    InUse(i64),
    /// The SQLite file cannot be copied.
    #[error("the SQLite file cannot be read or written")]
    Sqlite(#[from] rusqlite::Error),
    /// The database.
    #[error(transparent)]
    Store(#[from] crate::Error),
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

impl From<sqlx::migrate::MigrateError> for Error {
    fn from(error: sqlx::migrate::MigrateError) -> Self {
        Self::Store(error.into())
    }
}

/// Ends every session.
const SIGN_OUT: &str = "DELETE FROM sessions";

/// Lets events go on past every number that was read since the backup: whoever numbers much at once is ahead of the
/// clock, and by less than a day.
const NUMBERS: [&str; 2] = [
    "INSERT INTO event_numbers (id, last) VALUES (1, unixepoch() * 1000 + 86400000)
     ON CONFLICT (id) DO UPDATE SET last = MAX(event_numbers.last, excluded.last)",
    "INSERT INTO event_numbers (id, last)
     VALUES (1, CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT) + 86400000)
     ON CONFLICT (id) DO UPDATE SET last = GREATEST(event_numbers.last, excluded.last)",
];

const SQLITE: &str = "SQLite";
const POSTGRES: &str = "PostgreSQL";

/// Writes a backup of the database into a new file; servers may run.
pub async fn backup(url: &str, file: &Path, tell: Tell<'_>) -> Result<(), Error> {
    if file.exists() {
        return Err(Error::Exists(file.to_owned()));
    }
    let failed = |error| Error::File(file.to_owned(), error);
    let part = NamedTempFile::new_in(folder(file)).map_err(failed)?;
    if url.starts_with("sqlite:") {
        sqlite::copy(&sqlite::path(url)?, part.path(), tell)?;
    } else {
        postgres::backup(url, &part, file, tell).await?;
    }
    part.as_file().sync_all().map_err(failed)?;
    part.persist_noclobber(file)
        .map_err(|error| match error.error.kind() {
            io::ErrorKind::AlreadyExists => Error::Exists(file.to_owned()),
            _ => failed(error.error),
        })?;
    sync(folder(file))
}

/// Puts a backup in the place of everything that is in the database, and migrates it. No server may run; `force`
/// lets others stay connected to PostgreSQL.
pub async fn restore(url: &str, file: &Path, force: bool, tell: Tell<'_>) -> Result<(), Error> {
    let wanted = if url.starts_with("sqlite:") {
        SQLITE
    } else {
        POSTGRES
    };
    let found = kind(file)?;
    if found != wanted {
        return Err(Error::Other {
            file: file.to_owned(),
            found,
            wanted,
        });
    }
    match wanted {
        SQLITE => sqlite::restore(url, file, tell).await,
        _ => postgres::restore(url, file, force, tell).await,
    }
}

/// Whose backup a file is, by how it begins.
fn kind(file: &Path) -> Result<&'static str, Error> {
    const SQLITE_BEGINS: &[u8] = b"SQLite format 3\0";
    let failed = |error| Error::File(file.to_owned(), error);
    let mut begin = Vec::new();
    File::open(file)
        .map_err(failed)?
        .take(64)
        .read_to_end(&mut begin)
        .map_err(failed)?;
    if begin.starts_with(SQLITE_BEGINS) {
        Ok(SQLITE)
    } else if begin.starts_with(postgres::BEGINS.as_bytes()) {
        Ok(POSTGRES)
    } else {
        Err(Error::NoBackup(file.to_owned()))
    }
}

/// Whether a backup of that migration can be migrated to what this build knows.
fn known(version: i64) -> Result<(), Error> {
    let known = crate::migrate::newest();
    if version > known {
        let found = version;
        return Err(crate::Error::Newer { found, known }.into());
    }
    Ok(())
}

fn folder(file: &Path) -> &Path {
    match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// A name is on disk when its folder is.
fn sync(folder: &Path) -> Result<(), Error> {
    let synced = File::open(folder).and_then(|folder| folder.sync_all());
    synced.map_err(|error| Error::File(folder.to_owned(), error))
}

/// Removes a file that may not be there.
fn remove(file: &Path) -> Result<(), Error> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(Error::File(file.to_owned(), error))
        }
        _ => Ok(()),
    }
}
