//! A demo in the background, for what is measured on its pages. Dropping it ends it.

use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use crate::{process, run};

/// A demo that is set up; nobody uses its machines.
pub(crate) struct Demo {
    child: Child,
    place: Place,
}

/// What it says of itself.
#[derive(Deserialize)]
struct Place {
    larder: String,
    operator_token: String,
    cookie: String,
    watched: Watched,
}

/// The supply that a visitor is to look at.
#[derive(Deserialize)]
pub(crate) struct Watched {
    pub(crate) serial: String,
    pub(crate) slot: String,
}

impl Demo {
    /// Starts it on two ports of loopback; returns when it is set up. Its programs have to be built.
    pub(crate) fn start(port: u16, sandbox_port: u16) -> Result<Self> {
        let mut child = run::demo(&process::programs()?)
            .args(["--json", "--still", "--day", "24h"])
            .args(["--port", &port.to_string()])
            .args(["--sandbox-port", &sandbox_port.to_string()])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .context("the demo cannot be started")?;
        let mut line = String::new();
        if let Some(stdout) = child.stdout.take() {
            BufReader::new(stdout).read_line(&mut line)?;
        }
        if line.is_empty() {
            bail!("the demo ended with {}", child.wait()?);
        }
        let place = serde_json::from_str(&line).context("what the demo says of itself")?;
        Ok(Self { child, place })
    }

    /// Larder's origin.
    pub(crate) fn origin(&self) -> &str {
        &self.place.larder
    }

    /// Bearer of the maker API.
    pub(crate) fn operator_token(&self) -> &str {
        &self.place.operator_token
    }

    /// What a browser sends as `Cookie` in which a customer is signed in, and somebody of the maker's.
    pub(crate) fn cookie(&self) -> &str {
        &self.place.cookie
    }

    /// The supply that a visitor is to look at.
    pub(crate) fn watched(&self) -> &Watched {
        &self.place.watched
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        // One that has ended already cannot be killed, which is fine.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
