//! The programs of a benchmark, optimised, and where they run.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::json;

use crate::run::START;
use crate::run::children::Children;
use crate::run::http::Api;
use crate::run::pair::{self, Pair};
use crate::run::setup::Servers;
use crate::{install, process};

const OPERATOR: &str = "the-operators-token-of-a-benchmark";

/// What runs, and where it may leave files.
pub(crate) struct Stage {
    pub(crate) children: Children,
    /// Optimised.
    programs: PathBuf,
    pub(crate) examples: PathBuf,
    /// Emptied at the start.
    pub(crate) folder: PathBuf,
    without_write: String,
}

/// A server with an Amazon.
pub(crate) struct House {
    pub(crate) servers: Servers,
    process: u32,
}

impl Stage {
    /// Installs and builds what is needed, and starts the server that does not write.
    pub(crate) fn new() -> Result<Self> {
        install::postgresql()?;
        install::wrk()?;
        println!("Building optimised programs. The first time takes some minutes.");
        process::show(&mut process::cargo([
            "build",
            "--release",
            "--bin",
            "larder",
            "--bin",
            "larder-sandbox",
            "--example",
            "nowrite",
            "--example",
            "baseline",
        ]))?;
        let programs = process::programs()?;
        let target = programs.parent().context("the programs are in no folder")?;
        let folder = Path::new("target/bench");
        if folder.exists() {
            fs::remove_dir_all(folder)?;
        }
        fs::create_dir_all(folder)?;
        let mut stage = Self {
            children: Children::new()?,
            programs: target.join("release"),
            examples: target.join("release/examples"),
            folder: folder.canonicalize()?,
            without_write: String::new(),
        };
        let port = free_port()?;
        stage.without_write = format!("http://127.0.0.1:{port}");
        let mut command = pair::program(&stage.examples, "nowrite");
        command.arg(port.to_string());
        let log = stage.folder.join("nowrite.log");
        stage
            .children
            .start("the server that does not write", &mut command, &log)?;
        let api = Api::new(&stage.without_write, None);
        stage.children.until("it answers", START, || {
            Ok(api.is_up("/health/ready").then_some(()))
        })?;
        Ok(stage)
    }

    /// Origin of (c).
    pub(crate) fn without_write(&self) -> &str {
        &self.without_write
    }

    /// Starts a server on that database, with an Amazon of its own.
    pub(crate) fn house(&mut self, name: &'static str, database: &str) -> Result<House> {
        let pair = Pair::new(free_port()?, free_port()?)?;
        let mut amazon = pair.amazon(&self.programs);
        // Nothing is shipped while anything is measured.
        amazon.args(["--placed-after", "1h", "--shipped-after", "24h"]);
        let log = |name: &str| self.folder.join(format!("{}.log", name.replace(' ', "-")));
        let logs = (log(&format!("amazon of {name}")), log(name));
        self.children
            .start("the simulated Amazon", &mut amazon, &logs.0)?;
        let mut larder = pair.larder(&self.programs)?;
        larder
            .env("LARDER_DATABASE_URL", database)
            .env("LARDER_OPERATOR_TOKEN", OPERATOR)
            .env("RUST_LOG", "warn");
        let process = self.children.start(name, &mut larder, &logs.1)?;
        let servers = Servers {
            larder: Api::new(&pair.larder, Some(OPERATOR)),
            larder_origin: pair.larder.clone(),
            amazon: Api::new(&pair.amazon, None),
        };
        self.children.until("Larder answers", START, || {
            Ok(servers.larder.is_up("/health/ready").then_some(()))
        })?;
        self.children
            .until("Larder confirms the SNS subscription", START, || {
                let state = servers.amazon.get("/sandbox/state")?;
                Ok((state["subscription"]["confirmed"] == true).then_some(()))
            })?;
        Ok(House { servers, process })
    }
}

impl House {
    pub(crate) fn origin(&self) -> &str {
        &self.servers.larder_origin
    }

    /// The model of the fleet: one large container, so that use is use from the first to the last report.
    pub(crate) fn model(&self) -> Result<()> {
        let slot = json!({"slot": "pods", "name": "Pods", "unit": "count", "capacity": "999999", "starts": "full"});
        let model = json!({"name": "Bench", "slots": [slot]});
        self.servers.larder.put("/api/v1/models/BENCH", &model)?;
        Ok(())
    }

    /// One machine that has reported today, as those of a fleet have before nearly all of their reports.
    pub(crate) fn first_machine(&self) -> Result<()> {
        let larder = &self.servers.larder;
        let machine = json!({"model": "BENCH", "serial": "BENCH0"});
        let made = larder.post("/api/v1/devices", &machine)?;
        let token = made["token"].as_str().context("a device without a token")?;
        let report = json!({"id": "first", "slot": "pods", "used": "1"});
        let reports = json!({"reports": [report]});
        larder.with_token(token).post("/api/v1/usage", &reports)?;
        Ok(())
    }

    /// The server's resident memory in megabytes.
    pub(crate) fn resident(&self) -> Result<f64> {
        let text = fs::read_to_string(format!("/proc/{}/status", self.process))?;
        let line = text.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kilobytes: f64 = line
            .and_then(|line| line.split_whitespace().next()?.parse().ok())
            .context("no resident memory")?;
        Ok(kilobytes / 1_024.0)
    }
}

fn free_port() -> Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}
