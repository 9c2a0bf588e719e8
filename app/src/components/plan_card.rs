//! Why the last decision came out as it did, and what Amazon reorders.

use domain::registration::Standing;
use domain::view::SupplyView;
use domain::view::reason::reason;
use leptos::prelude::*;

use super::Moment;
use crate::words::subscription::{product, subscription};

/// The plan. Product and pause are Amazon's to change: they are shown, and linked.
#[component]
pub fn PlanCard(
    /// The supply.
    supply: SupplyView,
) -> impl IntoView {
    let registered = supply.standing == Standing::Registered;
    let settings = format!("/devices/{}/amazon-settings", supply.device);
    let unit = supply.spec.unit;
    let why = supply.decision.as_ref().map(|decision| {
        view! {
            <h2>"Why"</h2>
            <p>{reason(decision, unit)}</p>
            <p class="quiet">"Decided " <Moment at=decision.at/></p>
        }
    });
    let products = (registered && !supply.products.is_empty()).then(|| {
        let item = |text: String| view! { <li>{text}</li> };
        view! {
            <ul class="steps">{supply.products.iter().map(product).map(item).collect_view()}</ul>
        }
    });
    view! {
        <section class="card stack">
            {why}
            <h2>"Amazon Dash Replenishment"</h2>
            <p>{subscription(&supply)}</p>
            {products}
            {registered.then(|| {
                view! { <p><a class="button" href=settings>"Change on Amazon"</a></p> }
            })}
        </section>
    }
}

#[cfg(test)]
mod tests {
    use domain::Quantity;
    use domain::decision::{Decision, Outcome};
    use domain::policy::Policy;

    use super::*;
    use crate::sample::{self, html, now};

    #[test]
    fn the_decision_is_a_sentence_and_the_product_is_named() {
        let mut supply = sample::pods();
        supply.decision = Some(Decision {
            at: now(),
            outcome: Outcome::Order,
            policy: Policy::default(),
            at_home: Some(Quantity(17_000)),
            pace_per_day: Some(Quantity(2_500)),
            reorder_level: Some(Quantity(17_500)),
            demand: None,
        });
        let html = html(|| view! { <PlanCard supply/> });
        assert!(html.contains("17 left at 2.5 a day; the reorder level is 17.5: ordering now."));
        assert!(html.contains("Auto-reorder is on.") && html.contains("House roast, pack of 36"));
        assert!(html.contains("/amazon-settings"));
    }

    #[test]
    fn without_a_connection_there_is_nothing_to_change_on_amazon() {
        let mut supply = sample::pods();
        supply.standing = Standing::Deregistered;
        let html = html(|| view! { <PlanCard supply/> });
        assert!(!html.contains("/amazon-settings") && !html.contains("House roast"));
    }
}
