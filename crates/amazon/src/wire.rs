//! One request and its answer. Whatever may happen on the way is told apart by what it means for
//! the caller: was the request sent, was it answered, is the answer whole.
//!
//! Nothing here writes an address, a header or a body to the log: they carry tokens and serials.

use std::error::Error;
use std::time::{Duration, Instant};

use reqwest::header::RETRY_AFTER;
use reqwest::{RequestBuilder, Response, StatusCode};
use tracing::Span;
use url::Url;

use crate::client::{Amazon, Carrier, Failure};

/// The longest `Retry-After` that is believed.
const LONGEST_WAIT: u64 = 86_400;

/// An answer whose head arrived.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) retry_after: Option<Duration>,
    pub(crate) body: Body,
}

/// What came of the answer's body.
pub(crate) enum Body {
    Whole(Vec<u8>),
    TooLong,
    Broken,
}

impl Answer {
    /// The body, or nothing where it did not come whole.
    pub(crate) fn text(&self) -> &[u8] {
        match &self.body {
            Body::Whole(bytes) => bytes,
            Body::TooLong | Body::Broken => &[],
        }
    }
}

impl Amazon {
    /// Sends `request` once and reads at most `cap` bytes of the answer. Records `status` and `ms`
    /// in the current span.
    pub(crate) async fn send(
        &self,
        request: RequestBuilder,
        cap: usize,
    ) -> Result<Answer, Failure> {
        let began = Instant::now();
        let answer = match &self.0.carrier {
            None => request.send().await.map_err(classify),
            Some(carrier) => carry(carrier, request).await,
        };
        let answer = match answer {
            Ok(response) => Ok(read(response, cap).await),
            Err(failure) => Err(failure),
        };
        let span = Span::current();
        span.record(
            "ms",
            u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX),
        );
        if let Ok(answer) = &answer {
            span.record("status", answer.status.as_u16());
            tracing::debug!("answered");
        }
        answer
    }
}

async fn carry(carrier: &Carrier, request: RequestBuilder) -> Result<Response, Failure> {
    let request = request.build().map_err(classify)?;
    let body = request.body().and_then(reqwest::Body::as_bytes);
    let mut carried = http::Request::new(body.unwrap_or_default().to_vec());
    *carried.method_mut() = request.method().clone();
    *carried.uri_mut() = request
        .url()
        .as_str()
        .parse()
        .map_err(|_| Failure::Unwritable)?;
    *carried.headers_mut() = request.headers().clone();
    carrier.carry(carried).await.map(Response::from)
}

fn classify(error: reqwest::Error) -> Failure {
    let failure = if error.is_builder() {
        Failure::Unwritable
    } else if error.is_connect() {
        Failure::NotSent
    } else {
        Failure::NoAnswer
    };
    let cause = std::iter::successors(error.source(), |&error| error.source()).last();
    tracing::warn!(cause = cause.map(tracing::field::display), "{failure}");
    failure
}

async fn read(mut response: Response, cap: usize) -> Answer {
    let status = response.status();
    let retry_after = response
        .headers()
        .get(RETRY_AFTER)
        .and_then(|value| value.to_str().ok()?.trim().parse::<u64>().ok())
        .map(|seconds| Duration::from_secs(seconds.min(LONGEST_WAIT)));
    let mut bytes = Vec::new();
    let body = loop {
        match response.chunk().await {
            Ok(Some(chunk)) if bytes.len() + chunk.len() > cap => break Body::TooLong,
            Ok(Some(chunk)) => bytes.extend_from_slice(&chunk),
            Ok(None) => break Body::Whole(bytes),
            Err(_) => break Body::Broken,
        }
    };
    Answer {
        status,
        retry_after,
        body,
    }
}

/// `origin` followed by `path`, which begins with a slash and is already percent-encoded.
pub(crate) fn at(origin: &Url, path: &str) -> String {
    format!("{}{path}", origin.as_str().trim_end_matches('/'))
}

/// `text` as one path segment or query value: everything but letters, digits and `*-._` encoded.
pub(crate) fn encode(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes())
        .collect::<String>()
        .replace('+', "%20")
}
