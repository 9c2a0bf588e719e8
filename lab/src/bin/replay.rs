//! `cargo xtask replay`: a usage file through a server and a simulated Amazon.

use anyhow::Result;
use clap::Parser as _;
use lab::replay::{self, Arguments};

#[tokio::main]
async fn main() -> Result<()> {
    replay::run(&Arguments::parse()).await
}
