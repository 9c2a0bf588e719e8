//! A customer's data as files: everything in one archive, as one document and as a table for each kind of
//! thing, and a supply's journal as a table.
//!
//! A file is written while it is sent, page by page: neither memory nor the database is held for as long as
//! it takes. An account has one download at a time, and it ends with the session that asked for it, at the
//! latest after ten minutes.

mod document;
mod download;
mod file;
mod table;

use axum::extract::State;
use axum::response::Response;
use domain::SlotId;
use replenish::personal_data::{List, Pages};
use replenish::{Code, Error, Reason};

pub(crate) use download::Downloads;

use crate::auth::account::Account;
use crate::forms::{Fields, Id, refused};
use crate::page::PageRequest;
use crate::state::AppState;

/// `GET /settings/data/download`: everything kept of the account.
pub(crate) async fn everything(
    State(state): State<AppState>,
    Account(customer): Account,
    request: PageRequest,
) -> Response {
    let app = state.application.clone();
    let begun = async {
        let download = state
            .downloads
            .begin(customer.account)
            .ok_or_else(running)?;
        let copy = document::Copy::of(app, customer).await?;
        Ok((download, copy))
    };
    match begun.await {
        Ok((download, copy)) => copy.archive(download),
        Err(error) => refused(&state, &request, "/settings/data", Fields::default(), error).await,
    }
}

/// `GET /supplies/{id}/journal.csv`: every change of a supply, oldest first.
pub(crate) async fn journal(
    State(state): State<AppState>,
    Account(customer): Account,
    Id(id): Id<SlotId>,
    request: PageRequest,
) -> Response {
    let app = state.application.clone();
    let begun = async {
        let download = state
            .downloads
            .begin(customer.account)
            .ok_or_else(running)?;
        let unit = app.accounts().supply_unit(customer.account, id).await?;
        Ok((download, unit))
    };
    match begun.await {
        Ok((download, unit)) => {
            let pages = Pages::of(customer, List::Journal(id, unit));
            file::table(download, app, pages, unit)
        }
        Err(error) => {
            let page = format!("/supplies/{id}/journal");
            refused(&state, &request, &page, Fields::default(), error).await
        }
    }
}

fn running() -> Error {
    let detail = "A download of yours is still running. Let it end first, or cancel it.";
    Error::Conflict(Reason::new(Code::Downloading, detail))
}
