//! `cargo xtask lint`: each check is one line, `ok` or `failed` with its reasons below; all of them run.

mod arrows;
mod compiler;
mod licences;
mod metadata;
mod sources;

use std::time::Instant;

use anyhow::Result;

use metadata::Metadata;

/// Runs every check. False when one failed.
pub(crate) fn run() -> Result<bool> {
    let metadata = Metadata::load()?;
    let checks: [(&str, &dyn Fn() -> Result<()>); 10] = [
        ("formatting", &compiler::formatting),
        ("arrows between crates", &|| arrows::check(&metadata)),
        ("licences", &|| licences::check(&metadata)),
        ("file sizes", &sources::sizes),
        ("ssr gates", &sources::gates),
        ("migrations", &sources::migrations),
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

/// Ok without reasons.
fn verdict(reasons: Vec<String>) -> Result<()> {
    if reasons.is_empty() {
        Ok(())
    } else {
        Err(anyhow::anyhow!(reasons.join("\n")))
    }
}
