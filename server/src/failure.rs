//! Answers that are no page become one, where a browser asked for a page: what a handler refused in
//! plain words, what broke, and what took too long.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::ops;
use crate::page::{self, PageRequest};
use crate::state::AppState;

/// 503 where the layer of sessions answers 500, which it does with nothing else where it could not write one:
/// that is the database's fault, and passes.
pub(crate) async fn of_session(response: Response) -> Response {
    let is_bare = !response.headers().contains_key(header::CONTENT_TYPE);
    if response.status() == StatusCode::INTERNAL_SERVER_ERROR && is_bare {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    response
}

/// Keeps the status and the headers of an answer that failed, and says it with a page of ours.
pub(crate) async fn as_page(
    State(state): State<AppState>,
    request: Request,
    next: Next,
) -> Response {
    let (parts, body) = request.into_parts();
    let request =
        has_html(&parts.headers, &header::ACCEPT).then(|| PageRequest::by_anybody(&parts));
    let is_of_console = ops::has(parts.uri.path());
    let response = next.run(Request::from_parts(parts, body)).await;
    let status = response.status();
    let failed = status.is_client_error() || status.is_server_error();
    let Some(request) =
        request.filter(|_| failed && !has_html(response.headers(), &header::CONTENT_TYPE))
    else {
        return response;
    };
    let mut page = match is_of_console {
        true => ops::page::failure(&state, request, status).await,
        false => page::failure(&state, &request, status).await,
    };
    for name in response.headers().keys() {
        if name == header::CONTENT_LENGTH || page.headers().contains_key(name) {
            continue;
        }
        for value in response.headers().get_all(name) {
            page.headers_mut().append(name, value.clone());
        }
    }
    page
}

fn has_html(headers: &HeaderMap, name: &header::HeaderName) -> bool {
    let value = headers.get(name).and_then(|value| value.to_str().ok());
    value.is_some_and(|value| value.contains("text/html"))
}
