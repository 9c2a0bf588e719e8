#![doc = include_str!("../README.md")]

pub mod alexa;
pub mod amazon;
mod config;
pub mod fleet;
pub mod http;
pub mod identity;
pub mod shop;

pub use amazon::Sandbox;
pub use config::{Config, Now, Pace, wall_clock};
pub use identity::IdentityProvider;
