//! What a customer says of an order: it came, or it did not.

use axum::extract::State;
use axum::response::Response;
use domain::OrderId;

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
