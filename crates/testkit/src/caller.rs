//! Who asks for what in a test.

use replenish::{Caller, Customer, Maker};

/// A customer.
pub fn by(customer: impl Into<Customer>) -> Caller {
    Caller::Customer(customer.into(), "test".to_owned())
}

/// The maker.
pub fn by_maker() -> Caller {
    Caller::Maker(Maker::Operator, "test".to_owned())
}
