//! Forms of the household: who is of it, and as what.

use axum::extract::State;
use axum::response::Response;
use domain::AccountId;
use domain::Role;
use replenish::{Code, Error, Invalid};

use super::{Fields, Id, refused, see_other};
use crate::auth::account::By;
use crate::page::PageRequest;
use crate::state::AppState;

const PAGE: &str = "/settings/household";

/// Fields as they were sent, and who sent them: what every form here needs.
type Sent = (State<AppState>, By, PageRequest);

/// `POST /settings/household/invite`: field `role`. The link is in the address it leads to, this once.
pub(crate) async fn invite((State(state), By(caller), request): Sent, fields: Fields) -> Response {
    let Some(role) = role(&fields) else {
        return refused(&state, &request, PAGE, fields, bad_role()).await;
    };
    match state.application.household().invite(caller, role).await {
        Ok(code) => see_other(&format!("{PAGE}?code={code}")),
        Err(error) => refused(&state, &request, PAGE, fields, error).await,
    }
}

/// `POST /settings/household/uninvite`
pub(crate) async fn uninvite((State(state), By(caller), request): Sent) -> Response {
    match state.application.household().uninvite(caller).await {
        Ok(()) => see_other(PAGE),
        Err(error) => refused(&state, &request, PAGE, Fields::default(), error).await,
    }
}

/// `POST /settings/household/{id}/role`: field `role`.
pub(crate) async fn set_role(
    (State(state), By(caller), request): Sent,
    Id(member): Id<AccountId>,
    fields: Fields,
) -> Response {
    let Some(role) = role(&fields) else {
        return refused(&state, &request, PAGE, fields, bad_role()).await;
    };
    let done = state.application.household().set_role(caller, member, role);
    match done.await {
        Ok(()) => see_other(PAGE),
        Err(error) => refused(&state, &request, PAGE, fields, error).await,
    }
}

/// `POST /settings/household/{id}/leave`: oneself, or another one by an owner.
pub(crate) async fn leave(
    (State(state), By(caller), request): Sent,
    Id(member): Id<AccountId>,
) -> Response {
    let done = state.application.household().leave(caller, member);
    match done.await {
        Ok(()) => see_other(PAGE),
        Err(error) => refused(&state, &request, PAGE, Fields::default(), error).await,
    }
}

/// `POST /join`: field `code`.
pub(crate) async fn join((State(state), By(caller), request): Sent, fields: Fields) -> Response {
    let code = fields.get("code").to_owned();
    match state.application.household().join(caller, &code).await {
        Ok(()) => see_other("/supplies"),
        Err(error) => refused(&state, &request, "/join", fields, error).await,
    }
}

fn role(fields: &Fields) -> Option<Role> {
    Role::parse(fields.get("role"))
}

fn bad_role() -> Error {
    let detail = "Choose owner, member or viewer.";
    Error::Invalid(vec![Invalid::new("role", Code::BadRole, detail)])
}
