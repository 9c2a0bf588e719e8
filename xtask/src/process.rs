//! Starting other programs: with their output shown, collected, or read line by line.

use std::env;
use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};

use anyhow::{Context, Result, bail};

/// The cargo that started this program, without what it told this program of its own package: `ring` is built again
/// whenever that changes, and with it all that stands on it.
pub(crate) fn cargo<const N: usize>(arguments: [&str; N]) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments);
    for (variable, _) in env::vars_os() {
        let name = variable.to_string_lossy();
        if name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_") {
            command.env_remove(variable);
        }
    }
    command
}

/// The folder of the programs that cargo builds for this one: where this one is.
pub(crate) fn programs() -> Result<PathBuf> {
    let own = env::current_exe()?;
    Ok(own
        .parent()
        .context("this program is in no folder")?
        .to_owned())
}

/// Cargo's folder, in which that one is.
pub(crate) fn target() -> Result<PathBuf> {
    let programs = programs()?;
    let target = programs.parent().context("the programs are in no folder")?;
    Ok(target.to_owned())
}

/// A program in that folder, with none of the caller's settings for Larder.
pub(crate) fn program(programs: &Path, name: &str) -> Command {
    let file = format!("{name}{}", env::consts::EXE_SUFFIX);
    let mut command = Command::new(programs.join(file));
    for (variable, _) in env::vars_os() {
        if variable.to_string_lossy().starts_with("LARDER_") {
            command.env_remove(variable);
        }
    }
    command
}

/// Becomes that program: what is sent to this process reaches it, Ctrl-C among it.
///
/// # Errors
/// It cannot be started.
#[cfg(unix)]
pub(crate) fn replace(command: &mut Command) -> Result<bool> {
    use std::os::unix::process::CommandExt as _;
    Err(command.exec()).with_context(|| unstarted(command))
}

/// Runs that program to its end.
///
/// # Errors
/// It cannot be started.
#[cfg(not(unix))]
pub(crate) fn replace(command: &mut Command) -> Result<bool> {
    Ok(command
        .status()
        .with_context(|| unstarted(command))?
        .success())
}

/// Where `PATH` has `program`.
pub(crate) fn find(program: impl AsRef<OsStr>) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path)
        .map(|d| d.join(program.as_ref()))
        .find(|candidate| candidate.is_file())
}

/// Runs it with its output shown.
///
/// # Errors
/// It cannot be started, or fails.
pub(crate) fn show(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| unstarted(command))?;
    if !status.success() {
        bail!("{} ended with {status}", name(command));
    }
    Ok(())
}

/// Runs it and returns its standard output.
///
/// # Errors
/// It cannot be started, or fails; then the error is all that it said.
pub(crate) fn collect(command: &mut Command) -> Result<String> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| unstarted(command))?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    if !output.status.success() {
        let said = format!("{text}{}", String::from_utf8_lossy(&output.stderr));
        bail!(
            "{} ended with {}\n{}",
            name(command),
            output.status,
            said.trim_end()
        );
    }
    Ok(text)
}

/// Runs it and hands over each line of its standard output as it comes.
///
/// # Errors
/// It cannot be started, or its output cannot be read.
pub(crate) fn lines(command: &mut Command, mut each: impl FnMut(&str)) -> Result<ExitStatus> {
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| unstarted(command))?;
    if let Some(stdout) = child.stdout.take() {
        let mut reader = BufReader::new(stdout);
        let mut line = Vec::new();
        while reader.read_until(b'\n', &mut line)? > 0 {
            each(String::from_utf8_lossy(&line).trim_end_matches(['\n', '\r']));
            line.clear();
        }
    }
    Ok(child.wait()?)
}

fn unstarted(command: &Command) -> String {
    format!("{} cannot be started", name(command))
}

/// Program and arguments, without their directories and quotes.
fn name(command: &Command) -> String {
    let program = PathBuf::from(command.get_program());
    let mut name = program
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    for argument in command.get_args() {
        name.push(' ');
        name.push_str(&argument.to_string_lossy());
    }
    name
}
