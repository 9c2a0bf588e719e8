//! `cargo xtask run`: Larder with a simulated Amazon, two machines that bring half a year of real use along, and a
//! fleet that goes on using them. Nothing has to be configured and nothing is kept.

pub(crate) mod browser;
mod check;
pub(crate) mod children;
mod history;
pub(crate) mod http;
pub(crate) mod models;
pub(crate) mod pair;
pub(crate) mod setup;

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use std::{env, io};

use anyhow::{Context, Result, bail};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use jiff::Timestamp;
use serde_json::Value;

use crate::process;
use crate::site::{self, Finish};
use children::{Children, Stopped};
use http::Api;
use models::WATCHED;
use pair::Pair;
use setup::{CUSTOMER, Servers};

/// From the start of a server to its first answer.
pub(crate) const START: Duration = Duration::from_secs(30);

/// How to run.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Port of Larder on 127.0.0.1
    #[arg(long, default_value_t = 3000)]
    pub(crate) port: u16,
    /// Port of the simulated Amazon on localhost
    #[arg(long, default_value_t = 4000)]
    pub(crate) sandbox_port: u16,
    /// End when the first order has arrived: status 0, or 1 when it has not within 150 seconds
    #[arg(long)]
    pub(crate) check: bool,
}

/// Runs until Ctrl-C. Returns true then; the end of a program is an error.
pub(crate) fn run(options: &Options) -> Result<bool> {
    free(options.port, "Larder", "--port")?;
    free(
        options.sandbox_port,
        "the simulated Amazon",
        "--sandbox-port",
    )?;
    if options.port == options.sandbox_port {
        bail!("--port and --sandbox-port are the same; choose two");
    }
    println!("Building larder and larder-sandbox. The first time takes some minutes.");
    build(Finish::Quick)?;
    let mut children = Children::new()?;
    match demo(options, &mut children) {
        Err(error) if error.is::<Stopped>() => {
            println!("\nEnded.");
            Ok(true)
        }
        ended => ended.map(|()| true),
    }
}

/// Builds both programs and the browser's part.
pub(crate) fn build(finish: Finish) -> Result<()> {
    process::show(&mut process::cargo([
        "build",
        "--bin",
        "larder",
        "--bin",
        "larder-sandbox",
    ]))?;
    site::build(&process::programs()?, finish)
}

/// Both servers with two machines connected; nothing uses them yet.
pub(crate) fn start(options: &Options, children: &mut Children) -> Result<(House, Servers, Value)> {
    let house = House::new(options)?;
    println!("Starting Larder and a simulated Amazon.");
    let servers = house.start(children)?;
    println!(
        "Setting up two machines with half a year of use. {CUSTOMER} connects them to Amazon."
    );
    let fleet = setup::set_up(&servers, children, now())?;
    Ok((house, servers, fleet))
}

fn demo(options: &Options, children: &mut Children) -> Result<()> {
    let started = Instant::now();
    let (house, servers, fleet) = start(options, children)?;
    let devices = house.folder.join("fleet.json");
    fs::write(&devices, fleet.to_string())?;
    let mut command = pair::program(&house.programs, "larder-sandbox");
    command
        .args(["fleet", "--larder", &house.pair.larder, "--devices"])
        .arg(&devices);
    children.start("the fleet", &mut command, &house.log("fleet"))?;
    if options.check {
        println!("Ready after {:.1} s.", started.elapsed().as_secs_f64());
        return check::first_order(&servers.larder, children);
    }
    welcome(&house);
    children.run()
}

/// Where everything is.
pub(crate) struct House {
    /// Of the programs just built, this one among them.
    programs: PathBuf,
    /// Database, logs and the operator's token; one for each port, so that two demos do not meet.
    folder: PathBuf,
    pair: Pair,
    operator_token: String,
}

