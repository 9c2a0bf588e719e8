//! The shape of the sources: how long files are, where `ssr` may be asked for, who sets a title, and that both
//! databases have the same migrations.

use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::verdict;

/// Lines that a Rust file may have before its tests.
const LONGEST: usize = 500;

/// The only file of `app` that may ask whether it is built for the server.
const GATE: &str = "app/src/lib.rs";

/// The only file of `app` that may use the `Title` of `leptos_meta`.
const TITLE: &str = "app/src/components/title.rs";

/// # Errors
/// One line for each file that is too long.
pub(crate) fn sizes() -> Result<()> {
    let mut reasons = Vec::new();
    for file in rust_files(Path::new("."))? {
        let is_test =
            file.components().any(|part| part.as_os_str() == "tests") || file.ends_with("tests.rs");
        let length = own_lines(&read(&file)?);
        if length > LONGEST && !is_test {
            reasons.push(format!("{}: {length} lines before its tests", shown(&file)));
        }
    }
    verdict(reasons)
}

/// # Errors
/// One line for each file of `app` with a gate that belongs elsewhere.
pub(crate) fn gates() -> Result<()> {
    let mut reasons = Vec::new();
    for file in rust_files(Path::new("./app/src"))? {
        if shown(&file) != GATE && asks_for_ssr(&read(&file)?) {
            reasons.push(format!("{}: only {GATE} may ask for `ssr`", shown(&file)));
        }
    }
    verdict(reasons)
}

/// # Errors
/// One line for each file of `app` that sets a title past the component that escapes it.
pub(crate) fn titles() -> Result<()> {
    let mut reasons = Vec::new();
    for file in rust_files(Path::new("./app/src"))? {
        if shown(&file) != TITLE && sets_title(&read(&file)?) {
            reasons.push(format!(
                "{}: leptos_meta's Title does not escape; use components::Title",
                shown(&file)
            ));
        }
    }
    verdict(reasons)
}

/// # Errors
/// One line for each migration that only one of the databases has.
pub(crate) fn migrations() -> Result<()> {
    let sqlite = entries(Path::new("migrations/sqlite"))?;
    let postgres = entries(Path::new("migrations/postgres"))?;
    let lonely = sqlite.symmetric_difference(&postgres);
    verdict(
        lonely
            .map(|name| format!("{name} is there for one database only"))
            .collect(),
    )
}

/// How many lines come before the tests.
fn own_lines(text: &str) -> usize {
    let lines: Vec<_> = text.lines().collect();
    let is_tests = |pair: &[&str]| pair[0] == "#[cfg(test)]" && pair[1].ends_with('{');
    lines.windows(2).position(is_tests).unwrap_or(lines.len())
}

fn asks_for_ssr(text: &str) -> bool {
    text.split_whitespace()
        .collect::<String>()
        .contains("feature=\"ssr\"")
}

/// Whether `leptos_meta`'s `Title` is named, alone, in a list, or by everything.
fn sets_title(text: &str) -> bool {
    text.split("leptos_meta::").skip(1).any(|rest| {
        let named = match rest.strip_prefix('{') {
            Some(list) => list.split('}').next().unwrap_or_default(),
            None => rest
                .split(|c: char| c != '*' && !c.is_alphanumeric())
                .next()
                .unwrap_or_default(),
        };
        let mut names = named.split(|c: char| c != '*' && !c.is_alphanumeric());
        names.any(|name| name == "Title" || name == "*")
    })
}

/// All Rust files of ours under `folder`, in order.
pub(super) fn rust_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for name in entries(folder)? {
        let path = folder.join(&name);
        if path.is_dir() && !name.starts_with('.') && name != "target" && name != "node_modules" {
            found.extend(rust_files(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    Ok(found)
}

/// The names in a folder; none when there is no folder.
fn entries(folder: &Path) -> Result<BTreeSet<String>> {
    let listed = match fs::read_dir(folder) {
        Ok(listed) => listed,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(BTreeSet::new()),
        Err(error) => return Err(error).with_context(|| folder.display().to_string()),
    };
    listed
        .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
        .collect()
}

fn read(file: &Path) -> Result<String> {
    fs::read_to_string(file).with_context(|| file.display().to_string())
}

fn shown(file: &Path) -> String {
    file.strip_prefix(".").unwrap_or(file).display().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_up_to_the_tests() {
        assert_eq!(own_lines("one\ntwo\n#[cfg(test)]\nmod tests {\n}\n"), 2);
        assert_eq!(own_lines("#[cfg(test)]\nmod tests;\nthree\n"), 3);
        assert_eq!(own_lines(""), 0);
    }

    #[test]
    fn a_title_that_does_not_escape_is_found() {
        for text in [
            "use leptos_meta::Title;",
            "use leptos_meta::{MetaTags,\n    Title as Other, provide_meta_context};",
            "use leptos_meta::*;",
            "view! { <leptos_meta::Title text/> }",
        ] {
            assert!(sets_title(text), "{text}");
        }
        for text in [
            "use leptos_meta::MetaTags; use crate::components::Title;",
            "use leptos_meta::{MetaTags, provide_meta_context}; fn Title() {}",
            "use crate::components::{Title};",
        ] {
            assert!(!sets_title(text), "{text}");
        }
    }

    #[test]
    fn a_gate_is_found_however_it_is_spaced() {
        assert!(asks_for_ssr("#[cfg(all(not(test), feature  =\n \"ssr\"))]"));
        assert!(!asks_for_ssr("#[cfg(feature = \"hydrate\")] // ssr"));
    }
}
