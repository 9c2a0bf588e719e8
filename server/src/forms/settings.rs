//! What a browser keeps of its customer's wishes.

use app::Theme;
use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Response};
use replenish::{Error, Invalid};

use super::{Fields, refused, see};
use crate::auth::account::Account;
use crate::page::Asked;
use crate::state::Shared;

/// `POST /settings`: field `theme`.
pub(crate) async fn theme(
    State(state): State<Shared>,
    Account(_): Account,
    asked: Asked,
    fields: Fields,
) -> Response {
    let Some(theme) = Theme::parse(fields.get("theme")) else {
        let detail = "Choose system, light or dark.";
        let error = Error::Invalid(vec![Invalid::new("theme", "bad_theme", detail)]);
        return refused(&state, &asked, "/settings", fields, error).await;
    };
    let attributes = Theme::cookie_attributes(state.site.is_https);
    let cookie = format!("theme={}; {attributes}", theme.name());
    ([(SET_COOKIE, cookie)], see("/settings")).into_response()
}
