//! The maker's customers: who signs in, whose machines they share, what they may do, and what is kept of them.

pub(crate) mod access;
pub(crate) mod account;
pub(crate) mod customer;
pub(crate) mod erasure;
pub(crate) mod forget;
pub mod household;
pub mod personal_data;
pub(crate) mod personal_tokens;

use crate::Application;

/// Customers: who signs in, what is kept of them, and its end.
#[derive(Clone, Copy, Debug)]
pub struct Accounts<'a>(&'a Application);

/// A customer's household: who is of it, and as what.
#[derive(Clone, Copy, Debug)]
pub struct Household<'a>(&'a Application);

impl Application {
    /// Customers: who signs in, what is kept of them, and its end.
    pub fn accounts(&self) -> Accounts<'_> {
        Accounts(self)
    }

    /// A customer's household: who is of it, and as what.
    pub fn household(&self) -> Household<'_> {
        Household(self)
    }
}
