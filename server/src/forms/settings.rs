//! Settings: what a browser keeps of its customer's wishes, and what customers may ask of their data.

use app::{Theme, zone};
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, SET_COOKIE};
use axum::response::{IntoResponse, Response};
use replenish::{Error, Invalid};
use tower_sessions::Session;

use super::{Fields, refused, see};
use crate::auth::account::Account;
use crate::auth::session;
use crate::page::Asked;
use crate::request_id::RequestId;
use crate::state::Shared;

const DATA: &str = "/settings/data";
/// What is typed to delete an account.
const WORD: &str = "delete";

/// `POST /settings`: field `theme` or `zone`.
pub(crate) async fn wishes(
    State(state): State<Shared>,
    Account(_): Account,
    asked: Asked,
    fields: Fields,
) -> Response {
    let chosen = match fields.given(zone::NAME) {
        Some(name) => match zone::offered(&name) {
            Some(zone) => Ok(format!("{}={}", zone::NAME, zone.name())),
            None => Err(("zone", "bad_zone", "Choose one of the time zones.")),
        },
        None => match Theme::parse(fields.get("theme")) {
            Some(theme) => Ok(format!("theme={}", theme.name())),
            None => Err(("theme", "bad_theme", "Choose system, light or dark.")),
        },
    };
    match chosen {
        Ok(cookie) => {
            let attributes = Theme::cookie_attributes(state.site.is_https);
            let cookie = format!("{cookie}; {attributes}");
            ([(SET_COOKIE, cookie)], see("/settings")).into_response()
        }
        Err((field, code, detail)) => {
            let error = Error::Invalid(vec![Invalid::new(field, code, detail)]);
            refused(&state, &asked, "/settings", fields, error).await
        }
    }
}

/// `GET /settings/data/download`: everything kept of the account, as one JSON file.
pub(crate) async fn download(
    State(state): State<Shared>,
    Account(account): Account,
    asked: Asked,
) -> Response {
    match state.application.personal_data(account).await {
        Ok(data) => {
            let headers = [
                (CONTENT_TYPE, "application/json"),
                (
                    CONTENT_DISPOSITION,
                    "attachment; filename=\"supplies.json\"",
                ),
                (CACHE_CONTROL, "no-store"),
            ];
            (headers, format!("{data:#}\n")).into_response()
        }
        Err(error) => refused(&state, &asked, DATA, Fields::default(), error).await,
    }
}

/// `POST /settings/data`: field `word`, which must say that it is meant. Done, the browser is signed
/// out.
pub(crate) async fn delete(
    State(state): State<Shared>,
    Account(account): Account,
    request: RequestId,
    browser: Session,
    asked: Asked,
    fields: Fields,
) -> Response {
    if !fields.get("word").eq_ignore_ascii_case(WORD) {
        let detail = "Type the word delete to say that you mean it.";
        let error = Error::Invalid(vec![Invalid::new("word", "not_confirmed", detail)]);
        return refused(&state, &asked, DATA, fields, error).await;
    }
    match state
        .application
        .delete_account(account, request.as_str())
        .await
    {
        Ok(()) => {
            if let Err(error) = session::sign_out(&browser).await {
                tracing::warn!(%error, "the session of a deleted account could not be ended");
            }
            see("/?done=deleted")
        }
        Err(error) => refused(&state, &asked, DATA, fields, error).await,
    }
}
