//! The jobs, each in a file of its own.

pub(crate) mod catch_up;
pub(crate) mod forget;
pub(crate) mod hear;
