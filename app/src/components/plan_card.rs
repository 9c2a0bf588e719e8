//! What brings a supply's products: which they are, and whether they come.

use domain::registration::RegistrationStatus;
use domain::view::SupplyView;
use domain::{Replenisher, Role, Time};
use leptos::prelude::*;

use crate::i18n::{shop, supply as text};
use crate::request;
use crate::text::next::overstock;
use crate::text::subscription::{product, replenisher, subscription};

/// The plan. Product and pause are Amazon's to change: they are shown, and linked.
#[component]
pub fn PlanCard(
    /// The supply.
    supply: SupplyView,
    /// What the clock says.
    now: Time,
) -> impl IntoView {
    let registered = supply.registration == RegistrationStatus::Registered
        && supply.replenisher == Replenisher::Drs;
    let heading = replenisher(supply.replenisher);
    let pause = (supply.replenisher == Replenisher::Shop && request::may(Role::Owner)).then(|| {
        let (action, label) = match supply.is_paused() {
            true => ("resume", shop::resume()),
            false => ("pause", shop::pause()),
        };
        view! {
            <form method="post" action=format!("/supplies/{}/{action}", supply.id)>
                <button class="button">{label}</button>
            </form>
        }
    });
    let settings = format!("/devices/{}/amazon-settings", supply.device);
    let products = (registered && !supply.products.is_empty()).then(|| {
        let item = |text: String| view! { <li>{text}</li> };
        view! {
            <ul class="steps">{supply.products.iter().map(product).map(item).collect_view()}</ul>
        }
    });
    view! {
        <section class="card stack">
            <h2>{heading}</h2>
            <p>{subscription(&supply)}</p>
            {overstock(&supply, now).map(|much| view! { <p><b>{much}</b></p> })}
            {products}
            {pause}
            {(registered && request::may(Role::Owner)).then(|| {
                view! { <p><a class="button" href=settings>{text::change_on_amazon()}</a></p> }
            })}
        </section>
    }
}

#[cfg(test)]
mod tests {
    use domain::Quantity;

    use super::*;
    use crate::fixtures::{self, html, now};

    #[test]
    fn the_product_is_named() {
        let supply = fixtures::pods();
        let html = html(|| view! { <PlanCard supply now=now()/> });
        assert!(html.contains("Auto-reorder is on.") && html.contains("House roast, pack of 36"));
        assert!(html.contains("/amazon-settings"));
    }

    #[test]
    fn very_much_at_home_is_a_reason_to_pause() {
        let mut supply = fixtures::pods();
        supply.spares = Quantity(200_000);
        supply.lasts = Some(86 * domain::time::DAY);
        let html = html(|| view! { <PlanCard supply now=now()/> });
        assert!(html.contains("About 12 weeks"), "{html}");
        assert!(html.contains("pause auto-reorder until"));
    }

    #[test]
    fn without_a_connection_there_is_nothing_to_change_on_amazon() {
        let mut supply = fixtures::pods();
        supply.registration = RegistrationStatus::Deregistered;
        let html = html(|| view! { <PlanCard supply now=now()/> });
        assert!(!html.contains("/amazon-settings") && !html.contains("House roast"));
    }
}
