#![doc = include_str!("../README.md")]
#![expect(
    clippy::print_stdout,
    reason = "what a program has found is its output"
)]

pub mod backtest;
pub mod bench;
mod command;
pub mod competition;
pub mod customer;
pub mod deployment;
pub mod difference;
mod engine;
pub mod home;
pub mod http;
pub mod replay;
pub mod server;
pub mod simulate;
pub mod soak;
pub mod trace;

pub use engine::Engine;
