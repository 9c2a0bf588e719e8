//! Orders: asked for at Amazon, followed by its messages and by questions, counted as their parcels come, and ended. What
//! is allowed to follow what is `domain::order`.

pub(crate) mod customer;
pub(crate) mod notices;
pub(crate) mod parcel;
pub(crate) mod place;
pub(crate) mod test_orders;
pub(crate) mod watch;
