//! Who is asking: bearer tokens of the API, and browser sessions that begin at Login with Amazon.

pub mod account;
pub mod bearer;
pub mod callback;
pub mod maker;
pub mod next;
pub mod pending;
pub mod personal;
pub mod same_site;
pub mod session;
pub mod sign_out;
pub mod start;
