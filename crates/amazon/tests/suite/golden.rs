//! Golden files: what is sent and answered, byte for byte. A request's file has `\n` for line ends
//! and `HOST` for the host.

use std::path::PathBuf;

pub fn read(name: &str) -> String {
    std::fs::read_to_string(path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Names of the files in a folder, sorted.
pub fn names(folder: &str) -> Vec<String> {
    let entries = std::fs::read_dir(path(folder)).unwrap();
    let name = |entry: std::io::Result<std::fs::DirEntry>| {
        format!(
            "{folder}/{}",
            entry.unwrap().file_name().into_string().unwrap()
        )
    };
    let mut names: Vec<_> = entries.map(name).collect();
    names.sort();
    assert!(!names.is_empty(), "{folder} is empty");
    names
}

/// Compares a request with `requests/<name>.http`.
#[track_caller]
pub fn check_request(name: &str, request: &str) {
    let expected = read(&format!("requests/{name}.http"));
    assert_eq!(
        request.trim_end_matches('\n'),
        expected.trim_end_matches('\n'),
        "{name}"
    );
}

fn path(name: &str) -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "tests", "golden", name]
        .iter()
        .collect()
}
