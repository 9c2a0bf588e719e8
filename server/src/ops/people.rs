//! Forms of People and keys.

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
    let days = fields.get("days").parse::<i64>().ok();
    let days = days.filter(|days| (1..=3_650).contains(days));
    let end = days.map(|days| state.application.now() + days * DAY);
    let new = NewKey {
        name: fields.get("name").to_owned(),
        scopes: fields.all("scope"),
        expires_at: end.map(|end| end.to_string()),
    };
    match state.application.keys().create(caller, &new).await {
        Ok((_, key)) => made(&state, &request, PAGE, "key", key).await,
        Err(error) => refused(&state, &request, PAGE, fields, error).await,
    }
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
