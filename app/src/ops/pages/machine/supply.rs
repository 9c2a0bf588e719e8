//! A machine's supplies: what is left of each, why it is ordered or not, and where its order is.

use domain::Time;
use domain::journal::Input;
use domain::view::reason::reason;
use domain::view::{Headline, OrderView, SupplyView};
use leptos::prelude::*;

use crate::components::{OrderPill, StatePill};
use crate::i18n::expected;
use crate::ops::words::{machine as text, reason as reasons};
use crate::text::amount::{about, at_home};
use crate::text::order::title;
use crate::text::subscription::{product, subscription};
use crate::text::time::relative;

/// All of them.
#[component]
pub fn Supplies(
    /// In the model's order.
    supplies: Vec<SupplyView>,
    /// What the clock says.
    now: Time,
) -> impl IntoView {
    let supply = |supply| view! { <Supply supply now/> };
    view! {
        <section class="stack">
            <h2>{text::supplies()}</h2>
            {supplies.into_iter().map(supply).collect_view()}
        </section>
    }
}

#[component]
fn Supply(supply: SupplyView, now: Time) -> impl IntoView {
    let unit = supply.spec.unit;
    let level = match at_home(&supply) {
        Some(left) => text::left(&left, &about(supply.spec.capacity, unit)),
        None => text::left_unknown(),
    };
    let reading = supply.evidence.shown().map(|(input, waiting)| {
        let amount = about(waiting.amount, unit);
        let when = relative(waiting.at, now);
        let said = match input {
            Input::Used(_) => text::reading_used(&amount, &when),
            _ => text::reading(&amount, &when),
        };
        view! { <p>{said}</p> }
    });
    let why = supply.decision.as_ref();
    let why = why.map(|decision| {
        view! { <dt>{text::why()}</dt><dd>{reason(decision, unit)}</dd> }
    });
    let products: Vec<_> = supply.products.iter().map(product).collect();
    let products = match products.is_empty() {
        true => text::no_product(),
        false => products.join(", "),
    };
    let order = match supply.order.clone() {
        Some(order) => view! { <Order order/> }.into_any(),
        None => text::no_order().into_any(),
    };
    view! {
        <article class="card stack">
            <div class="row">
                <h3>{supply.name.clone()}</h3>
                <StatePill state=Headline::of(&supply, now)/>
            </div>
            {reading}
            <dl class="facts">
                <dt>{text::level()}</dt>
                <dd>{level}</dd>
                {why}
                <dt>{text::subscription()}</dt>
                <dd>{subscription(&supply)}</dd>
                <dt>{text::product()}</dt>
                <dd>{products}</dd>
                <dt>{text::order()}</dt>
                <dd>{order}</dd>
            </dl>
        </article>
    }
}

#[component]
fn Order(order: OrderView) -> impl IntoView {
    let stuck = order.stuck.map(|(why, _)| {
        view! { <p>{text::stuck(why.sentence(), why.remedy())}</p> }
    });
    let ended = order.reason.map(|why| view! { <p>{reasons::end(why)}</p> });
    let date = order.estimate.filter(|_| order.state.is_live());
    let date = date.map(|at| view! { <p>{text::expected(&expected(at.into()))}</p> });
    view! {
        <p>{title(&order)} " " <OrderPill state=order.state/></p>
        {date}
        {ended}
        {stuck}
    }
}

#[cfg(test)]
mod tests {
    use domain::Quantity;
    use domain::evidence::{Evidence, Waiting};
    use domain::order::OrderState;
    use domain::stuck::Stuck;

    use super::*;
    use crate::fixtures::{html, now, order, pods};

    #[test]
    fn a_supply_says_what_waits_why_and_where_its_order_is() {
        let mut supply = pods();
        let mut evidence = Evidence::default();
        evidence.level = Some(Waiting {
            amount: Quantity::ZERO,
            at: now(),
            received_at: now(),
        });
        supply.evidence = evidence;
        let mut live = order(OrderState::Awaiting);
        live.stuck = Some((Stuck::NeedsCustomer, now()));
        supply.order = Some(live);
        let html = html(move || view! { <Supplies supplies=vec![supply] now=now()/> });
        for part in [
            "Waiting for a second reading.",
            "Auto-reorder is on.",
            "House roast",
            "payment and address",
            "17 left of 100",
        ] {
            assert!(html.contains(part), "{part} in {html}");
        }
    }

    #[test]
    fn a_supply_of_which_nothing_is_known_says_so() {
        let mut supply = pods();
        supply.machine = None;
        supply.products.clear();
        supply.order = None;
        let html = html(move || view! { <Supplies supplies=vec![supply] now=now()/> });
        for part in ["Nobody has said", "none chosen", "none yet"] {
            assert!(html.contains(part), "{part} in {html}");
        }
    }
}
