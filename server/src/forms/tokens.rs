//! Forms of personal tokens: what opens a customer's supplies to a program of theirs.

use app::FormState;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::PersonalTokenId;
use replenish::NewPersonalToken;

use super::{Fields, Id, refused, see_other};
use crate::auth::account::By;
use crate::page::{self, PageRequest};
use crate::state::AppState;

const PAGE: &str = "/settings/tokens";

/// Who sent a form.
type Sent = (State<AppState>, By, PageRequest);

/// `POST /settings/tokens`: fields `name`, `scope` and `days`. The token is on the page that answers, this once: it is in no
/// address.
pub(crate) async fn make((State(state), By(caller), request): Sent, fields: Fields) -> Response {
    let new = NewPersonalToken {
        name: fields.get("name").to_owned(),
        scope: fields.get("scope").to_owned(),
        days: fields.get("days").to_owned(),
    };
    match state.application.personal_tokens().make(caller, &new).await {
        Ok((_, token)) => {
            let form = FormState::made(token);
            page::rerender(&state, &request, PAGE, form, StatusCode::OK).await
        }
        Err(error) => refused(&state, &request, PAGE, fields, error).await,
    }
}

/// `POST /settings/tokens/{id}/revoke`
pub(crate) async fn revoke(
    (State(state), By(caller), request): Sent,
    Id(token): Id<PersonalTokenId>,
) -> Response {
    let tokens = state.application.personal_tokens();
    match tokens.revoke(caller, token).await {
        Ok(()) => see_other(PAGE),
        Err(error) => refused(&state, &request, PAGE, Fields::default(), error).await,
    }
}
