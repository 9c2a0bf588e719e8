//! `cargo xtask competition`: the forecast beside the methods of books.

use anyhow::Result;
use clap::Parser as _;
use lab::competition::{self, Arguments};

fn main() -> Result<()> {
    competition::run(&Arguments::parse())
}
