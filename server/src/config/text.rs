//! Values that are no addresses: how each is written, and the words for one that is not. A value of
//! blanks alone counts as not given.

use std::net::{IpAddr, SocketAddr};

use ipnet::{IpNet, Ipv4Net};

use super::ConfigError;

/// What was given, without blanks around it.
pub(super) fn given(value: Option<&str>) -> Option<&str> {
    value.map(str::trim).filter(|value| !value.is_empty())
}

pub(super) fn required(
    variable: &'static str,
    value: Option<&str>,
    remedy: &str,
) -> Result<String, ConfigError> {
    given(value)
        .map(str::to_owned)
        .ok_or_else(|| ConfigError::new(variable, format!("is not set; {remedy}")))
}

pub(super) fn yes(variable: &'static str, value: Option<&str>) -> Result<bool, ConfigError> {
    match given(value) {
        None | Some("false") => Ok(false),
        Some("true") => Ok(true),
        Some(other) => Err(ConfigError::new(
            variable,
            format!("{other:?} is neither true nor false; set one of them"),
        )),
    }
}

pub(super) fn socket(
    variable: &'static str,
    value: Option<&str>,
) -> Result<SocketAddr, ConfigError> {
    let value = given(value).unwrap_or("127.0.0.1:3000");
    value.parse().map_err(|_| {
        ConfigError::new(
            variable,
            format!("{value:?} is no socket address; write address and port, as 127.0.0.1:3000"),
        )
    })
}

/// Addresses and networks; loopback where nothing is given, and nothing where that is said.
pub(super) fn networks(
    variable: &'static str,
    value: Option<&str>,
) -> Result<Vec<IpNet>, ConfigError> {
    let listed = given(value).unwrap_or("127.0.0.0/8,::1");
    if listed == "none" {
        return Ok(Vec::new());
    }
    let each = listed.split(',').map(str::trim);
    each.filter(|text| !text.is_empty())
        .map(|text| {
            network(text).ok_or_else(|| {
                let problem = format!(
                    "{text:?} is no address or network; write each as 10.0.0.1 or 10.0.0.0/8, \
                     comma separated, or none"
                );
                ConfigError::new(variable, problem)
            })
        })
        .collect()
}

/// A network, the IPv4 one where it is written as a part of IPv6.
fn network(text: &str) -> Option<IpNet> {
    let network = match text.parse::<IpAddr>() {
        Ok(address) => IpNet::from(address),
        Err(_) => text.parse().ok()?,
    };
    Some(
        match (network.addr().to_canonical(), network.prefix_len()) {
            (IpAddr::V4(address), length) if network.addr().is_ipv6() => {
                Ipv4Net::new(address, length.checked_sub(96)?).ok()?.into()
            }
            _ => network.trunc(),
        },
    )
}

pub(super) fn seconds(
    variable: &'static str,
    value: Option<&str>,
    default: u64,
) -> Result<u64, ConfigError> {
    let Some(value) = given(value) else {
        return Ok(default);
    };
    match value.parse() {
        Ok(seconds @ 60..=604_800) => Ok(seconds),
        _ => Err(ConfigError::new(
            variable,
            format!(
                "{value:?} is no number of seconds from 60 to 604800; leave it out for {default}"
            ),
        )),
    }
}

pub(super) fn calls(
    variable: &'static str,
    value: Option<&str>,
    default: usize,
) -> Result<usize, ConfigError> {
    let Some(value) = given(value) else {
        return Ok(default);
    };
    match value.parse() {
        Ok(calls @ 1..=1_000) => Ok(calls),
        _ => Err(ConfigError::new(
            variable,
            format!("{value:?} is no number of calls from 1 to 1000; leave it out for {default}"),
        )),
    }
}

/// ARNs of standard topics, `arn:aws:sns:us-east-1:123456789012:name` (AWS, "Amazon SNS resource
/// types"); a FIFO topic cannot post to an address.
pub(super) fn topics(
    variable: &'static str,
    value: Option<&str>,
) -> Result<Vec<String>, ConfigError> {
    let remedy = "set it to the ARN of the SNS topic that Amazon posts to, \
                  as arn:aws:sns:us-east-1:123456789012:larder; several are comma separated";
    let arns: Vec<String> = value
        .unwrap_or_default()
        .split(',')
        .map(str::trim)
        .filter(|arn| !arn.is_empty())
        .map(str::to_owned)
        .collect();
    if arns.is_empty() {
        return Err(ConfigError::new(variable, format!("is not set; {remedy}")));
    }
    match arns.iter().find(|arn| !is_topic(arn)) {
        Some(wrong) => Err(ConfigError::new(
            variable,
            format!("{wrong:?} is no topic; {remedy}"),
        )),
        None => Ok(arns),
    }
}

fn is_topic(arn: &str) -> bool {
    let parts: Vec<&str> = arn.split(':').collect();
    let ["arn", partition, "sns", region, account, name] = parts.as_slice() else {
        return false;
    };
    let words = |text: &str| {
        !text.is_empty()
            && text
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    };
    (*partition == "aws" || partition.starts_with("aws-"))
        && words(partition)
        && words(region)
        && region.contains('-')
        && account.len() == 12
        && account.bytes().all(|b| b.is_ascii_digit())
        && (1..=256).contains(&name.len())
        && name
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proxy_is_an_address_or_a_network() {
        let read = |text| {
            let networks = networks("V", Some(text)).unwrap();
            let each: Vec<_> = networks.iter().map(IpNet::to_string).collect();
            each.join(",")
        };
        assert_eq!(read(" "), "127.0.0.0/8,::1/128");
        assert_eq!(read("none"), "");
        assert_eq!(
            read("10.0.0.1, 192.168.7.9/16,fd00::1/8,,::ffff:10.0.0.0/104"),
            "10.0.0.1/32,192.168.0.0/16,fd00::/8,10.0.0.0/8"
        );
        for text in [
            "10.0.0.0/33",
            "proxy",
            "10.0.0.1:80",
            "::ffff:10.0.0.0/8",
            "10.0.0.1;::1",
        ] {
            assert!(networks("V", Some(text)).is_err(), "{text}");
        }
    }

    #[test]
    fn a_topic_has_six_parts() {
        for arn in [
            "arn:aws:sns:us-east-1:123456789012:larder",
            "arn:aws-cn:sns:cn-north-1:123456789012:a_b-C1",
            "arn:aws-us-gov:sns:us-gov-west-1:123456789012:x",
        ] {
            assert!(is_topic(arn), "{arn}");
        }
        for arn in [
            "",
            "larder",
            "arn:aws:sqs:us-east-1:123456789012:larder",
            "arn:aws:sns:us-east-1:12345678901:larder",
            "arn:aws:sns:us-east-1:123456789012:",
            "arn:aws:sns::123456789012:larder",
            "arn:aws:sns:us-east-1:123456789012:larder.fifo",
            "arn:aws:sns:us-east-1:123456789012:larder:9a1b",
            "arn:awsome:sns:us-east-1:123456789012:larder",
        ] {
            assert!(!is_topic(arn), "{arn}");
        }
    }
}
