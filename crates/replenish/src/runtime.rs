//! What a running server has to know of itself: the clock, randomness and secrets that it was given, whether Amazon answers
//! and whether the database takes writes. Nothing here knows a use case.

pub(crate) mod amazon_health;
pub mod clock;
pub(crate) mod random;
pub(crate) mod ready;
pub(crate) mod tokens;
pub(crate) mod vault;
