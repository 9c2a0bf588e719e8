//! One order in a list.

use domain::order::OrderState;
use domain::view::OrderView;
use leptos::prelude::*;

use super::{Moment, OrderPill};
use crate::words::order::title;

/// A row: what, where it is, and since when.
#[component]
pub fn OrderRow(
    /// The order.
    order: OrderView,
) -> impl IntoView {
    let (what, at) = match (order.ended_at, order.estimate) {
        (Some(at), _) if order.state == OrderState::Arrived => ("added ", at),
        (Some(at), _) => ("ended ", at),
        (None, Some(at)) => ("expected ", at),
        (None, None) => ("decided ", order.requested_at),
    };
    view! {
        <li>
            <div>
                <a class="link" href=format!("/orders/{}", order.id)>{title(&order)}</a>
                <p class="quiet">{order.device_name} " · " {what} <Moment at/></p>
            </div>
            <OrderPill state=order.state/>
        </li>
    }
}
