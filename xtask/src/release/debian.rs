//! The Debian package: program, unit, settings, and what makes and removes the user.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use super::stage::{self, Release};
use super::tool;
use crate::process;

/// Pages for whoever runs it.
const PAGES: [&str; 7] = [
    "docs/operations.md",
    "docs/going-live.md",
    "docs/certification.md",
    "docs/device-api.md",
    "docs/events.md",
    "docs/webhooks.md",
    "docs/stability.md",
];
/// Those of the package's own files that run.
const SCRIPTS: [&str; 3] = ["postinst", "prerm", "postrm"];
const SETTINGS: &str = "etc/larder/larder.env";

/// Makes `larder_VERSION_amd64.deb`.
pub(super) fn make(release: &Release, artifacts: &Path) -> Result<()> {
    let folder = release.folder("debian")?;
    let own = release.root.join("deploy/debian");
    release.lay_out(&["larder"], &folder.join("usr/lib/larder"))?;
    stage::put(
        &own.join("larder.sh"),
        &folder.join("usr/bin/larder"),
        0o755,
    )?;
    stage::put(
        &own.join("larder.service"),
        &folder.join("lib/systemd/system/larder.service"),
        0o644,
    )?;
    stage::put(&own.join("larder.env"), &folder.join(SETTINGS), 0o640)?;
    for part in ["prometheus", "grafana"] {
        stage::put_all(
            &release.root.join("deploy").join(part),
            &folder.join("usr/share/larder").join(part),
        )?;
    }
    let doc = folder.join("usr/share/doc/larder");
    stage::put(&own.join("copyright"), &doc.join("copyright"), 0o644)?;
    stage::put(
        &artifacts.join(release.file(".cdx.json")),
        &doc.join("larder.cdx.json"),
        0o644,
    )?;
    for page in ["README.md", "CHANGELOG.md", "LICENSE-MIT"]
        .iter()
        .chain(&PAGES)
    {
        let from = release.root.join(page);
        let name = from.file_name().context("a page without a name")?;
        stage::put(&from, &doc.join(name), 0o644)?;
    }
    let control = release.filled("deploy/debian/control")?;
    let control = fill(&control, &libc()?, kibibytes(&folder)?);
    let package = folder.join("DEBIAN");
    stage::write(&package.join("control"), &control, 0o644)?;
    stage::write(&package.join("conffiles"), &format!("/{SETTINGS}\n"), 0o644)?;
    for script in SCRIPTS {
        stage::put(&own.join(script), &package.join(script), 0o755)?;
    }
    tool(
        Command::new("dpkg-deb")
            .args(["--build", "--root-owner-group", "-Zxz"])
            .arg(&folder)
            .arg(artifacts.join(format!("larder_{}_amd64.deb", release.version)))
            .env("SOURCE_DATE_EPOCH", &release.epoch),
    )
}

fn fill(control: &str, libc: &str, kibibytes: u64) -> String {
    control
        .replace("{libc}", libc)
        .replace("{kibibytes}", &kibibytes.to_string())
}

/// The C library that the programs were linked with; older ones may lack what they need.
fn libc() -> Result<String> {
    let mut query = Command::new("dpkg-query");
    let found = process::collect(query.args(["--show", "--showformat=${Version}", "libc6"]))?;
    let upstream = found.split('-').next().unwrap_or_default();
    Ok(upstream.to_owned())
}

fn kibibytes(folder: &Path) -> Result<u64> {
    let mut all = 0;
    for name in stage::names(folder)? {
        let path = folder.join(name);
        all += match path.is_dir() {
            true => kibibytes(&path)?,
            false => fs::metadata(&path)?.len().div_ceil(1024),
        };
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_the_control_file_is_left_open() {
        let control = include_str!("../../../deploy/debian/control").replace("{version}", "1.2.3");
        let control = fill(&control, "2.36", 1_234);
        assert!(!control.contains(['{', '}']), "{control}");
        for line in [
            "Version: 1.2.3",
            "Depends: adduser, ca-certificates, libc6 (>= 2.36)",
            "Installed-Size: 1234",
        ] {
            assert!(control.lines().any(|it| it == line), "{line}");
        }
        assert!(control.ends_with('\n'));
    }

    #[test]
    fn settings_are_what_the_scripts_and_the_unit_read() {
        let unit = include_str!("../../../deploy/debian/larder.service");
        assert!(unit.contains(&format!("EnvironmentFile=/{SETTINGS}\n")));
        let command = include_str!("../../../deploy/debian/larder.sh");
        assert!(command.contains(&format!(". /{SETTINGS}\n")));
        let settings = include_str!("../../../deploy/debian/larder.env");
        for line in settings.lines().filter(|line| line.contains('=')) {
            let name = line.trim_start_matches('#').split('=').next().unwrap();
            assert!(name.starts_with("LARDER_"), "{line}");
        }
    }
}
