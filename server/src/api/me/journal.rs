//! The journal of one of the household's supplies, and what somebody says by hand.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::SlotId;
use domain::view::JournalCursor;
use serde::Deserialize;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::Schema;
use utoipa::{PartialSchema, ToSchema};

use crate::api::amount::Amount;
use crate::api::body::Body;
use crate::api::conditions::either;
use crate::api::journal::{Entered, cases, restock_of};
use crate::api::journal_json::{self, Entry};
use crate::api::names::{RestockKindName, UnitName};
use crate::api::page::{Items, Page, Parameters};
use crate::api::path_param::PathParam;
use crate::api::problem::Problem;
use crate::api::texts::Key;
use crate::auth::personal::{Personal, Read, Restock};
use crate::state::AppState;
use crate::throttle::Empty;

/// What a customer's program says of one supply.
#[derive(Deserialize, ToSchema)]
#[schema(as = OwnRestockFields)]
pub struct OwnRestockJson {
    #[schema(value_type = Key)]
    key: String,
    #[schema(value_type = RestockKindName)]
    kind: String,
    /// Not looked at for `replaced`.
    #[serde(default)]
    amount: Option<Amount>,
    /// The supply's, where it is left out.
    #[schema(value_type = Option<UnitName>)]
    unit: Option<String>,
    /// Whether more of it is the order that is under way. Left out, it is where the order is expected within two days and
    /// about as much as this.
    of_order: Option<bool>,
}

/// What a customer's program says of one supply. What is added is more than nothing; what replaces is full.
pub struct OwnRestock;

impl PartialSchema for OwnRestock {
    fn schema() -> RefOr<Schema> {
        either::<OwnRestockJson>(cases())
    }
}

impl ToSchema for OwnRestock {
    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        let fields = OwnRestockJson::name().into_owned();
        schemas.push((fields, OwnRestockJson::schema()));
        OwnRestockJson::schemas(schemas);
    }
}

/// What changed a supply, newest first. Reports that changed nothing are left out, so a part may have fewer items than
/// `limit`, and a `next` all the same.
#[utoipa::path(get, path = "/me/supplies/{id}/journal", operation_id = "list_my_journal", tag = "customer",
    security(("personal" = ["read"])), params(("id" = String, Path, format = "uuid"), Page),
    responses((status = 200, description = "Entries", body = Items<Entry>)))]
pub async fn list(
    State(state): State<AppState>,
    by: Personal<Read>,
    PathParam(id): PathParam<SlotId>,
    Parameters(page): Parameters<Page>,
) -> Result<Json<Items<Entry>>, Problem> {
    let limit = page.limit()?;
    let after = page.after();
    let cursor = after.map_or(JournalCursor::Newest, JournalCursor::Before);
    let queries = state.application.queries();
    let found = queries.named_journal(by.account(), id, limit, cursor);
    let (slot, unit, page) = found.await?;
    let entry = |line: &_| journal_json::entry(&slot, unit, line);
    Ok(Json(Items::new(&page.lines, page.older, entry)))
}

/// Adds, sets or replaces, or says whether a reading is right. The same key again is 200 and changes nothing.
#[utoipa::path(post, path = "/me/supplies/{id}/journal", operation_id = "restock_my_supply", tag = "customer",
    security(("personal" = ["restock"])), params(("id" = String, Path, format = "uuid")), request_body = OwnRestock,
    responses((status = 201, description = "Entered", body = Entered),
        (status = 200, description = "The same key again: nothing changed", body = Entered),
        (status = 403, description = "`scope_missing`: the token may only read; `forbidden`: its customer may only look"),
        (status = 409, description = "`key_reused`: the key was used for something else; `conflict`: no such reading waits"),
        (status = 422, description = "`invalid`: an amount or unit that the supply cannot have")))]
pub async fn restock(
    State(state): State<AppState>,
    by: Personal<Restock>,
    PathParam(id): PathParam<SlotId>,
    Body(body): Body<OwnRestockJson>,
) -> Result<(StatusCode, Json<Entered>), Problem> {
    if let Some(token) = by.customer.token() {
        let changes = state.throttle.change_by_token.take(token);
        changes.map_err(|Empty(seconds)| Problem::too_many(seconds))?;
    }
    let OwnRestockJson {
        key,
        kind,
        amount,
        unit,
        of_order,
    } = body;
    let restock = restock_of(key, &kind, amount, unit, of_order)?;
    let inventory = state.application.inventory();
    let (entry, is_new) = inventory.restock(by.caller(), id, restock).await?;
    Ok(Entered::answer(entry, is_new))
}
