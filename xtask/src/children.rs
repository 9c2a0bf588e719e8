//! Programs that run beside this one. They end with it: on Ctrl-C, on an error, and as soon as one of them ends by itself.

use std::fmt;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// How often a condition is looked at.
const LOOK: Duration = Duration::from_millis(100);
/// Lines of a log that are shown when its program has ended.
const LAST_LINES: usize = 12;

/// The programs that run, newest last. Dropping it ends them.
pub(crate) struct Children {
    running: Vec<Running>,
    /// Hears of Ctrl-C, or of a request to end.
    stop: Receiver<()>,
}

struct Running {
    name: &'static str,
    child: Child,
    log: PathBuf,
}

impl Running {
    fn end(&mut self) {
        // One that has ended already cannot be killed, which is fine.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Somebody asked for the end: no failure.
#[derive(Debug)]
pub(crate) struct Stopped;

impl fmt::Display for Stopped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("stopped")
    }
}

impl std::error::Error for Stopped {}

impl Children {
    /// None yet. From here on Ctrl-C is told by the methods below.
    pub(crate) fn new() -> Result<Self> {
        let (sender, stop) = mpsc::channel();
        ctrlc::set_handler(move || {
            // Nobody listens any more when all is over.
            let _ = sender.send(());
        })?;
        Ok(Self {
            running: Vec::new(),
            stop,
        })
    }

    /// Starts a program that writes to `log`.
    pub(crate) fn start(
        &mut self,
        name: &'static str,
        command: &mut Command,
        log: &Path,
    ) -> Result<()> {
        let file = File::create(log).with_context(|| format!("cannot write {}", log.display()))?;
        let child = command
            .stdin(Stdio::null())
            .stdout(file.try_clone()?)
            .stderr(file)
            .spawn()
            .with_context(|| format!("{name} cannot be started"))?;
        self.running.push(Running {
            name,
            child,
            log: log.to_owned(),
        });
        Ok(())
    }

    /// Waits until `condition` finds something.
    ///
    /// # Errors
    /// The condition's, [`Stopped`], the end of a program, or `limit` has passed.
    pub(crate) fn until<T>(
        &mut self,
        what: &str,
        limit: Duration,
        mut condition: impl FnMut() -> Result<Option<T>>,
    ) -> Result<T> {
        let started = Instant::now();
        loop {
            if let Some(found) = condition()? {
                return Ok(found);
            }
            if started.elapsed() > limit {
                bail!("{what}: not within {} seconds", limit.as_secs());
            }
            self.pause(LOOK)?;
        }
    }

    /// Lets that much time pass.
    ///
    /// # Errors
    /// [`Stopped`], or the end of a program.
    fn pause(&mut self, time: Duration) -> Result<()> {
        match self.stop.recv_timeout(time) {
            Err(RecvTimeoutError::Timeout) => {}
            Ok(()) | Err(RecvTimeoutError::Disconnected) => return Err(Stopped.into()),
        }
        for running in &mut self.running {
            let Some(status) = running.child.try_wait()? else {
                continue;
            };
            // In a terminal Ctrl-C reaches every program, and another one may be quicker to end.
            if self.stop.recv_timeout(10 * LOOK).is_ok() {
                return Err(Stopped.into());
            }
            bail!(
                "{} has ended with {status}. The end of {}:\n{}",
                running.name,
                running.log.display(),
                last_lines(&running.log)
            );
        }
        Ok(())
    }
}

impl Drop for Children {
    fn drop(&mut self) {
        for running in self.running.iter_mut().rev() {
            running.end();
        }
    }
}

fn last_lines(log: &Path) -> String {
    let text = fs::read_to_string(log).unwrap_or_default();
    let lines: Vec<_> = text.lines().collect();
    let first = lines.len().saturating_sub(LAST_LINES);
    let shown: Vec<_> = lines[first..]
        .iter()
        .map(|line| format!("  {line}"))
        .collect();
    shown.join("\n")
}
