//! `cargo xtask bench`: how fast reports are taken. The server is the one beside this program; `wrk` makes the load.

use std::process::ExitCode;

use anyhow::Result;
use clap::Parser as _;
use lab::bench::{self, Arguments};

#[tokio::main]
async fn main() -> Result<ExitCode> {
    let met = bench::run(&Arguments::parse()).await?;
    Ok(if met {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
