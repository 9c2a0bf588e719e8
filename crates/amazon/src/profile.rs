//! By what a maker's program proves itself at Login with Amazon.

use secrecy::SecretString;

/// The maker's Login with Amazon security profile.
#[derive(Clone, Debug)]
pub struct SecurityProfile {
    /// `amzn1.application-oa2-client.…`
    pub client_id: String,
    /// The client secret that belongs to it.
    pub client_secret: SecretString,
}

impl SecurityProfile {
    /// Of an installation that has nothing to do with Amazon, and does not ask it.
    pub fn none() -> Self {
        Self {
            client_id: String::new(),
            client_secret: SecretString::default(),
        }
    }
}
