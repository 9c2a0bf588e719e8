//! The style sheet, under a path named by its content, so that a browser asks for it once.

use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;

use crate::state::AppState;

/// `GET` the path of [`app::style::Stylesheet`]
pub(crate) async fn style(State(state): State<AppState>) -> impl IntoResponse {
    let headers = [
        (header::CONTENT_TYPE, "text/css; charset=utf-8"),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    (headers, state.site.style.css.clone())
}
