//! Queries: what pages and the maker ask for, read in bulk, never changed.

pub(crate) mod alerts;
pub(crate) mod fleet;
pub(crate) mod page;
