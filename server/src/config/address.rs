//! Addresses: `http` is for loopback alone, and what should be Amazon's is Amazon's, unless this is a
//! machine of one's own or says that its Amazon is simulated.

use amazon::is_loopback;
use url::{Host, Url};

use super::ConfigError;
use super::text::given;

/// Domains under which Amazon serves sign-in, tokens, replenishment, pictures, SNS and Alexa's events.
const AMAZON: [&str; 13] = [
    "amazon.com",
    "amazon.ca",
    "amazon.co.uk",
    "amazon.de",
    "amazon.es",
    "amazon.fr",
    "amazon.it",
    "amazon.co.jp",
    "ssl-images-amazon.com",
    "media-amazon.com",
    "amazonaws.com",
    "amazonaws.com.cn",
    "amazonalexa.com",
];

/// The public origin.
pub(super) fn public(value: Option<&str>) -> Result<Url, ConfigError> {
    let variable = "LARDER_PUBLIC_URL";
    let url = parse(variable, given(value).unwrap_or("http://127.0.0.1:3000"))?;
    bare(variable, url)
}

/// What addresses of Amazon may be.
pub(super) struct Rule {
    /// Others' are fine: this is a trial.
    pub(super) foreign: bool,
}

impl Rule {
    /// An address with a path.
    pub(super) fn page(
        &self,
        variable: &'static str,
        value: Option<&str>,
        default: &str,
    ) -> Result<Url, ConfigError> {
        let url = parse(variable, given(value).unwrap_or(default))?;
        if self.foreign || is_amazons(&url) {
            return Ok(url);
        }
        Err(ConfigError::new(
            variable,
            format!(
                "{} is not Amazon's; leave it out, or set LARDER_SANDBOX=true for a trial with a \
                 simulated Amazon",
                url.host_str().unwrap_or_default()
            ),
        ))
    }

    /// An address without one.
    pub(super) fn origin(
        &self,
        variable: &'static str,
        value: Option<&str>,
        default: &str,
    ) -> Result<Url, ConfigError> {
        bare(variable, self.page(variable, value, default)?)
    }

    /// An address without a path, or none at all.
    pub(super) fn optional_origin(
        &self,
        variable: &'static str,
        value: Option<&str>,
    ) -> Result<Option<Url>, ConfigError> {
        given(value)
            .map(|value| self.origin(variable, Some(value), ""))
            .transpose()
    }
}

/// An address people are sent to, or none.
pub(super) fn link(
    variable: &'static str,
    value: Option<&str>,
) -> Result<Option<Url>, ConfigError> {
    given(value).map(|value| parse(variable, value)).transpose()
}

fn is_amazons(url: &Url) -> bool {
    let Some(Host::Domain(host)) = url.host() else {
        return false;
    };
    url.scheme() == "https"
        && url.port().is_none()
        && AMAZON.iter().any(|domain| {
            host.strip_suffix(domain)
                .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        })
}

/// An absolute address: https, or http on loopback.
pub(super) fn parse(variable: &'static str, value: &str) -> Result<Url, ConfigError> {
    let wrong =
        |problem: &str| ConfigError::new(variable, format!("{problem}; write it as https://host"));
    let url = Url::parse(value).map_err(|_| wrong("is no URL"))?;
    if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
        return Err(wrong("is no http or https URL"));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(wrong("must not hold a user or a password"));
    }
    if url.fragment().is_some() {
        return Err(wrong("must not have a fragment"));
    }
    if url.scheme() == "http" && !is_loopback(&url) {
        return Err(wrong(
            "http is for loopback alone; it must begin with https",
        ));
    }
    Ok(url)
}

fn bare(variable: &'static str, url: Url) -> Result<Url, ConfigError> {
    if url.path() == "/" && url.query().is_none() {
        return Ok(url);
    }
    Err(ConfigError::new(
        variable,
        format!(
            "must not have a path or a query; write {} alone",
            url.origin().ascii_serialization()
        ),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_amazons_own_hosts_are_amazons() {
        for url in [
            "https://www.amazon.com/ap/oa",
            "https://eu.account.amazon.com/ap/oa",
            "https://api.amazon.co.jp",
            "https://images-na.ssl-images-amazon.com/x.png",
            "https://sns.us-east-1.amazonaws.com",
            "https://api.eu.amazonalexa.com/v3/events",
        ] {
            assert!(is_amazons(&Url::parse(url).unwrap()), "{url}");
        }
        for url in [
            "https://notamazon.com",
            "https://amazon.com.example.org",
            "https://api.amazon.com:8443",
            "http://api.amazon.com",
            "https://127.0.0.1",
        ] {
            assert!(!is_amazons(&Url::parse(url).unwrap()), "{url}");
        }
    }

    #[test]
    fn http_is_for_loopback() {
        for url in [
            "http://127.0.0.1:3000",
            "http://localhost:4000",
            "http://[::1]",
            "https://h",
        ] {
            assert!(parse("V", url).is_ok(), "{url}");
        }
        for url in [
            "http://example.org",
            "ftp://example.org",
            "https://u:p@h",
            "https://h/#x",
            "h",
        ] {
            assert!(parse("V", url).is_err(), "{url}");
        }
    }
}
