//! How often somebody may fail, per client address. A success is never counted and never refused, so
//! that a machine behind a shared address is not silenced by its neighbours.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;

/// Failures of one address in one window before it is told to wait.
const ALLOWED: u32 = 20;
const WINDOW: Duration = Duration::from_secs(60);
/// Addresses kept at once; the oldest windows go first.
const KEPT: usize = 10_000;

/// Failures of the last minute. Kept in this process alone.
#[derive(Debug, Default)]
pub struct Attempts(Mutex<HashMap<IpAddr, (Instant, u32)>>);

impl Attempts {
    /// Counts a failure. The answer is the seconds to wait, where the address has used up its tries.
    pub fn failed(&self, client: Client) -> Result<(), u64> {
        self.failed_at(client, Instant::now())
    }

    /// The seconds to wait, where the address has used up its tries; counts nothing.
    pub fn check(&self, client: Client) -> Result<(), u64> {
        let now = Instant::now();
        let kept = self.lock();
        match kept.get(&client.0) {
            Some((since, failures)) if *failures >= ALLOWED => match left(*since, now) {
                0 => Ok(()),
                seconds => Err(seconds),
            },
            _ => Ok(()),
        }
    }

    fn failed_at(&self, client: Client, now: Instant) -> Result<(), u64> {
        let mut kept = self.lock();
        if kept.len() >= KEPT && !kept.contains_key(&client.0) {
            kept.retain(|_, (since, _)| left(*since, now) > 0);
            if kept.len() >= KEPT {
                kept.clear();
            }
        }
        let (since, failures) = kept.entry(client.0).or_insert((now, 0));
        if left(*since, now) == 0 {
            (*since, *failures) = (now, 0);
        }
        *failures = failures.saturating_add(1);
        if *failures > ALLOWED {
            Err(left(*since, now))
        } else {
            Ok(())
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<IpAddr, (Instant, u32)>> {
        self.0
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

/// Whole seconds until a window ends, rounded up.
fn left(since: Instant, now: Instant) -> u64 {
    let left = WINDOW.saturating_sub(now.saturating_duration_since(since));
    left.as_millis()
        .div_ceil(1_000)
        .try_into()
        .unwrap_or(u64::MAX)
}

/// Where a request comes from: an IPv4 address, or the /64 of an IPv6 one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Client(IpAddr);

impl Client {
    fn new(address: IpAddr) -> Self {
        Self(match address.to_canonical() {
            IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() >> 64 << 64)),
            v4 => v4,
        })
    }

    /// The one that sent a request. Where the connection comes from this host or its network, that is
    /// a proxy, and the client is the last address that the proxy put into `X-Forwarded-For`; others
    /// could write there what they like.
    pub fn of(parts: &Parts) -> Self {
        let connect = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        let peer = connect.map_or(Ipv6Addr::UNSPECIFIED.into(), |ConnectInfo(from)| from.ip());
        let forwarded = parts.headers.get_all("x-forwarded-for").iter().next_back();
        let client = forwarded
            .filter(|_| is_near(peer))
            .and_then(|list| list.to_str().ok()?.rsplit(',').next()?.trim().parse().ok());
        Self::new(client.unwrap_or(peer))
    }
}

fn is_near(peer: IpAddr) -> bool {
    match peer.to_canonical() {
        IpAddr::V4(peer) => peer.is_loopback() || peer.is_private(),
        IpAddr::V6(peer) => peer.is_loopback() || peer.is_unique_local(),
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Client {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Self::of(parts))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_fails_so_often_in_a_minute_and_then_waits() {
        let attempts = Attempts::default();
        let now = Instant::now();
        let client = Client::new("192.0.2.1".parse().unwrap());
        let other = Client::new("192.0.2.2".parse().unwrap());
        for _ in 0..ALLOWED {
            assert_eq!(attempts.failed_at(client, now), Ok(()));
        }
        let later = now + Duration::from_millis(20_500);
        assert_eq!(attempts.failed_at(client, later), Err(40));
        assert_eq!(attempts.failed_at(other, later), Ok(()));
        assert_eq!(attempts.failed_at(client, now + WINDOW), Ok(()));
    }

    #[test]
    fn a_network_of_ipv6_is_one_client_and_a_mapped_address_is_its_ipv4() {
        let client = |text: &str| Client::new(text.parse().unwrap());
        assert_eq!(client("2001:db8::1"), client("2001:db8::ffff:1"));
        assert_ne!(client("2001:db8::1"), client("2001:db8:0:1::1"));
        assert_eq!(client("::ffff:192.0.2.1"), client("192.0.2.1"));
    }

    #[test]
    fn a_proxy_nearby_says_who_the_client_is_and_nobody_else_does() {
        let of = |peer: &str, forwarded: &str| {
            let request = axum::http::Request::builder().header("x-forwarded-for", forwarded);
            let (mut parts, ()) = request.body(()).unwrap().into_parts();
            let peer = SocketAddr::new(peer.parse().unwrap(), 1);
            parts.extensions.insert(ConnectInfo(peer));
            Client::of(&parts)
        };
        let client = |text: &str| Client::new(text.parse().unwrap());
        assert_eq!(
            of("127.0.0.1", "203.0.113.9, 192.0.2.1"),
            client("192.0.2.1")
        );
        assert_eq!(of("10.0.0.2", "192.0.2.1"), client("192.0.2.1"));
        assert_eq!(of("10.0.0.2", "unknown"), client("10.0.0.2"));
        assert_eq!(of("198.51.100.7", "192.0.2.1"), client("198.51.100.7"));
    }
}
