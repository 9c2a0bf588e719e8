//! Queries: what pages and the maker ask for. They are read in bulk and change nothing.

pub(crate) mod alerts;
pub(crate) mod as_customer;
pub(crate) mod dashboard;
pub(crate) mod decisions;
pub(crate) mod events;
pub(crate) mod figures;
pub(crate) mod fleet;
pub(crate) mod journal;
pub(crate) mod live;
pub(crate) mod maker_acts;
pub(crate) mod messages;
pub(crate) mod models;
pub(crate) mod overview;
pub(crate) mod page;
pub(crate) mod sheet;
pub(crate) mod timeline;
pub(crate) mod view;

use crate::Application;

/// What pages and the maker read.
#[derive(Clone, Copy, Debug)]
pub struct Queries<'a>(&'a Application);

impl Application {
    /// What pages and the maker read.
    pub fn queries(&self) -> Queries<'_> {
        Queries(self)
    }
}
