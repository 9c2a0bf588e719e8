//! Who a customer is: whoever says so, and their number there. No name, no address.

/// Login with Amazon, whose subject is its `user_id` for a security profile.
pub const AMAZON: &str = "https://www.amazon.com";

/// A customer as an identity provider knows them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Identity {
    /// The provider: its issuer (OpenID Connect Core 1.0, section 2), exact.
    pub issuer: String,
    /// The provider's own string for them, exact.
    pub subject: String,
}

impl Identity {
    /// Of Login with Amazon's `user_id`.
    pub fn of_amazon(user_id: &str) -> Self {
        Self {
            issuer: AMAZON.to_owned(),
            subject: user_id.to_owned(),
        }
    }
}
