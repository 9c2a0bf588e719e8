//! Forms of a machine's page: what somebody of the maker's does there for its customer. Each has a reason, which the
//! customer reads, and `tenure`, by which it has no effect once the machine is somebody else's.

use axum::extract::{Path, State};
use axum::response::Response;
use domain::EntryId;
use domain::api_key::Scope;
use domain::breaker::HeldDecision;
use domain::device::Tenure;
use replenish::{Caller, Code, Error, Restock, RestockKind};

use super::form::{made, refused, see_other};
use super::page::OpsRequest;
use super::person::By;
use crate::forms::Fields;
use crate::state::AppState;

/// Who sent a form, and of which machine or model it is.
type Sent = (State<AppState>, By, OpsRequest, Path<String>);

/// `POST /ops/machines/{serial}/restock`: fields `key`, `slot`, `kind`, `amount`, `unit`, `reason`.
pub(crate) async fn restock(
    (state, By(caller), request, serial): Sent,
    fields: Fields,
) -> Response {
    let (State(state), Path(serial)) = (state, serial);
    let done = say(&state, caller, &serial, &fields).await;
    done_at(&state, &request, &serial, fields, done).await
}

/// `POST /ops/machines/{serial}/undo`: fields `entry` and `reason`.
pub(crate) async fn undo((state, By(caller), request, serial): Sent, fields: Fields) -> Response {
    let (State(state), Path(serial)) = (state, serial);
    let done = take_back(&state, caller, &serial, &fields).await;
    done_at(&state, &request, &serial, fields, done).await
}

/// `POST /ops/machines/{serial}/claim-code`: field `reason`. The code is on the page that answers, this once.
pub(crate) async fn claim_code(
    (state, By(caller), request, serial): Sent,
    fields: Fields,
) -> Response {
    let (State(state), Path(serial)) = (state, serial);
    let code = match seen(caller, &fields) {
        Ok(caller) => {
            state
                .application
                .devices()
                .new_claim_code(caller, &serial)
                .await
        }
        Err(error) => Err(error),
    };
    match code {
        Ok(code) => made(&state, &request, &page(&serial), "claim-code", code).await,
        Err(error) => refused(&state, &request, &page(&serial), fields, error).await,
    }
}

/// `POST /ops/machines/{serial}/token`: fields `reason`, and `revoke` (`1`) where the old one is to die at once. The token is
/// on the page that answers, this once.
pub(crate) async fn token((state, By(caller), request, serial): Sent, fields: Fields) -> Response {
    let (State(state), Path(serial)) = (state, serial);
    let revoke = fields.get("revoke") == "1";
    let token = match seen(caller, &fields) {
        Ok(caller) => {
            let devices = state.application.devices();
            devices.new_token(caller, &serial, revoke).await
        }
        Err(error) => Err(error),
    };
    match token {
        Ok(token) => made(&state, &request, &page(&serial), "token", token).await,
        Err(error) => refused(&state, &request, &page(&serial), fields, error).await,
    }
}

/// `POST /ops/machines/{serial}/disconnect`: field `reason`.
pub(crate) async fn disconnect(
    (state, By(caller), request, serial): Sent,
    fields: Fields,
) -> Response {
    let (State(state), Path(serial)) = (state, serial);
    let done = match seen(caller, &fields) {
        Ok(caller) => {
            let devices = state.application.devices();
            devices.disconnect_by_maker(caller, &serial).await
        }
        Err(error) => Err(error),
    };
    done_at(&state, &request, &serial, fields, done).await
}

/// `POST /ops/machines/{serial}/order`: fields `slot` and `reason`.
pub(crate) async fn order((state, By(caller), request, serial): Sent, fields: Fields) -> Response {
    let (State(state), Path(serial)) = (state, serial);
    let done = match seen(caller, &fields) {
        Ok(caller) => {
            let orders = state.application.orders();
            let ordered = orders.order_now(caller, &serial, fields.get("slot"));
            ordered.await.map(drop)
        }
        Err(error) => Err(error),
    };
    done_at(&state, &request, &serial, fields, done).await
}

/// `POST /ops/machines/{serial}/hold`: fields `slot` and `reason`.
pub(crate) async fn hold((state, By(caller), request, serial): Sent, fields: Fields) -> Response {
    let (State(state), Path(serial)) = (state, serial);
    let done = set_held(&state, caller, &serial, &fields, true).await;
    done_at(&state, &request, &serial, fields, done).await
}

