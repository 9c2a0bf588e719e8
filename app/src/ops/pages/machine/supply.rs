//! A machine's supplies: what is left of each, why it is ordered or not, and where its order is.

use domain::journal::Input;
use domain::order::EndReason;
use domain::view::amount::amount;
use domain::view::reason::reason;
use domain::view::{Headline, OrderView, SupplyView};
use domain::{Replenisher, Time};
use leptos::prelude::*;

use crate::components::{OrderPill, StatePill};
use crate::i18n::{expected, moment};
use crate::ops::words::{machine as text, reason as reasons};
use crate::text::amount::about;
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
    // As exact as the sentence on the decision is.
    let level = match supply.at_home() {
        Some(left) => text::left(&amount(left, unit), &amount(supply.spec.capacity, unit)),
        None => text::left_unknown(),
    };
    let reading = supply.evidence.shown().map(|(input, waiting)| {
        let said = about(waiting.amount, unit);
        let when = relative(waiting.at, now);
        let said = match input {
            Input::Used(_) => text::reading_used(&said, &when),
            _ => text::reading(&said, &when),
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
    // Nobody else has products to choose from.
    let products = (supply.replenisher == Replenisher::Drs).then(|| {
        view! { <dt>{text::product()}</dt><dd>{products}</dd> }
    });
    let held = supply.cooldown.by_maker;
    let state = match held {
        Some(_) => view! { <span class="pill warn">{text::on_hold()}</span> }.into_any(),
        None => view! { <StatePill state=Headline::of(&supply, now)/> }.into_any(),
    };
    let waits = supply.cooldown.until.filter(|until| now < *until);
    let waits = match (supply.cooldown.restock, waits) {
        (true, _) => Some(text::waits_for_restock()),
        (false, until) => until.map(|until| text::waits_until(&moment(until))),
    };
    let waits = waits.map(|waits| view! { <p>{waits}</p> });
    let reordering = match held {
        Some(since) => text::held_since(&relative(since, now)),
        None => subscription(&supply),
    };
    let is_held = held.is_some();
    let order = match supply.order.clone() {
        Some(order) => view! { <Order order is_held/> }.into_any(),
        None => text::no_order().into_any(),
    };
    view! {
        <article class="card stack">
            <div class="row">
                <h3>{supply.name.clone()}</h3>
                {state}
            </div>
            {reading}
            {waits}
            <dl class="facts">
                <dt>{text::level()}</dt>
                <dd>{level}</dd>
                {why}
                <dt>{text::subscription()}</dt>
                <dd>{reordering}</dd>
                {products}
                <dt>{text::order()}</dt>
                <dd>{order}</dd>
            </dl>
        </article>
    }
}

#[component]
fn Order(order: OrderView, is_held: bool) -> impl IntoView {
    let stuck = order.stuck.map(|(why, _)| {
        view! { <p>{text::stuck(why.sentence(), why.remedy())}</p> }
    });
    let ended = order.reason.map(|why| match why {
        EndReason::Paused if is_held => text::order_ended_by_hold(),
        why => reasons::end(why),
    });
    let ended = ended.map(|why| view! { <p>{why}</p> });
    let state = match order.held && order.state.is_live() {
        true => text::order_waits().into_any(),
        false => view! { <OrderPill state=order.state/> }.into_any(),
    };
    let date = order.estimate.filter(|_| order.state.is_live());
    let date = date.map(|at| view! { <p>{text::expected(&expected(at.into()))}</p> });
    view! {
        <p>{title(&order)} " " {state}</p>
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
    use domain::time::DAY;

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
    fn a_supply_on_hold_is_shown_as_that_and_what_waits_says_until_when() {
        let mut supply = pods();
        supply.cooldown.by_maker = Some(now());
        supply.cooldown.until = Some(now() + DAY);
        let mut ended = order(OrderState::Cancelled);
        ended.reason = Some(EndReason::Paused);
        supply.order = Some(ended);
        let said = html(move || view! { <Supplies supplies=vec![supply] now=now()/> });
        for part in [
            "On hold",
            "put reordering on hold",
            "ordered before Nov",
            "before it was asked for",
        ] {
            assert!(said.contains(part), "{part} in {said}");
        }
        for part in ["Good", "Auto-reorder is on.", "switched off"] {
            assert!(!said.contains(part), "{part} in {said}");
        }
    }

    #[test]
    fn an_order_that_waits_is_not_shown_as_asked_for() {
        let mut supply = pods();
        let mut waits = order(OrderState::Requested);
        waits.held = true;
        supply.order = Some(waits);
        supply.replenisher = Replenisher::Shop;
        let said = html(move || view! { <Supplies supplies=vec![supply] now=now()/> });
        assert!(said.contains("waits for your people"), "{said}");
        assert!(
            !said.contains("House roast"),
            "the shop's has no product: {said}"
        );
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
