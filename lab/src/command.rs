//! Other programs, run to their end.

use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, ensure};

/// Runs it and returns its standard output. It keeps this thread: whatever else happens meanwhile has threads of its
/// own.
///
/// # Errors
/// It cannot be started, or fails; then the error is all that it said.
pub fn collect(command: &mut Command) -> Result<String> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("{:?} cannot be started", command.get_program()))?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    ensure!(
        output.status.success(),
        "{:?} ended with {}\n{text}{}",
        command.get_program(),
        output.status,
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(text)
}
