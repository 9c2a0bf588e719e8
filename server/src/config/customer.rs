//! Where customers sign in: with Amazon, by an identity provider of the maker's, or by both. Each is whole or not there.

use amazon::SecurityProfile;
use oidc::Provider;

use super::text::{given, required};
use super::{ConfigError, ConfigErrors, Flags, address, secret};

/// What the settings of an identity provider are called.
pub(super) struct Names {
    pub(super) issuer: &'static str,
    pub(super) id: &'static str,
    pub(super) secret: &'static str,
    /// All of them.
    pub(super) group: &'static str,
}

const CUSTOMERS: Names = Names {
    issuer: "LARDER_CUSTOMER_OIDC_ISSUER",
    id: "LARDER_CUSTOMER_OIDC_CLIENT_ID",
    secret: secret::CUSTOMER_OIDC,
    group: "LARDER_CUSTOMER_OIDC_*",
};

/// The maker's identity provider; none where nothing of it is set.
pub(super) fn read(flags: &Flags) -> Result<Option<Provider>, ConfigError> {
    let issuer = flags.customer_oidc_issuer.as_deref();
    let id = flags.customer_oidc_client_id.as_deref();
    provider(&CUSTOMERS, issuer, id)
}

/// An identity provider; none where nothing of it is set.
pub(super) fn provider(
    names: &Names,
    issuer: Option<&str>,
    id: Option<&str>,
) -> Result<Option<Provider>, ConfigError> {
    let issuer = address::link(names.issuer, issuer)?;
    let id = given(id);
    let client_secret = secret::secret(names.secret)?;
    if issuer.is_none() && id.is_none() && client_secret.is_none() {
        return Ok(None);
    }
    let missing = |variable, what: &str| {
        let problem = format!(
            "is not set; set it to {what}, as the others of {}",
            names.group
        );
        ConfigError::new(variable, problem)
    };
    let issuer =
        issuer.ok_or_else(|| missing(names.issuer, "the issuer of your identity provider"))?;
    let id = id.ok_or_else(|| missing(names.id, "the id of Larder's client there"))?;
    Ok(Some(Provider {
        issuer,
        client_id: id.to_owned(),
        client_secret: client_secret
            .ok_or_else(|| missing(names.secret, "the secret of that client"))?,
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
