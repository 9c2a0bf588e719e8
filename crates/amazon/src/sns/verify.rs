//! The signature, and the three unsigned fields that say how to check it.

use base64::prelude::{BASE64_STANDARD, Engine as _};
use ring::signature::{
    RSA_PKCS1_2048_8192_SHA1_FOR_LEGACY_USE_ONLY, RSA_PKCS1_2048_8192_SHA256, RsaParameters,
    UnparsedPublicKey,
};

use super::Refusal;
use super::certificate::Certificate;
use super::envelope::{Envelope, Kind};
use super::topic::Topic;

/// A text and its signature, of good shape and not verified yet.
pub(super) struct Signed {
    algorithm: &'static RsaParameters,
    signature: Vec<u8>,
    text: String,
    /// The certificate's file name at the SNS host of the topic's region.
    pub(super) file: String,
}

impl Signed {
    pub(super) fn parse(envelope: &Envelope, kind: Kind, topic: &Topic) -> Result<Self, Refusal> {
        let algorithm = match envelope.signature_version.as_str() {
            "1" => &RSA_PKCS1_2048_8192_SHA1_FOR_LEGACY_USE_ONLY,
            "2" => &RSA_PKCS1_2048_8192_SHA256,
            _ => return Err(Refusal::Malformed("SignatureVersion")),
        };
        let signature = BASE64_STANDARD
            .decode(&envelope.signature)
            .unwrap_or_default();
        // As long as the key: 2048 to 8192 bits.
        if !(256..=1024).contains(&signature.len()) {
            return Err(Refusal::Malformed("Signature"));
        }
        let file = file(&envelope.signing_cert_url, topic);
        let file = file.ok_or(Refusal::Malformed("SigningCertURL"))?.to_owned();
        Ok(Self {
            algorithm,
            signature,
            text: envelope.string_to_sign(kind),
            file,
        })
    }

    pub(super) fn verify(&self, certificate: &Certificate) -> Result<(), Refusal> {
        UnparsedPublicKey::new(self.algorithm, &certificate.key)
            .verify(self.text.as_bytes(), &self.signature)
            .map_err(|_| Refusal::Signature)
    }
}

/// The address is compared as text and built anew for fetching, so that no two readings of an odd
/// one can differ: exactly https, exactly the host, exactly `/SimpleNotificationService-….pem`.
fn file<'a>(url: &'a str, topic: &Topic) -> Option<&'a str> {
    let file = url
        .strip_prefix("https://")?
        .strip_prefix(&topic.host())?
        .strip_prefix('/')?;
    let id = file
        .strip_prefix("SimpleNotificationService-")?
        .strip_suffix(".pem")?;
    let id_ok = (16..=64).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric());
    id_ok.then_some(file)
}
