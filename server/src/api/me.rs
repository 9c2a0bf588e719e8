//! The personal API: a customer's own supplies, their journals and events, and restocks, for the maker's app and whatever
//! else its customer gives a personal token to. Each answers for the household of the token's customer alone; what is not
//! of it is not found.

pub mod events;
pub mod journal;
pub mod stream;
pub mod supplies;
