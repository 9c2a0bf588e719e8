//! What a customer says of orders: one came, or it did not; the maker's shop is to send none for a while.

use axum::extract::State;
use axum::response::Response;
use domain::{OrderId, SlotId};
use replenish::Caller;

use super::{Fields, Id, refused, see_other};
use crate::auth::account::By;
use crate::page::PageRequest;
use crate::state::AppState;

/// `POST /orders/{id}/arrived`
pub(crate) async fn arrived(
    State(state): State<AppState>,
    By(caller): By,
    request: PageRequest,
    Id(order): Id<OrderId>,
) -> Response {
    let said = state.application.orders().arrived(caller, order).await;
    answer(&state, &request, order, said).await
}

/// `POST /orders/{id}/not-arrived`
pub(crate) async fn not_arrived(
    State(state): State<AppState>,
    By(caller): By,
    request: PageRequest,
    Id(order): Id<OrderId>,
) -> Response {
    let said = state.application.orders().not_arrived(caller, order).await;
    answer(&state, &request, order, said).await
}

/// `POST /supplies/{id}/pause`
pub(crate) async fn pause(
    State(state): State<AppState>,
    By(caller): By,
    request: PageRequest,
    Id(slot): Id<SlotId>,
) -> Response {
    set_paused(&state, caller, &request, slot, true).await
}

/// `POST /supplies/{id}/resume`
pub(crate) async fn resume(
    State(state): State<AppState>,
    By(caller): By,
    request: PageRequest,
    Id(slot): Id<SlotId>,
) -> Response {
    set_paused(&state, caller, &request, slot, false).await
}

async fn set_paused(
    state: &AppState,
    caller: Caller,
    request: &PageRequest,
    slot: SlotId,
    is_paused: bool,
) -> Response {
    let page = format!("/supplies/{slot}");
    let orders = state.application.orders();
    match orders.pause(caller, slot, is_paused).await {
        Ok(()) => see_other(&page),
        Err(error) => refused(state, request, &page, Fields::default(), error).await,
    }
}

async fn answer(
    state: &AppState,
    request: &PageRequest,
    order: OrderId,
    said: Result<(), replenish::Error>,
) -> Response {
    let page = format!("/orders/{order}");
    match said {
        Ok(()) => see_other(&page),
        Err(error) => refused(state, request, &page, Fields::default(), error).await,
    }
}
