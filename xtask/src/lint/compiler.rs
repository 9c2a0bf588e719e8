//! What rustfmt, clippy and rustdoc say. Warnings are errors.

use anyhow::Result;

use crate::install;
use crate::process::{cargo, collect};

pub(crate) fn formatting() -> Result<()> {
    collect(&mut cargo(["fmt", "--all", "--check", "--", "-l"])).map(drop)
}

/// The default members with their tests and examples.
pub(crate) fn clippy() -> Result<()> {
    collect(&mut cargo([
        "clippy",
        "--quiet",
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ]))
    .map(drop)
}

/// The protocol is of use to others: its crate builds with what it asks for itself.
pub(crate) fn amazon_alone() -> Result<()> {
    collect(&mut cargo([
        "check",
        "--quiet",
        "-p",
        "amazon",
        "--all-targets",
    ]))
    .map(drop)
}

/// What reaches the browser: `frontend` with `app` below it, and `domain`.
pub(crate) fn clippy_wasm() -> Result<()> {
    install::wasm_target()?;
    let mut command = cargo(["clippy", "--quiet", "--target", install::WASM]);
    collect(command.args(["-p", "frontend", "-p", "domain", "--", "-D", "warnings"])).map(drop)
}

/// Every page of documentation. Private items have theirs, so links to them lead somewhere.
pub(crate) fn documentation() -> Result<()> {
    let mut command = cargo(["doc", "--quiet", "--no-deps", "--document-private-items"]);
    collect(command.env(
        "RUSTDOCFLAGS",
        "-D warnings -A rustdoc::private_intra_doc_links",
    ))
    .map(drop)
}
