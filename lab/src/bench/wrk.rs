//! A load of posts, made by `wrk` with a generated body for each. It ends by itself.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::{Context as _, Result, bail};
use replenish::clock::system_now;
use serde::Deserialize;

/// Connections of a full load, ours and `pgbench`'s.
pub const CONNECTIONS: u32 = 64;
/// Seconds of a load that is not measured, before all others.
pub const WARM: u32 = 3;
/// What each post is.
const SCRIPT: &str = include_str!("post.lua");
/// The line that the script leaves.
const MARK: &str = "measured ";

/// A load.
pub struct Load {
    pub origin: String,
    pub connections: u32,
    /// Reports in each post.
    pub reports: u32,
    /// Machines that post, chosen at random.
    pub devices: u32,
    pub seconds: u32,
    /// What a connection waits between two posts, on average; 0 for the limit.
    pub pause_ms: u32,
}

/// What came of a load.
pub struct Taken {
    /// Posts.
    pub per_second: f64,
    /// Milliseconds.
    pub p50: f64,
    /// Milliseconds.
    pub p99: f64,
}

/// A load under way. Dropped early, it ends.
pub struct Running(Option<Child>);

#[derive(Deserialize)]
struct Summary {
    requests: f64,
    micros: f64,
    p50: f64,
    p99: f64,
    /// Answers that were no success.
    refused: u64,
    /// Connections that broke, or were never made.
    broken: u64,
    /// Posts without an answer within two seconds.
    late: u64,
}

impl Load {
    /// Posts of one report, as many as are taken.
    pub fn full(origin: &str, devices: u32, seconds: u32) -> Self {
        Self {
            origin: origin.to_owned(),
            connections: CONNECTIONS,
            reports: 1,
            devices,
            seconds,
            pause_ms: 0,
        }
    }

    /// Runs it to its end.
    ///
    /// # Errors
    /// An answer that is no success, or none.
    pub fn run(&self) -> Result<Taken> {
        self.start()?.finish()
    }

    pub fn start(&self) -> Result<Running> {
        static LOADS: AtomicU64 = AtomicU64::new(0);
        let folder = Path::new("target/bench");
        fs::create_dir_all(folder)?;
        let script = folder.join("post.lua");
        fs::write(&script, SCRIPT)?;
        // Ids that no load has used, or reports would be known already.
        let load = LOADS.fetch_add(1, Ordering::Relaxed);
        let name = format!("{:x}-{load}", system_now().millis());
        let connections = self.connections.to_string();
        let threads = self.connections.min(2).to_string();
        let child = Command::new("wrk")
            .args(["--connections", &connections, "--threads", &threads])
            .args(["--duration", &format!("{}s", self.seconds)])
            .arg("--script")
            .arg(script)
            .args([&self.origin, "--", &name])
            .args([self.devices, self.reports, self.pause_ms].map(|number| number.to_string()))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .context("wrk cannot be started")?;
        Ok(Running(Some(child)))
    }
}

impl Running {
    /// Waits for its end.
    ///
    /// # Errors
    /// An answer that is no success, or none.
    pub fn finish(mut self) -> Result<Taken> {
        let child = self.0.take().context("the load has ended")?;
        let output = child.wait_with_output()?;
        let text = String::from_utf8_lossy(&output.stdout);
        read(&text).with_context(|| format!("wrk ended with {}\n{text}", output.status))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if let Some(child) = &mut self.0 {
            // One that has ended already cannot be killed, which is fine.
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

fn read(text: &str) -> Result<Taken> {
    let line = text.lines().find_map(|line| line.strip_prefix(MARK));
    let summary: Summary = serde_json::from_str(line.context("no summary")?)?;
    if summary.refused + summary.broken + summary.late > 0 || summary.requests == 0.0 {
        bail!(
            "of {} posts {} were refused, {} connections broke, {} were late",
            summary.requests,
            summary.refused,
            summary.broken,
            summary.late
        );
    }
    Ok(Taken {
        per_second: summary.requests / summary.micros * 1e6,
        p50: summary.p50 / 1e3,
        p99: summary.p99 / 1e3,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_summary_is_read_and_errors_are_not_counted_as_posts() {
        let line = |refused| {
            format!(
                "Requests/sec: 5\nmeasured {{\"requests\":100,\"micros\":2000000,\"p50\":1500,\
                 \"p99\":9000,\"refused\":{refused},\"broken\":0,\"late\":0}}\n"
            )
        };
        let taken = read(&line(0)).unwrap();
        assert_eq!((taken.per_second, taken.p50, taken.p99), (50.0, 1.5, 9.0));
        assert!(read(&line(1)).is_err());
        assert!(read("unable to connect").is_err());
    }
}
