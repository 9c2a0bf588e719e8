//! What a customer tells about a supply: bought, counted, put in, or told by mistake.

use axum::extract::State;
use axum::response::Response;
use domain::{AccountId, EntryId, SlotId};
use replenish::{Caller, Code, Error, Invalid, Restock, RestockKind};

use super::{Fields, Id, refused, see_other};
use crate::auth::account::{Account, By};
use crate::page::PageRequest;
use crate::request_id::RequestId;
use crate::state::AppState;

/// `POST /supplies/{id}/restock`: fields `key`, `kind` (`add`, `set`, `replaced`), `amount`, `unit`.
pub(crate) async fn restock(
    State(state): State<AppState>,
    By(caller): By,
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
            let inventory = state.application.inventory();
            inventory.restock(caller, supply, restock).await
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
        Ok((entry, _)) => done(supply, entry),
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
    Account(customer): Account,
    request_id: RequestId,
    request: PageRequest,
    Id(supply): Id<SlotId>,
    fields: Fields,
) -> Response {
    let level = first_level(&state, customer.account, supply, &fields).await;
    let entered = match level {
        Ok(restock) => {
            let caller = Caller::Customer(customer, request_id.to_string());
            let inventory = state.application.inventory();
            inventory.restock(caller, supply, restock).await
        }
        Err(error) => Err(error),
    };
    match entered {
        Ok((entry, _)) => done(supply, entry),
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
    By(caller): By,
    request: PageRequest,
    Id(supply): Id<SlotId>,
    fields: Fields,
) -> Response {
    let undone = match fields.get("entry").parse::<EntryId>() {
        Ok(entry) => {
            let inventory = state.application.inventory();
            inventory.undo(caller, supply, entry).await
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
    account: AccountId,
    supply: SlotId,
    fields: &Fields,
) -> Result<Restock, Error> {
    let (amount, unit) = if fields.get("full") == "1" {
        let queries = state.application.queries();
        let view = queries.supply(account, supply).await?;
        (
            view.text(view.spec.capacity),
            Some(view.spec.unit.name().to_owned()),
        )
    } else {
        (fields.get("amount").to_owned(), fields.given("unit"))
    };
    Ok(Restock {
        key: fields.get("key").to_owned(),
        kind: RestockKind::Set,
        amount,
        unit,
    })
}

fn done(supply: SlotId, entry: EntryId) -> Response {
    see_other(&format!("/supplies/{supply}?done={entry}"))
}
