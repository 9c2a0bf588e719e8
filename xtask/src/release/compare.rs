//! Two builds of one commit: the sources are cloned to another folder, built there, and every file compared.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;
use std::{env, fs};

use anyhow::Result;

use super::stage;
use crate::process;

/// Builds the commit that is checked out once more; says what differs. False where anything does.
pub(super) fn with_another(first: &Path, target: &Path) -> Result<bool> {
    let root = target.join("release-again");
    if root.exists() {
        fs::remove_dir_all(&root)?;
    }
    process::show(
        Command::new("git")
            .args(["clone", "--quiet", "--no-hardlinks", "."])
            .arg(&root),
    )?;
    // It builds into the folder that it is in.
    let programs = root.join("target/debug");
    fs::create_dir_all(&programs)?;
    let xtask = programs.join("xtask");
    fs::copy(env::current_exe()?, &xtask)?;
    super::build(&xtask, &root)?;
    let second = super::make(&root, &root.join("target"))?;
    let found = differences(first, &second)?;
    for line in &found {
        println!("{line}");
    }
    if found.is_empty() {
        println!("Both builds are the same, byte for byte.");
    }
    Ok(found.is_empty())
}

/// A line for each file that is not the same in both folders.
fn differences(first: &Path, second: &Path) -> Result<Vec<String>> {
    let names: BTreeSet<_> = stage::names(first)?
        .into_iter()
        .chain(stage::names(second)?)
        .collect();
    let mut found = Vec::new();
    for name in names {
        let (one, other) = (first.join(&name), second.join(&name));
        if !one.exists() || !other.exists() {
            found.push(format!("{name}: in one build only"));
        } else if one.is_dir() {
            let inner = differences(&one, &other)?;
            found.extend(inner.into_iter().map(|line| format!("{name}/{line}")));
        } else {
            let (one, other) = (fs::read(&one)?, fs::read(&other)?);
            if let Some(at) = first_difference(&one, &other) {
                found.push(format!(
                    "{name}: differs from byte {at} on ({} and {} bytes)",
                    one.len(),
                    other.len()
                ));
            }
        }
    }
    Ok(found)
}

fn first_difference(one: &[u8], other: &[u8]) -> Option<usize> {
    let at = one.iter().zip(other).position(|(a, b)| a != b);
    at.or_else(|| (one.len() != other.len()).then(|| one.len().min(other.len())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_is_named_with_its_place() {
        let folder = tempfile::tempdir().unwrap();
        let (one, other) = (folder.path().join("1"), folder.path().join("2"));
        for side in [&one, &other] {
            fs::create_dir_all(side.join("site")).unwrap();
            fs::write(side.join("same"), "same").unwrap();
            fs::write(side.join("site/a"), "abc").unwrap();
        }
        assert_eq!(differences(&one, &other).unwrap(), [""; 0]);
        fs::write(other.join("site/a"), "abd!").unwrap();
        fs::write(one.join("more"), "").unwrap();
        assert_eq!(
            differences(&one, &other).unwrap(),
            [
                "more: in one build only",
                "site/a: differs from byte 2 on (3 and 4 bytes)"
            ]
        );
    }
}
