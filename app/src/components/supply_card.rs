//! One supply on the page of all supplies.

use domain::view::{Headline, SupplyView};
use domain::{Time, Unit};
use leptos::prelude::*;

use super::{LevelBar, Picture, StatePill};
use crate::i18n::restock::{add_supplies, replaced};
use crate::i18n::supply as text;
use crate::text::next::next;
use crate::text::reckon::headline;

/// A card: name, state, what is at home, how long it lasts, what happens next.
#[component]
pub fn SupplyCard(
    /// The supply.
    supply: SupplyView,
    /// What the clock says.
    now: Time,
) -> impl IntoView {
    let state = Headline::of(&supply, now);
    let (id, name) = (supply.id, supply.name.clone());
    let (path, action) = match supply.machine {
        Some(_) if supply.spec.unit == Unit::Percent => ("restock", replaced()),
        Some(_) => ("restock", add_supplies()),
        None => ("level", text::say_how_much()),
    };
    let left = supply
        .machine
        .map(|_| view! { <p class="num"><b>{headline(&supply, now)}</b></p> });
    view! {
        <article class="card supply">
            <div class="supply-head">
                <h3 class="pictured">
                    <Picture unit=supply.spec.unit/>
                    <a href=format!("/supplies/{id}")>{supply.name.clone()}</a>
                </h3>
                <StatePill state/>
            </div>
            {left}
            <LevelBar supply=supply.clone() now/>
            <p>{next(&supply, now)}</p>
            <p class="supply-foot">
                <a class="button" href=format!("/supplies/{id}/{path}")>
                    {action}<span class="hidden">" " {name}</span>
                </a>
            </p>
        </article>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::{self, html, now};

    fn card(supply: SupplyView) -> String {
        html(|| view! { <SupplyCard supply now=now()/> })
    }

    #[test]
    fn a_card_says_what_is_left_how_long_and_what_is_next() {
        let html = card(fixtures::pods());
        for part in [
            "17 left, about 7 days",
            "Low",
            "We are placing an order now.",
            "<meter",
        ] {
            assert!(html.contains(part), "{part}: {html}");
        }
    }

    #[test]
    fn a_paused_supply_says_that_nothing_is_ordered() {
        let mut supply = fixtures::pods();
        supply.subscribed = Some(false);
        let html = card(supply);
        assert!(html.contains("pill still") && html.contains("Paused"));
        assert!(html.contains("no order will be made"));
    }

    #[test]
    fn an_unknown_level_asks_for_it() {
        let mut supply = fixtures::pods();
        supply.machine = None;
        let html = card(supply);
        assert!(html.contains("/level\"") && html.contains("Level unknown"));
        assert!(!html.contains("<meter"));
    }

    #[test]
    fn a_name_is_never_markup() {
        let mut supply = fixtures::pods();
        supply.name = "<script>alert(1)</script>".into();
        let html = card(supply);
        assert!(!html.contains("<script"), "{html}");
        assert!(html.contains("&lt;script&gt;"));
    }
}
