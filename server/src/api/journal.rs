//! The journal of a device's slots, for makers with an app of their own.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::EntryId;
use domain::quantity::BadAmount;
use replenish::{Code, Error, Invalid, Restock, RestockKind};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::body::Body;
use super::journal_json::{self, Entry};
use super::page::{Items, Page, Parameters};
use super::part::Part;
use super::problem::Problem;
use crate::auth::bearer::Operator;
use crate::request_id::RequestId;
use crate::state::Shared;

/// What the maker's own app was told.
#[derive(Deserialize, ToSchema)]
pub struct RestockJson {
    /// One-time key: sent twice, it counts once.
    key: String,
    slot: String,
    /// `add`, `set` or `replaced`.
    kind: String,
    /// A decimal, as a string or a number; not looked at for `replaced`.
    #[serde(default)]
    amount: Value,
    /// The slot's, where it is left out.
    unit: Option<String>,
}

impl RestockJson {
    fn read(self) -> Result<(String, Restock), Error> {
        let wrong = |field: &str, code, detail: &str| {
            Error::Invalid(vec![Invalid::new(field, code, detail)])
        };
        let kind = RestockKind::parse(&self.kind).ok_or_else(|| {
            wrong(
                "kind",
                Code::BadKind,
                "kind must be `add`, `set` or `replaced`",
            )
        })?;
        let amount = match self.amount {
            Value::Null => String::new(),
            Value::String(text) => text,
            Value::Number(number) => number.to_string(),
            _ => {
                let code = Code::Amount(BadAmount::NotANumber);
                return Err(wrong("amount", code, "amount must be a decimal"));
            }
        };
        Ok((
            self.slot,
            Restock {
                key: self.key,
                kind,
                amount,
                unit: self.unit,
            },
        ))
    }
}

/// An entry that is there now.
#[derive(Serialize, ToSchema)]
pub struct Entered {
    /// Names it, for an undo.
    id: String,
}

impl Entered {
    fn new(id: EntryId) -> Json<Self> {
        Json(Self { id: id.to_string() })
    }
}

/// What changed the device's quantities, newest first.
#[utoipa::path(get, path = "/api/v1/devices/{serial}/journal", tag = "maker",
    security(("operator" = [])),
    params(("serial" = String, Path), ("limit" = Option<u32>, Query),
        ("after" = Option<String>, Query)),
    responses((status = 200, body = Items<Entry>), (status = 401), (status = 403), (status = 404)))]
pub async fn list(
    State(state): State<Shared>,
    _: Operator,
    Part(serial): Part<String>,
    Parameters(page): Parameters<Page>,
) -> Result<Json<Items<Entry>>, Problem> {
    let limit = page.limit()?;
    let found = state
        .application
        .device_journal(&serial, limit + 1, page.after())
        .await?;
    let items = page.items(
        found,
        |(_, _, line)| line.id.to_string(),
        |(slot, unit, line)| journal_json::entry(slot, *unit, line),
    )?;
    Ok(Json(items))
}

/// Adds, sets or replaces. The same key again is 200 and changes nothing.
#[utoipa::path(post, path = "/api/v1/devices/{serial}/journal", tag = "maker",
    security(("operator" = [])), params(("serial" = String, Path)),
    request_body = RestockJson,
    responses((status = 201, body = Entered), (status = 200, body = Entered), (status = 400),
        (status = 401), (status = 403), (status = 404), (status = 422)))]
pub async fn restock(
    State(state): State<Shared>,
    _: Operator,
    request: RequestId,
    Part(serial): Part<String>,
    Body(body): Body<RestockJson>,
) -> Result<(StatusCode, Json<Entered>), Problem> {
    let (slot, restock) = body.read()?;
    let (id, fresh) = state
        .application
        .maker_restock(&serial, &slot, restock, request.as_str())
        .await?;
    let status = if fresh {
        StatusCode::CREATED
    } else {
        StatusCode::OK
    };
    Ok((status, Entered::new(id)))
}

/// Takes an entry back. 409 with the reason where that cannot be.
#[utoipa::path(post, path = "/api/v1/devices/{serial}/journal/{entry}/undo", tag = "maker",
    security(("operator" = [])), params(("serial" = String, Path), ("entry" = String, Path)),
    responses((status = 201, body = Entered), (status = 401), (status = 403), (status = 404),
        (status = 409)))]
pub async fn undo(
    State(state): State<Shared>,
    _: Operator,
    request: RequestId,
    Part((serial, entry)): Part<(String, EntryId)>,
) -> Result<(StatusCode, Json<Entered>), Problem> {
    let id = state
        .application
        .maker_undo(&serial, entry, request.as_str())
        .await?;
    Ok((StatusCode::CREATED, Entered::new(id)))
}
