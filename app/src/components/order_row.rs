//! One order in a list.

use domain::view::OrderView;
use leptos::prelude::*;

use super::OrderPill;
use crate::text::order::{title, when};

/// A row: what, where it is, and since when.
#[component]
pub fn OrderRow(
    /// The order.
    order: OrderView,
) -> impl IntoView {
    let (at, said) = when(&order);
    view! {
        <li>
            <div>
                <a class="link" href=format!("/orders/{}", order.id)>{title(&order)}</a>
                <p class="quiet">
                    {order.device_name} " · " <time datetime=at.to_string()>{said}</time>
                </p>
            </div>
            <OrderPill state=order.state/>
        </li>
    }
}
