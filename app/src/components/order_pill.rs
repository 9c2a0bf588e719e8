//! Where an order is: drawing, words and colour.

use domain::order::OrderState;
use leptos::prelude::*;

use super::{Icon, Shape};
use crate::text::order::state as words;

/// An order's state.
#[component]
pub fn OrderPill(
    /// The state.
    state: OrderState,
) -> impl IntoView {
    let (shape, tone) = match state {
        OrderState::Requested | OrderState::Awaiting => (Shape::Reorder, "info"),
        OrderState::Placed | OrderState::Shipped => (Shape::Van, "info"),
        OrderState::Arrived => (Shape::Tick, "ok"),
        OrderState::Cancelled => (Shape::Cross, "still"),
        OrderState::Failed => (Shape::Warning, "crit"),
    };
    view! {
        <span class=format!("pill {tone}")>
            <Icon shape/>
            {words(state)}
        </span>
    }
}
