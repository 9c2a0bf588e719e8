//! The guard of addresses: an endpoint is https at a public address, so that nobody reaches what is behind the server by
//! writing it down as a webhook. On trial the server's own machine may be called, over http, too.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::{Ipv4Net, Ipv6Net};
use url::{Host, Url};

/// Characters of an address.
const LONGEST: usize = 2_000;

/// Networks of IPv4 that are no public host's.
const CLOSED_V4: [Ipv4Net; 18] = [
    // This network, and nobody.
    Ipv4Net::new_assert(Ipv4Addr::new(0, 0, 0, 0), 8),
    Ipv4Net::new_assert(Ipv4Addr::new(10, 0, 0, 0), 8),
    // Shared by the customers of a carrier.
    Ipv4Net::new_assert(Ipv4Addr::new(100, 64, 0, 0), 10),
    Ipv4Net::new_assert(Ipv4Addr::new(127, 0, 0, 0), 8),
    // Of a link; the metadata of clouds.
    Ipv4Net::new_assert(Ipv4Addr::new(169, 254, 0, 0), 16),
    Ipv4Net::new_assert(Ipv4Addr::new(172, 16, 0, 0), 12),
    // Of protocols.
    Ipv4Net::new_assert(Ipv4Addr::new(192, 0, 0, 0), 24),
    Ipv4Net::new_assert(Ipv4Addr::new(192, 0, 2, 0), 24),
    Ipv4Net::new_assert(Ipv4Addr::new(192, 31, 196, 0), 24),
    Ipv4Net::new_assert(Ipv4Addr::new(192, 52, 193, 0), 24),
    Ipv4Net::new_assert(Ipv4Addr::new(192, 88, 99, 0), 24),
    Ipv4Net::new_assert(Ipv4Addr::new(192, 168, 0, 0), 16),
    Ipv4Net::new_assert(Ipv4Addr::new(192, 175, 48, 0), 24),
    // Benchmarks and documentation.
    Ipv4Net::new_assert(Ipv4Addr::new(198, 18, 0, 0), 15),
    Ipv4Net::new_assert(Ipv4Addr::new(198, 51, 100, 0), 24),
    Ipv4Net::new_assert(Ipv4Addr::new(203, 0, 113, 0), 24),
    // Many at once, and reserved.
    Ipv4Net::new_assert(Ipv4Addr::new(224, 0, 0, 0), 4),
    Ipv4Net::new_assert(Ipv4Addr::new(240, 0, 0, 0), 4),
];

/// What of IPv6 is given out to hosts.
const GLOBAL_V6: Ipv6Net = Ipv6Net::new_assert(Ipv6Addr::new(0x2000, 0, 0, 0, 0, 0, 0, 0), 3);

/// Networks in it that are no public host's. IPv4 written as IPv6, by whatever prefix, is outside of it or among these.
const CLOSED_V6: [Ipv6Net; 5] = [
    // Of protocols, Teredo with them.
    Ipv6Net::new_assert(Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0), 23),
    Ipv6Net::new_assert(Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0), 32),
    // 6to4.
    Ipv6Net::new_assert(Ipv6Addr::new(0x2002, 0, 0, 0, 0, 0, 0, 0), 16),
    Ipv6Net::new_assert(Ipv6Addr::new(0x2620, 0x4f, 0x8000, 0, 0, 0, 0, 0), 48),
    Ipv6Net::new_assert(Ipv6Addr::new(0x3fff, 0, 0, 0, 0, 0, 0, 0), 20),
];

/// Why an address cannot be an endpoint's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadUrl {
    /// No address, or one that is too long.
    #[error(
        "must be an address such as https://example.com/larder, of at most {LONGEST} characters"
    )]
    NotUrl,
    /// Not https.
    #[error("must begin with https://")]
    NotHttps,
    /// A user or a password in it.
    #[error("must not have a user or a password in it; what is sent is signed")]
    Credentials,
    /// A port that nothing listens at.
    #[error("must not have the port 0")]
    Port,
    /// A fragment.
    #[error("must not have a fragment (`#…`)")]
    Fragment,
    /// Not public.
    #[error("must be at a public address: it is private, reserved, or of this machine")]
    NotPublic,
}

