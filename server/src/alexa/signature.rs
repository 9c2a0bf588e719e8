//! The forwarder's signature: `v1=` and the HMAC-SHA256, in hex, of `timestamp.region.body`.

use axum::http::HeaderMap;
use domain::Time;
use domain::alexa::Region;
use domain::time::SECOND;
use ring::hmac;

/// How far the forwarder's clock may be from ours, in seconds.
const WINDOW: i64 = 300;
/// Bytes of an HMAC-SHA256.
const TAG: usize = 32;

/// Why a directive is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unsigned {
    /// A header is missing or malformed.
    Header(&'static str),
    /// It is of another time: the two clocks differ, or somebody sends it again.
    Time,
    /// It was signed by another key, or is of something else.
    Signature,
}

/// The region that a directive comes from, where it is the forwarder's.
pub(super) fn region(
    headers: &HeaderMap,
    body: &[u8],
    key: &hmac::Key,
    now: Time,
) -> Result<Region, Unsigned> {
    let header = |name| {
        let value = headers.get(name).and_then(|value| value.to_str().ok());
        value.ok_or(Unsigned::Header(name))
    };
    let sent = header("x-larder-timestamp")?;
    let seconds: i64 = sent
        .parse()
        .map_err(|_| Unsigned::Header("x-larder-timestamp"))?;
    let name = header("x-larder-region")?;
    let region = Region::parse(name).ok_or(Unsigned::Header("x-larder-region"))?;
    let tag = header("x-larder-signature")?.strip_prefix("v1=");
    let tag = tag
        .and_then(tag_of)
        .ok_or(Unsigned::Header("x-larder-signature"))?;
    let signed = [sent.as_bytes(), b".", name.as_bytes(), b".", body].concat();
    // In constant time.
    hmac::verify(key, &signed, &tag).map_err(|_| Unsigned::Signature)?;
    let apart = seconds.saturating_sub(now.millis() / SECOND);
    if apart.saturating_abs() > WINDOW {
        return Err(Unsigned::Time);
    }
    Ok(region)
}

fn tag_of(hex: &str) -> Option<[u8; TAG]> {
    let mut tag = [0; TAG];
    if hex.len() != 2 * TAG || !hex.is_ascii() {
        return None;
    }
    for (n, byte) in tag.iter_mut().enumerate() {
        // Two digits: a sign is none.
        let digits = hex.get(2 * n..2 * n + 2)?;
        if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return None;
        }
        *byte = u8::from_str_radix(digits, 16).ok()?;
    }
    Some(tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 1_795_341_600;
    const BODY: &[u8] = br#"{"directive":{}}"#;
    /// `printf '%s' '1795341600.EU.{"directive":{}}' | openssl dgst -sha256 -mac HMAC -macopt hexkey:0202…`
    const SIGNATURE: &str = "v1=7f8fc77b680cfe8666de16dbf16b0c5259a3b7e94b16d166b81a0a4bf81d35a8";

    fn read(changes: &[(&'static str, &str)], body: &[u8], now: i64) -> Result<Region, Unsigned> {
        let key = hmac::Key::new(hmac::HMAC_SHA256, &[2; 32]);
        let mut headers = HeaderMap::new();
        headers.insert("x-larder-timestamp", NOW.to_string().parse().unwrap());
        headers.insert("x-larder-region", "EU".parse().unwrap());
        headers.insert("x-larder-signature", SIGNATURE.parse().unwrap());
        for (name, value) in changes {
            headers.insert(*name, value.parse().unwrap());
        }
        region(&headers, body, &key, Time::from_millis(now * 1_000))
    }

    #[test]
    fn what_the_forwarder_signed_is_believed_for_five_minutes() {
        for now in [NOW - 300, NOW, NOW + 300] {
            assert_eq!(read(&[], BODY, now), Ok(Region::Europe));
        }
        for now in [NOW - 301, NOW + 301] {
            assert_eq!(read(&[], BODY, now), Err(Unsigned::Time));
        }
    }

    #[test]
    fn one_changed_thing_is_another() {
        let upper = SIGNATURE.to_uppercase().replace("V1", "v1");
        assert_eq!(
            read(&[("x-larder-signature", &upper)], BODY, NOW),
            Ok(Region::Europe)
        );
        let plus = SIGNATURE.replacen("v1=", "v1=+", 1);
        for (name, value, why) in [
            ("x-larder-timestamp", "1795341601", Unsigned::Signature),
            ("x-larder-timestamp", "01795341600", Unsigned::Signature),
            (
                "x-larder-timestamp",
                "now",
                Unsigned::Header("x-larder-timestamp"),
            ),
            ("x-larder-region", "NA", Unsigned::Signature),
            ("x-larder-region", "eu", Unsigned::Header("x-larder-region")),
            (
                "x-larder-signature",
                &SIGNATURE[3..],
                Unsigned::Header("x-larder-signature"),
            ),
            (
                "x-larder-signature",
                &SIGNATURE[..66],
                Unsigned::Header("x-larder-signature"),
            ),
            (
                "x-larder-signature",
                &plus[..67],
                Unsigned::Header("x-larder-signature"),
            ),
        ] {
            assert_eq!(
                read(&[(name, value)], BODY, NOW),
                Err(why),
                "{name}: {value}"
            );
        }
        assert_eq!(
            read(&[], br#"{"directive": {}}"#, NOW),
            Err(Unsigned::Signature)
        );
    }
}
