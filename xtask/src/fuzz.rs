//! `cargo xtask mutations`: mutated input for everything that reads what Amazon sends.

use anyhow::Result;

use crate::process;

/// What to read.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// How many inputs.
    #[arg(long, default_value_t = 1_000_000)]
    count: u64,
    /// Where they begin: the same seed and count are the same inputs.
    #[arg(long)]
    seed: Option<u64>,
}

/// Returns true; an input that a reader trips over is an error.
pub(crate) fn run(options: &Options) -> Result<bool> {
    let mut command = process::cargo(["test", "--test", "mutations", "--", "--nocapture"]);
    command.env("LARDER_MUTATIONS", options.count.to_string());
    if let Some(seed) = options.seed {
        command.env("LARDER_MUTATIONS_SEED", seed.to_string());
    }
    process::show(&mut command)?;
    Ok(true)
}
