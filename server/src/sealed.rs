//! What a browser is in the middle of before anybody is signed in: kept by the browser itself, in a
//! short-lived cookie that only this server can read or make. So no stranger writes a row.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::Time;
use replenish::clock::system_now;
use replenish::{Random, Vault};
use secrecy::ExposeSecret;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use axum::http::{HeaderMap, HeaderValue, header};

/// What all names begin with. Browsers take the second only with `Secure`, for the whole host and for
/// no other.
const PLAIN: &str = "larder-";
const HOST: &str = "__Host-larder-";

/// Seals and opens them.
#[derive(Debug)]
pub struct Cookies {
    vault: Vault,
    random: Random,
    is_https: bool,
}

#[derive(Serialize, Deserialize)]
struct Sealed<T> {
    until: Time,
    value: T,
}

impl Cookies {
    /// For a site that has https, or has not.
    pub fn new(vault: Vault, random: Random, is_https: bool) -> Self {
        Self {
            vault,
            random,
            is_https,
        }
    }

    /// `Set-Cookie` that keeps a value for so many milliseconds. It opens under the same name with the
    /// same `key` alone. `None` for what is no JSON or too long to be sealed.
    pub fn set(
        &self,
        name: &str,
        key: &str,
        value: &impl Serialize,
        millis: i64,
    ) -> Option<HeaderValue> {
        let until = system_now() + millis;
        let text = serde_json::to_string(&Sealed { until, value }).ok()?;
        let sealed = self
            .vault
            .seal(&text.into(), &place(name, key), &self.random)
            .ok()?;
        self.header(name, &URL_SAFE_NO_PAD.encode(sealed), millis / 1_000)
    }

    /// `Set-Cookie` that takes it away.
    pub fn remove(&self, name: &str) -> Option<HeaderValue> {
        self.header(name, "", 0)
    }

    /// What a request brings along, where it is not too old.
    pub fn get<T: DeserializeOwned>(
        &self,
        headers: &HeaderMap,
        name: &str,
        key: &str,
    ) -> Option<T> {
        let (_, text) = self.all(headers).find(|(known, _)| *known == name)?;
        let sealed = URL_SAFE_NO_PAD.decode(text).ok()?;
        let text = self.vault.open(&sealed, &place(name, key)).ok()?;
        let kept: Sealed<T> = serde_json::from_str(text.expose_secret()).ok()?;
        (system_now() < kept.until).then_some(kept.value)
    }

    /// The names that begin so, as a request brings them: browsers send what they have had for longest
    /// first (RFC 6265, 5.4).
    pub fn names<'a>(
        &self,
        headers: &'a HeaderMap,
        begin: &'a str,
    ) -> impl Iterator<Item = &'a str> {
        let names = self.all(headers).map(|(name, _)| name);
        names.filter(move |name| name.starts_with(begin))
    }

    fn all<'a>(
        &self,
        headers: &'a HeaderMap,
    ) -> impl Iterator<Item = (&'a str, &'a str)> + use<'a> {
        let begin = self.begin();
        let lists = headers.get_all(header::COOKIE).iter();
        lists
            .filter_map(|list| list.to_str().ok())
            .flat_map(|list| list.split(';'))
            .filter_map(move |pair| pair.trim().strip_prefix(begin)?.split_once('='))
    }

    fn begin(&self) -> &'static str {
        if self.is_https { HOST } else { PLAIN }
    }

    fn header(&self, name: &str, value: &str, seconds: i64) -> Option<HeaderValue> {
        let begin = self.begin();
        let secure = if self.is_https { "; Secure" } else { "" };
        let text = format!(
            "{begin}{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}"
        );
        HeaderValue::try_from(text).ok()
    }
}

fn place(name: &str, key: &str) -> String {
    format!("cookie/{name}/{key}")
}

#[cfg(test)]
mod tests {
    use domain::time::HOUR;

    use super::*;

    fn cookies(is_https: bool) -> Cookies {
        let key = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
        Cookies::new(
            Vault::parse(&key.into()).unwrap(),
            Random::seeded(1),
            is_https,
        )
    }

    fn sent(set: &HeaderValue) -> HeaderMap {
        let pair = set.to_str().unwrap().split(';').next().unwrap().to_owned();
        let both = format!("theme=dark; {pair}").parse().unwrap();
        HeaderMap::from_iter([(header::COOKIE, both)])
    }

    #[test]
    fn a_value_opens_under_its_name_and_key_and_in_time() {
        let cookies = cookies(true);
        let get = |set: &HeaderValue, name, key| cookies.get::<String>(&sent(set), name, key);
        let set = cookies.set("way-1", "state", &"value", HOUR).unwrap();
        assert_eq!(get(&set, "way-1", "state").as_deref(), Some("value"));
        assert_eq!(get(&set, "way-1", "other"), None);
        let renamed = set.to_str().unwrap().replace("way-1", "way-2");
        let renamed = HeaderValue::try_from(renamed).unwrap();
        assert_eq!(get(&renamed, "way-2", "state"), None);
        let late = cookies.set("way-1", "state", &"value", 0).unwrap();
        assert_eq!(get(&late, "way-1", "state"), None);
        for forged in ["", "AAAA", "way-1"] {
            let forged = format!("__Host-larder-way-1={forged}");
            assert_eq!(
                get(&HeaderValue::try_from(forged).unwrap(), "way-1", "state"),
                None
            );
        }
    }

    #[test]
    fn no_script_reads_it_and_under_https_it_is_the_hosts_own() {
        let set = cookies(true).set("draft", "", &1, HOUR).unwrap();
        let set = set.to_str().unwrap();
        assert!(set.starts_with("__Host-larder-draft="), "{set}");
        assert!(
            set.ends_with("; Path=/; Max-Age=3600; HttpOnly; SameSite=Lax; Secure"),
            "{set}"
        );
        let removed = cookies(false).remove("draft").unwrap();
        assert_eq!(
            removed,
            "larder-draft=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax"
        );
    }
}
