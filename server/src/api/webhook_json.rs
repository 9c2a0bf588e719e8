//! Webhooks and their deliveries in JSON.

use axum::Json;
use axum::http::StatusCode;
use domain::webhook::Delivery;
use domain::{DeliveryId, Time};
use replenish::{NewWebhook, WebhookView};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::body::OneOrMany;
use super::names::{DeliveryStateName, DisabledReasonName, WebhookStateName, WebhookTypeName};
use super::texts::EventId;

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
    pub(super) id: String,
    /// What signs, this once.
    pub(super) secret: String,
}

/// Another secret of an endpoint.
#[derive(Serialize, ToSchema)]
pub struct RotatedSecret {
    /// What signs from now on, this once.
    pub(super) secret: String,
    /// Until when the one before signs, too.
    #[schema(format = DateTime)]
    pub(super) old_secret_until: String,
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
    /// Deliveries that were not taken yet, counted up to 1,000.
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
    pub(super) items: Vec<WebhookJson>,
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

impl From<NewWebhookJson> for NewWebhook {
    fn from(NewWebhookJson { url, types }: NewWebhookJson) -> Self {
        let types = match types {
            TypesJson::One(name) => vec![name],
            TypesJson::Many(names) => names,
        };
        Self { url, types }
    }
}

/// What was made.
pub(super) fn sent(delivery: DeliveryId) -> (StatusCode, Json<SentDelivery>) {
    let id = delivery.to_string();
    (StatusCode::CREATED, Json(SentDelivery { id }))
}

fn time(at: Option<Time>) -> Option<String> {
    at.map(|at| at.to_string())
}

/// An endpoint as it is shown.
pub(super) fn json(view: WebhookView) -> WebhookJson {
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

/// A delivery as it is shown.
pub(super) fn delivery(it: &Delivery) -> DeliveryJson {
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
