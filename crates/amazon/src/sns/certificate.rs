//! The signer's certificate: what of it is needed, and whether it may sign for a topic now.
//!
//! The trust comes from TLS to the exact SNS host and from these checks. The chain is not built: SNS
//! serves the leaf alone, and its issuer changes.

use base64::prelude::{BASE64_STANDARD, Engine as _};
use domain::Time;
use domain::time::SECOND;
use x509_parser::certificate::X509Certificate;
use x509_parser::extensions::GeneralName;
use x509_parser::public_key::PublicKey;
use x509_parser::x509::X509Version;

use super::Refusal;
use super::topic::Topic;

const BEGIN: &str = "-----BEGIN CERTIFICATE-----";
const END: &str = "-----END CERTIFICATE-----";

/// What is kept of a certificate.
#[derive(Debug)]
pub(super) struct Certificate {
    /// The RSA key in PKCS#1 DER, ring's input.
    pub(super) key: Vec<u8>,
    not_before: Time,
    not_after: Time,
    names: Vec<String>,
}

impl Certificate {
    /// Reads an answer's whole body: one PEM certificate and nothing else.
    pub(super) fn parse(body: &[u8]) -> Result<Self, Refusal> {
        let der = decode(body).ok_or(Refusal::Certificate("not one PEM certificate"))?;
        let (rest, certificate) = x509_parser::parse_x509_certificate(&der)
            .map_err(|_| Refusal::Certificate("unreadable"))?;
        if !rest.is_empty() || certificate.version() != X509Version::V3 {
            return Err(Refusal::Certificate("unreadable"));
        }
        match certificate.basic_constraints() {
            Ok(None) => {}
            Ok(Some(constraints)) if !constraints.value.ca => {}
            _ => return Err(Refusal::Certificate("an authority's")),
        }
        check_key(&certificate)?;
        let validity = certificate.validity();
        Ok(Self {
            key: certificate.public_key().subject_public_key.data.to_vec(),
            not_before: Time::from_millis(validity.not_before.timestamp().saturating_mul(SECOND)),
            not_after: Time::from_millis(validity.not_after.timestamp().saturating_mul(SECOND)),
            names: names(&certificate)?,
        })
    }

    /// Until when it may sign.
    pub(super) fn ends(&self) -> Time {
        self.not_after
    }

    /// Whether it may sign for `topic` at `now`; asked at each use.
    pub(super) fn check(&self, topic: &Topic, now: Time) -> Result<(), Refusal> {
        if now < self.not_before || self.not_after < now {
            return Err(Refusal::Certificate("not valid now"));
        }
        if !self.names.iter().any(|name| topic.may_be_signed_by(name)) {
            return Err(Refusal::Certificate("not the name of the topic's signer"));
        }
        Ok(())
    }
}

fn decode(body: &[u8]) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(body).ok()?.trim_ascii();
    let text = text.strip_prefix(BEGIN)?.strip_suffix(END)?;
    let text: String = text.chars().filter(|c| !matches!(c, '\r' | '\n')).collect();
    BASE64_STANDARD.decode(text).ok()
}

fn check_key(certificate: &X509Certificate<'_>) -> Result<(), Refusal> {
    let Ok(PublicKey::RSA(key)) = certificate.public_key().parsed() else {
        return Err(Refusal::Certificate("not an RSA key"));
    };
    let significant = key
        .modulus
        .iter()
        .position(|byte| *byte != 0)
        .unwrap_or(key.modulus.len());
    let modulus = &key.modulus[significant..];
    let unused = modulus
        .first()
        .map_or(0, |byte| byte.leading_zeros() as usize);
    if (2048..=8192).contains(&(modulus.len() * 8 - unused)) {
        Ok(())
    } else {
        Err(Refusal::Certificate("a key of the wrong size"))
    }
}

/// The DNS names; the common name only where there is no list of them.
fn names(certificate: &X509Certificate<'_>) -> Result<Vec<String>, Refusal> {
    let listed = certificate
        .subject_alternative_name()
        .map_err(|_| Refusal::Certificate("unreadable"))?;
    Ok(match listed {
        Some(list) => list
            .value
            .general_names
            .iter()
            .filter_map(|name| match name {
                GeneralName::DNSName(name) => Some((*name).to_owned()),
                _ => None,
            })
            .collect(),
        None => certificate
            .subject()
            .iter_common_name()
            .filter_map(|name| name.as_str().ok().map(str::to_owned))
            .collect(),
    })
}
