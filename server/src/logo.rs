//! The maker's logo, from memory.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::state::AppState;

/// A drawing can hold scripts; opened by itself it may run none.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

/// `GET /brand/logo`; 404 without one.
pub(crate) async fn logo(State(state): State<AppState>, request: HeaderMap) -> Response {
    let Some(logo) = &state.site.logo else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let tag = format!("\"{}\"", logo.hash);
    let is_known = request
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .any(|tags| tags.to_str().is_ok_and(|tags| tags.contains(&tag)));
    let headers = [
        (header::CONTENT_TYPE, logo.media_type),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::CACHE_CONTROL, "public, max-age=3600"),
        (header::ETAG, &tag),
    ];
    match is_known {
        true => (StatusCode::NOT_MODIFIED, headers).into_response(),
        false => (headers, logo.content.clone()).into_response(),
    }
}
