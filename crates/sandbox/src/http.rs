//! What everything here calls others by.

use std::sync::LazyLock;

use reqwest::{Client, ClientBuilder};

/// A system without root certificates trusts nobody by TLS. What is simulated is on one machine and needs none.
static HAS_ROOTS: LazyLock<bool> = LazyLock::new(|| {
    // An error means that somebody has installed one already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    plain().build().is_ok()
});

/// A client to be.
pub fn builder() -> ClientBuilder {
    match *HAS_ROOTS {
        true => plain(),
        false => plain().tls_certs_only([]),
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the sandbox stands outside Larder"
)]
fn plain() -> ClientBuilder {
    Client::builder()
}
