//! The draft of a form whose sender is not signed in any more: the browser keeps what was typed, sealed and for an
//! hour at most, and it is in the form again once its sender has signed in. Nothing is done by it.

use app::FormState;
use axum::extract::{FromRequest, Request, State};
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use domain::time::HOUR;

use super::Fields;
use crate::auth::account::unavailable;
use crate::auth::next;
use crate::auth::session::Browser;
use crate::state::AppState;

const NAME: &str = "draft";
/// The most that is kept, in bytes: sealed and as a cookie it has to stay below 4 KB.
const LARGEST: usize = 2 * 1024;

/// For a form on a page at the form's own path: sends whoever is not signed in to sign
/// in, and lets the browser keep the draft.
pub(crate) async fn keep(
    State(state): State<AppState>,
    browser: Browser,
    request: Request,
    next: Next,
) -> Response {
    match browser.customer().await {
        Ok(Some(_)) => return next.run(request).await,
        Ok(None) => {}
        Err(error) => return unavailable(error),
    }
    let path = request.uri().path().to_owned();
    let sign_in = next::sign_in(request.uri());
    let Ok(Fields(values)) = Fields::from_request(request, &()).await else {
        return Redirect::to(&sign_in).into_response();
    };
    let size = serde_json::to_string(&values).map_or(usize::MAX, |text| text.len());
    match state.cookies.set(NAME, &path, &values, HOUR) {
        Some(cookie) if size <= LARGEST => {
            let to = Redirect::to(&format!("{sign_in}&draft=1"));
            ([(header::SET_COOKIE, cookie)], to).into_response()
        }
        _ => Redirect::to(&sign_in).into_response(),
    }
}

/// The draft that a browser keeps for a page.
pub(crate) fn recall(state: &AppState, sent: &HeaderMap, path: &str) -> Option<FormState> {
    Some(FormState {
        values: state.cookies.get(sent, NAME, path)?,
        is_draft: true,
        ..FormState::default()
    })
}

/// Lets the browser forget the draft.
pub(crate) fn forget(state: &AppState, answer: &mut HeaderMap) {
    if let Some(cookie) = state.cookies.remove(NAME) {
        answer.append(header::SET_COOKIE, cookie);
    }
}
