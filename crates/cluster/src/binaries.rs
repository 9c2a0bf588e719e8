//! Where PostgreSQL's programs are: Debian keeps the server's off `PATH`.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::Error;

/// The directory that holds `initdb` and everything that came with it.
pub(crate) fn find() -> Result<PathBuf, Error> {
    on_path()
        .or_else(|| newest(Path::new("/usr/lib/postgresql")))
        .ok_or(Error::Missing)
}

/// A link on `PATH` may stand alone, so what it points to counts.
fn on_path() -> Option<PathBuf> {
    let initdb = env::split_paths(&env::var_os("PATH")?)
        .find_map(|d| d.join("initdb").canonicalize().ok())?;
    initdb.parent().map(Path::to_owned)
}

/// `<root>/<version>/bin` of the highest version that has an `initdb`.
fn newest(root: &Path) -> Option<PathBuf> {
    fs::read_dir(root)
        .ok()?
        .filter_map(|entry| {
            let entry = entry.ok()?;
            let version: u32 = entry.file_name().to_str()?.parse().ok()?;
            let bin = entry.path().join("bin");
            bin.join("initdb").exists().then_some((version, bin))
        })
        .max()
        .map(|(_, bin)| bin)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_version_with_a_server_wins() {
        let root = env::temp_dir().join(format!("larder-binaries-{}", std::process::id()));
        for version in ["9", "15", "common"] {
            fs::create_dir_all(root.join(version).join("bin")).unwrap();
            fs::write(root.join(version).join("bin/initdb"), "").unwrap();
        }
        fs::create_dir_all(root.join("17/bin")).unwrap();
        let found = newest(&root);
        fs::remove_dir_all(&root).unwrap();
        assert_eq!(found, Some(root.join("15/bin")));
    }

    #[test]
    fn no_directory_is_no_server() {
        assert_eq!(newest(Path::new("/nowhere/at/all")), None);
    }
}
