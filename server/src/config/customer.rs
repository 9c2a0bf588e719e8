//! Where customers sign in: with Amazon, by an identity provider of the maker's, or by both. Each is whole or not there.

use amazon::SecurityProfile;
use oidc::Provider;

use super::text::{given, required};
use super::{ConfigError, ConfigErrors, Flags, address, secret};

const ISSUER: &str = "LARDER_CUSTOMER_OIDC_ISSUER";
const ID: &str = "LARDER_CUSTOMER_OIDC_CLIENT_ID";
const SECRET: &str = secret::CUSTOMER_OIDC;

/// The maker's identity provider; none where nothing of it is set.
pub(super) fn read(flags: &Flags) -> Result<Option<Provider>, ConfigError> {
    let issuer = address::link(ISSUER, flags.customer_oidc_issuer.as_deref())?;
    let id = given(flags.customer_oidc_client_id.as_deref());
    let client_secret = secret::secret(SECRET)?;
    if issuer.is_none() && id.is_none() && client_secret.is_none() {
        return Ok(None);
    }
    let missing = |variable, what: &str| {
        let problem =
            format!("is not set; set it to {what}, as the others of LARDER_CUSTOMER_OIDC_*");
        ConfigError::new(variable, problem)
    };
    Ok(Some(Provider {
        issuer: issuer.ok_or_else(|| missing(ISSUER, "the issuer of your identity provider"))?,
        client_id: id
            .ok_or_else(|| missing(ID, "the id of Larder's client there"))?
            .to_owned(),
        client_secret: client_secret.ok_or_else(|| missing(SECRET, "the secret of that client"))?,
    }))
}

/// The security profile at Amazon; none where it is not needed and nothing of it is set.
pub(super) fn amazon(
    flags: &Flags,
    is_needed: bool,
    wrong: &mut ConfigErrors,
) -> Option<Option<SecurityProfile>> {
    let id = flags.lwa_client_id.as_deref();
    let client_secret = wrong.keep(secret::secret(secret::CLIENT))?;
    if !is_needed && given(id).is_none() && client_secret.is_none() {
        return Some(None);
    }
    let client_id = wrong.keep(required(
        "LARDER_LWA_CLIENT_ID",
        id,
        "set it to the client id of your Login with Amazon security profile",
    ));
    let client_secret = wrong.keep(client_secret.ok_or_else(|| {
        ConfigError::new(
            secret::CLIENT,
            "is not set; set it to the client secret of your Login with Amazon security profile",
        )
    }));
    Some(Some(SecurityProfile {
        client_id: client_id?,
        client_secret: client_secret?,
    }))
}
