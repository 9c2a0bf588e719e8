//! `cargo xtask histories`: generated histories of a machine and its Amazon.

use anyhow::Result;
use clap::Parser as _;
use lab::simulate::{self, Arguments};

fn main() -> Result<()> {
    simulate::run(&Arguments::parse())
}
