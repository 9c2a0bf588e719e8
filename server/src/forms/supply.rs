//! What a customer tells about a supply: bought, counted, put in, or told by mistake. An amount is read as its customer
//! types it; one that may mean two things is asked back before anything is done.

use app::{FormState, Question, typed};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::typed::Typed;
use domain::{AccountId, EntryId, SlotId};
use replenish::{Caller, Code, Customer, Error, Invalid, Restock, RestockKind};

use super::{Fields, Id, refused, see_other};
use crate::auth::account::{Account, By};
use crate::page::{self, PageRequest};
use crate::request_id::RequestId;
use crate::state::AppState;

/// What a correction comes with.
type Sent = (State<AppState>, By, PageRequest);

/// Why a restock was not entered.
enum Unentered {
    /// It is wrong, or may not be done.
    Refused(Error),
    /// Its amount is to be asked back.
    Unclear(Question),
}

impl From<Error> for Unentered {
    fn from(error: Error) -> Self {
        Self::Refused(error)
    }
}

/// `POST /supplies/{id}/restock`: fields `key`, `kind` (`add`, `set`, `replaced`), and `amount` with `unit`, or `meant`.
pub(crate) async fn restock(
    State(state): State<AppState>,
    Account(account): Account,
    request_id: RequestId,
    request: PageRequest,
    Id(supply): Id<SlotId>,
    fields: Fields,
) -> Response {
    let kind = RestockKind::parse(fields.get("kind"));
    let entered = match kind {
        Some(kind) => {
            enter(
                &state,
                account,
                supply,
                kind,
                (&request, &fields),
                &request_id,
            )
            .await
        }
        None => {
            let detail = "Say whether you added, counted or replaced.";
            let wrong = Invalid::new("kind", Code::BadKind, detail);
            Err(Error::Invalid(vec![wrong]).into())
        }
    };
    let page = format!("/supplies/{supply}/restock");
    answer(&state, &request, supply, &page, fields, entered).await
}

/// `POST /supplies/{id}/level`, the first question: fields `key`, and `full` (`1`), `amount` with `unit`, or `meant`.
pub(crate) async fn level(
    State(state): State<AppState>,
    Account(account): Account,
    request_id: RequestId,
    request: PageRequest,
    Id(supply): Id<SlotId>,
    fields: Fields,
) -> Response {
    let kind = RestockKind::Set;
    let entered = enter(
        &state,
        account,
        supply,
        kind,
        (&request, &fields),
        &request_id,
    )
    .await;
    let page = format!("/supplies/{supply}/level");
    answer(&state, &request, supply, &page, fields, entered).await
}

/// `POST /supplies/{id}/undo`: field `entry`.
pub(crate) async fn undo(
    (State(state), By(caller), request): Sent,
    Id(supply): Id<SlotId>,
    fields: Fields,
) -> Response {
    let inventory = state.application.inventory();
    let done = async { inventory.undo(caller, supply, entry(&fields)?).await };
    let done = done.await;
    corrected(&state, &request, supply, fields, done).await
}

/// `POST /supplies/{id}/bought`: field `entry`, a rise that is no delivery after all.
pub(crate) async fn bought(
    (State(state), By(caller), request): Sent,
    Id(supply): Id<SlotId>,
    fields: Fields,
) -> Response {
    let inventory = state.application.inventory();
    let done = async { inventory.bought(caller, supply, entry(&fields)?).await };
    let done = done.await;
    corrected(&state, &request, supply, fields, done).await
}

/// `POST /supplies/{id}/delivered`: field `entry`, a rise that is the order under way.
pub(crate) async fn delivered(
    (State(state), By(caller), request): Sent,
    Id(supply): Id<SlotId>,
    fields: Fields,
) -> Response {
    let inventory = state.application.inventory();
    let done = async { inventory.delivered(caller, supply, entry(&fields)?).await };
    let done = done.await;
    corrected(&state, &request, supply, fields, done).await
}

fn entry(fields: &Fields) -> Result<EntryId, Error> {
    fields.get("entry").parse().map_err(|_| Error::NotFound)
}

/// Back to the supply's page, with the entry that says what was corrected.
async fn corrected(
    state: &AppState,
    request: &PageRequest,
    supply: SlotId,
    fields: Fields,
    done: Result<EntryId, Error>,
) -> Response {
    let page = format!("/supplies/{supply}");
    let entered = done.map_err(Unentered::Refused);
    answer(state, request, supply, &page, fields, entered).await
}

async fn enter(
    state: &AppState,
    customer: Customer,
    supply: SlotId,
    kind: RestockKind,
    (request, fields): (&PageRequest, &Fields),
    request_id: &RequestId,
) -> Result<EntryId, Unentered> {
    let amount = match (kind, fields.given("meant")) {
        (RestockKind::Replaced, _) => String::new(),
        (_, Some(meant)) => meant,
        _ => amount(state, customer.account, supply, request, fields).await?,
    };
    let restock = Restock {
        key: fields.get("key").to_owned(),
        kind,
        amount,
        unit: None,
        of_order: None,
    };
    let caller = Caller::Customer(customer, request_id.to_string());
    let inventory = state.application.inventory();
    let (entry, _) = inventory.restock(caller, supply, restock).await?;
    Ok(entry)
}

/// The amount that is meant, in the supply's unit.
async fn amount(
    state: &AppState,
    account: AccountId,
    supply: SlotId,
    request: &PageRequest,
    fields: &Fields,
) -> Result<String, Unentered> {
    let view = state.application.queries().supply(account, supply).await?;
    if fields.get("full") == "1" {
        return Ok(view.text(view.spec.capacity));
    }
    let typed = typed::read(
        request.reader(),
        &view,
        fields.get("amount"),
        fields.get("unit"),
    );
    match typed.map_err(|wrong| Error::Invalid(vec![wrong]))? {
        Typed::Meant(amount, _) => Ok(view.text(amount)),
        Typed::Unclear(amounts, unit) => Err(Unentered::Unclear(Question { amounts, unit })),
    }
}

async fn answer(
    state: &AppState,
    request: &PageRequest,
    supply: SlotId,
    page: &str,
    fields: Fields,
    entered: Result<EntryId, Unentered>,
) -> Response {
    match entered {
        Ok(entry) => done(supply, entry),
        Err(Unentered::Refused(error)) => refused(state, request, page, fields, error).await,
        Err(Unentered::Unclear(question)) => {
            let form = FormState::asked_back(fields.0, question);
            page::rerender(state, request, page, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

fn done(supply: SlotId, entry: EntryId) -> Response {
    see_other(&format!("/supplies/{supply}?done={entry}"))
}
