//! Signing out. Repeating it changes nothing.

use axum::http::HeaderName;
use axum::response::{IntoResponse, Redirect, Response};

use super::account::unavailable;
use super::session::Browser;
use crate::forms::Fields;

/// What a browser forgets: pages that it would show again on the way back. Its cookies are of the whole
/// domain, and of its storage the service worker sees to what is a customer's (`offline`).
const FORGET: (HeaderName, &str) = (HeaderName::from_static("clear-site-data"), r#""cache""#);

/// `POST /sign-out`: field `everywhere` (`1`) for all browsers.
pub(crate) async fn sign_out(browser: Browser, fields: Result<Fields, Response>) -> Response {
    let everywhere = fields.is_ok_and(|fields| fields.get("everywhere") == "1");
    let ended = if everywhere {
        browser.sign_out_everywhere().await
    } else {
        browser.sign_out().await
    };
    match ended {
        Ok(()) => ([FORGET], Redirect::to("/")).into_response(),
        Err(error) => unavailable(error),
    }
}
