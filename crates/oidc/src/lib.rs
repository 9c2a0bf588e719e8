#![doc = include_str!("../README.md")]

pub mod claims;
pub mod provider;

pub use provider::{Failure, Oidc, Person, Provider, SetUpError};
