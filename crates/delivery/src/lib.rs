#![doc = include_str!("../README.md")]

pub mod guard;
pub mod mail;
pub mod push;
pub mod secret;
pub mod sender;

pub use guard::{BadUrl, Guard};
pub use mail::{Letter, MailAddress, MailFailure, Mailer};
pub use push::{Browser, PushKey, Pushed, Pusher};
pub use secret::Secret;
pub use sender::{Failure, Lookup, Message, Sender, SetUpError};
