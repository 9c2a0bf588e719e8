//! The maker's customers: who signs in, whose machines they share, what they may do, and what is kept of them.

pub(crate) mod access;
pub(crate) mod account;
pub(crate) mod customer;
pub(crate) mod erasure;
pub(crate) mod forget;
pub mod household;
pub mod personal_data;
