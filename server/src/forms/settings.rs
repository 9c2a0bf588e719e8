//! Settings: what a browser keeps of its customer's wishes, and what customers may ask of their data.

use app::{LANGUAGE, Locale, THEME, Theme, UNITS, Units, cookie, zone};
use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Response};
use domain::Zone;
use replenish::notices::Reader;
use replenish::{Code, Error, Invalid};

use super::{Fields, refused, see_other};
use crate::auth::account::{Account, By};
use crate::auth::session::Browser;
use crate::page::PageRequest;
use crate::state::AppState;

const DATA: &str = "/settings/data";
/// What is typed to delete an account.
const WORD: &str = "delete";

/// `POST /settings`: field `theme`, `language`, `units` or `zone`. An empty language is the browser's.
pub(crate) async fn wishes(
    State(state): State<AppState>,
    By(caller): By,
    request: PageRequest,
    fields: Fields,
) -> Response {
    match wish(&fields) {
        Ok((name, value)) => {
            let read = read(&request, name, value.as_deref());
            if let Some(reader) = read
                && let Err(error) = state.application.notices().reads(caller, reader).await
            {
                return refused(&state, &request, "/settings", fields, error).await;
            }
            let cookie = cookie::set(name, value.as_deref(), state.site.is_https);
            ([(SET_COOKIE, cookie)], see_other("/settings")).into_response()
        }
        Err(wrong) => {
            let error = Error::Invalid(vec![wrong]);
            refused(&state, &request, "/settings", fields, error).await
        }
    }
}

/// How notices are read from now on, where a wish is about that. The browser's language is no wish.
fn read(request: &PageRequest, name: &str, value: Option<&str>) -> Option<Reader> {
    let mut reader = Reader::from(request.reader());
    match (name, value?) {
        (LANGUAGE, tag) => reader.locale = tag.to_owned(),
        (zone::NAME, zone) => reader.zone = Zone::parse(zone)?,
        _ => return None,
    }
    Some(reader)
}

/// The cookie that a form is about, and its value; none forgets it.
fn wish(fields: &Fields) -> Result<(&'static str, Option<String>), Invalid> {
    let (name, chosen, code, detail) = if let Some(name) = fields.sent(zone::NAME) {
        let zone = Zone::parse(name).map(|zone| zone.name().to_owned());
        let detail = "Choose one of the time zones.";
        (zone::NAME, zone, Code::BadZone, detail)
    } else if let Some(tag) = fields.sent(LANGUAGE) {
        if tag.is_empty() {
            return Ok((LANGUAGE, None));
        }
        let mut offered = Locale::OFFERED.into_iter().map(Locale::tag);
        let tag = offered.find(|offered| *offered == tag);
        let detail = "Choose one of the languages.";
        (LANGUAGE, tag.map(str::to_owned), Code::BadLanguage, detail)
    } else if let Some(name) = fields.sent(UNITS) {
        let units = Units::parse(name).map(|units| units.name().to_owned());
        let detail = "Choose the machine’s units, metric or US.";
        (UNITS, units, Code::BadUnits, detail)
    } else {
        let theme = Theme::parse(fields.get(THEME)).map(|theme| theme.name().to_owned());
        let detail = "Choose system, light or dark.";
        (THEME, theme, Code::BadTheme, detail)
    };
    match chosen {
        Some(value) => Ok((name, Some(value))),
        None => Err(Invalid::new(name, code, detail)),
    }
}

/// `POST /settings/alexa/unlink`: Alexa sees the machines no more. Repeating it changes nothing.
pub(crate) async fn unlink(
    State(state): State<AppState>,
    Account(customer): Account,
    By(caller): By,
    request: PageRequest,
    fields: Fields,
) -> Response {
    let alexa = state.application.alexa();
    match alexa.unlink(caller, customer.account).await {
        Ok(()) => see_other("/settings"),
        Err(error) => refused(&state, &request, "/settings", fields, error).await,
    }
}

/// `POST /settings/data`: field `word`, which must say that it is meant. Done, the browser is signed
/// out.
pub(crate) async fn delete(
    State(state): State<AppState>,
    By(caller): By,
    browser: Browser,
    request: PageRequest,
    fields: Fields,
) -> Response {
    if !fields.get("word").eq_ignore_ascii_case(WORD) {
        let detail = "Type “delete” to confirm.";
        let error = Error::Invalid(vec![Invalid::new("word", Code::NotConfirmed, detail)]);
        return refused(&state, &request, DATA, fields, error).await;
    }
    match state.application.accounts().delete(caller).await {
        Ok(()) => {
            if let Err(error) = browser.sign_out().await {
                tracing::warn!(%error, "the session of a deleted account could not be ended");
            }
            see_other("/?done=deleted")
        }
        Err(error) => refused(&state, &request, DATA, fields, error).await,
    }
}
