//! The archive that runs from any folder, and the container's files beside it.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use super::stage::{self, Release};
use super::tool;
use crate::dist::PROGRAMS;
use crate::process;

/// What this build runs on.
const SYSTEM: &str = "x86_64-linux";
/// Files of the sources that are read by people, by their own names.
const READ: [&str; 5] = [
    "README.md",
    "CHANGELOG.md",
    "SECURITY.md",
    "LICENSE-MIT",
    "LICENSE-APACHE",
];
/// The container's, which also stand beside the archive.
const CONTAINER: [&str; 3] = ["Containerfile", "compose.yaml", "larder.env"];

/// Makes `larder-VERSION-x86_64-linux.tar.zst`.
pub(super) fn make(release: &Release, artifacts: &Path) -> Result<()> {
    let name = format!("{}-{SYSTEM}", release.name());
    let above = release.folder("archive")?;
    let folder = above.join(&name);
    release.lay_out(&PROGRAMS, &folder)?;
    for file in READ {
        stage::put(&release.root.join(file), &folder.join(file), 0o644)?;
    }
    stage::put_all(&release.root.join("docs"), &folder.join("docs"))?;
    stage::put_all(
        &release.root.join("crates/demo/data"),
        &folder.join("crates/demo/data"),
    )?;
    let clients = process::collect(
        Command::new("git")
            .args(["ls-files", "clients/c", "clients/python"])
            .current_dir(&release.root),
    )?;
    for file in clients.lines() {
        stage::put(&release.root.join(file), &folder.join(file), 0o644)?;
    }
    for part in ["prometheus", "grafana"] {
        stage::put_all(
            &release.root.join("deploy").join(part),
            &folder.join("deploy").join(part),
        )?;
    }
    for file in CONTAINER {
        let text = release.filled(&format!("deploy/container/{file}"))?;
        stage::write(&folder.join(file), &text, 0o644)?;
        if file != "larder.env" {
            stage::write(&artifacts.join(file), &text, 0o644)?;
        }
    }
    tool(
        Command::new("tar")
            .args(["--create", "--sort=name", "--format=gnu"])
            .args(["--owner=0", "--group=0", "--numeric-owner"])
            .arg(format!("--mtime=@{}", release.epoch))
            .args(["--use-compress-program", "zstd -19 --threads=1"])
            .arg("--file")
            .arg(artifacts.join(format!("{name}.tar.zst")))
            .arg("--directory")
            .arg(&above)
            .arg(&name),
    )
}