impl House {
    fn new(options: &Options) -> Result<Self> {
        let programs = process::programs()?;
        let target = programs.parent().unwrap_or(&programs);
        let folder = target.join("demo").join(options.port.to_string());
        match fs::remove_dir_all(&folder) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                let folder = folder.display();
                return Err(error).with_context(|| format!("cannot empty {folder}"));
            }
            _ => fs::create_dir_all(&folder)?,
        }
        Ok(Self {
            programs,
            folder,
            pair: Pair::new(options.port, options.sandbox_port)?,
            operator_token: BASE64_URL_SAFE_NO_PAD.encode(random()?),
        })
    }

    fn log(&self, name: &str) -> PathBuf {
        self.folder.join(format!("{name}.log"))
    }

    /// Starts both servers; returns when both answer.
    fn start(&self, children: &mut Children) -> Result<Servers> {
        let token_file = self.folder.join("operator-token");
        fs::write(&token_file, &self.operator_token)?;
        let mut amazon = self.pair.amazon(&self.programs);
        amazon.args([
            "--placed-after",
            "10s",
            "--shipped-after",
            "15s",
            "--arrives-after",
            "20s",
        ]);
        children.start("the simulated Amazon", &mut amazon, &self.log("amazon"))?;
        let mut larder = self.pair.larder(&self.programs)?;
        larder
            .env("LARDER_DATABASE_URL", self.database()?)
            .env("LARDER_OPERATOR_TOKEN_FILE", &token_file);
        children.start("larder", &mut larder, &self.log("larder"))?;
        let servers = Servers {
            larder: Api::new(&self.pair.larder, Some(&self.operator_token)),
            larder_origin: self.pair.larder.clone(),
            amazon: Api::new(&self.pair.amazon, None),
        };
        children.until("the simulated Amazon answers", START, || {
            Ok(servers.amazon.is_up("/sandbox/state").then_some(()))
        })?;
        children.until("Larder answers", START, || {
            Ok(servers.larder.is_up("/health/ready").then_some(()))
        })?;
        Ok(servers)
    }

    fn database(&self) -> Result<String> {
        let file = self.folder.join("larder.db");
        let file = file
            .to_str()
            .context("the path of the target folder is not UTF-8; set CARGO_TARGET_DIR")?;
        Ok(format!("sqlite://{file}"))
    }
}

fn welcome(house: &House) {
    let folder = shown(&house.folder);
    let Pair { larder, amazon, .. } = &house.pair;
    let supply = WATCHED.1.name;
    println!(
        "
Larder is running.

  Open      {larder} and sign in as {CUSTOMER}. Amazon is simulated: there is no password.
  Watch     {supply}. Time runs fast here, a pod goes every ten seconds. Leave the page open: in about
            half a minute they are low and an order is made, a minute and a half from now it has arrived.
  Amazon    {amazon}/sandbox shows the other side: what Amazon believes, with buttons to pause a
            supply, to ship or to cancel an order.
  API       {larder}/api/docs; the maker's token is in {folder}/operator-token
  Logs      {folder}/

Ctrl-C ends it. Nothing is kept: the next run starts afresh."
    );
}

/// A path below the current folder as that folder sees it.
fn shown(path: &Path) -> String {
    let here = env::current_dir().and_then(|here| here.canonicalize());
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let below = here
        .ok()
        .and_then(|here| path.strip_prefix(here).map(Path::to_owned).ok());
    below.unwrap_or(path).display().to_string()
}

/// # Errors
/// Somebody else listens there.
fn free(port: u16, whose: &str, flag: &str) -> Result<()> {
    match TcpListener::bind(("127.0.0.1", port)) {
        Ok(_) => Ok(()),
        Err(error) => bail!(
            "port {port} for {whose} cannot be used ({error}); end what listens there, or choose another with {flag}"
        ),
    }
}

pub(crate) fn random() -> Result<[u8; 32]> {
    let mut bytes = [0; 32];
    match getrandom::fill(&mut bytes) {
        Ok(()) => Ok(bytes),
        Err(error) => bail!("this machine gives no random bytes: {error}"),
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "a demo's history ends now; no business clock runs here"
)]
pub(crate) fn now() -> Timestamp {
    Timestamp::now()
}
