//! `cargo xtask schemathesis`: generated calls against the API's description, right ones and wrong ones. Each answer
//! has to be as described, what is right has to be taken and what is wrong refused.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use clap::ValueEnum;
use cluster::Cluster;
use serde_json::json;

use crate::children::Children;
use crate::http::Api;
use crate::{install, process};

/// From the start of a server to its first answer.
const START: Duration = Duration::from_secs(30);

/// Which calls are made with which of them known: a device's first, before the maker's delete it.
const TAGS: [&str; 2] = ["device", "maker"];
/// Its settings, and the names that calls may know.
const FOLDER: &str = "xtask/schemathesis";
const MODEL: &str = "TEA-1";
const TOPIC: &str = "arn:aws:sns:us-east-1:123456789012:larder-calls";
/// Where Larder would call Amazon.
const AMAZON: [&str; 4] = [
    "LARDER_LWA_API_URL",
    "LARDER_DRS_URL",
    "LARDER_DRS_WEB_URL",
    "LARDER_SNS_URL",
];

/// How to call.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// The most calls of each kind to each address.
    #[arg(long, default_value_t = 100)]
    examples: u32,
    /// The same seed makes the same calls.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// What the server stands on.
    #[arg(long, value_enum, default_value = "sqlite")]
    database: Database,
    /// Port of Larder on 127.0.0.1.
    #[arg(long, default_value_t = 3905)]
    port: u16,
}

/// A database.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Database {
    Sqlite,
    Postgres,
}

/// Calls it. False where an answer was not as it should be.
pub(crate) fn run(options: &Options) -> Result<bool> {
    let tool = install::python("schemathesis")?;
    process::show(&mut process::cargo(["build", "--bin", "larder"]))?;
    let programs = process::programs()?;
    let folder = process::target()?.join("schemathesis");
    match fs::remove_dir_all(&folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            return Err(error).with_context(|| format!("cannot empty {}", folder.display()));
        }
        _ => fs::create_dir_all(&folder)?,
    }
    // Kept until the server has ended.
    let cluster = match options.database {
        Database::Sqlite => None,
        Database::Postgres => {
            install::postgresql()?;
            Some(Cluster::start()?)
        }
    };
    let database = match &cluster {
        None => format!("sqlite://{}", folder.join("larder.db").display()),
        Some(cluster) => cluster.database()?,
    };
    let operator = BASE64_STANDARD.encode(random()?);
    let origin = format!("http://127.0.0.1:{}", options.port);
    // Nobody plays Amazon: no machine is connected.
    let amazon = format!("http://localhost:{}", options.port.wrapping_add(1));
    let mut children = Children::new()?;
    let mut larder = process::program(&programs, "larder");
    larder
        .arg("serve")
        .env("LARDER_LISTEN", format!("127.0.0.1:{}", options.port))
        .env("LARDER_PUBLIC_URL", &origin)
        .env("LARDER_DATABASE_URL", database)
        .env("LARDER_SECRET_KEY", BASE64_STANDARD.encode(random()?))
        .env("LARDER_OPERATOR_TOKEN", &operator)
        .env("LARDER_LWA_CLIENT_ID", "amzn1.application-oa2-client.calls")
        .env("LARDER_LWA_CLIENT_SECRET", &operator)
        .env("LARDER_SNS_TOPIC_ARNS", TOPIC)
        .envs(AMAZON.map(|address| (address, &amazon)));
    children.start("larder", &mut larder, &folder.join("larder.log"))?;
    let api = Api::new(&origin, Some(&operator));
    children.until("Larder answers", START, || {
        Ok(api.is_up("/health/ready").then_some(()))
    })?;
    let device = machine(&api)?;
    let mut passed = true;
    for tag in TAGS {
        println!("\nCalls of the {tag}:");
        let mut command = Command::new(tool.join("schemathesis"));
        command
            .arg("--config-file")
            .arg(Path::new(FOLDER).join("schemathesis.toml"))
            .arg("run")
            .arg(format!("{origin}/api/openapi.json"))
            .args(["--include-tag", tag, "--no-color"])
            .args(["--seed", &options.seed.to_string()])
            .args(["--max-examples", &options.examples.to_string()])
            .env("LARDER_OPERATOR_TOKEN", &operator)
            .env("LARDER_DEVICE_TOKEN", &device)
            .env("SCHEMATHESIS_HOOKS", "known")
            .env("PYTHONPATH", FOLDER)
            .env("PYTHONDONTWRITEBYTECODE", "1");
        let status = process::lines(&mut command, |line| println!("{line}"))?;
        passed &= status.success();
    }
    Ok(passed)
}

fn random() -> Result<[u8; 32]> {
    let mut bytes = [0; 32];
    match getrandom::fill(&mut bytes) {
        Ok(()) => Ok(bytes),
        Err(error) => bail!("this machine gives no random bytes: {error}"),
    }
}

/// A model and a machine of it, made as the factory does. Returns the machine's token.
fn machine(api: &Api) -> Result<String> {
    // So large that every level fits.
    let slot = |name| json!({"slot": name, "name": name, "unit": "count", "capacity": 999_999});
    let model = json!({"name": "Tea maker", "slots": [slot("tea"), slot("tabs")]});
    api.put(&format!("/api/v1/models/{MODEL}"), &model)?;
    let device = json!({"model": MODEL, "serial": "T100"});
    let device = api.post("/api/v1/devices", &device)?;
    let token = device["token"].as_str();
    token
        .map(str::to_owned)
        .context("the new device came without a token")
}
