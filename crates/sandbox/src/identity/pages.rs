//! The page where one chooses who one is.

use axum::body::Bytes;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::{IdentityProvider, PEOPLE, Request};
use crate::amazon::CUSTOMERS;
use crate::amazon::html::{fields, notice, page, see_other, text};

/// `GET /identity/authorize`
pub(super) async fn show(
    State(provider): State<IdentityProvider>,
    RawQuery(query): RawQuery,
) -> Response {
    let query = query.unwrap_or_default();
    if let Err(words) = Request::parse(&provider, &query) {
        return notice(StatusCode::BAD_REQUEST, "This sign-in cannot be", &words);
    }
    let button = |name: &str, what: &str| {
        format!(
            "<p><button name=\"customer\" value=\"{0}\">Continue as {0}{what}</button></p>",
            text(name)
        )
    };
    let customers = CUSTOMERS.map(|name| button(name, ""));
    let people = PEOPLE.map(|(name, role)| {
        let what = role.map_or_else(
            || "no role".to_owned(),
            |role| format!("the maker's {role}"),
        );
        button(name, &format!(", {what}"))
    });
    let body = format!(
        "<form method=\"post\"><input type=\"hidden\" name=\"request\" value=\"{}\">{}</form>",
        text(&query),
        [customers.concat(), people.concat()].concat()
    );
    page(StatusCode::OK, "Sign in to your account", false, &body)
}

/// `POST /identity/authorize`
pub(super) async fn sign_in(State(provider): State<IdentityProvider>, body: Bytes) -> Response {
    let fields = fields(&body);
    let field = |name: &str| fields.get(name).map_or("", String::as_str);
    match provider.grant(field("request"), field("customer")) {
        Ok(back) => see_other(&back),
        Err(words) => notice(StatusCode::BAD_REQUEST, "This sign-in cannot be", &words),
    }
}
