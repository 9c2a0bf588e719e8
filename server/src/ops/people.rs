//! Forms of People and keys.

use std::ops::RangeInclusive;

use axum::extract::State;
use axum::response::Response;
use domain::time::DAY;
use domain::{ApiKeyId, OperatorId, OperatorRole};
use replenish::{Code, Error, NewKey};

use super::form::{Id, made, refused, see_other};
use super::page::OpsRequest;
use super::person::By;
use crate::forms::Fields;
use crate::state::AppState;

const PAGE: &str = "/ops/people";
/// Days that a key may be asked to last.
const LASTING: RangeInclusive<i64> = 1..=3_650;

/// Fields as they were sent, and who sent them: what every form here needs.
type Sent = (State<AppState>, By, OpsRequest);

/// `POST /ops/people/invite`: fields `name` and `role`. The link is on the page that answers, this once.
pub(crate) async fn invite((State(state), By(caller), request): Sent, fields: Fields) -> Response {
    let name = fields.get("name").to_owned();
    let invited = match role(&fields) {
        Ok(role) => {
            state
                .application
                .operators()
                .invite(caller, &name, role)
                .await
        }
        Err(error) => Err(error),
    };
    match invited {
        Ok(link) => made(&state, &request, PAGE, "invite", link).await,
        Err(error) => refused(&state, &request, PAGE, fields, error).await,
    }
}

/// `POST /ops/people/{id}/role`: field `role`.
pub(crate) async fn set_role(
    (State(state), By(caller), request): Sent,
    Id(id): Id<OperatorId>,
    fields: Fields,
) -> Response {
    let done = match role(&fields) {
        Ok(role) => {
            state
                .application
                .operators()
                .set_role(caller, id, role)
                .await
        }
        Err(error) => Err(error),
    };
    match done {
        Ok(()) => see_other(PAGE),
        Err(error) => refused(&state, &request, PAGE, fields, error).await,
    }
}

/// `POST /ops/people/{id}/remove`
pub(crate) async fn remove(
    (State(state), By(caller), request): Sent,
    Id(id): Id<OperatorId>,
) -> Response {
    match state.application.operators().remove(caller, id).await {
        Ok(()) => see_other(PAGE),
        Err(error) => refused(&state, &request, PAGE, Fields::default(), error).await,
    }
}

/// `POST /ops/people/keys`: fields `name`, `scope` once for each, and `days` (empty: for ever). The key is on the page that
/// answers, this once.
pub(crate) async fn make_key(
    (State(state), By(caller), request): Sent,
    fields: Fields,
) -> Response {
    let made_key = match lasting(&fields) {
        Ok(days) => {
            let end = days.map(|days| state.application.now() + days * DAY);
            let new = NewKey {
                name: fields.get("name").to_owned(),
                scopes: fields.all("scope"),
                expires_at: end.map(|end| end.to_string()),
            };
            state.application.keys().create(caller, &new).await
        }
        Err(error) => Err(error),
    };
    match made_key {
        Ok((_, key)) => made(&state, &request, PAGE, "key", key).await,
        Err(error) => refused(&state, &request, PAGE, fields, error).await,
    }
}

/// How many days a key lasts; for ever where the field is empty, which is said and not left out.
fn lasting(fields: &Fields) -> Result<Option<i64>, Error> {
    let days = fields.sent("days");
    if days == Some("") {
        return Ok(None);
    }
    let days = days.and_then(|days| days.parse().ok());
    let days = days.filter(|days| LASTING.contains(days));
    let (first, last) = LASTING.into_inner();
    let detail = format!("Days must be a number from {first} to {last}, or empty for ever.");
    let wrong = || Error::invalid("days", Code::Maker("bad_days"), detail);
    days.map(Some).ok_or_else(wrong)
}

/// `POST /ops/people/keys/{id}/revoke`
pub(crate) async fn revoke_key(
    (State(state), By(caller), request): Sent,
    Id(id): Id<ApiKeyId>,
) -> Response {
    match state.application.keys().revoke(caller, id).await {
        Ok(()) => see_other(PAGE),
        Err(error) => refused(&state, &request, PAGE, Fields::default(), error).await,
    }
}

fn role(fields: &Fields) -> Result<OperatorRole, Error> {
    let detail = "Choose viewer, support or admin.";
    let none = || Error::invalid("role", Code::Maker("bad_role"), detail);
    OperatorRole::parse(fields.get("role")).ok_or_else(none)
}
