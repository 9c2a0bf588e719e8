//! Signing out. Repeating it changes nothing.

use axum::extract::State;
use axum::http::HeaderName;
use axum::response::{IntoResponse, Redirect, Response};

use domain::AccountId;
use replenish::Caller;

use super::account::unavailable;
use super::session::Browser;
use crate::forms::Fields;
use crate::request_id::RequestId;
use crate::state::AppState;

/// What a browser forgets: pages that it would show again on the way back. Its cookies are of the whole
/// domain, and of its storage the service worker sees to what is a customer's (`offline`).
const FORGET: (HeaderName, &str) = (HeaderName::from_static("clear-site-data"), r#""cache""#);

/// `POST /sign-out`: field `everywhere` (`1`) for all browsers. With them ends what whoever had one of them may have
/// linked.
pub(crate) async fn sign_out(
    State(state): State<AppState>,
    browser: Browser,
    request: RequestId,
    fields: Result<Fields, Response>,
) -> Response {
    let everywhere = fields.is_ok_and(|fields| fields.get("everywhere") == "1");
    let ended = if everywhere {
        browser.sign_out_everywhere().await
    } else {
        browser.sign_out().await.map(|()| None)
    };
    match ended {
        Ok(account) => {
            if let Some(account) = account {
                unlink(&state, account, &request).await;
            }
            ([FORGET], Redirect::to("/")).into_response()
        }
        Err(error) => unavailable(error),
    }
}

/// Ends what Alexa is told. Whoever signs out is signed out all the same: their tokens at Alexa have ended with the
/// sessions.
async fn unlink(state: &AppState, account: AccountId, request: &RequestId) {
    let caller = Caller::Customer(account.into(), request.to_string());
    if let Err(error) = state.application.alexa().unlink(caller, account).await {
        tracing::warn!(%error, "Alexa was not unlinked from somebody who signed out everywhere");
    }
}
