//! A machine's timeline: reports, decisions, events, messages and what people did, in one line, newest first.

use axum::Json;
use axum::extract::State;
use domain::view::reason::reason;
use replenish::{Done, Happened, TimelineCursor, TimelineItem};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

use super::journal_json::{self, Entry};
use super::names::{EventTypeName, OutcomeName};
use super::page::{Parameters, bad_query, limit};
use super::path_param::PathParam;
use super::problem::Problem;
use super::texts::{Reason, Serial, SlotName};
use crate::auth::maker::{FleetRead, Permit};
use crate::state::AppState;

/// Which part of a timeline.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct TimelineQuery {
    /// The most items to send.
    #[param(minimum = 1, maximum = 1000, default = 100)]
    limit: Option<u32>,
    /// `next` of the part before.
    after: Option<String>,
}

/// A line, with one of the five.
#[derive(Serialize, ToSchema)]
pub struct Line {
    #[schema(format = DateTime)]
    at: String,
    #[serde(flatten)]
    told: ToldJson,
}

/// What it tells.
#[derive(Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[schema(as = Happened)]
pub enum ToldJson {
    /// A report, or something that somebody put in or took out.
    Entry {
        /// As in the journal.
        entry: Entry,
    },
    /// An evaluation came out otherwise than the one before.
    Decision {
        /// Of which slot.
        #[schema(value_type = SlotName)]
        slot: String,
        /// What it came to.
        #[schema(value_type = OutcomeName)]
        outcome: &'static str,
        /// One sentence.
        reason: String,
    },
    /// What it meant to others.
    Event {
        /// What happened.
        #[serde(rename = "type")]
        #[schema(value_type = EventTypeName)]
        event: &'static str,
        /// Null where it is the machine's.
        #[schema(value_type = Option<SlotName>, required)]
        slot: Option<String>,
        /// Null where it is no order's.
        #[schema(format = "uuid", required)]
        order: Option<String>,
        /// What mattered, by type.
        #[schema(value_type = Object)]
        data: Value,
    },
    /// Amazon said something.
    Message {
        /// SNS's id.
        id: String,
        /// What it says.
        #[serde(rename = "type")]
        message: String,
        /// Whether it has had its effect.
        applied: bool,
    },
    /// Somebody did something.
    Done {
        /// `customer`, `maker`, `device`, `amazon`, `larder`.
        by: String,
        /// Which account, person or key, where there is one.
        #[schema(format = "uuid", required)]
        who: Option<String>,
        /// What: `device.claim`.
        action: String,
        /// About which supply, where it was done for a reason and about one.
        #[schema(value_type = Option<SlotName>, required)]
        slot: Option<String>,
        /// Why, where that was said.
        #[schema(value_type = Option<Reason>, required)]
        reason: Option<String>,
        /// By which request.
        request_id: String,
    },
}

/// A part of a timeline.
#[derive(Serialize, ToSchema)]
pub struct Timeline {
    /// Newest first.
    items: Vec<Line>,
    /// What to send as `after` for the next part; null at the end.
    #[schema(required)]
    next: Option<String>,
}

/// What was reported, decided, said and done about a machine, newest first.
#[utoipa::path(get, path = "/devices/{serial}/timeline", operation_id = "get_timeline", tag = "maker",
    security(("operator" = []), ("key" = ["fleet.read"])), params(("serial" = Serial, Path), TimelineQuery),
    responses((status = 200, description = "Lines", body = Timeline)))]
pub async fn list(
    State(shared): State<AppState>,
    _: Permit<FleetRead>,
    PathParam(serial): PathParam<String>,
    Parameters(query): Parameters<TimelineQuery>,
) -> Result<Json<Timeline>, Problem> {
    let limit = limit(query.limit)?;
    let cursor = |text| {
        TimelineCursor::parse(text).ok_or_else(|| bad_query("after must be what `next` was"))
    };
    let after = query.after.as_deref().map(cursor).transpose()?;
    let queries = shared.application.queries();
    let (found, next) = queries.timeline(&serial, limit, after).await?;
    Ok(Json(Timeline {
        items: found.into_iter().map(line).collect(),
        next: next.map(|cursor| cursor.text()),
    }))
}

fn line(item: TimelineItem) -> Line {
    let told = match item.told {
        Happened::Entry(slot, unit, entry) => ToldJson::Entry {
            entry: journal_json::entry(&slot, unit, &entry),
        },
        Happened::Decision(slot, unit, decision) => ToldJson::Decision {
            slot,
            outcome: decision.outcome.name(),
            reason: reason(&decision, unit),
        },
        Happened::Event(row) => ToldJson::Event {
            event: row.kind.name(),
            slot: row.slot,
            order: row.order_id.map(|id| id.to_string()),
            data: row.data,
        },
        Happened::Message(message) => ToldJson::Message {
            id: message.message_id,
            message: message.kind,
            applied: message.applied,
        },
        Happened::Done(Done { row, slot, .. }) => ToldJson::Done {
            by: row.actor,
            who: row.actor_id.map(|id| id.to_string()),
            action: row.action,
            slot,
            reason: row.reason,
            request_id: row.request_id,
        },
    };
    Line {
        at: item.at.to_string(),
        told,
    }
}
