//! The end of a server as a power cut or an out-of-memory killer would have it, and its start after that.
//!
//! Only what this cluster started is killed: the postmaster that its own data directory names, and that one's children.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::keeper::as_its_user;
use crate::{Cluster, Error, run};

impl Cluster {
    /// Kills the server and every process of it (SIGKILL); returns when they are gone.
    ///
    /// # Errors
    /// It does not run.
    pub fn kill(&self) -> Result<(), Error> {
        let lock = self.data().join("postmaster.pid");
        let text = fs::read_to_string(&lock).unwrap_or_default();
        let Some(postmaster) = text
            .lines()
            .next()
            .and_then(|line| line.parse::<u32>().ok())
        else {
            return Err(Error::Down);
        };
        // It is halted first, or it might start another child after they were listed.
        let mut halt = Command::new("sh");
        halt.args(["-c", "kill -STOP $1", "kill", &postmaster.to_string()]);
        run(&mut halt)?;
        while is(postmaster, |state| !matches!(state, "T" | "Z" | "X")) {
            std::thread::yield_now();
        }
        let mut processes = vec![postmaster];
        processes.extend(children(postmaster));
        // A child that has ended by itself is no failure.
        let mut kill = Command::new("sh");
        kill.args([
            "-c",
            "kill -KILL $1 && { kill -KILL \"$@\" 2>/dev/null || true; }",
            "kill",
        ])
        .args(processes.iter().map(u32::to_string));
        run(&mut kill)?;
        while processes.iter().any(|process| lives(*process)) {
            std::thread::yield_now();
        }
        // A dead process whose parent has not asked about it keeps its number, and PostgreSQL takes it for alive.
        let socket = Path::new(self.keeper.directory()).join(".s.PGSQL.5432.lock");
        for lock in [lock, socket] {
            let _ = fs::remove_file(lock);
        }
        Ok(())
    }

    /// Starts the server again after [`Cluster::kill`]; returns when it accepts connections.
    ///
    /// # Errors
    /// It does not start.
    pub fn start_again(&self) -> Result<(), Error> {
        let log = Path::new(self.keeper.directory()).join("log");
        let mut start = Command::new(self.binaries.join("pg_ctl"));
        start
            .arg("-D")
            .arg(self.data())
            .arg("-l")
            .arg(&log)
            .args(["-w", "-t", "120", "start"])
            .current_dir("/")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        as_its_user(&mut start)?;
        let program = PathBuf::from(start.get_program());
        let status = start.status().map_err(|source| Error::Spawn {
            program: program.clone(),
            source,
        })?;
        if status.success() {
            return Ok(());
        }
        let output = fs::read_to_string(log).unwrap_or_default();
        Err(Error::Failed { program, output })
    }

    fn data(&self) -> PathBuf {
        Path::new(self.keeper.directory()).join("data")
    }
}

/// The processes whose parent is this one.
fn children(parent: u32) -> Vec<u32> {
    let processes = fs::read_dir("/proc").into_iter().flatten().flatten();
    processes
        .filter_map(|entry| entry.file_name().to_str()?.parse().ok())
        .filter(|process| field(*process, "PPid:").is_some_and(|of| of == parent.to_string()))
        .collect()
}

/// Dead ones that nobody has asked about yet do not count.
fn lives(process: u32) -> bool {
    is(process, |state| !matches!(state, "Z" | "X"))
}

/// Whether there is such a process, in such a state, named by a letter.
fn is(process: u32, state: impl Fn(&str) -> bool) -> bool {
    field(process, "State:").is_some_and(|named| state(&named))
}

/// The first word after a name in what the system tells of a process.
fn field(process: u32, name: &str) -> Option<String> {
    let text = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix(name))?;
    Some(line.split_whitespace().next()?.to_owned())
}
