//! Webhooks: addresses that events are sent to, and what became of each delivery.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::webhook::Delivery;
use domain::{DeliveryId, Time, WebhookId};
use replenish::{NewWebhook, WebhookView};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::body::{Body, OneOrMany};
use super::names::{DeliveryStateName, DisabledReasonName, WebhookStateName, WebhookTypeName};
use super::page::{Items, Page, Parameters};
use super::path_param::PathParam;
use super::problem::Problem;
use super::texts::EventId;
use crate::auth::maker::{Permit, Webhooks};
use crate::state::AppState;

/// An endpoint to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewWebhook)]
pub struct NewWebhookJson {
    /// https, at a public address.
    #[schema(min_length = 1, max_length = 2000)]
    url: String,
    /// `*` for all.
    #[schema(value_type = OneOrMany<WebhookTypeName>)]
    types: TypesJson,
}

/// A type, or a list of them, as somebody wrote it.
#[derive(Deserialize)]
#[serde(untagged)]
pub enum TypesJson {
    /// One, or `*` for all.
    One(String),
    /// Each of them.
    Many(Vec<String>),
}

/// An endpoint that was made.
#[derive(Serialize, ToSchema)]
pub struct CreatedWebhook {
    #[schema(format = "uuid")]
    id: String,
    /// What signs, this once.
    secret: String,
}

/// Another secret of an endpoint.
#[derive(Serialize, ToSchema)]
pub struct RotatedSecret {
    /// What signs from now on, this once.
    secret: String,
    /// Until when the one before signs, too.
    #[schema(format = DateTime)]
    old_secret_until: String,
}

/// A delivery that is on its way.
#[derive(Serialize, ToSchema)]
pub struct SentDelivery {
    /// Names it in the list of deliveries.
    #[schema(format = "uuid")]
    id: String,
}

/// An endpoint, without its secret.
#[derive(Serialize, ToSchema)]
#[schema(as = Webhook)]
pub struct WebhookJson {
    #[schema(format = "uuid")]
    id: String,
    url: String,
    /// `*` alone is all.
    #[schema(value_type = Vec<WebhookTypeName>)]
    types: Vec<&'static str>,
    #[schema(format = DateTime)]
    created_at: String,
    #[schema(value_type = WebhookStateName)]
    state: &'static str,
    /// Since when nothing is sent; null where something is.
    #[schema(format = DateTime, required)]
    disabled_at: Option<String>,
    /// Why nothing is.
    #[schema(value_type = Option<DisabledReasonName>, required)]
    disabled_reason: Option<&'static str>,
    /// Deliveries that were not taken yet, counted up to 10,000.
    waiting: i64,
    /// Since when the oldest of them waits.
    #[schema(format = DateTime, required)]
    waiting_since: Option<String>,
    /// When something was last taken.
    #[schema(format = DateTime, required)]
    last_success_at: Option<String>,
    /// When something last was not.
    #[schema(format = DateTime, required)]
    last_failure_at: Option<String>,
    /// Why, in a sentence.
    #[schema(required)]
    last_failure: Option<String>,
    /// Until when the secret before signs, too; null where there is none.
    #[schema(format = DateTime, required)]
    old_secret_until: Option<String>,
}

/// All endpoints: there are ten at most.
#[derive(Serialize, ToSchema)]
pub struct WebhookList {
    items: Vec<WebhookJson>,
}

/// What became of an event, or a test, on its way to an endpoint.
#[derive(Serialize, ToSchema)]
#[schema(as = Delivery)]
pub struct DeliveryJson {
    #[schema(format = "uuid")]
    id: String,
    /// The `id` of the event; null of a test.
    #[schema(value_type = Option<EventId>, required)]
    event: Option<String>,
    /// The `webhook-id` by which its receiver knows it.
    message_id: String,
    /// The type of the event, or `webhook.test`.
    #[serde(rename = "type")]
    kind: String,
    #[schema(value_type = DeliveryStateName)]
    state: &'static str,
    /// Since when it is on its way.
    #[schema(format = DateTime)]
    created_at: String,
    /// How often it was tried.
    tries: i64,
    /// When it was last tried.
    #[schema(format = DateTime, required)]
    last_try_at: Option<String>,
    /// The status that was answered then; null where there was no answer.
    #[schema(required)]
    last_status: Option<i64>,
    /// Why it was not taken then, in a sentence.
    #[schema(required)]
    last_error: Option<String>,
    /// When it is tried next; null where it was taken, or waits for one before it.
    #[schema(format = DateTime, required)]
    next_try_at: Option<String>,
}

