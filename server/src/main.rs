//! The binary: what to do, with what configuration.

#![expect(
    clippy::print_stdout,
    reason = "`larder config`, `doctor` and `backtest` print"
)]
#![expect(
    clippy::print_stderr,
    reason = "what keeps it from starting is one line, not a log"
)]

use std::fmt::Display;
use std::process::ExitCode;
use std::{env, thread};

use anyhow::Context;
use clap::{Parser, Subcommand};
use replenish::doctor::{Finding, Verdict};
use replenish::{Clock, Random};
use secrecy::{ExposeSecret, SecretString};
use server::config::{self, Config, ConfigErrors, Flags};
use server::migration;
use server::{
    Server, backtest, copies, doctor, import, keys, label, operators, shutdown, telemetry,
};
use store::Lock;
use tokio::net::TcpListener;

/// The cloud that lets machines reorder their own supplies.
#[derive(Parser)]
#[command(name = "larder", version, args_conflicts_with_subcommands = true)]
#[command(after_help = config::BY_ENVIRONMENT)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    /// Of `serve`, which may be left out.
    #[command(flatten)]
    flags: Flags,
}

#[derive(Subcommand)]
enum Command {
    /// Run the server (the default); migrates the database first
    #[command(after_help = config::BY_ENVIRONMENT)]
    Serve(Flags),
    /// Migrate the database and end; with --check, say what that would do
    Migrate(migration::Options),
    /// Print the effective configuration, without secrets, or everything that is missing or wrong
    #[command(after_help = config::BY_ENVIRONMENT)]
    Config(Flags),
    /// Check a set-up: what can be asked from here is asked, the rest is named; makes nothing
    #[command(after_help = config::BY_ENVIRONMENT)]
    Doctor(Flags),
    /// Write a backup of the database into one file, while the server runs
    Backup(copies::Backup),
    /// Put a backup in the place of everything in the database; the server has to be stopped
    Restore(copies::Restore),
    /// Make, list and revoke keys of the maker API
    Key(keys::Options),
    /// Invite, list and remove people of the maker's, who sign in to /ops
    Operator(operators::Options),
    /// Import machines, and what another cloud knows of them, while the server runs
    Import(import::Options),
    /// Make labels from the results of an import
    Labels(label::labels::Options),
    /// Replay a usage file, or the fleet in the database, against reorder policies
    Backtest(backtest::Options),
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let command = cli.command.unwrap_or(Command::Serve(cli.flags));
    if matches!(
        command,
        Command::Serve(_) | Command::Config(_) | Command::Doctor(_)
    ) {
        for line in config::unknown() {
            eprintln!("{line}");
        }
    }
    let done = match &command {
        Command::Serve(flags) => match Config::read(flags) {
            Ok(config) => run(&config.database_url, serve(&config)),
            Err(wrong) => return refuse(&wrong),
        },
        Command::Migrate(options) => match Config::database(options.flags()) {
            Ok(url) => run(&url, migrate(&url, options)),
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
            Ok(config) => run(&config.database_url, examine(&config)),
            Err(wrong) => return examine_wrong(&wrong, flags),
        },
        Command::Key(options) if options.is_alone() => options.run_alone(),
        Command::Key(options) => match Config::read(options.flags()) {
            Ok(config) => run(&config.database_url, keys(&config, options)),
            Err(wrong) => return refuse(&wrong),
        },
        Command::Operator(options) => match Config::read(options.flags()) {
            Ok(config) => run(&config.database_url, operators(&config, options)),
            Err(wrong) => return refuse(&wrong),
        },
        Command::Import(options) => match Config::read(options.flags()) {
            Ok(config) => run(&config.database_url, import(&config, options)),
            Err(wrong) => return refuse(&wrong),
        },
        Command::Labels(options) => options.run(),
        Command::Backup(options) => match options.database() {
            Ok(url) => run(&url, options.run(&url)),
            Err(wrong) => return refuse(&wrong),
        },
        Command::Restore(options) => match options.database() {
            Ok(url) => run(&url, options.run(&url)),
            Err(wrong) => return refuse(&wrong),
        },
        Command::Backtest(options) => match options.database() {
            Ok(None) => backtest::run(options).map(|report| print!("{report}")),
            Ok(Some(url)) => run(&url, replay(&url, options)),
            Err(wrong) => return refuse(&wrong),
        },
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("larder: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Runs it to its end, on a thread for each core. SQLite has threads of its own in this process, and a
/// core is left to them: where two of Tokio's share one core, they mostly wake each other. Tokio's own
/// variable has the last word.
fn run(
    database: &SecretString,
    work: impl Future<Output = anyhow::Result<()>>,
) -> anyhow::Result<()> {
    let mut runtime = tokio::runtime::Builder::new_multi_thread();
    let is_embedded = database.expose_secret().starts_with("sqlite:");
    if is_embedded && env::var_os("TOKIO_WORKER_THREADS").is_none() {
        let cores = thread::available_parallelism().map_or(1, usize::from);
        runtime.worker_threads(cores.saturating_sub(1).max(1));
    }
    runtime.enable_all().build()?.block_on(work)
}

fn refuse(wrong: &impl Display) -> ExitCode {
    eprintln!("{wrong}");
    ExitCode::from(2)
}

async fn examine(config: &Config) -> anyhow::Result<()> {
    let found = doctor::examine(config).await?;
    let wrong = show(&found);
    println!("\n`look` is what cannot be seen from here: docs/going-live.md says where.");
    anyhow::ensure!(wrong == 0, "{wrong} to be put right");
    Ok(())
}

fn examine_wrong(wrong: &ConfigErrors, flags: &Flags) -> ExitCode {
    let url = Config::database(flags).ok();
    let runtime_of = url.clone().unwrap_or_else(|| SecretString::from(""));
    let shown = run(&runtime_of, async {
        show(&doctor::examine_wrong(wrong, url.as_ref()).await);
        Ok(())
    });
    if let Err(error) = shown {
        eprintln!("larder: {error:#}");
    }
    println!("\nAmazon is asked when these are right.");
    ExitCode::from(2)
}

/// Prints a line for each finding; returns how many are wrong.
fn show(found: &[Finding]) -> usize {
    for Finding {
        verdict,
        what,
        words,
    } in found
    {
        let mark = match verdict {
            Verdict::Good => "ok   ",
            Verdict::Wrong => "WRONG",
            Verdict::Look => "look ",
        };
        println!("{mark}  {what}: {words}");
    }
    let wrong = found.iter().filter(|one| one.verdict == Verdict::Wrong);
    wrong.count()
}

async fn keys(config: &Config, options: &keys::Options) -> anyhow::Result<()> {
    let server = Server::open(config, Clock::system(), Random::system()).await?;
    options.run(server.application().keys()).await
}

async fn operators(config: &Config, options: &operators::Options) -> anyhow::Result<()> {
    let server = Server::open(config, Clock::system(), Random::system()).await?;
    options.run(server.application().operators()).await
}

async fn import(config: &Config, options: &import::Options) -> anyhow::Result<()> {
    let server = Server::open(config, Clock::system(), Random::system()).await?;
    options.run(server.application(), &config.public_url).await
}

async fn replay(url: &SecretString, options: &backtest::Options) -> anyhow::Result<()> {
    let report = backtest::run_on(url, options).await?;
    print!("{report}");
    Ok(())
}

async fn migrate(url: &SecretString, options: &migration::Options) -> anyhow::Result<()> {
    print!("{}", options.run(url).await?);
    Ok(())
}

async fn serve(config: &Config) -> anyhow::Result<()> {
    let _traces = telemetry::start(config.log);
    let shutdown = shutdown::on_signal()?;
    let _lock = Lock::take(config.database_url.expose_secret())?;
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