/// Which addresses may be called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Guard {
    /// This is a trial: the machine itself may be called, over http, too.
    is_trial: bool,
}

impl Guard {
    /// Public addresses over https alone, unless this is a trial.
    pub fn new(is_trial: bool) -> Self {
        Self { is_trial }
    }

    /// Whether the machine itself may be called.
    pub(crate) fn is_trial(self) -> bool {
        self.is_trial
    }

    /// Whether it may be connected to.
    pub fn allows(self, address: IpAddr) -> bool {
        is_public(address) || self.is_trial && address.to_canonical().is_loopback()
    }

    /// An address as somebody wrote it.
    ///
    /// # Errors
    /// It may not be called. What its name resolves to is looked at when it is ([`crate::Sender`]).
    pub fn check(self, text: &str) -> Result<Url, BadUrl> {
        if text.len() > LONGEST {
            return Err(BadUrl::NotUrl);
        }
        let url = Url::parse(text).map_err(|_| BadUrl::NotUrl)?;
        match url.scheme() {
            "https" => {}
            "http" if self.is_trial && is_named_loopback(&url) => {}
            "http" => return Err(BadUrl::NotHttps),
            _ => return Err(BadUrl::NotUrl),
        }
        if !url.username().is_empty() || url.password().is_some() || has_userinfo(text) {
            return Err(BadUrl::Credentials);
        }
        if url.as_str().len() > LONGEST {
            return Err(BadUrl::NotUrl);
        }
        if url.port() == Some(0) {
            return Err(BadUrl::Port);
        }
        if url.fragment().is_some() {
            return Err(BadUrl::Fragment);
        }
        let is_allowed = match url.host() {
            Some(Host::Ipv4(address)) => self.allows(address.into()),
            Some(Host::Ipv6(address)) => self.allows(address.into()),
            Some(Host::Domain(_)) => self.is_trial || !is_named_loopback(&url),
            None => return Err(BadUrl::NotUrl),
        };
        is_allowed.then_some(url).ok_or(BadUrl::NotPublic)
    }
}

/// Whether somebody is named before the host, as it was written: an empty name is left out by the parser.
fn has_userinfo(text: &str) -> bool {
    let rest = text.split_once(':').map_or("", |(_, rest)| rest);
    let rest = rest.trim_start_matches(|it: char| matches!(it, '/' | '\\') || it.is_whitespace());
    let authority = rest.split(['/', '\\', '?', '#']).next();
    authority.is_some_and(|authority| authority.contains('@'))
}

/// Whether it leads to this machine, by what is written.
fn is_named_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => {
            let name = name.strip_suffix('.').unwrap_or(name);
            name == "localhost" || name.ends_with(".localhost")
        }
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => IpAddr::from(address).to_canonical().is_loopback(),
        None => false,
    }
}