/// Makes an endpoint. It hears of the events from now on; its secret is shown this once.
#[utoipa::path(post, path = "/webhooks", operation_id = "create_webhook", tag = "maker",
    security(("operator" = []), ("key" = ["webhooks"])), request_body = NewWebhookJson,
    responses((status = 201, description = "The secret, this once", body = CreatedWebhook),
        (status = 409, description = "`conflict`: there are ten"),
        (status = 422, description = "`bad_url`, `bad_type`: a field cannot be taken as it is")))]
pub async fn create(
    State(state): State<AppState>,
    Permit { caller, .. }: Permit<Webhooks>,
    Body(NewWebhookJson { url, types }): Body<NewWebhookJson>,
) -> Result<(StatusCode, Json<CreatedWebhook>), Problem> {
    let types = match types {
        TypesJson::One(name) => vec![name],
        TypesJson::Many(names) => names,
    };
    let new = NewWebhook { url, types };
    let (made, secret) = state.application.webhooks().create(caller, &new).await?;
    let id = made.id.to_string();
    Ok((StatusCode::CREATED, Json(CreatedWebhook { id, secret })))
}

/// All endpoints, those that were made first first.
#[utoipa::path(get, path = "/webhooks", operation_id = "list_webhooks", tag = "maker",
    security(("operator" = []), ("key" = ["webhooks"])),
    responses((status = 200, description = "Endpoints", body = WebhookList)))]
pub async fn list(
    State(state): State<AppState>,
    _: Permit<Webhooks>,
) -> Result<Json<WebhookList>, Problem> {
    let found = state.application.webhooks().list().await?;
    let items = found.into_iter().map(json).collect();
    Ok(Json(WebhookList { items }))
}

/// Takes an endpoint away: from now on nothing is sent to it.
#[utoipa::path(delete, path = "/webhooks/{id}", operation_id = "delete_webhook", tag = "maker",
    security(("operator" = []), ("key" = ["webhooks"])), params(("id" = String, Path, format = "uuid")),
    responses((status = 204, description = "Nothing is sent any more")))]
pub async fn delete(
    State(state): State<AppState>,
    Permit { caller, .. }: Permit<Webhooks>,
    PathParam(id): PathParam<WebhookId>,
) -> Result<StatusCode, Problem> {
    state.application.webhooks().delete(caller, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Sends something to try an endpoint: type `webhook.test`, of no machine.
#[utoipa::path(post, path = "/webhooks/{id}/test", operation_id = "test_webhook", tag = "maker",
    security(("operator" = []), ("key" = ["webhooks"])), params(("id" = String, Path, format = "uuid")),
    responses((status = 201, description = "It is on its way: see its deliveries", body = SentDelivery),
        (status = 409, description = "`conflict`: it is disabled")))]
pub async fn test(
    State(state): State<AppState>,
    Permit { caller, .. }: Permit<Webhooks>,
    PathParam(id): PathParam<WebhookId>,
) -> Result<(StatusCode, Json<SentDelivery>), Problem> {
    let delivery = state.application.webhooks().test(caller, id).await?;
    Ok(sent(delivery))
}

/// Gives an endpoint another secret, shown this once. The one before signs beside it for a day.
#[utoipa::path(post, path = "/webhooks/{id}/secret", operation_id = "rotate_webhook_secret", tag = "maker",
    security(("operator" = []), ("key" = ["webhooks"])), params(("id" = String, Path, format = "uuid")),
    responses((status = 200, description = "The secret, this once", body = RotatedSecret)))]
pub async fn rotate(
    State(state): State<AppState>,
    Permit { caller, .. }: Permit<Webhooks>,
    PathParam(id): PathParam<WebhookId>,
) -> Result<Json<RotatedSecret>, Problem> {
    let (secret, until) = state.application.webhooks().rotate(caller, id).await?;
    Ok(Json(RotatedSecret {
        secret,
        old_secret_until: until.to_string(),
    }))
}

