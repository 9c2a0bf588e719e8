//! What a customer tells about a supply: bought, counted, put in, or told by mistake.

use axum::extract::State;
use axum::response::Response;
use domain::{EntryId, SlotId};
use replenish::{Code, Customer, Error, Invalid, Restock, RestockKind};

use super::{Fields, Id, refused, see_other};
use crate::auth::account::Account;
use crate::page::PageRequest;
use crate::request_id::RequestId;
use crate::state::AppState;

/// `POST /supplies/{id}/restock`: fields `key`, `kind` (`add`, `set`, `replaced`), `amount`, `unit`.
pub(crate) async fn restock(
    State(state): State<AppState>,
    Account(account): Account,
    request_id: RequestId,
    request: PageRequest,
    Id(supply): Id<SlotId>,
    fields: Fields,
) -> Response {
    let entered = match RestockKind::parse(fields.get("kind")) {
        Some(kind) => {
            let restock = Restock {
                key: fields.get("key").to_owned(),
                kind,
                amount: fields.get("amount").to_owned(),
                unit: fields.given("unit"),
            };
            state
                .application
                .restock(account, supply, restock, request_id.as_str())
                .await
        }
        None => {
            let detail = "Say whether you added, counted or replaced.";
            Err(Error::Invalid(vec![Invalid::new(
                "kind",
                Code::BadKind,
                detail,
            )]))
        }
    };
    match entered {
        Ok(entry) => done(supply, entry),
        Err(error) => {
            refused(
                &state,
                &request,
                &format!("/supplies/{supply}/restock"),
                fields,
                error,
            )
            .await
        }
    }
}

/// `POST /supplies/{id}/level`, the first question: fields `key`, and `full` (`1`) or `amount` and
/// `unit`.
pub(crate) async fn level(
    State(state): State<AppState>,
    Account(account): Account,
    request_id: RequestId,
    request: PageRequest,
    Id(supply): Id<SlotId>,
    fields: Fields,
) -> Response {
    match first_level(&state, account, supply, &fields, &request_id).await {
        Ok(entry) => done(supply, entry),
        Err(error) => {
            refused(
                &state,
                &request,
                &format!("/supplies/{supply}/level"),
                fields,
                error,
            )
            .await
        }
    }
}

/// `POST /supplies/{id}/undo`: field `entry`.
pub(crate) async fn undo(
    State(state): State<AppState>,
    Account(account): Account,
    request_id: RequestId,
    request: PageRequest,
    Id(supply): Id<SlotId>,
    fields: Fields,
) -> Response {
    let undone = match fields.get("entry").parse::<EntryId>() {
        Ok(entry) => {
            state
                .application
                .undo(account, supply, entry, request_id.as_str())
                .await
        }
        Err(_) => Err(Error::NotFound),
    };
    match undone {
        Ok(entry) => done(supply, entry),
        Err(error) => {
            refused(
                &state,
                &request,
                &format!("/supplies/{supply}"),
                fields,
                error,
            )
            .await
        }
    }
}

async fn first_level(
    state: &AppState,
    customer: Customer,
    supply: SlotId,
    fields: &Fields,
    request_id: &RequestId,
) -> Result<EntryId, Error> {
    let (amount, unit) = if fields.get("full") == "1" {
        let view = state.application.queries().supply(customer.account, supply).await?;
        (
            view.text(view.spec.capacity),
            Some(view.spec.unit.name().to_owned()),
        )
    } else {
        (fields.get("amount").to_owned(), fields.given("unit"))
    };
    let restock = Restock {
        key: fields.get("key").to_owned(),
        kind: RestockKind::Set,
        amount,
        unit,
    };
    state
        .application
        .restock(customer, supply, restock, request_id.as_str())
        .await
}

fn done(supply: SlotId, entry: EntryId) -> Response {
    see_other(&format!("/supplies/{supply}?done={entry}"))
}
