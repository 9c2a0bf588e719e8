//! A topic on the allow-list, and what follows from its ARN alone: the host its messages may name
//! and the names its signer may have.

use std::fmt;
use std::str::FromStr;

/// A standard topic, `arn:aws:sns:us-east-1:123456789012:name` (AWS, "Amazon SNS resource types").
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic {
    pub(super) arn: String,
    region: String,
    suffix: &'static str,
}

/// A text that is not the ARN of a standard topic in a partition that is known here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("is not the ARN of a standard SNS topic")]
pub struct BadTopic;

impl FromStr for Topic {
    type Err = BadTopic;

    /// Reads an ARN of the configuration. A FIFO topic cannot send to a webhook and has no place here.
    fn from_str(arn: &str) -> Result<Self, BadTopic> {
        Self::parse(arn).ok_or(BadTopic)
    }
}

impl fmt::Display for Topic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.arn)
    }
}

impl Topic {
    fn parse(arn: &str) -> Option<Self> {
        let parts: Vec<&str> = arn.split(':').collect();
        let ["arn", partition, "sns", region, account, name] = parts[..] else {
            return None;
        };
        let name_ok = (1..=256).contains(&name.len())
            && name
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"_-".contains(&b));
        let account_ok = account.len() == 12 && account.bytes().all(|b| b.is_ascii_digit());
        if !name_ok || !account_ok || !is_region(region) {
            return None;
        }
        let suffix = suffix(partition)?;
        Some(Self {
            arn: arn.to_owned(),
            region: region.to_owned(),
            suffix,
        })
    }

    /// The SNS host of the topic's own region: the only one a message may name.
    pub(super) fn host(&self) -> String {
        format!("sns.{}.{}", self.region, self.suffix)
    }

    /// Whether a certificate with this DNS name may sign for the topic. The older regions share one
    /// name, the newer have one each, and some have a name of their own.
    pub(super) fn may_be_signed_by(&self, name: &str) -> bool {
        let Self { region, suffix, .. } = self;
        let own = match region.as_str() {
            "us-gov-west-1" | "us-gov-east-1" => Some("sns-us-gov-west-1"),
            "cn-north-1" => Some("sns-cn-north-1"),
            "cn-northwest-1" => Some("sns-cn-northwest-1"),
            "us-iso-east-1" => Some("sns-us-iso-east-1"),
            "us-isob-east-1" => Some("sns-us-isob-east-1"),
            _ => None,
        };
        name == format!("sns.{suffix}")
            || name == self.host()
            || name == format!("sns-signing.{region}.{suffix}")
            || own.is_some_and(|own| name == format!("{own}.{suffix}"))
    }
}

/// `^[a-z]{2,}(-[a-z]+)+-\d+$`
fn is_region(region: &str) -> bool {
    let letters = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase());
    let parts: Vec<&str> = region.split('-').collect();
    let [area, middle @ .., number] = &parts[..] else {
        return false;
    };
    area.len() >= 2
        && letters(area)
        && !middle.is_empty()
        && middle.iter().all(|part| letters(part))
        && !number.is_empty()
        && number.bytes().all(|b| b.is_ascii_digit())
}

fn suffix(partition: &str) -> Option<&'static str> {
    Some(match partition {
        "aws" | "aws-us-gov" => "amazonaws.com",
        "aws-cn" => "amazonaws.com.cn",
        "aws-eusc" => "amazonaws.eu",
        "aws-iso" => "c2s.ic.gov",
        "aws-iso-b" => "sc2s.sgov.gov",
        "aws-iso-e" => "cloud.adc-e.uk",
        "aws-iso-f" => "csp.hci.ic.gov",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn topic(partition: &str, region: &str) -> Topic {
        format!("arn:{partition}:sns:{region}:123456789012:t")
            .parse()
            .unwrap()
    }

    #[test]
    fn host_and_signer_follow_from_the_arn() {
        for (partition, region, host, signer) in [
            (
                "aws",
                "us-west-2",
                "sns.us-west-2.amazonaws.com",
                "sns.amazonaws.com",
            ),
            (
                "aws",
                "af-south-1",
                "sns.af-south-1.amazonaws.com",
                "sns-signing.af-south-1.amazonaws.com",
            ),
            (
                "aws-us-gov",
                "us-gov-east-1",
                "sns.us-gov-east-1.amazonaws.com",
                "sns-us-gov-west-1.amazonaws.com",
            ),
            (
                "aws-cn",
                "cn-north-1",
                "sns.cn-north-1.amazonaws.com.cn",
                "sns-cn-north-1.amazonaws.com.cn",
            ),
            (
                "aws-eusc",
                "eusc-de-east-1",
                "sns.eusc-de-east-1.amazonaws.eu",
                "sns-signing.eusc-de-east-1.amazonaws.eu",
            ),
            (
                "aws-iso",
                "us-iso-east-1",
                "sns.us-iso-east-1.c2s.ic.gov",
                "sns-us-iso-east-1.c2s.ic.gov",
            ),
        ] {
            let topic = topic(partition, region);
            assert_eq!(topic.host(), host);
            assert!(topic.may_be_signed_by(signer), "{signer}");
        }
    }

    #[test]
    fn another_regions_signer_is_refused() {
        let topic = topic("aws", "eu-west-1");
        for name in [
            "sns.us-west-2.amazonaws.com",
            "sns-signing.af-south-1.amazonaws.com",
            "sns-us-gov-west-1.amazonaws.com",
            "sns.amazonaws.com.cn",
            "sns.amazonaws.com.evil.example",
            "*.amazonaws.com",
            "SNS.amazonaws.com",
            "",
        ] {
            assert!(!topic.may_be_signed_by(name), "{name}");
        }
    }

    #[test]
    fn what_is_no_standard_topic_is_refused() {
        for arn in [
            "",
            "arn:aws:sns:eu-west-1:123456789012",
            "arn:aws:sqs:eu-west-1:123456789012:t",
            "arn:aws:sns:eu-west-1:123456789012:t.fifo",
            "arn:aws:sns:eu-west-1:12345678901:t",
            "arn:aws:sns:s3-us-west-2:123456789012:t",
            "arn:aws:sns:eu-west:123456789012:t",
            "arn:aws:sns:eu-1:123456789012:t",
            "arn:aws:sns:eu-west-1.evil:123456789012:t",
            "arn:else:sns:eu-west-1:123456789012:t",
            "arn:aws:sns:eu-west-1:123456789012:",
            "arn:aws:sns::123456789012:t",
            "arn:awsome:sns:eu-west-1:123456789012:t",
            "arn:aws:sns:eu-west-1:123456789012:t:sub",
            "arn:aws:sns:eu-west-1:123456789012:t\n",
        ] {
            assert_eq!(arn.parse::<Topic>(), Err(BadTopic), "{arn}");
        }
    }
}
