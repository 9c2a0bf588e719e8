#![doc = include_str!("../README.md")]
#![expect(
    clippy::print_stdout,
    reason = "what a program has found is its output"
)]

mod engine;
pub mod http;
pub mod replay;
pub mod simulate;

pub use engine::Engine;
