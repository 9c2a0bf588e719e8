//! `cargo xtask histories`: generated histories against the simulated Amazon, as many as wanted.

use anyhow::Result;

use crate::process;

/// What to live through.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// How many.
    #[arg(long, default_value_t = 10_000)]
    count: u64,
    /// Where they begin: the same seed and count are the same histories.
    #[arg(long)]
    seed: Option<u64>,
    /// One history only, as a failure printed it.
    #[arg(long, conflicts_with_all = ["count", "seed"])]
    history: Option<String>,
}

/// Returns true; a history that fails is an error.
pub(crate) fn run(options: &Options) -> Result<bool> {
    let mut command = process::cargo(["test", "--test", "histories", "--", "--nocapture"]);
    command.env("LARDER_HISTORIES", options.count.to_string());
    if let Some(seed) = options.seed {
        command.env("LARDER_HISTORIES_SEED", seed.to_string());
    }
    if let Some(history) = &options.history {
        command.env("LARDER_HISTORY", history);
    }
    process::show(&mut command)?;
    Ok(true)
}
