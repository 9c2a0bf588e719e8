//! `cargo xtask lint`: each check is one line, `ok`, `skipped` with the reason, or `failed` with its reasons below;
//! all of them run.

mod arrows;
mod circles;
mod compiler;
mod deny;
mod documents;
mod metadata;
mod sources;

use std::fmt;
use std::time::Instant;

use anyhow::Result;

use metadata::Metadata;

/// Runs every check. False when one failed.
pub(crate) fn run() -> Result<bool> {
    let metadata = Metadata::load()?;
    let checks: [(&str, &dyn Fn() -> Result<()>); 19] = [
        ("formatting", &compiler::formatting),
        ("arrows between crates", &|| arrows::check(&metadata)),
        ("licences, bans and sources", &deny::dependencies),
        ("advisories", &deny::advisories),
        ("npm audit", &deny::npm_audit),
        ("file sizes", &sources::sizes),
        ("circles of files", &|| circles::check(&metadata)),
        ("ssr gates", &sources::gates),
        ("titles", &sources::titles),
        ("migrations", &sources::migrations),
        ("links of pages", &documents::links),
        ("files for containers and issues", &documents::files),
        ("scripts of the package", &documents::package),
        ("alert rules", &documents::rules),
        ("forwarder of directives", &documents::forwarder),
        ("clippy", &compiler::clippy),
        ("amazon by itself", &compiler::amazon_alone),
        ("clippy for WebAssembly", &compiler::clippy_wasm),
        ("documentation", &compiler::documentation),
    ];
    let mut passed = true;
    for (name, check) in checks {
        let started = Instant::now();
        let outcome = check();
        let seconds = started.elapsed().as_secs_f64();
        match outcome {
            Ok(()) => println!("ok      {name} ({seconds:.1} s)"),
            Err(reason) if reason.is::<Skipped>() => println!("skipped {name}: {reason}"),
            Err(reasons) => {
                passed = false;
                println!("failed  {name} ({seconds:.1} s)");
                for line in format!("{reasons:#}").lines() {
                    println!("        {line}");
                }
            }
        }
    }
    Ok(passed)
}

/// Not looked at, and why: neither passed nor failed.
#[derive(Debug)]
struct Skipped(&'static str);

impl fmt::Display for Skipped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for Skipped {}

/// Ok without reasons.
fn verdict(reasons: Vec<String>) -> Result<()> {
    if reasons.is_empty() {
        Ok(())
    } else {
        Err(anyhow::anyhow!(reasons.join("\n")))
    }
}
