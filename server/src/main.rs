//! The binary: what to do, with what configuration.

#![expect(
    clippy::print_stdout,
    reason = "`larder config`, `doctor` and `backtest` print"
)]
#![expect(
    clippy::print_stderr,
    reason = "what keeps it from starting is one line, not a log"
)]

use std::process::ExitCode;

use anyhow::Context;
use clap::{Parser, Subcommand};
use replenish::doctor::{Finding, Verdict};
use replenish::{Clock, Random};
use secrecy::{ExposeSecret, SecretString};
use server::config::{self, Config, Flags, Wrong};
use server::{Server, backtest, shutdown, telemetry};
use store::Store;
use tokio::net::TcpListener;

/// The cloud that lets machines reorder their own supplies.
#[derive(Parser)]
#[command(name = "larder", version)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Run the server (the default); migrates the database first
    Serve(Flags),
    /// Migrate the database and end
    Migrate(Flags),
    /// Print the effective configuration, without secrets
    Config(Flags),
    /// Check a set-up: what can be asked from here is asked, the rest is named
    Doctor(Flags),
    /// Replay a usage file against reorder policies
    Backtest(backtest::Options),
}

#[tokio::main]
async fn main() -> ExitCode {
    let command = match Cli::parse().command {
        Some(command) => command,
        None => match Cli::parse_from(["larder", "serve"]).command {
            Some(command) => command,
            None => return ExitCode::from(2),
        },
    };
    let done = match &command {
        Command::Serve(flags) => match Config::read(flags) {
            Ok(config) => serve(&config).await,
            Err(wrong) => return refuse(&wrong),
        },
        Command::Migrate(flags) => match Config::database(flags) {
            Ok(url) => migrate(&url).await,
            Err(wrong) => return refuse(&wrong),
        },
        Command::Config(flags) => match Config::read(flags) {
            Ok(config) => {
                print!("{}", config::print(&config));
                Ok(())
            }
            Err(wrong) => return refuse(&wrong),
        },
        Command::Doctor(flags) => match Config::read(flags) {
            Ok(config) => examine(&config).await,
            Err(wrong) => return refuse(&wrong),
        },
        Command::Backtest(options) => backtest::run(options).map(|report| print!("{report}")),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("larder: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn refuse(wrong: &Wrong) -> ExitCode {
    eprintln!("{wrong}");
    ExitCode::from(2)
}

async fn examine(config: &Config) -> anyhow::Result<()> {
    let server = Server::open(config, Clock::system(), Random::system()).await?;
    let findings = server.application().examine().await?;
    let mut wrong = 0;
    for Finding {
        verdict,
        what,
        words,
    } in findings
    {
        let mark = match verdict {
            Verdict::Good => "ok   ",
            Verdict::Wrong => "WRONG",
            Verdict::Look => "look ",
        };
        wrong += u32::from(verdict == Verdict::Wrong);
        println!("{mark}  {what}: {words}");
    }
    println!("\n`look` is what cannot be seen from here: docs/going-live.md says where.");
    anyhow::ensure!(wrong == 0, "{wrong} to be put right");
    Ok(())
}

async fn migrate(url: &SecretString) -> anyhow::Result<()> {
    Store::open(url.expose_secret()).await?;
    Ok(())
}

async fn serve(config: &Config) -> anyhow::Result<()> {
    telemetry::start();
    let shutdown = shutdown::on_signal()?;
    let server = Server::open(config, Clock::system(), Random::system()).await?;
    let listener = TcpListener::bind(config.listen)
        .await
        .with_context(|| format!("LARDER_LISTEN: {} cannot be listened on", config.listen))?;
    if config.scripts.is_none() {
        tracing::warn!("no folder site/pkg beside this program: pages work, without previews");
    }
    tracing::info!(address = %listener.local_addr()?, url = %config.public_url, "listening");
    server.serve(listener, shutdown).await?;
    tracing::info!("stopped");
    Ok(())
}
