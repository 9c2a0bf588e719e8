//! Names of requests: a random start for each process and a number, so that a line of the log, an
//! answer and a row of the audit can be brought together.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

/// The name of one request.
#[derive(Clone, Debug)]
pub struct RequestId(Arc<str>);

impl RequestId {
    /// Of a request; `none` outside of the router.
    pub(crate) fn of(parts: &Parts) -> Self {
        let named = parts.extensions.get::<Self>().cloned();
        named.unwrap_or_else(|| Self("none".into()))
    }

    /// As text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for RequestId {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Self::of(parts))
    }
}

/// Names requests of this process.
#[derive(Clone, Debug)]
pub struct RequestIds(Arc<(u32, AtomicU64)>);

impl RequestIds {
    /// `start` tells this process from others.
    pub fn new(start: u32) -> Self {
        Self(Arc::new((start, AtomicU64::new(1))))
    }

    /// The next name.
    pub fn next(&self) -> RequestId {
        let (start, number) = &*self.0;
        RequestId(format!("{start:08x}-{:06x}", number.fetch_add(1, Ordering::Relaxed)).into())
    }
}
