//! What people read and operators install: links lead somewhere, and files for other programs are as those read them.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::install;
use crate::process::collect;

/// The tools, as a list of Python packages.
const TOOLS: &str = "lint";
const CONTAINER: &str = "deploy/container";
const FORMS: &str = ".github/ISSUE_TEMPLATE";
const RULES: [&str; 2] = [
    "deploy/prometheus/rules.yml",
    "deploy/prometheus/rules_test.yml",
];

/// Links between pages and to their headings; nobody outside is asked.
///
/// # Errors
/// What lychee says.
pub(crate) fn links() -> Result<()> {
    let pages = collect(Command::new("git").args(["ls-files", "*.md"]))?;
    collect(
        tool("lychee")?
            .args(["--offline", "--no-progress", "--include-fragments", "--"])
            .args(pages.lines()),
    )
    .map(drop)
}

/// The container's file by hadolint, the one for compose and the forms for issues by their schemas.
///
/// # Errors
/// What either says.
pub(crate) fn files() -> Result<()> {
    collect(tool("hadolint")?.arg(format!("{CONTAINER}/Containerfile")))?;
    schema("compose-spec", &format!("{CONTAINER}/compose.yaml"))?;
    schema("github-issue-config", &format!("{FORMS}/config.yml"))?;
    for form in ["fault", "wish"] {
        schema("github-issue-forms", &format!("{FORMS}/{form}.yml"))?;
    }
    Ok(())
}

/// Alert rules, and their tests, by Prometheus' own tool.
///
/// # Errors
/// What promtool says.
pub(crate) fn rules() -> Result<()> {
    let promtool = install::promtool()?;
    let [rules, tests] = RULES;
    collect(Command::new(&promtool).args(["check", "rules", rules]))?;
    let folder = Path::new(tests).parent().context("in no folder")?;
    collect(
        Command::new(&promtool)
            .args(["test", "rules", "rules_test.yml"])
            .current_dir(folder),
    )
    .map(drop)
}

/// The Debian package's scripts and its unit, by the programs that run them.
///
/// # Errors
/// What they say.
pub(crate) fn package() -> Result<()> {
    for script in ["postinst", "prerm", "postrm", "larder.sh"] {
        collect(Command::new("sh").args(["-n", &format!("deploy/debian/{script}")]))?;
    }
    let unit = include_str!("../../../deploy/debian/larder.service");
    for line in ["NoNewPrivileges=yes", "ProtectSystem=strict", "User=larder"] {
        if !unit.lines().any(|it| it == line) {
            bail!("deploy/debian/larder.service is without {line}");
        }
    }
    Ok(())
}

/// The forwarder of Alexa's directives, by its own test; it needs nothing but Python, and leaves nothing behind.
///
/// # Errors
/// What the test says.
pub(crate) fn forwarder() -> Result<()> {
    collect(
        Command::new("python3")
            .args(["-B", "-m", "unittest"])
            .current_dir("deploy/alexa"),
    )
    .map(drop)
}

fn schema(name: &str, file: &str) -> Result<()> {
    collect(
        tool("check-jsonschema")?
            .args(["--builtin-schema", &format!("vendor.{name}")])
            .arg(file),
    )
    .map(drop)
}

fn tool(name: &str) -> Result<Command> {
    Ok(Command::new(install::python(TOOLS)?.join(name)))
}
