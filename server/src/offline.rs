//! What lets a browser install the site and read the last supplies without a network: a manifest, an
//! icon in the maker's colour, and the service worker.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::installable::Png;
use crate::state::AppState;

const SERVICE_WORKER: &str = include_str!("offline/service-worker.js");

/// `GET /manifest.webmanifest`
pub(crate) async fn manifest(State(state): State<AppState>) -> impl IntoResponse {
    let headers = [
        (header::CONTENT_TYPE, "application/manifest+json"),
        (header::CACHE_CONTROL, "public, max-age=3600"),
    ];
    (headers, state.site.installable.manifest.clone())
}

/// `GET /brand/icon.svg`
pub(crate) async fn icon(State(state): State<AppState>) -> impl IntoResponse {
    let headers = [
        (header::CONTENT_TYPE, "image/svg+xml"),
        (header::CACHE_CONTROL, "public, max-age=3600"),
    ];
    (headers, state.site.installable.icon.clone())
}

/// `GET /brand/icon-180.png`, and the other sizes.
pub(crate) async fn icon_png(State(state): State<AppState>, png: Png) -> Response {
    match state.site.installable.png(png) {
        Some(drawn) => {
            let headers = [
                (header::CONTENT_TYPE, "image/png"),
                (header::CACHE_CONTROL, "public, max-age=3600"),
            ];
            (headers, drawn).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// `GET /service-worker.js`: at the root, because it may answer for what is below its own path alone.
pub(crate) async fn service_worker() -> impl IntoResponse {
    let headers = [
        (header::CONTENT_TYPE, "text/javascript; charset=utf-8"),
        (header::CACHE_CONTROL, "no-cache"),
    ];
    (headers, SERVICE_WORKER)
}
