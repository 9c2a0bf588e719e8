//! The shell that owns the server. Its standard input is a pipe from this process, so that the end of this process,
//! by return, panic or signal, is the end of the server and of its files; statics, which are never dropped, included.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::os::unix::fs::MetadataExt;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::Error;

#[derive(Debug)]
pub(crate) struct Keeper {
    shell: Child,
    directory: String,
}

impl Keeper {
    /// Starts a cluster with the programs in `binaries` and `settings` as lines of its configuration; returns when it
    /// accepts connections.
    pub(crate) fn start(binaries: &Path, settings: &str) -> Result<Self, Error> {
        let mut command = Command::new("sh");
        command
            .args(["-c", include_str!("keeper.sh"), "keeper"])
            .arg(binaries)
            .arg(settings)
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            // Ctrl-C in a terminal goes to a whole process group; the shell has to outlive it to clean up.
            .process_group(0);
        as_its_user(&mut command)?;
        let mut shell = command.spawn().map_err(|source| Error::Spawn {
            program: "sh".into(),
            source,
        })?;
        let mut directory = String::new();
        if let Some(stdout) = shell.stdout.take() {
            // A failed read leaves the line empty, which the next check reports.
            let _ = BufReader::new(stdout).read_line(&mut directory);
        }
        let mut keeper = Self {
            shell,
            directory: directory.trim_end().to_owned(),
        };
        if keeper.directory.is_empty() {
            let mut output = String::new();
            if let Some(mut stderr) = keeper.shell.stderr.take() {
                let _ = stderr.read_to_string(&mut output);
            }
            let output = output.trim().to_owned();
            return Err(Error::Failed {
                program: binaries.join("postgres"),
                output,
            });
        }
        Ok(keeper)
    }

    /// Where the server's socket is.
    pub(crate) fn directory(&self) -> &str {
        &self.directory
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        drop(self.shell.stdin.take());
        // Nobody is left to tell of a failure to wait.
        let _ = self.shell.wait();
    }
}

/// PostgreSQL refuses to run as root; started by root, it is the user `postgres`.
pub(crate) fn as_its_user(command: &mut Command) -> Result<(), Error> {
    if runs_as_root() {
        let (user, group) = postgres(&fs::read_to_string("/etc/passwd").unwrap_or_default())
            .ok_or(Error::NoUser)?;
        command.uid(user).gid(group);
    }
    Ok(())
}

fn runs_as_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0)
}

/// User and group id of `postgres` in the text of `/etc/passwd`.
fn postgres(passwd: &str) -> Option<(u32, u32)> {
    let mut fields = passwd
        .lines()
        .find_map(|line| line.strip_prefix("postgres:"))?
        .split(':')
        .skip(1);
    Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_user_is_read_from_passwd() {
        let passwd = "root:x:0:0::/root:/bin/sh\npostgres:x:101:104:admin,,,:/var/lib/postgresql:/bin/bash\n";
        assert_eq!(postgres(passwd), Some((101, 104)));
        assert_eq!(postgres("root:x:0:0::/root:/bin/sh\n"), None);
    }
}
