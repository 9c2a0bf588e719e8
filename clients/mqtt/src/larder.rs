//! The one call to Larder, made until it is answered.

use std::time::Duration;

use anyhow::{Context, Result};
use bytes::Bytes;
use reqwest::header::RETRY_AFTER;
use reqwest::{Client, Response, StatusCode, redirect};
use secrecy::{ExposeSecret as _, SecretString};
use tracing::warn;
use url::Url;

use crate::pause;

/// Of one call, in all.
const TOTAL: Duration = Duration::from_secs(30);
const FIRST_WAIT: Duration = Duration::from_secs(1);
const LONGEST_WAIT: Duration = Duration::from_secs(60);

/// Larder, as this program reaches it.
#[derive(Clone)]
pub(crate) struct Larder {
    http: Client,
    origin: Url,
    key: SecretString,
}

impl Larder {
    /// # Errors
    /// No client can be made, or nothing can be called at `origin`.
    pub(crate) fn new(origin: &Url, key: SecretString) -> Result<Self> {
        origin
            .join("/api")
            .context("--larder: an origin, as https://larder.example")?;
        // A second one in the process is refused, and the first one stays.
        let _ = rustls::crypto::ring::default_provider().install_default();
        #[expect(clippy::disallowed_methods, reason = "the one client of this program")]
        let builder = Client::builder();
        let http = builder
            .redirect(redirect::Policy::none())
            .referer(false)
            .timeout(TOTAL)
            .build()?;
        Ok(Self {
            http,
            origin: origin.clone(),
            key,
        })
    }

    /// Posts what a machine said until Larder has taken or refused it, however long that takes. The answer is the status,
    /// a space, and what Larder said.
    pub(crate) async fn post(&self, serial: &str, body: Bytes) -> Vec<u8> {
        let mut wait = FIRST_WAIT;
        loop {
            let told = match self.try_post(serial, body.clone()).await {
                Ok(Tried::Answered(answer)) => return answer,
                Ok(Tried::Later(status, told)) => {
                    warn!(status = status.as_u16(), "not now");
                    told
                }
                Err(failure) => {
                    warn!("no answer: {}", failure.without_url());
                    None
                }
            };
            pause(told.unwrap_or(wait).max(wait)).await;
            wait = LONGEST_WAIT.min(2 * wait);
        }
    }

    async fn try_post(&self, serial: &str, body: Bytes) -> reqwest::Result<Tried> {
        let mut url = self.origin.clone();
        if let Ok(mut path) = url.path_segments_mut() {
            path.clear()
                .extend(["api", "v1", "devices", serial, "usage"]);
        }
        let post = self.http.post(url).bearer_auth(self.key.expose_secret());
        let answer = post
            .header("content-type", "application/json")
            .body(body)
            .send()
            .await?;
        let status = answer.status();
        if !is_final(status) {
            return Ok(Tried::Later(status, retry_after(&answer)));
        }
        let mut text = format!("{} ", status.as_u16()).into_bytes();
        text.extend_from_slice(&answer.bytes().await?);
        Ok(Tried::Answered(text))
    }
}

enum Tried {
    Answered(Vec<u8>),
    Later(StatusCode, Option<Duration>),
}

/// Whether a machine can do something about it. What is wrong with the key is for the maker, and nothing is lost meanwhile.
fn is_final(status: StatusCode) -> bool {
    status == StatusCode::OK
        || (status.is_client_error()
            && !matches!(
                status,
                StatusCode::UNAUTHORIZED
                    | StatusCode::FORBIDDEN
                    | StatusCode::REQUEST_TIMEOUT
                    | StatusCode::TOO_MANY_REQUESTS
            ))
}

fn retry_after(answer: &Response) -> Option<Duration> {
    let seconds = answer.headers().get(RETRY_AFTER)?.to_str().ok()?;
    seconds.parse().ok().map(Duration::from_secs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_machine_can_do_nothing_about_is_tried_again() {
        let is = |status: u16| is_final(StatusCode::from_u16(status).unwrap());
        for status in [200, 400, 404, 413, 415, 422] {
            assert!(is(status), "{status}");
        }
        for status in [204, 302, 401, 403, 408, 429, 500, 502, 503] {
            assert!(!is(status), "{status}");
        }
    }
}
