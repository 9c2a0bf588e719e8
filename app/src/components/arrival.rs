//! What only a customer can know of an order: that it has arrived, or has not.

use domain::order::OrderState;
use domain::view::OrderView;
use domain::{Role, Time};
use leptos::prelude::*;

use super::{Banner, Tone};
use crate::i18n::order as text;
use crate::request;

/// The question an order asks in its state, with its buttons; nothing where there is none.
#[component]
pub fn ArrivalQuestion(
    /// The order.
    order: OrderView,
    /// What the clock says.
    now: Time,
) -> impl IntoView {
    if !request::may(Role::Member) {
        return None;
    }
    let id = order.id;
    let arrived = move |label: String| {
        view! {
            <form method="post" action=format!("/orders/{id}/arrived")>
                <button class="button">{label}</button>
            </form>
        }
    };
    match order.state {
        OrderState::Placed | OrderState::Shipped => Some(arrived(text::arrived_early()).into_any()),
        OrderState::Arrived if !order.confirmed => {
            let asks = order.asks_confirmation(now);
            let tone = if asks { Tone::Warn } else { Tone::Info };
            Some(
                view! {
                    <Banner tone>
                        <div>
                            <p><b>{text::has_it_arrived()}</b></p>
                            <p>{text::not_heard()}</p>
                        </div>
                        <div class="row">
                            {arrived(text::yes_here())}
                            <form method="post" action=format!("/orders/{id}/not-arrived")>
                                <button class="button">{text::not_arrived()}</button>
                            </form>
                        </div>
                    </Banner>
                }
                .into_any(),
            )
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::{self, html, now};

    fn asked(state: OrderState, confirmed: bool) -> String {
        let mut order = fixtures::order(state);
        order.confirmed = confirmed;
        html(|| view! { <ArrivalQuestion order now=now()/> })
    }

    #[test]
    fn an_unconfirmed_arrival_asks_and_a_parcel_on_its_way_may_come_early() {
        let arrived = asked(OrderState::Arrived, false);
        assert!(arrived.contains("/arrived\"") && arrived.contains("/not-arrived\""));
        assert!(asked(OrderState::Shipped, false).contains("It arrived early"));
        assert!(asked(OrderState::Placed, false).contains("It arrived early"));
        assert!(!asked(OrderState::Arrived, true).contains("<form"));
        assert!(!asked(OrderState::Awaiting, false).contains("<form"));
    }
}
