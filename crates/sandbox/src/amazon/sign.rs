//! The key and certificate that stand for SNS' own. The key is made when the process starts and
//! never leaves it; the certificate's name follows from its content, so that a receiver's cache
//! cannot hold the certificate of an earlier run under the same address.

use std::sync::OnceLock;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rcgen::{
    CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, KeyPair, PKCS_RSA_SHA256,
    date_time_ymd,
};
use rsa::pkcs1v15::SigningKey;
use rsa::pkcs8::EncodePrivateKey as _;
use rsa::rand_core::OsRng;
use rsa::sha2::{Digest as _, Sha256};
use rsa::signature::{SignatureEncoding as _, Signer as _};
use sha1::Sha1;

use super::faults::Version;
use super::ids::hex;

pub(crate) struct SnsSigner {
    sha1: SigningKey<Sha1>,
    sha256: SigningKey<Sha256>,
    /// The certificate alone, as SNS serves it.
    pub(crate) pem: String,
    /// `/SimpleNotificationService-<32 hex>.pem`
    pub(crate) path: String,
}

impl SnsSigner {
    /// The signer of this process.
    pub(crate) fn shared() -> &'static Self {
        static SIGNER: OnceLock<SnsSigner> = OnceLock::new();
        SIGNER.get_or_init(|| {
            #[expect(clippy::expect_used, reason = "without a key there is no sandbox")]
            Self::generate().expect("an RSA key and its certificate can be made")
        })
    }

    fn generate() -> Result<Self, Box<dyn std::error::Error>> {
        let key = rsa::RsaPrivateKey::new(&mut OsRng, 2048)?;
        let pkcs8 = key.to_pkcs8_der()?;
        let pair = KeyPair::from_pkcs8_der_and_sign_algo(
            &pkcs8.as_bytes().to_vec().into(),
            &PKCS_RSA_SHA256,
        )?;
        let mut params = CertificateParams::new(vec!["sns.amazonaws.com".to_owned()])?;
        params
            .distinguished_name
            .push(DnType::CommonName, "sns.amazonaws.com");
        params
            .distinguished_name
            .push(DnType::OrganizationName, "Larder sandbox, not Amazon");
        params.is_ca = IsCa::ExplicitNoCa;
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        params.not_before = date_time_ymd(2020, 1, 1);
        params.not_after = date_time_ymd(2045, 1, 1);
        let certificate = params.self_signed(&pair)?;
        let name = hex(&Sha256::digest(certificate.der())[..16]);
        Ok(Self {
            sha1: SigningKey::new(key.clone()),
            sha256: SigningKey::new(key),
            pem: certificate.pem(),
            path: format!("/SimpleNotificationService-{name}.pem"),
        })
    }

    /// RSASSA-PKCS1-v1_5, with SHA-1 for version 1 and SHA-256 for version 2, in base64.
    pub(crate) fn sign(&self, version: Version, text: &str) -> String {
        let signature = match version {
            Version::V1 => self.sha1.sign(text.as_bytes()).to_vec(),
            Version::V2 => self.sha256.sign(text.as_bytes()).to_vec(),
        };
        STANDARD.encode(signature)
    }
}
