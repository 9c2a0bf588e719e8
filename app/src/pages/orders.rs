//! All orders of the household, newest first.

use domain::view::OrderView;
use leptos::prelude::*;

use super::load::load;
use crate::components::{EmptyState, OrderRow, Title};
use crate::i18n::order as text;

/// The page.
#[component]
pub fn OrdersPage() -> impl IntoView {
    load(
        |application, account| async move { application.queries().account_orders(account).await },
        |orders, _| {
            view! {
                <Title text=text::orders()/>
                <Orders orders/>
            }
        },
    )
}

#[component]
fn Orders(orders: Vec<OrderView>) -> impl IntoView {
    let list = if orders.is_empty() {
        view! { <EmptyState text=text::none_yet()/> }.into_any()
    } else {
        let rows = orders
            .into_iter()
            .map(|order| view! { <OrderRow order/> })
            .collect_view();
        view! { <section class="card"><ul class="rows">{rows}</ul></section> }.into_any()
    };
    view! {
        <div class="page-head"><h1>{text::orders()}</h1></div>
        {list}
    }
}

#[cfg(test)]
mod tests {
    use domain::order::OrderState;

    use super::*;
    use crate::fixtures::{self, html};

    #[test]
    fn each_order_is_linked_with_its_state() {
        let orders = OrderState::ALL.map(fixtures::order).to_vec();
        let html = html(|| view! { <Orders orders/> });
        assert_eq!(html.matches("href=\"/orders/").count(), 7);
        for state in ["Asked for", "On the way", "Arrived", "Did not go through"] {
            assert!(html.contains(state), "{state}");
        }
    }

    #[test]
    fn no_orders_say_when_there_will_be_some() {
        assert!(html(|| view! { <Orders orders=Vec::new()/> }).contains("reorder level"));
    }
}
