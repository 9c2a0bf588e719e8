//! An SNS of our own: a key, certificates for it, and messages it has signed. The text to sign is
//! built here a second time, from the developer guide and not from the code under test.

use std::sync::LazyLock;

use rcgen::{
    BasicConstraints, CertificateParams, DnType, Error, IsCa, PKCS_ECDSA_P256_SHA256,
    PKCS_RSA_SHA256, PublicKeyData, SignatureAlgorithm, SigningKey,
};
use rsa::pkcs1::EncodeRsaPublicKey;
use rsa::sha2::{Digest, Sha256};
use rsa::{Pkcs1v15Sign, RsaPrivateKey, RsaPublicKey};
use serde_json::{Map, Value, json};

pub const TOPIC: &str = "arn:aws:sns:eu-west-1:123456789012:demo-topic";
pub const NOW: &str = "2026-01-02T03:10:00Z";
pub const FILE: &str = "SimpleNotificationService-0123456789abcdef0123456789abcdef.pem";
pub const NAME: &str = "sns.amazonaws.com";

static KEY: LazyLock<RsaPrivateKey> = LazyLock::new(|| new_key(2048));

fn new_key(bits: usize) -> RsaPrivateKey {
    RsaPrivateKey::new(&mut rsa::rand_core::OsRng, bits).unwrap()
}

struct Public(Vec<u8>);

impl PublicKeyData for Public {
    fn der_bytes(&self) -> &[u8] {
        &self.0
    }
    fn algorithm(&self) -> &'static SignatureAlgorithm {
        &PKCS_RSA_SHA256
    }
}

impl SigningKey for Public {
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, Error> {
        Ok(sign(message))
    }
}

fn public(key: &RsaPrivateKey) -> Public {
    Public(RsaPublicKey::from(key).to_pkcs1_der().unwrap().into_vec())
}

fn sign(message: &[u8]) -> Vec<u8> {
    KEY.sign(Pkcs1v15Sign::new::<Sha256>(), &Sha256::digest(message))
        .unwrap()
}

/// What a certificate says.
#[derive(Clone)]
pub struct Subject {
    pub names: Vec<&'static str>,
    pub common_name: &'static str,
    pub from_year: i32,
    pub to_year: i32,
    pub is_ca: bool,
}

impl Default for Subject {
    fn default() -> Self {
        Self {
            names: vec![NAME],
            common_name: "-",
            from_year: 2020,
            to_year: 2045,
            is_ca: false,
        }
    }
}

impl Subject {
    fn params(&self) -> CertificateParams {
        let names: Vec<String> = self.names.iter().map(|name| (*name).to_owned()).collect();
        let mut params = CertificateParams::new(names).unwrap();
        params
            .distinguished_name
            .push(DnType::CommonName, self.common_name);
        params.not_before = rcgen::date_time_ymd(self.from_year, 1, 1);
        params.not_after = rcgen::date_time_ymd(self.to_year, 1, 1);
        params.is_ca = match self.is_ca {
            true => IsCa::Ca(BasicConstraints::Unconstrained),
            false => IsCa::ExplicitNoCa,
        };
        params
    }

    /// For the key that signs the messages.
    pub fn pem(&self) -> String {
        self.params().self_signed(&public(&KEY)).unwrap().pem()
    }

    pub fn pem_of_elliptic_key(&self) -> String {
        let key = rcgen::KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256).unwrap();
        self.params().self_signed(&key).unwrap().pem()
    }

    pub fn pem_of_small_key(&self) -> String {
        let issuer = rcgen::Issuer::new(self.params(), public(&KEY));
        self.params()
            .signed_by(&public(&new_key(1024)), &issuer)
            .unwrap()
            .pem()
    }
}

pub fn certificate() -> String {
    Subject::default().pem()
}

/// A message to be changed and signed.
#[derive(Clone)]
pub struct Draft(pub Map<String, Value>);

impl Draft {
    pub fn notification() -> Self {
        Self::of(json!({
            "Type": "Notification", "MessageId": "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324",
            "TopicArn": TOPIC, "Subject": "My subject", "Message": "plain text",
            "Timestamp": "2026-01-02T03:04:05.678Z",
        }))
    }

    pub fn confirmation(kind: &str) -> Self {
        let token = "ab".repeat(128);
        Self::of(json!({
            "Type": kind, "MessageId": "165545c9-2a5c-472c-8df2-7ff2be2b3b1b",
            "TopicArn": TOPIC, "Message": "You have chosen.\nVisit.", "Token": token,
            "SubscribeURL": format!("https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn={TOPIC}&Token={token}"),
            "Timestamp": "2026-01-02T03:04:06.001Z",
        }))
    }

    fn of(fields: Value) -> Self {
        let Value::Object(fields) = fields else {
            unreachable!()
        };
        Self(fields)
            .with(
                "SigningCertURL",
                &format!("https://sns.eu-west-1.amazonaws.com/{FILE}"),
            )
            .with("SignatureVersion", "2")
            .with("Signature", "")
    }

    pub fn with(mut self, field: &str, value: &str) -> Self {
        self.0.insert(field.into(), value.into());
        self
    }

    pub fn text(&self, field: &str) -> &str {
        self.0[field].as_str().unwrap()
    }

    /// Signs it as it is now.
    pub fn signed(self) -> Self {
        let signature = sign(self.string_to_sign().as_bytes());
        use base64::prelude::{BASE64_STANDARD, Engine as _};
        self.with("Signature", &BASE64_STANDARD.encode(signature))
    }

    pub fn string_to_sign(&self) -> String {
        let order: &[&str] = match self.text("Type") {
            "SubscriptionConfirmation" | "UnsubscribeConfirmation" => &[
                "Message",
                "MessageId",
                "SubscribeURL",
                "Timestamp",
                "Token",
                "TopicArn",
                "Type",
            ],
            _ => &[
                "Message",
                "MessageId",
                "Subject",
                "Timestamp",
                "TopicArn",
                "Type",
            ],
        };
        let present = order
            .iter()
            .filter_map(|name| Some((name, self.0.get(*name)?.as_str()?)));
        present
            .map(|(name, value)| format!("{name}\n{value}\n"))
            .collect()
    }

    pub fn json(&self) -> String {
        Value::Object(self.0.clone()).to_string()
    }
}

/// One of the fixed vectors: `n1`, `n2`, `s1`, `u2`.
pub fn vector(name: &str) -> Draft {
    let path = format!("{}/tests/vectors/{name}.json", env!("CARGO_MANIFEST_DIR"));
    Draft(serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap())
}

/// The certificate of the fixed vectors.
pub fn vector_certificate() -> String {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors/certificate.pem");
    std::fs::read_to_string(path).unwrap()
}
