#![doc = include_str!("../README.md")]

pub mod guard;
pub mod secret;
pub mod sender;

pub use guard::{BadUrl, Guard};
pub use secret::Secret;
pub use sender::{Failure, Lookup, Message, Sender, SetUpError};
