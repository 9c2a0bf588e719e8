#![doc = include_str!("../README.md")]
#![expect(clippy::print_stdout, reason = "it says in one line what it does")]

mod args;
mod demo;
mod duration;

use std::process::ExitCode;

use args::{AmazonArgs, Args, Command, FleetArgs};
use clap::Parser as _;
use sandbox::{Sandbox, fleet, wall_clock};
use tracing_subscriber::EnvFilter;

#[tokio::main]
async fn main() -> ExitCode {
    let args = Args::parse();
    // Where everything runs in one terminal, what goes as it should is not worth a line.
    let level = match args.command {
        Command::Demo(_) => "warn",
        Command::Amazon(_) | Command::Fleet(_) => "info",
    };
    tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::try_from_default_env().unwrap_or_else(|_| level.into()))
        .with_writer(std::io::stderr)
        .init();
    let result = match args.command {
        Command::Amazon(amazon) => run_amazon(amazon).await,
        Command::Fleet(fleet) => run_fleet(fleet).await,
        Command::Demo(options) => demo::run(options, stop())
            .await
            .map_err(|error| Failure(1, format!("{error:#}"))),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure(code, words)) => {
            eprintln!("larder-sandbox: {words}");
            ExitCode::from(code)
        }
    }
}

/// Exit status and one line with a remedy.
struct Failure(u8, String);

fn bad_arguments(words: String) -> Failure {
    Failure(2, words)
}

async fn run_amazon(args: Box<AmazonArgs>) -> Result<(), Failure> {
    let listen = args.listen;
    let linking = args.linking().map_err(bad_arguments)?;
    let identities = args.identity_provider();
    let config = args.config().map_err(bad_arguments)?;
    let listener = tokio::net::TcpListener::bind(listen)
        .await
        .map_err(|error| {
            Failure(
                1,
                format!("cannot listen on {listen}: {error}; choose another with --listen"),
            )
        })?;
    println!(
        "Sandbox Amazon on {}, its console on {}/sandbox, SNS to {} for {}",
        config.origin,
        config.origin,
        config.webhook.as_deref().unwrap_or("nobody (no --webhook)"),
        config.topic,
    );
    let amazon = Sandbox::new(config, wall_clock(), wall_clock());
    if let Some(linking) = linking {
        amazon.alexa().set_linking(linking);
    }
    let mut router = amazon.router();
    if let Some(identities) = identities {
        router = router.merge(identities.router());
    }
    tokio::select! {
        served = async { axum::serve(listener, router).await } => {
            served.map_err(|error| Failure(1, format!("the server broke down: {error}")))
        }
        () = amazon.run(stop()) => Ok(()),
    }
}

async fn run_fleet(args: FleetArgs) -> Result<(), Failure> {
    let config = args.config().map_err(bad_arguments)?;
    let slots: usize = config.devices.iter().map(|device| device.slots.len()).sum();
    println!(
        "{} devices with {slots} supplies report to {}; Ctrl-C ends",
        config.devices.len(),
        config.larder
    );
    let totals = fleet::run(config, stop()).await;
    println!(
        "{} reports taken, {} refused, {} unsent, {} calls failed",
        totals.taken, totals.refused, totals.unsent, totals.failed_calls
    );
    if totals.locked_out > 0 {
        let words = format!(
            "{} devices were refused; give them new tokens",
            totals.locked_out
        );
        return Err(Failure(1, words));
    }
    Ok(())
}

/// Ctrl-C, or a request to end.
async fn stop() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut end) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = end.recv() => {}
            }
            return;
        }
    }
    // Without a signal to wait for there is nothing left but to end.
    let _ = tokio::signal::ctrl_c().await;
}
