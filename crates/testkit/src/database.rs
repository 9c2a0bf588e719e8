//! A database of a test's own.

use std::path::Path;

use cluster::Cluster;
use store::Store;
use tempfile::TempDir;

/// A database, and a folder beside it that goes with it.
pub struct Database {
    url: String,
    folder: TempDir,
}

impl Database {
    /// A SQLite file with nothing in it, which goes with this.
    pub fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}", folder.path().join("larder.db").display());
        Self { url, folder }
    }

    /// A PostgreSQL database with nothing in it, of the cluster of this process.
    pub fn postgres() -> Self {
        let url = Cluster::shared().unwrap().database().unwrap();
        Self::at(&url)
    }

    /// A database that somebody else has made, and keeps.
    pub fn at(url: &str) -> Self {
        Self {
            url: url.to_owned(),
            folder: tempfile::tempdir().unwrap(),
        }
    }

    /// Its address.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Where a test may leave files.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The store over it, with connections of its own.
    pub async fn store(&self) -> Store {
        Store::open(&self.url).await.unwrap()
    }
}
