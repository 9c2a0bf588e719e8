//! `cargo xtask soak`: rounds of load in which something is killed. The server is the one beside this program.

use anyhow::Result;
use clap::Parser as _;
use lab::soak::{self, Arguments};

#[tokio::main]
async fn main() -> Result<()> {
    soak::run(&Arguments::parse()).await
}
