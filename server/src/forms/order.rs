//! What a customer says of an order: it came, or it did not.

use axum::extract::State;
use axum::response::Response;
use domain::OrderId;

use super::{Fields, Id, refused, see};
use crate::auth::account::Account;
use crate::page::Asked;
use crate::request_id::RequestId;
use crate::state::Shared;

/// `POST /orders/{id}/arrived`
pub(crate) async fn arrived(
    State(state): State<Shared>,
    Account(account): Account,
    request: RequestId,
    asked: Asked,
    Id(order): Id<OrderId>,
) -> Response {
    let said = state
        .application
        .order_arrived(account, order, request.as_str())
        .await;
    answer(&state, &asked, order, said).await
}

/// `POST /orders/{id}/not-arrived`
pub(crate) async fn not_arrived(
    State(state): State<Shared>,
    Account(account): Account,
    request: RequestId,
    asked: Asked,
    Id(order): Id<OrderId>,
) -> Response {
    let said = state
        .application
        .order_not_arrived(account, order, request.as_str())
        .await;
    answer(&state, &asked, order, said).await
}

async fn answer(
    state: &Shared,
    asked: &Asked,
    order: OrderId,
    said: Result<(), replenish::Error>,
) -> Response {
    let page = format!("/orders/{order}");
    match said {
        Ok(()) => see(&page),
        Err(error) => refused(state, asked, &page, Fields::default(), error).await,
    }
}
