//! The two ways to Larder: Alexa's own to the token endpoint, and its Lambda's with a directive.

use std::sync::OnceLock;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use reqwest::redirect::Policy;
use ring::hmac;
use serde_json::Value;

use super::Linking;
use crate::alexa::Region;
use crate::amazon::ids::hex;

/// How long Alexa waits for tokens.
const TOKENS: Duration = Duration::from_millis(4_500);
/// How long it waits for what the Lambda returns.
const DIRECTIVE: Duration = Duration::from_secs(8);

/// A client without redirects, made when it is first needed.
#[derive(Default)]
pub(super) struct Http(OnceLock<reqwest::Client>);

impl Http {
    fn client(&self) -> &reqwest::Client {
        self.0.get_or_init(|| {
            #[expect(clippy::expect_used, reason = "nothing here depends on the machine")]
            crate::http::builder()
                .redirect(Policy::none())
                .no_proxy()
                .build()
                .expect("a plain client can be built")
        })
    }

    /// Status and body of what the token endpoint answers.
    pub(super) async fn token(
        &self,
        linking: &Linking,
        form: &[(&str, &str)],
    ) -> Result<(u16, Value), String> {
        let (id, secret) = (&*linking.client_id, &*linking.client_secret);
        let mut form = form.to_vec();
        let mut request = self
            .client()
            .post(format!("{}/oauth/token", linking.larder));
        if linking.basic {
            let encode = |text: &str| -> String {
                url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
            };
            let both = STANDARD.encode(format!("{}:{}", encode(id), encode(secret)));
            request = request.header("authorization", format!("Basic {both}"));
        } else {
            form.extend([("client_id", id), ("client_secret", secret)]);
        }
        let answer = request.timeout(TOKENS).form(&form).send().await;
        let answer = answer.map_err(|_| "the token endpoint does not answer".to_owned())?;
        let status = answer.status().as_u16();
        Ok((status, answer.json().await.unwrap_or_default()))
    }

    /// What the Lambda of a region returns for a directive; an error where its call ends without an answer.
    pub(super) async fn directive(
        &self,
        linking: &Linking,
        region: Region,
        seconds: i64,
        directive: &Value,
    ) -> Result<Value, String> {
        let body = directive.to_string();
        let key = hmac::Key::new(hmac::HMAC_SHA256, &linking.forwarder_key);
        let signed = format!("{seconds}.{}.{body}", region.name());
        let tag = hex(hmac::sign(&key, signed.as_bytes()).as_ref());
        let request = self
            .client()
            .post(format!("{}/alexa/directive", linking.larder))
            .timeout(DIRECTIVE)
            .header("content-type", "application/json")
            .header("x-larder-region", region.name())
            .header("x-larder-timestamp", seconds.to_string())
            .header("x-larder-signature", format!("v1={tag}"))
            .body(body);
        let answer = request.send().await;
        let answer = answer.map_err(|_| "Larder does not answer directives".to_owned())?;
        match answer.status().as_u16() {
            200 => answer
                .json()
                .await
                .map_err(|_| "the answer to a directive is no JSON".to_owned()),
            status => Err(format!("Larder answers {status} to a directive")),
        }
    }
}
