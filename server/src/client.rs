//! Where a request comes from. A connection's own address is the client's, unless that is a proxy of
//! `LARDER_TRUSTED_PROXIES`: then `X-Forwarded-For` is read from its right end, past every proxy that
//! is trusted, to the first address that is none. Whoever is not trusted is not believed: anybody may
//! write into that header what they like.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::extract::ConnectInfo;
use axum::http::HeaderMap;
use axum::http::request::Parts;
use ipnet::IpNet;

/// An IPv4 address, or the /64 of an IPv6 one: a household has as many of those as it likes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Client(IpAddr);

impl Client {
    fn new(address: IpAddr) -> Self {
        Self(match address {
            IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() >> 64 << 64)),
            v4 => v4,
        })
    }

    /// The one that sent a request.
    pub fn of(parts: &Parts, trusted: &[IpNet]) -> Self {
        let mut client = peer(parts);
        for hop in hops(&parts.headers) {
            if !is_trusted(client, trusted) {
                break;
            }
            match hop.and_then(address) {
                Some(before) => client = before,
                None => break,
            }
        }
        Self::new(client)
    }
}

fn is_trusted(address: IpAddr, trusted: &[IpNet]) -> bool {
    trusted.iter().any(|network| network.contains(&address))
}

/// The other end of the connection.
fn peer(parts: &Parts) -> IpAddr {
    let connect = parts.extensions.get::<ConnectInfo<SocketAddr>>();
    let peer = connect.map_or(Ipv6Addr::UNSPECIFIED.into(), |ConnectInfo(from)| from.ip());
    peer.to_canonical()
}

/// What proxies wrote down, the last one first; `None` for what is no text. Each is read by itself: what
/// stands left of it is anybody's.
fn hops(headers: &HeaderMap) -> impl Iterator<Item = Option<&str>> {
    let lists = headers.get_all("x-forwarded-for").iter().rev();
    lists
        .flat_map(|list| list.as_bytes().rsplit(|byte| *byte == b','))
        .map(|hop| std::str::from_utf8(hop).ok())
        .filter(|hop| hop.is_none_or(|hop| !hop.trim().is_empty()))
}

/// An address, however a proxy writes it: `192.0.2.1`, `192.0.2.1:80`, `2001:db8::1`, `[2001:db8::1]`,
/// `[2001:db8::1]:80`.
fn address(hop: &str) -> Option<IpAddr> {
    let hop = hop.trim();
    let bare = hop.strip_prefix('[').and_then(|hop| hop.strip_suffix(']'));
    let address = bare.unwrap_or(hop).parse::<IpAddr>().ok();
    let address = address.or_else(|| Some(hop.parse::<SocketAddr>().ok()?.ip()));
    address.map(|address| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(text: &str) -> Client {
        Client::new(address(text).unwrap())
    }

    fn of(peer: &str, trusted: &[&str], forwarded: &[&str]) -> Client {
        let lists: Vec<_> = forwarded.iter().map(|list| list.as_bytes()).collect();
        of_bytes(peer, trusted, &lists)
    }

    fn of_bytes(peer: &str, trusted: &[&str], forwarded: &[&[u8]]) -> Client {
        let mut request = axum::http::Request::builder();
        for list in forwarded {
            request = request.header("x-forwarded-for", *list);
        }
        let (mut parts, ()) = request.body(()).unwrap().into_parts();
        let peer = SocketAddr::new(peer.parse().unwrap(), 1);
        parts.extensions.insert(ConnectInfo(peer));
        let trusted: Vec<IpNet> = trusted.iter().map(|it| it.parse().unwrap()).collect();
        Client::of(&parts, &trusted)
    }

    #[test]
    fn a_network_of_ipv6_is_one_client_and_a_mapped_address_is_its_ipv4() {
        assert_eq!(client("2001:db8::1"), client("2001:db8::ffff:1"));
        assert_ne!(client("2001:db8::1"), client("2001:db8:0:1::1"));
        assert_eq!(client("::ffff:192.0.2.1"), client("192.0.2.1"));
    }

    #[test]
    fn an_address_is_read_with_a_port_and_in_brackets() {
        for text in ["192.0.2.1", " 192.0.2.1:443 ", "[::ffff:192.0.2.1]:443"] {
            assert_eq!(client(text), client("192.0.2.1"), "{text}");
        }
        for text in ["[2001:db8::1]", "[2001:db8::1]:443", "2001:db8::1"] {
            assert_eq!(client(text), client("2001:db8::1"), "{text}");
        }
        for text in ["unknown", "", "192.0.2", "_hidden", "[192.0.2.1", "a:80"] {
            assert_eq!(address(text), None, "{text}");
        }
    }

    #[test]
    fn only_a_trusted_proxy_says_who_the_client_is() {
        let near: &[&str] = &["127.0.0.0/8", "::1/128"];
        let one = client("192.0.2.1");
        assert_eq!(of("127.0.0.1", near, &["192.0.2.1"]), one);
        assert_eq!(of("::1", near, &["192.0.2.1:80"]), one);
        assert_eq!(of("::ffff:127.0.0.1", near, &["192.0.2.1"]), one);
        for peer in ["10.0.0.2", "192.168.1.1", "fd00::1", "198.51.100.7"] {
            assert_eq!(of(peer, near, &["192.0.2.1"]), client(peer), "{peer}");
        }
        assert_eq!(of("127.0.0.1", &[], &["192.0.2.1"]), client("127.0.0.1"));
        assert_eq!(of("127.0.0.1", near, &[]), client("127.0.0.1"));
    }

    #[test]
    fn what_a_client_claims_stands_left_of_its_own_address_and_is_not_read() {
        let trusted: &[&str] = &["127.0.0.1/32", "10.0.0.0/8"];
        let one = client("192.0.2.1");
        for lists in [
            &["203.0.113.9, 192.0.2.1"][..],
            &["203.0.113.9, 192.0.2.1, 10.0.0.7"],
            &["203.0.113.9", "192.0.2.1", "10.1.1.1,10.0.0.7"],
            &["127.0.0.1, 192.0.2.1"],
            &["nonsense, 192.0.2.1, , "],
        ] {
            assert_eq!(of("127.0.0.1", trusted, lists), one, "{lists:?}");
        }
        // Nothing right of it but proxies: the farthest of them.
        assert_eq!(of("127.0.0.1", trusted, &["10.0.0.7"]), client("10.0.0.7"));
        assert_eq!(
            of("127.0.0.1", trusted, &["192.0.2.1, unknown"]),
            client("127.0.0.1")
        );
    }

    #[test]
    fn what_is_no_text_stands_for_itself_alone() {
        let trusted: &[&str] = &["127.0.0.1/32", "10.0.0.0/8"];
        let one = client("192.0.2.1");
        for lists in [
            &[&b"\xff, 192.0.2.1"[..]][..],
            &["ö, 192.0.2.1, 10.0.0.7".as_bytes()],
            &[&b"\xff"[..], b"192.0.2.1, 10.0.0.7"],
        ] {
            assert_eq!(of_bytes("127.0.0.1", trusted, lists), one, "{lists:?}");
        }
        assert_eq!(
            of_bytes("127.0.0.1", trusted, &[b"192.0.2.1, \xff, 10.0.0.7"]),
            client("10.0.0.7")
        );
    }
}
