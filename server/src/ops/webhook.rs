//! Forms of webhooks.

use axum::extract::State;
use axum::response::Response;
use domain::webhook::EventTypes;
use domain::{DeliveryId, WebhookId};
use replenish::{Error, NewWebhook};

use super::form::{Id, made, refused, see_other};
use super::page::{OpsRequest, not_found};
use super::person::By;
use crate::forms::Fields;
use crate::state::AppState;

const PAGE: &str = "/ops/webhooks";

/// Who sent a form.
type New = (State<AppState>, By, OpsRequest);
/// Who sent a form, and of which webhook it is.
type Sent = (State<AppState>, By, OpsRequest, Id<WebhookId>);

/// `POST /ops/webhooks`: fields `url`, and `type` once for each (`*`: all). The secret is on the page that answers, this once.
pub(crate) async fn create((State(state), By(caller), request): New, fields: Fields) -> Response {
    let mut types = fields.all("type");
    if types.iter().any(|it| it == EventTypes::EVERY) {
        types = vec![EventTypes::EVERY.to_owned()];
    }
    let url = fields.get("url").to_owned();
    let new = NewWebhook { url, types };
    match state.application.webhooks().create(caller, &new).await {
        Ok((_, secret)) => made(&state, &request, PAGE, "webhook", secret).await,
        Err(error) => refused(&state, &request, PAGE, fields, error).await,
    }
}

/// `POST /ops/webhooks/{id}/test`
pub(crate) async fn test(
    (State(state), By(caller), request, Id(id)): Sent,
    fields: Fields,
) -> Response {
    let sent = state.application.webhooks().test(caller, id).await;
    done_at(&state, &request, id, fields, sent.map(drop)).await
}

/// `POST /ops/webhooks/{id}/enable`
pub(crate) async fn enable(
    (State(state), By(caller), request, Id(id)): Sent,
    fields: Fields,
) -> Response {
    let enabled = state.application.webhooks().enable(caller, id).await;
    done_at(&state, &request, id, fields, enabled.map(drop)).await
}

/// `POST /ops/webhooks/{id}/resend`: field `delivery`.
pub(crate) async fn resend(
    (State(state), By(caller), request, Id(id)): Sent,
    fields: Fields,
) -> Response {
    let delivery = fields.get("delivery").parse::<DeliveryId>();
    let Ok(delivery) = delivery else {
        return not_found(&state, &request).await;
    };
    let sent = state
        .application
        .webhooks()
        .resend(caller, Some(id), delivery)
        .await;
    done_at(&state, &request, id, fields, sent.map(drop)).await
}

/// `POST /ops/webhooks/{id}/secret`. The secret is on the page that answers, this once.
pub(crate) async fn rotate(
    (State(state), By(caller), request, Id(id)): Sent,
    fields: Fields,
) -> Response {
    match state.application.webhooks().rotate(caller, id).await {
        Ok((secret, _)) => made(&state, &request, &page(id), "secret", secret).await,
        Err(error) => refused(&state, &request, &page(id), fields, error).await,
    }
}

/// `POST /ops/webhooks/{id}/delete`
pub(crate) async fn delete(
    (State(state), By(caller), request, Id(id)): Sent,
    fields: Fields,
) -> Response {
    match state.application.webhooks().delete(caller, id).await {
        Ok(()) => see_other(PAGE),
        Err(error) => refused(&state, &request, &page(id), fields, error).await,
    }
}

fn page(id: WebhookId) -> String {
    format!("{PAGE}/{id}")
}

/// 303 to the webhook's page, or it again.
async fn done_at(
    state: &AppState,
    request: &OpsRequest,
    id: WebhookId,
    fields: Fields,
    done: Result<(), Error>,
) -> Response {
    match done {
        Ok(()) => see_other(&page(id)),
        Err(error) => refused(state, request, &page(id), fields, error).await,
    }
}
