//! The inventory: what is left in a slot and beside it, as its journal says; what somebody says by hand; whether it is to be
//! reordered; and what Amazon is told of it.

pub(crate) mod count;
pub(crate) mod evaluate;
pub(crate) mod restock;
pub(crate) mod slot_status;
pub(crate) mod undo;

use crate::Application;

/// What somebody says of what is at home.
#[derive(Clone, Copy, Debug)]
pub struct Inventory<'a>(&'a Application);

impl Application {
    /// What somebody says of what is at home.
    pub fn inventory(&self) -> Inventory<'_> {
        Inventory(self)
    }
}
