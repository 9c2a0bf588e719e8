//! Headers that keep a browser from doing what a page does not need.

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;

use crate::state::{AppState, Site};

/// A year.
const TRANSPORT: HeaderValue = HeaderValue::from_static("max-age=31536000");

/// Seconds after which what cannot be done now may be asked again.
const AGAIN: &str = "10";

/// For every answer.
pub(crate) async fn everywhere(
    State(state): State<AppState>,
    request: Request,
    next: Next,
) -> Response {
    let mut response = next.run(request).await;
    let is_unavailable = response.status() == StatusCode::SERVICE_UNAVAILABLE;
    let headers = response.headers_mut();
    if is_unavailable {
        put_default(headers, header::RETRY_AFTER, AGAIN);
    }
    headers.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    if state.site.is_https {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, TRANSPORT);
    }
    put_default(headers, header::REFERRER_POLICY, "same-origin");
    response
}

/// For a page: only what it needs may load, and nobody may frame it. `nonce` names the page's own
/// inline scripts; without one no script runs.
pub(crate) fn page(
    headers: &mut HeaderMap,
    (site, path): (&Site, &str),
    nonce: Option<&str>,
    signed_in: bool,
) {
    if let Ok(policy) = HeaderValue::from_str(&policy(site, path, nonce)) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    // What browsers know that do not know the policy's `frame-ancestors`.
    headers.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    let cache = if signed_in { "no-store" } else { "no-cache" };
    put_default(headers, header::CACHE_CONTROL, cache);
}

fn policy(site: &Site, path: &str, nonce: Option<&str>) -> String {
    let scripts = match nonce {
        Some(nonce) => format!("'self' 'nonce-{nonce}' 'wasm-unsafe-eval'"),
        None => "'none'".to_owned(),
    };
    // A redirect that answers a form counts as the form's target.
    let targets = site.form_targets(path).join(" ");
    format!(
        "default-src 'none'; script-src {scripts}; style-src 'self'; connect-src 'self'; \
         img-src 'self' data: {}; manifest-src 'self'; worker-src 'self'; form-action 'self' {targets}; base-uri 'none'; \
         frame-ancestors 'none'",
        site.picture_origin
    )
}

fn put_default(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    headers
        .entry(name)
        .or_insert(HeaderValue::from_static(value));
}
