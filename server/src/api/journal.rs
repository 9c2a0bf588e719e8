//! The journal of a device's slots, for makers with an app of their own.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::EntryId;
use replenish::{Code, Error, Invalid, RestockKind};
use serde::{Deserialize, Serialize};
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema};
use utoipa::{PartialSchema, ToSchema};

use super::amount::{Amount, Positive};
use super::behalf::{Because, because};
use super::body::{Body, Optional};
use super::conditions::{either, names};
use super::journal_json::{self, Entry};
use super::names::{RestockKindName, UnitName};
use super::page::{Items, Page, Parameters};
use super::path_param::PathParam;
use super::problem::Problem;
use super::texts::{Key, Reason, Serial, SlotName};
use crate::auth::maker::{FleetRead, FleetWrite, Permit};
use crate::state::AppState;

/// What the maker's own app was told.
#[derive(Deserialize, ToSchema)]
#[schema(as = RestockFields)]
pub struct RestockJson {
    #[schema(value_type = Key)]
    key: String,
    #[schema(value_type = SlotName)]
    slot: String,
    #[schema(value_type = RestockKindName)]
    kind: String,
    /// Not looked at for `replaced`.
    #[serde(default)]
    amount: Option<Amount>,
    /// The slot's, where it is left out.
    #[schema(value_type = Option<UnitName>)]
    unit: Option<String>,
    /// Whether more of it is the order that is under way. Left out, it is where the order is expected within two days and
    /// about as much as this.
    of_order: Option<bool>,
    /// Why it is said for the customer, who reads it.
    #[schema(value_type = Option<Reason>)]
    reason: Option<String>,
}

impl RestockJson {
    fn read(self) -> Result<(String, replenish::Restock, Option<String>), Error> {
        let restock = restock_of(self.key, &self.kind, self.amount, self.unit, self.of_order)?;
        Ok((self.slot, restock, self.reason))
    }
}

/// What is said of a supply by fields.
pub(super) fn restock_of(
    key: String,
    kind: &str,
    amount: Option<Amount>,
    unit: Option<String>,
    of_order: Option<bool>,
) -> Result<replenish::Restock, Error> {
    let kind = RestockKind::parse(kind).ok_or_else(|| {
        let detail = "kind must be `add`, `set`, `replaced`, `believed` or `dropped`";
        Error::Invalid(vec![Invalid::new("kind", Code::BadKind, detail)])
    })?;
    Ok(replenish::Restock {
        key,
        kind,
        amount: amount.unwrap_or_default().0,
        unit,
        of_order,
    })
}

/// What else each kind needs.
pub(super) fn cases() -> [ObjectBuilder; 5] {
    let kind = |name| ObjectBuilder::new().property("kind", names([name]));
    let with =
        |name, amount: RefOr<Schema>| kind(name).property("amount", amount).required("amount");
    [
        kind("replaced"),
        with("set", Amount::schema()),
        with("add", Positive::schema()),
        with("believed", Amount::schema()),
        with("dropped", Amount::schema()),
    ]
}

/// What the maker's own app was told. What is added is more than nothing; what replaces is full.
pub struct Restock;

impl PartialSchema for Restock {
    fn schema() -> RefOr<Schema> {
        either::<RestockJson>(cases())
    }
}

impl ToSchema for Restock {
    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        schemas.push((RestockJson::name().into_owned(), RestockJson::schema()));
        RestockJson::schemas(schemas);
    }
}

/// An entry that is there now.
#[derive(Serialize, ToSchema)]
pub struct Entered {
    /// Names it, for an undo.
    #[schema(format = "uuid")]
    id: String,
}

impl Entered {
    fn new(id: EntryId) -> Json<Self> {
        Json(Self { id: id.to_string() })
    }

    /// 201 where it is new; 200 where its key was known.
    pub(super) fn answer(id: EntryId, is_new: bool) -> (StatusCode, Json<Self>) {
        let status = if is_new {
            StatusCode::CREATED
        } else {
            StatusCode::OK
        };
        (status, Self::new(id))
    }
}

/// What changed the device's quantities, newest first.
#[utoipa::path(get, path = "/devices/{serial}/journal", operation_id = "list_journal",
    tag = "maker", security(("operator" = []), ("key" = ["fleet.read"])), params(("serial" = Serial, Path), Page),
    responses((status = 200, description = "Entries", body = Items<Entry>)))]
pub async fn list(
    State(state): State<AppState>,
    _: Permit<FleetRead>,
    PathParam(serial): PathParam<String>,
    Parameters(page): Parameters<Page>,
) -> Result<Json<Items<Entry>>, Problem> {
    let limit = page.limit()?;
    let queries = state.application.queries();
    let found = queries.device_journal(&serial, limit + 1, page.after());
    let found = found.await?;
    let items = page.items(
        found,
        |(_, _, line)| line.id.to_string(),
        |(slot, unit, line)| journal_json::entry(slot, *unit, line),
    )?;
    Ok(Json(items))
}

/// Adds, sets or replaces. The same key again is 200 and changes nothing.
#[utoipa::path(post, path = "/devices/{serial}/journal", operation_id = "restock", tag = "maker",
    security(("operator" = []), ("key" = ["fleet.write"])), params(("serial" = Serial, Path)), request_body = Restock,
    responses((status = 201, description = "Entered", body = Entered),
        (status = 200, description = "The same key again: nothing changed", body = Entered),
        (status = 409, description = "`key_reused`: the key was used for something else; `conflict`: no such reading waits"),
        (status = 422, description = "`invalid`: no such slot, or an amount or unit it cannot have")))]
pub async fn restock(
    State(state): State<AppState>,
    Permit { caller, .. }: Permit<FleetWrite>,
    PathParam(serial): PathParam<String>,
    Body(body): Body<RestockJson>,
) -> Result<(StatusCode, Json<Entered>), Problem> {
    let (slot, restock, reason) = body.read()?;
    let caller = because(caller, reason.as_deref())?;
    let application = &state.application;
    let slot = application.queries().slot_named(&serial, &slot).await?;
    let entered = application.inventory().restock(caller, slot, restock);
    let (id, is_new) = entered.await?;
    Ok(Entered::answer(id, is_new))
}

/// Takes an entry back. 409 with the reason where that cannot be.
#[utoipa::path(post, path = "/devices/{serial}/journal/{entry}/undo", operation_id = "undo",
    tag = "maker", security(("operator" = []), ("key" = ["fleet.write"])),
    params(("serial" = Serial, Path), ("entry" = String, Path, format = "uuid")), request_body = Option<Because>,
    responses((status = 201, description = "The entry that takes it back", body = Entered),
        (status = 422, description = "`invalid`: the reason cannot be taken as it is"),
        (status = 409, description = "`conflict`: it cannot be taken back, and why")))]
pub async fn undo(
    State(state): State<AppState>,
    Permit { caller, .. }: Permit<FleetWrite>,
    PathParam((serial, entry)): PathParam<(String, EntryId)>,
    Optional(because): Optional<Because>,
) -> Result<(StatusCode, Json<Entered>), Problem> {
    let caller = because.of(caller)?;
    let application = &state.application;
    let slot = application.queries().slot_of_entry(&serial, entry).await?;
    let id = application.inventory().undo(caller, slot, entry).await?;
    Ok((StatusCode::CREATED, Entered::new(id)))
}
