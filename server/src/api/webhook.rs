//! Webhooks: addresses that events are sent to, and what became of each delivery.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::{DeliveryId, WebhookId};

use super::body::Body;
use super::page::{Items, Page, Parameters};
use super::path_param::PathParam;
use super::problem::Problem;
use super::webhook_json::{
    CreatedWebhook, DeliveryJson, NewWebhookJson, RotatedSecret, SentDelivery, WebhookJson,
    WebhookList, delivery, json, sent,
};
use crate::auth::maker::{Permit, Webhooks};
use crate::state::AppState;

/// Makes an endpoint. It hears of the events from now on; its secret is shown this once.
#[utoipa::path(post, path = "/webhooks", operation_id = "create_webhook", tag = "maker",
    security(("operator" = []), ("key" = ["webhooks"])), request_body = NewWebhookJson,
    responses((status = 201, description = "The secret, this once", body = CreatedWebhook),
        (status = 409, description = "`conflict`: there are ten"),
        (status = 422, description = "`bad_url`, `bad_type`: a field cannot be taken as it is")))]
pub async fn create(
    State(state): State<AppState>,
    Permit { caller, .. }: Permit<Webhooks>,
    Body(new): Body<NewWebhookJson>,
) -> Result<(StatusCode, Json<CreatedWebhook>), Problem> {
    let webhooks = state.application.webhooks();
    let (made, secret) = webhooks.create(caller, &new.into()).await?;
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
    Ok(Json(WebhookList {
        items: found.into_iter().map(json).collect(),
    }))
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
    responses((status = 200, description = "The secret, this once", body = RotatedSecret),
        (status = 409, description = "`conflict`: one that was replaced signs, too, until its time is over")))]
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
    let delivery = state
        .application
        .webhooks()
        .resend(caller, None, id)
        .await?;
    Ok(sent(delivery))
}
