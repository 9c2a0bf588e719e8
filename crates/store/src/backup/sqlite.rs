//! SQLite: page by page, within one read transaction. SQLite's own way of copying begins again whenever somebody else
//! writes, unless the one who copies keeps to one snapshot.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::os::unix::fs::{MetadataExt as _, chown};
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::Duration;

use domain::Time;
use domain::heartbeat::Heartbeat;
use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};
use sqlx::sqlite::SqliteConnectOptions;
use tempfile::NamedTempFile;

use super::{Error, NUMBERS, Progress, SIGN_OUT, Tell, folder, known, remove, sync};
use crate::tx::on;
use crate::{Lock, Store};

/// Pages between two looks at how far it is.
const PAGES: i32 = 4_096;
/// Bytes that are read without a call for each page.
const MAPPED: i64 = 1 << 40;
const WAIT: Duration = Duration::from_secs(10);

/// The file of an address.
pub(super) fn path(url: &str) -> Result<PathBuf, Error> {
    let options = SqliteConnectOptions::from_str(url)?;
    Ok(options.get_filename().to_owned())
}

/// Copies a database as it is now into an empty file.
pub(super) fn copy(from: &Path, to: &Path, tell: Tell<'_>) -> Result<(), Error> {
    let source = Connection::open_with_flags(from, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    source.busy_timeout(WAIT)?;
    source.pragma_update(None, "mmap_size", MAPPED)?;
    let snapshot = source.unchecked_transaction()?;
    snapshot.query_row("SELECT COUNT(*) FROM sqlite_schema", [], |_| Ok(()))?;
    let mut copy = Connection::open(to)?;
    // The file is nobody's before it is whole, and synced then.
    copy.execute_batch("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")?;
    let backup = Backup::new(&snapshot, &mut copy)?;
    loop {
        let step = backup.step(PAGES)?;
        let progress = backup.progress();
        let [all, left] = [progress.pagecount, progress.remaining].map(i64::from);
        tell(Progress {
            what: "pages",
            done: u64::try_from(all - left).unwrap_or(0),
            all: u64::try_from(all).ok(),
        });
        match step {
            StepResult::More => {}
            StepResult::Done => return Ok(()),
            // Nobody else has the new file, and nobody writes into a snapshot.
            _ => return Err(busy().into()),
        }
    }
}

fn busy() -> rusqlite::Error {
    let code = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_BUSY);
    rusqlite::Error::SqliteFailure(code, None)
}

pub(super) async fn restore(url: &str, file: &Path, tell: Tell<'_>) -> Result<(), Error> {
    let named = path(url)?;
    // Where a link is named, what it leads to is replaced; one that leads nowhere may be of a disk that is missing.
    let database = match fs::canonicalize(&named) {
        Ok(database) => database,
        Err(error) if named.is_symlink() => return Err(Error::File(named, error)),
        Err(_) => named,
    };
    let _lock = Lock::take(url)?;
    let failed = |error| Error::File(database.clone(), error);
    is_whole(file)?;
    let part = NamedTempFile::new_in(folder(&database)).map_err(failed)?;
    copy(file, part.path(), tell).map_err(|error| match error {
        Error::Sqlite(error) => Error::Damaged(file.to_owned(), error.to_string()),
        error => error,
    })?;
    check(file, part.path())?;
    let store = Store::open(&format!("sqlite://{}", part.path().display())).await?;
    let mut tx = store.write().await?;
    tx.pulse_put(&Heartbeat::first(Time::from_millis(0)))
        .await?;
    for sql in [SIGN_OUT, NUMBERS[0]] {
        on!(tx, c => sqlx::query(sql).execute(c).await?.rows_affected());
    }
    tx.commit().await?;
    store.close().await;
    part.as_file().sync_all().map_err(failed)?;
    settle(&database)?;
    liken(part.as_file(), part.path(), &database).map_err(failed)?;
    part.persist(&database)
        .map_err(|error| failed(error.error))?;
    sync(folder(&database))
}

/// Whether a file has all the pages that its header names, which SQLite does not mind where the last one is short.
fn is_whole(file: &Path) -> Result<(), Error> {
    let failed = |error| Error::File(file.to_owned(), error);
    let mut header = [0; 32];
    let mut opened = File::open(file).map_err(failed)?;
    opened.read_exact(&mut header).map_err(failed)?;
    let page = u64::from(u16::from_be_bytes([header[16], header[17]]));
    // 1 stands for a page of 64 KiB.
    let page = if page == 1 { 1 << 16 } else { page };
    let pages = u32::from_be_bytes([header[28], header[29], header[30], header[31]]);
    let size = opened.metadata().map_err(failed)?.len();
    if page == 0 || size % page != 0 || size < page * u64::from(pages) {
        return Err(Error::Damaged(
            file.to_owned(),
            "its end is missing".to_owned(),
        ));
    }
    Ok(())
}

/// Whether a copy is sound, Larder's, and of no build that is newer than this one.
fn check(file: &Path, copy: &Path) -> Result<(), Error> {
    let damaged = |what: String| Error::Damaged(file.to_owned(), what);
    let copy = Connection::open_with_flags(copy, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let found: String = copy
        .query_row("PRAGMA quick_check(1)", [], |row| row.get(0))
        .map_err(|error| damaged(error.to_string()))?;
    if found != "ok" {
        return Err(damaged(found));
    }
    let version = copy.query_row("SELECT MAX(version) FROM _sqlx_migrations", [], |row| {
        row.get::<_, Option<i64>>(0)
    });
    match version {
        Ok(Some(version)) => known(version),
        _ => Err(Error::NoBackup(file.to_owned())),
    }
}

/// Gives a file to whoever has the one whose place it takes, as far as that is allowed, with the same rights.
fn liken(file: &File, path: &Path, old: &Path) -> io::Result<()> {
    let Ok(old) = fs::metadata(old) else {
        return Ok(());
    };
    match chown(path, Some(old.uid()), Some(old.gid())) {
        Err(error) if error.kind() != io::ErrorKind::PermissionDenied => return Err(error),
        _ => {}
    }
    file.set_permissions(old.permissions())
}

/// Leaves nothing beside a database that could be taken for a part of the one that takes its place.
fn settle(database: &Path) -> Result<(), Error> {
    if database.exists() {
        let old = Connection::open_with_flags(database, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        // One that is damaged cannot be settled, and is the reason why another takes its place.
        let _ = old.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
    }
    for end in ["-wal", "-shm"] {
        let mut beside = database.as_os_str().to_owned();
        beside.push(end);
        remove(Path::new(&beside))?;
    }
    Ok(())
}
