//! Values that are no addresses: how each is written, and the words for one that is not. A value of
//! blanks alone counts as not given.

use std::net::{IpAddr, SocketAddr};
use std::ops::RangeInclusive;

use amazon::{BadTopic, Topic};
use ipnet::{IpNet, Ipv4Net};

use super::ConfigError;
use crate::telemetry::Format;

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

/// How the log is written.
pub(super) fn format(variable: &'static str, value: Option<&str>) -> Result<Format, ConfigError> {
    match given(value) {
        None | Some("text") => Ok(Format::Text),
        Some("json") => Ok(Format::Json),
        Some(other) => Err(ConfigError::new(
            variable,
            format!("{other:?} is neither text nor json; set one of them"),
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

/// A whole number of something, within limits.
pub(super) fn number(
    variable: &'static str,
    value: Option<&str>,
    (limits, what): (RangeInclusive<u32>, &str),
    default: u32,
) -> Result<u32, ConfigError> {
    let Some(value) = given(value) else {
        return Ok(default);
    };
    let number = value.parse().ok().filter(|it| limits.contains(it));
    number.ok_or_else(|| {
        let (least, most) = (limits.start(), limits.end());
        ConfigError::new(
            variable,
            format!("{value:?} is no number of {what} from {least} to {most}; leave it out for {default}"),
        )
    })
}

/// Topics whose messages are read, by their ARNs.
pub(super) fn topics(
    variable: &'static str,
    value: Option<&str>,
) -> Result<Vec<Topic>, ConfigError> {
    let remedy = "set it to the ARN of the SNS topic that Amazon posts to, \
                  as arn:aws:sns:us-east-1:123456789012:larder; several are comma separated";
    let wrong = |problem: String| ConfigError::new(variable, format!("{problem}; {remedy}"));
    let arns = value.unwrap_or_default().split(',').map(str::trim);
    let topics = arns.filter(|arn| !arn.is_empty()).map(|arn| {
        arn.parse()
            .map_err(|error: BadTopic| wrong(format!("{arn:?} {error}")))
    });
    let topics: Vec<Topic> = topics.collect::<Result<_, _>>()?;
    match topics.is_empty() {
        true => Err(wrong("is not set".to_owned())),
        false => Ok(topics),
    }
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
    fn a_topic_that_the_verifier_would_refuse_is_refused_by_the_name_of_its_variable() {
        let read = |text| topics("LARDER_SNS_TOPIC_ARNS", text);
        let two = "arn:aws:sns:us-east-1:123456789012:larder, ,arn:aws-cn:sns:cn-north-1:123456789012:a_b-C1";
        let arns: Vec<_> = read(Some(two))
            .unwrap()
            .iter()
            .map(Topic::to_string)
            .collect();
        assert_eq!(arns.join(", ,"), two);
        for text in [
            None,
            Some(" , "),
            Some("larder"),
            Some("arn:aws:sns:us-east-1:123456789012:larder,larder"),
            // No partition that there is, and no region.
            Some("arn:aws-more:sns:us-east-1:123456789012:larder"),
            Some("arn:aws:sns:us-east:123456789012:larder"),
        ] {
            let error = read(text).unwrap_err();
            assert_eq!(error.variable, "LARDER_SNS_TOPIC_ARNS", "{text:?}");
        }
        let error = read(Some("arn:aws:sns:x-1:123456789012:larder"))
            .unwrap_err()
            .problem;
        assert!(
            error.starts_with("\"arn:aws:sns:x-1:123456789012:larder\" is not the ARN of a standard SNS topic; set it"),
            "{error}"
        );
    }
}
