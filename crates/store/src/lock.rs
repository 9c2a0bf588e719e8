//! One server on one SQLite file: it takes back the leases of work at its start, which must be nobody's.

use std::fs::{self, File, TryLockError};
use std::path::PathBuf;
use std::str::FromStr;

use sqlx::sqlite::SqliteConnectOptions;

use crate::Error;

/// Says that this process is the one, until it is dropped or the process ends, however that ends.
#[derive(Debug)]
pub struct Lock(#[expect(dead_code, reason = "the lock lives as long as the open file")] File);

impl Lock {
    /// Takes the database of that address, with an empty file beside it that the system locks. PostgreSQL has as
    /// many servers as anybody likes, and no lock.
    pub fn take(url: &str) -> Result<Option<Self>, Error> {
        if !url.starts_with("sqlite:") {
            return Ok(None);
        }
        let options = SqliteConnectOptions::from_str(url)?;
        let named = options.get_filename();
        // One file has one lock, however it is called.
        let database = fs::canonicalize(named).unwrap_or_else(|_| named.to_owned());
        let mut beside = database.clone().into_os_string();
        beside.push(".lock");
        let path = PathBuf::from(beside);
        let failed = |error| Error::Lock(path.display().to_string(), error);
        let file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(failed)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Self(file))),
            Err(TryLockError::WouldBlock) => Err(Error::Served(database.display().to_string())),
            Err(TryLockError::Error(error)) => Err(failed(error)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_file_has_one_server_by_whatever_name() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("larder.db");
        fs::write(&file, b"").unwrap();
        let url = |name: &str| format!("sqlite://{}/{name}", folder.path().display());
        let lock = Lock::take(&url("larder.db")).unwrap();
        assert!(lock.is_some());
        std::os::unix::fs::symlink(&file, folder.path().join("link.db")).unwrap();
        for name in ["larder.db", "link.db", "./larder.db"] {
            let second = Lock::take(&url(name)).unwrap_err().to_string();
            assert!(second.contains("larder.db; one SQLite file"), "{second}");
        }
        assert!(Lock::take(&url("other.db")).unwrap().is_some());
        drop(lock);
        assert!(Lock::take(&url("larder.db")).unwrap().is_some());
        assert!(Lock::take("postgres://localhost/larder").unwrap().is_none());
    }
}
