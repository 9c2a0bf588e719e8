//! Orders: asked for at Amazon, followed by its messages and by questions, counted as their parcels come, and ended. What
//! is allowed to follow what is `domain::order`.

pub(crate) mod breaker;
pub(crate) mod by_maker;
pub(crate) mod customer;
pub(crate) mod notices;
pub(crate) mod parcel;
pub(crate) mod place;
pub(crate) mod shop;
pub(crate) mod test_orders;
pub(crate) mod watch;

use crate::Application;

/// What somebody says of orders.
#[derive(Clone, Copy, Debug)]
pub struct Orders<'a>(&'a Application);

impl Application {
    /// What somebody says of orders.
    pub fn orders(&self) -> Orders<'_> {
        Orders(self)
    }
}