/// `POST /ops/machines/{serial}/resume`: fields `slot` and `reason`.
pub(crate) async fn resume((state, By(caller), request, serial): Sent, fields: Fields) -> Response {
    let (State(state), Path(serial)) = (state, serial);
    let done = set_held(&state, caller, &serial, &fields, false).await;
    done_at(&state, &request, &serial, fields, done).await
}

/// `POST /ops/models/{model}/held`: fields `decision` (`let_go`, `withdraw`), `reason`, and `back`, a path of the console.
pub(crate) async fn decide_held(
    (state, By(caller), request, model): Sent,
    fields: Fields,
) -> Response {
    let (State(state), Path(model)) = (state, model);
    let back = fields.given("back").filter(|back| super::has(back));
    let back = back.filter(|back| app::local(back).is_some());
    let back = back.unwrap_or_else(|| "/ops".to_owned());
    match decide(&state, caller, &model, &fields).await {
        Ok(()) => see_other(&back),
        Err(error) => refused(&state, &request, &back, fields, error).await,
    }
}

async fn say(state: &AppState, caller: Caller, serial: &str, fields: &Fields) -> Result<(), Error> {
    let caller = seen(caller, fields)?;
    let detail = "Choose added, counted or replaced.";
    let bad_kind = || Error::invalid("kind", Code::BadKind, detail);
    let restock = Restock {
        key: fields.get("key").to_owned(),
        kind: RestockKind::parse(fields.get("kind")).ok_or_else(bad_kind)?,
        amount: fields.get("amount").to_owned(),
        unit: fields.given("unit"),
        of_order: None,
    };
    let application = &state.application;
    let slot = application.queries().slot_named(serial, fields.get("slot"));
    let entered = application
        .inventory()
        .restock(caller, slot.await?, restock);
    entered.await.map(drop)
}

async fn take_back(
    state: &AppState,
    caller: Caller,
    serial: &str,
    fields: &Fields,
) -> Result<(), Error> {
    let caller = seen(caller, fields)?;
    let entry = fields.get("entry").parse::<EntryId>();
    let entry = entry.map_err(|_| Error::NotFound)?;
    let application = &state.application;
    let slot = application.queries().slot_of_entry(serial, entry).await?;
    application.inventory().undo(caller, slot, entry).await?;
    Ok(())
}

async fn set_held(
    state: &AppState,
    caller: Caller,
    serial: &str,
    fields: &Fields,
    is_held: bool,
) -> Result<(), Error> {
    let caller = seen(caller, fields)?;
    let orders = state.application.orders();
    orders
        .hold(caller, serial, fields.get("slot"), is_held)
        .await
}

async fn decide(
    state: &AppState,
    caller: Caller,
    model: &str,
    fields: &Fields,
) -> Result<(), Error> {
    let caller = because(caller, fields)?;
    let detail = "Choose to let them go or to withdraw them.";
    let none = || Error::invalid("decision", Code::BadKind, detail);
    let decision = HeldDecision::parse(fields.get("decision")).ok_or_else(none)?;
    let orders = state.application.orders();
    orders.decide_held(caller, model, decision).await.map(drop)
}

/// Whoever may not act on machines is told so before anything else.
fn because(caller: Caller, fields: &Fields) -> Result<Caller, Error> {
    if !caller.may(Scope::FleetWrite) {
        return Err(Error::Forbidden);
    }
    caller.because(fields.get("reason"))
}

/// The same at a machine, as whoever filled in the form saw it.
fn seen(caller: Caller, fields: &Fields) -> Result<Caller, Error> {
    let tenure = Tenure::parse(fields.get("tenure"));
    Ok(because(caller, fields)?.at(tenure))
}

fn page(serial: &str) -> String {
    let serial: String = url::form_urlencoded::byte_serialize(serial.as_bytes()).collect();
    format!("/ops/machines/{serial}")
}

/// 303 to the machine's page, or it again.
async fn done_at(
    state: &AppState,
    request: &OpsRequest,
    serial: &str,
    fields: Fields,
    done: Result<(), Error>,
) -> Response {
    match done {
        Ok(()) => see_other(&page(serial)),
        Err(error) => refused(state, request, &page(serial), fields, error).await,
    }
}
