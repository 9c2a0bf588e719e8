//! Where the maker's people sign in: an identity provider of the maker's, whole or not there, and the claim by which it says
//! what each of them may.

use oidc::Provider;

use super::customer::{Names, provider};
use super::text::given;
use super::{ConfigError, Flags, secret};

const NAMES: Names = Names {
    issuer: "LARDER_OIDC_ISSUER",
    id: "LARDER_OIDC_CLIENT_ID",
    secret: secret::OIDC,
    group: "LARDER_OIDC_*",
};
const CLAIM: &str = "LARDER_OIDC_ROLE_CLAIM";

/// How operators sign in by an identity provider.
#[derive(Clone, Debug)]
pub struct OperatorSignIn {
    /// The provider.
    pub provider: Provider,
    /// The claim that names their roles.
    pub role_claim: Option<String>,
}

/// None where nothing of it is set.
pub(super) fn read(flags: &Flags) -> Result<Option<OperatorSignIn>, ConfigError> {
    let issuer = flags.oidc_issuer.as_deref();
    let found = provider(&NAMES, issuer, flags.oidc_client_id.as_deref())?;
    let role_claim = given(flags.oidc_role_claim.as_deref()).map(str::to_owned);
    match (found, role_claim) {
        (Some(provider), role_claim) => Ok(Some(OperatorSignIn {
            provider,
            role_claim,
        })),
        (None, Some(_)) => Err(ConfigError::new(
            CLAIM,
            "is set without an identity provider; set the others of LARDER_OIDC_*, too",
        )),
        (None, None) => Ok(None),
    }
}
