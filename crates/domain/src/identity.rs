//! Who a customer is: whoever says so, and their number there. No name, no address.

/// Login with Amazon, whose subject is its `user_id` for a security profile.
pub const AMAZON: &str = "https://www.amazon.com";

/// A customer as an identity provider knows them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Identity {
    /// The provider: its issuer (OpenID Connect Core 1.0, section 2) without a slash at its end, which some write and some
    /// do not.
    pub issuer: String,
    /// The provider's own string for them, exact.
    pub subject: String,
}

impl Identity {
    /// Of a provider's word.
    pub fn new(issuer: &str, subject: String) -> Self {
        Self {
            issuer: issuer.trim_end_matches('/').to_owned(),
            subject,
        }
    }

    /// Of Login with Amazon's `user_id`.
    pub fn of_amazon(user_id: &str) -> Self {
        Self {
            issuer: AMAZON.to_owned(),
            subject: user_id.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slash_makes_nobody_somebody_else() {
        let of = |issuer| Identity::new(issuer, "anna".to_owned());
        assert_eq!(of("https://id.example/"), of("https://id.example"));
        assert_ne!(of("https://id.example/a"), of("https://id.example"));
        assert_eq!(
            Identity::new(AMAZON, "a".to_owned()),
            Identity::of_amazon("a")
        );
    }
}