/// Whether it is a public host's.
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => !CLOSED_V4.iter().any(|net| net.contains(&address)),
        IpAddr::V6(address) => {
            GLOBAL_V6.contains(&address) && !CLOSED_V6.iter().any(|net| net.contains(&address))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLOSED: [&str; 45] = [
        "0.0.0.0",
        "0.255.255.255",
        "10.0.0.1",
        "10.255.255.255",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.255",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.8",
        "192.0.2.1",
        "192.31.196.1",
        "192.52.193.1",
        "192.88.99.1",
        "192.168.1.1",
        "192.175.48.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "::ffff:93.184.216.34",
        "::93.184.216.34",
        "64:ff9b::a00:1",
        "64:ff9b::5db8:d822",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:1ff::1",
        "2001:db8::1",
        "2002:a00:1::1",
        "2620:4f:8000::1",
        "3fff::1",
        "5f00::1",
        "fd00::1",
        "fe80::1",
        "ff02::1",
    ];
    const OPEN: [&str; 14] = [
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.0",
        "93.184.216.34",
        "100.63.255.255",
        "100.128.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
        "2001:200::1",
        "2606:4700::1111",
        "2a00:1450::1",
    ];

    #[test]
    fn only_public_hosts_are_public() {
        for text in CLOSED {
            assert!(!is_public(text.parse().unwrap()), "{text}");
        }
        for text in OPEN {
            assert!(is_public(text.parse().unwrap()), "{text}");
        }
    }

    #[test]
    fn a_trial_opens_this_machine_and_nothing_else() {
        let (live, trial) = (Guard::new(false), Guard::new(true));
        for text in CLOSED {
            let address: IpAddr = text.parse().unwrap();
            assert!(!live.allows(address), "{text}");
            let is_own = address.to_canonical().is_loopback();
            assert_eq!(trial.allows(address), is_own, "{text}");
        }
        for url in [
            "http://127.0.0.1:4000/hook",
            "http://localhost:4000/hook",
            "http://[::1]:4000",
            "https://localhost",
        ] {
            assert!(trial.check(url).is_ok(), "{url}");
            assert!(live.check(url).is_err(), "{url}");
        }
        assert_eq!(trial.check("http://example.com"), Err(BadUrl::NotHttps));
        assert_eq!(trial.check("https://10.0.0.1"), Err(BadUrl::NotPublic));
    }

    #[test]
    fn an_endpoint_is_https_at_a_public_address() {
        let live = Guard::new(false);
        for url in [
            "https://example.com",
            "https://example.com:8443/a/b?c=d",
            "https://1.1.1.1/x",
            "https://[2606:4700::1111]/x",
        ] {
            assert!(live.check(url).is_ok(), "{url}");
        }
        let long = format!("https://example.com/{}", "x".repeat(LONGEST));
        for (url, why) in [
            ("", BadUrl::NotUrl),
            ("example.com", BadUrl::NotUrl),
            ("ftp://example.com", BadUrl::NotUrl),
            ("file:///etc/passwd", BadUrl::NotUrl),
            ("https://", BadUrl::NotUrl),
            (&long, BadUrl::NotUrl),
            ("http://example.com", BadUrl::NotHttps),
            ("https://user@example.com", BadUrl::Credentials),
            ("https://user:word@example.com", BadUrl::Credentials),
            ("https://@example.com/", BadUrl::Credentials),
            ("https:\\\\:@example.com/", BadUrl::Credentials),
            ("https://example.com:0/", BadUrl::Port),
            ("https://example.com/#x", BadUrl::Fragment),
            ("https://127.0.0.1", BadUrl::NotPublic),
            // However it is written.
            ("https://2130706433", BadUrl::NotPublic),
            ("https://0x7f.1", BadUrl::NotPublic),
            ("https://0177.0.0.1", BadUrl::NotPublic),
            ("https://[::ffff:10.0.0.1]", BadUrl::NotPublic),
            ("https://[fe80::1]", BadUrl::NotPublic),
            (
                "https://169.254.169.254/latest/meta-data",
                BadUrl::NotPublic,
            ),
            ("https://localhost", BadUrl::NotPublic),
            ("https://localhost.", BadUrl::NotPublic),
            ("https://x.localhost", BadUrl::NotPublic),
        ] {
            assert_eq!(live.check(url), Err(why), "{url}");
        }
    }

    #[test]
    fn an_address_is_called_in_its_normal_form() {
        for (typed, is) in [
            ("https:example.com", "https://example.com/"),
            (
                "https://example.com\\@10.0.0.1/",
                "https://example.com/@10.0.0.1/",
            ),
            ("https://exa\nmple.com/a\tb", "https://example.com/ab"),
            ("HTTPS://Example.COM:443/x@y", "https://example.com/x@y"),
        ] {
            let url = Guard::new(false).check(typed);
            assert_eq!(url.unwrap().as_str(), is, "{typed:?}");
        }
    }
}