/// Enables an endpoint that was disabled: it hears of what happened since, up to two weeks of it.
#[utoipa::path(post, path = "/webhooks/{id}/enable", operation_id = "enable_webhook", tag = "maker",
    security(("operator" = []), ("key" = ["webhooks"])), params(("id" = String, Path, format = "uuid")),
    responses((status = 200, description = "As it is now", body = WebhookJson),
        (status = 409, description = "`conflict`: it is not disabled")))]
pub async fn enable(
    State(state): State<AppState>,
    Permit { caller, .. }: Permit<Webhooks>,
    PathParam(id): PathParam<WebhookId>,
) -> Result<Json<WebhookJson>, Problem> {
    let webhooks = state.application.webhooks();
    webhooks.enable(caller, id).await?;
    Ok(Json(json(webhooks.get(id).await?)))
}

/// What was sent to an endpoint or waits to be, newest first. Kept for 14 days.
#[utoipa::path(get, path = "/webhooks/{id}/deliveries", operation_id = "list_webhook_deliveries", tag = "maker",
    security(("operator" = []), ("key" = ["webhooks"])), params(("id" = String, Path, format = "uuid"), Page),
    responses((status = 200, description = "Deliveries", body = Items<DeliveryJson>)))]
pub async fn deliveries(
    State(state): State<AppState>,
    _: Permit<Webhooks>,
    PathParam(id): PathParam<WebhookId>,
    Parameters(page): Parameters<Page>,
) -> Result<Json<Items<DeliveryJson>>, Problem> {
    let webhooks = state.application.webhooks();
    let found = webhooks.deliveries(id, page.limit()?, page.after());
    let (found, next) = found.await?;
    Ok(Json(Items::new(&found, next, delivery)))
}

/// Sends again what was taken, as a delivery of its own with the same `webhook-id`; what waits is tried now.
#[utoipa::path(post, path = "/webhooks/deliveries/{id}/resend", operation_id = "resend_webhook_delivery", tag = "maker",
    security(("operator" = []), ("key" = ["webhooks"])), params(("id" = String, Path, format = "uuid")),
    responses((status = 201, description = "What is on its way: another delivery, or the same", body = SentDelivery),
        (status = 409, description = "`conflict`: its endpoint is disabled, or its event is not kept any more")))]
pub async fn resend(
    State(state): State<AppState>,
    Permit { caller, .. }: Permit<Webhooks>,
    PathParam(id): PathParam<DeliveryId>,
) -> Result<(StatusCode, Json<SentDelivery>), Problem> {
    let delivery = state.application.webhooks().resend(caller, id).await?;
    Ok(sent(delivery))
}

fn sent(delivery: DeliveryId) -> (StatusCode, Json<SentDelivery>) {
    let id = delivery.to_string();
    (StatusCode::CREATED, Json(SentDelivery { id }))
}

fn time(at: Option<Time>) -> Option<String> {
    at.map(|at| at.to_string())
}

fn json(view: WebhookView) -> WebhookJson {
    let hook = view.webhook;
    WebhookJson {
        id: hook.id.to_string(),
        types: hook.types.names(),
        created_at: hook.created_at.to_string(),
        state: hook.state().name(),
        disabled_at: time(hook.disabled_at),
        disabled_reason: hook.disabled_reason.map(|reason| reason.name()),
        waiting: view.waiting,
        waiting_since: time(view.waiting_since),
        last_success_at: time(hook.last_success_at),
        last_failure_at: time(hook.last_failure_at),
        last_failure: hook.last_failure,
        old_secret_until: time(hook.old_secret_until),
        url: hook.url,
    }
}

fn delivery(it: &Delivery) -> DeliveryJson {
    DeliveryJson {
        id: it.id.to_string(),
        event: it.number.map(|number| number.to_string()),
        message_id: it.message_id(),
        kind: it.kind.clone(),
        state: it.state().name(),
        created_at: it.created_at.to_string(),
        tries: it.tries,
        last_try_at: time(it.last_try_at),
        last_status: it.last_status,
        last_error: it.last_error.clone(),
        next_try_at: time(it.due_at),
    }
}
