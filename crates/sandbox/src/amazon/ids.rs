//! Ids and tokens in Amazon's shapes. All come from one seeded generator, so that a run can be
//! repeated.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rand::rngs::StdRng;
use rand::{Rng as _, RngExt as _, SeedableRng as _};
use rsa::sha2::{Digest as _, Sha256};

const LOWER: &[u8] = b"abcdefghijklmnopqrstuvwxyz0123456789";
const MIXED: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const UPPER: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

pub(crate) struct Ids(StdRng);

impl Ids {
    pub(crate) fn seeded(seed: u64) -> Self {
        Self(StdRng::seed_from_u64(seed))
    }

    fn pick(&mut self, from: &[u8], length: usize) -> String {
        (0..length)
            .map(|_| char::from(from[self.0.random_range(0..from.len())]))
            .collect()
    }

    fn base64url(&mut self, bytes: usize) -> String {
        let mut raw = vec![0; bytes];
        self.0.fill_bytes(&mut raw);
        URL_SAFE_NO_PAD.encode(raw)
    }

    /// `eventInstanceId` of an order.
    pub(crate) fn instance(&mut self) -> String {
        format!("amzn1.dash.v2.o.{}", self.base64url(24))
    }

    /// `notificationId`.
    pub(crate) fn notification(&mut self) -> String {
        format!("amzn1.dash.notification.v1.{}", self.pick(LOWER, 26))
    }

    /// An LWA access token: at least 350 characters, with `|`.
    pub(crate) fn access_token(&mut self) -> String {
        format!("Atza|IwEBI{}", self.base64url(264))
    }

    /// An LWA refresh token.
    pub(crate) fn refresh_token(&mut self) -> String {
        format!("Atzr|IwEBI{}", self.base64url(264))
    }

    /// An authorization code.
    pub(crate) fn code(&mut self) -> String {
        format!("AN{}", self.pick(MIXED, 18))
    }

    /// An SNS confirmation token: 256 hex characters.
    pub(crate) fn sns_token(&mut self) -> String {
        let mut raw = [0; 128];
        self.0.fill_bytes(&mut raw);
        hex(&raw)
    }

    /// 256 bits that nobody guesses: `state`, PKCE's verifier.
    pub(crate) fn secret(&mut self) -> String {
        self.base64url(32)
    }

    pub(crate) fn uuid(&mut self) -> String {
        let mut raw = [0; 16];
        self.0.fill_bytes(&mut raw);
        raw[6] = raw[6] & 0x0f | 0x40;
        raw[8] = raw[8] & 0x3f | 0x80;
        let hex = hex(&raw);
        format!(
            "{}-{}-{}-{}-{}",
            &hex[..8],
            &hex[8..12],
            &hex[12..16],
            &hex[16..20],
            &hex[20..]
        )
    }
}

/// LWA's `user_id` of a customer: the same for all apps of one company.
pub(crate) fn user_id(client_id: &str, customer: &str) -> String {
    account("lwa", client_id, customer)
}

/// DRS' `directedCustomerId` of a customer. Nothing says that it equals `user_id`, so it differs.
pub(crate) fn directed_customer_id(client_id: &str, customer: &str) -> String {
    account("drs", client_id, customer)
}

fn account(service: &str, client_id: &str, customer: &str) -> String {
    let digest = Sha256::digest(format!("{service}\n{client_id}\n{customer}"));
    let tail: String = digest
        .iter()
        .take(27)
        .map(|byte| char::from(UPPER[usize::from(byte % 32)]))
        .collect();
    format!("amzn1.account.A{tail}")
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
