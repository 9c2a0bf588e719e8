//! `cargo xtask`: checks, tests and builds the project. Everything runs from the project's root.

#![expect(
    clippy::print_stdout,
    reason = "what it found is this program's output"
)]

mod audit;
mod book;
mod budgets;
mod children;
mod chroot;
mod demo;
mod dist;
mod fuzz;
mod http;
mod install;
mod lab;
mod lint;
mod process;
mod release;
mod run;
mod schemathesis;
mod screenshots;
mod site;
mod size;
mod test;
mod trial;

use std::env;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::{Parser, Subcommand};

/// What the project can do with itself.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build and run the demo: Larder, a simulated Amazon and two machines, until Ctrl-C.
    #[command(disable_help_flag = true)]
    Run {
        /// For the demo; --help names them.
        #[arg(
            trailing_var_arg = true,
            allow_hyphen_values = true,
            value_name = "ARGUMENTS"
        )]
        arguments: Vec<String>,
    },
    /// Check formatting, clippy, documentation, what is built in and under which licence, and the shape of the sources.
    Lint,
    /// Install what is missing and run every test; the last line is `N passed, N failed`.
    Test,
    /// Build everything for deployment into target/dist.
    Dist(dist::Options),
    /// Make what is published: archive, Debian package, container file, list of what is built in, checksums.
    Release(release::Options),
    /// Try the release as a newcomer, in a Debian 12 with nothing in it; as root.
    TryRelease,
    /// Try the sources in a Debian 12 with Rust and a C compiler alone; slow, as root.
    TrySources {
        /// `cargo xtask test`, too
        #[arg(long)]
        test: bool,
    },
    /// Make a searchable book of the documentation, in target/book.
    Book,
    /// Print what each page downloads, and fail where that is more than it may be.
    Size,
    /// Run Lighthouse over the pages, take times, and repeat the journeys; slow.
    Audit(audit::Options),
    /// Take pictures of every page in every state, phone and desktop, light and dark.
    Screenshots,
    /// Live through generated histories of a machine and its Amazon; both sides must agree after each.
    Histories(lab::Arguments),
    /// Live through generated histories of a machine and Alexa; once it is quiet both believe the same levels.
    AlexaHistories(lab::AlexaHistories),
    /// Give everything that reads what Amazon sends mutated input: no panic, no unbounded memory.
    Mutations(fuzz::Options),
    /// Call the API as its description says, rightly and wrongly; every answer must be as described.
    Schemathesis(schemathesis::Options),
    /// Try the clients for machines: power cuts, generated histories, and beside a real Larder and MQTT broker.
    Clients(test::clients::Options),
    /// Measure how fast reports are taken, beside the same database without Larder.
    Bench(lab::Arguments),
    /// Hold the forecast against the methods of books, at equal average stock.
    Competition(lab::Arguments),
    /// Kill the server, or what it stands on, under load, round after round; nothing may be lost.
    Soak(lab::Arguments),
    /// Replay a usage file through Larder and a simulated Amazon on a manual clock.
    Replay {
        /// The usage file.
        file: PathBuf,
        /// One database only; both where it is left out, and their ledgers compared.
        #[arg(long, value_enum)]
        database: Option<lab::Database>,
        /// How the machine says what it uses: used, total or level.
        #[arg(long = "as", value_name = "KIND")]
        kind: Option<String>,
        /// Foul reports beside this share of the true ones, and their seed: 0.01,7; orders must be as without.
        #[arg(long, value_name = "RATE[,SEED]")]
        foul: Option<String>,
    },
}

fn main() -> ExitCode {
    match run(Arguments::parse().command) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Whether the command found everything in order.
fn run(command: Command) -> Result<bool> {
    let called_from = env::current_dir()?;
    enter_root()?;
    match command {
        Command::Run { arguments } => run::run(&arguments),
        Command::Lint => lint::run(),
        Command::Test => test::run(),
        Command::Audit(options) => audit::run(&options),
        Command::Dist(options) => dist::run(&options),
        Command::Release(options) => release::run(&options),
        Command::TryRelease => trial::release(),
        Command::TrySources { test } => trial::sources(test),
        Command::Book => book::run(),
        Command::Size => size::run(),
        Command::Screenshots => screenshots::run(),
        Command::Histories(arguments) => lab::simulate(&arguments),
        Command::AlexaHistories(options) => lab::alexa_histories(&options),
        Command::Mutations(options) => fuzz::run(&options),
        Command::Schemathesis(options) => schemathesis::run(&options),
        Command::Clients(options) => test::clients::run(&options),
        Command::Bench(arguments) => lab::bench(&arguments),
        Command::Competition(arguments) => lab::competition(&arguments),
        Command::Soak(arguments) => lab::soak(&arguments),
        Command::Replay {
            file,
            database,
            kind,
            foul,
        } => {
            let told = [("--as", kind), ("--foul", foul)];
            lab::replay(&called_from.join(file), database, told)
        }
    }
}

fn enter_root() -> Result<()> {
    let own = env::var_os("CARGO_MANIFEST_DIR").context("start this with `cargo xtask`")?;
    let root = PathBuf::from(own).join("..");
    env::set_current_dir(&root).with_context(|| format!("cannot enter {}", root.display()))
}
