//! Alexa's directives, which the maker's Lambda hands on (`deploy/alexa`).
//!
//! A directive itself is not signed. It is believed where the forwarder has signed it with the key that it shares with
//! this server, and opens what the token in it opens: the machines of one account.

pub(crate) mod directive;
mod signature;
