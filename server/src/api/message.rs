//! Amazon's messages, for whoever asks whether one came. What they say of a customer is not shown.

use axum::Json;
use axum::extract::State;
use domain::Time;
use replenish::{Message, MessageCursor};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::page::{Parameters, bad_query, limit};
use super::problem::Problem;
use super::texts::Serial;
use crate::auth::maker::{FleetRead, Permit};
use crate::state::AppState;

/// Which messages.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct MessageQuery {
    /// Only those about this machine.
    #[param(value_type = Option<Serial>, inline)]
    serial: Option<String>,
    /// The most items to send.
    #[param(minimum = 1, maximum = 1000, default = 100)]
    limit: Option<u32>,
    /// `next` of the part before.
    after: Option<String>,
}

/// A message as it came.
#[derive(Serialize, ToSchema)]
#[schema(as = Message)]
pub struct MessageJson {
    /// SNS's id.
    id: String,
    /// What it says, `OrderPlacedNotification`, or `unreadable`.
    #[serde(rename = "type")]
    kind: String,
    /// Null where it is about none, or about one that is gone.
    #[schema(value_type = Option<Serial>, required)]
    serial: Option<String>,
    /// When Amazon said it.
    #[schema(format = DateTime, required)]
    at: Option<String>,
    #[schema(format = DateTime)]
    received_at: String,
    /// Whether it has had its effect; false while its machine is not known.
    applied: bool,
}

/// A part of the messages.
#[derive(Serialize, ToSchema)]
pub struct Messages {
    /// The one that came last first.
    items: Vec<MessageJson>,
    /// What to send as `after` for the next part; null at the end.
    #[schema(required)]
    next: Option<String>,
}

/// Amazon's messages, the one that came last first.
#[utoipa::path(get, path = "/messages", operation_id = "list_messages", tag = "maker",
    security(("operator" = []), ("key" = ["fleet.read"])), params(MessageQuery),
    responses((status = 200, description = "Messages", body = Messages)))]
pub async fn list(
    State(shared): State<AppState>,
    _: Permit<FleetRead>,
    Parameters(query): Parameters<MessageQuery>,
) -> Result<Json<Messages>, Problem> {
    let limit = limit(query.limit)?;
    let after = query.after.as_deref().map(cursor).transpose()?;
    let queries = shared.application.queries();
    let found = queries.messages(query.serial.as_deref(), limit, after);
    let (found, next) = found.await?;
    Ok(Json(Messages {
        items: found.into_iter().map(json).collect(),
        next: next.map(|(at, id)| format!("{}.{id}", at.millis())),
    }))
}

fn cursor(text: &str) -> Result<MessageCursor, Problem> {
    let parts = text.split_once('.').and_then(|(at, id)| {
        let at = at.parse().ok().map(Time::from_millis)?;
        Some((at, id.to_owned()))
    });
    parts.ok_or_else(|| bad_query("after must be what `next` was"))
}

fn json(message: Message) -> MessageJson {
    MessageJson {
        id: message.message_id,
        kind: message.kind,
        serial: message.serial,
        at: message.time.map(|at| at.to_string()),
        received_at: message.received_at.to_string(),
        applied: message.applied,
    }
}
