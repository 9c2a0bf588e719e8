//! The maker's machines.

pub(crate) mod deletion;
