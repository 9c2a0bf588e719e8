//! How the figures of a supply come about: the reason, and each fact behind it once.

use domain::view::SupplyView;
use domain::{Time, Unit};
use leptos::prelude::*;

use super::Moment;
use crate::i18n::integer;
use crate::i18n::{device, reckon as text, supply};
use crate::text::amount::{in_machine, level, spares};
use crate::text::next::drift;
use crate::text::reason::reason;
use crate::text::reckon::pace;

/// The figures behind the headline, closed until somebody asks.
#[component]
pub fn Reckoning(
    /// The supply.
    supply: SupplyView,
    /// What the clock says.
    now: Time,
) -> impl IntoView {
    let unit = supply.spec.unit;
    let fact = |name: String, value: Option<String>| {
        value.map(|value| view! { <dt>{name}</dt><dd>{value}</dd> })
    };
    // Where nothing is beside the machine, what is in it is what the headline says.
    let (machine, beside) = match supply.spares.is_positive() && unit != Unit::Percent {
        true => (in_machine(&supply), spares(&supply)),
        false => (None, None),
    };
    let decision = supply.decision.as_ref();
    let delivery = decision.and_then(|it| it.demand).map(|demand| {
        let (from, to) = demand.lead_days;
        text::days(&integer(from.into()), &integer(to.into()))
    });
    let reorder = supply.reorder_level.map(|at| level(at, unit));
    let checked = decision.map(|decision| {
        view! { <dt>{text::checked()}</dt><dd><Moment at=decision.at/></dd> }
    });
    let heard = supply.last_seen.map(|at| {
        view! { <dt>{device::heard()}</dt><dd><Moment at now=Some(now)/></dd> }
    });
    view! {
        <details class="card">
            <summary>{text::how()}</summary>
            <div class="stack" data-live="reckoning">
                {decision.map(|decision| view! { <p>{reason(decision)}</p> })}
                <dl class="facts num">
                    {fact(supply::in_the_machine(), machine)}
                    {fact(supply::spares(), beside)}
                    {fact(text::used(), pace(&supply))}
                    {fact(text::delivery(), delivery)}
                    {fact(text::we_order(), reorder)}
                    {checked}
                    {heard}
                </dl>
                {supply.drift.map(|apart| view! { <p class="quiet">{drift(&apart, unit)}</p> })}
            </div>
        </details>
    }
}

#[cfg(test)]
mod tests {
    use domain::Quantity;
    use domain::view::Drift;

    use super::*;
    use crate::fixtures::{self, html, now};

    fn card(supply: SupplyView) -> String {
        html(|| view! { <Reckoning supply now=now()/> })
    }

    #[test]
    fn spares_are_told_apart_only_where_there_are_some() {
        let mut supply = fixtures::pods();
        assert!(!card(supply.clone()).contains("17"));
        supply.spares = Quantity(36_000);
        let with = card(supply);
        assert!(with.contains("<dd>17 of 100</dd>"), "{with}");
        assert!(with.contains("<dt>Spares</dt><dd>36</dd>"), "{with}");
    }

    #[test]
    fn figures_are_rounded_as_people_speak() {
        let mut supply = fixtures::pods();
        supply.decision = Some(fixtures::decision());
        let html = card(supply.clone());
        for part in [
            "Ordering now.",
            "<dd>about 2.5 a day</dd>",
            "<dt>We order at</dt><dd>18</dd>",
        ] {
            assert!(html.contains(part), "{part}: {html}");
        }
        supply.pace_per_day = Some(Quantity(860));
        assert!(card(supply.clone()).contains("about 6 a week"));
        supply.pace_per_day = Some(Quantity(100));
        assert!(card(supply).contains("about 3 a month"));
    }

    #[test]
    fn a_sensor_that_disagrees_with_the_reports_is_told_of() {
        let mut supply = fixtures::pods();
        assert!(!card(supply.clone()).contains("sensor"));
        supply.drift = Drift::of(Quantity(43_000), Quantity(3_000), Quantity::ZERO);
        assert!(card(supply).contains("reported 40 used; its sensor measured 43"));
    }
}
