//! The part of a path that names something: a model, a serial.

use axum::extract::{FromRequestParts, Path, RawPathParams};
use axum::http::request::Parts;
use domain::text::has_control;
use serde::de::DeserializeOwned;

use super::problem::Problem;

/// A path's part, decoded. What cannot be decoded, or has a control character in it, names nothing: 404.
pub struct PathParam<T>(pub T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for PathParam<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let raw = RawPathParams::from_request_parts(parts, state).await;
        let is_text = raw.is_ok_and(|all| all.iter().all(|(_, text)| !has_control(text)));
        match Path::from_request_parts(parts, state).await {
            Ok(Path(value)) if is_text => Ok(Self(value)),
            _ => Err(replenish::Error::NotFound.into()),
        }
    }
}
