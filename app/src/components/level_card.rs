//! What is there of a supply, how long it lasts and what happens next.

use domain::view::{Headline, SupplyView};
use domain::{Time, Unit};
use leptos::prelude::*;

use super::{Banner, LevelBar, Moment, Tone};
use crate::i18n::supply as text;
use crate::text::amount::{about, at_home_now, days_left, estimate, in_machine, spares};
use crate::text::headline::headline;
use crate::text::next::{drift, next};

/// The level. What is in the machine, beside it and together is told apart where it differs.
#[component]
pub fn LevelCard(
    /// The supply.
    supply: SupplyView,
    /// What the clock says.
    now: Time,
) -> impl IntoView {
    let fact = |name: String, value: Option<String>| {
        value.map(|value| view! { <dt>{name}</dt><dd>{value}</dd> })
    };
    let unit = supply.spec.unit;
    let left = match at_home_now(&supply, now) {
        Some(left) => text::left(&left),
        None => headline(Headline::LevelUnknown),
    };
    let differ = supply.spares.is_positive() && unit != Unit::Percent;
    let together = at_home_now(&supply, now).filter(|_| differ);
    let machine = in_machine(&supply).map(|amount| match supply.is_stale(now) {
        true => text::about(&amount),
        false => amount,
    });
    let pace = supply
        .pace_per_day
        .map(|pace| text::a_day(&estimate(pace, unit)));
    let reorder = supply
        .reorder_level
        .map(|level| text::about(&about(level, unit)));
    view! {
        <section class="card stack">
            <h2 class="hidden">{text::level()}</h2>
            {supply
                .is_counting
                .then(|| view! { <Banner tone=Tone::Info><p>{text::counting()}</p></Banner> })}
            <p class="figures num">
                <span class="big">{left}</span>
                <span>{days_left(&supply)}</span>
            </p>
            <LevelBar supply=supply.clone() now/>
            <p><b>{next(&supply, now)}</b></p>
            <dl class="facts num">
                {fact(text::in_the_machine(), machine)}
                {fact(text::spares(), spares(&supply))}
                {fact(text::home(), together)}
                {fact(text::pace(), pace)}
                {fact(text::reorder_level(), reorder)}
            </dl>
            {supply.drift.map(|apart| view! { <p class="quiet">{drift(&apart, unit)}</p> })}
            {supply.last_seen.map(|at| {
                view! {
                    <p class="quiet">
                        {text::heard_from_machine()} " " <Moment at now=Some(now)/>
                    </p>
                }
            })}
        </section>
    }
}

#[cfg(test)]
mod tests {
    use domain::Quantity;
    use domain::view::Drift;

    use super::*;
    use crate::fixtures::{self, html, now, speaking};
    use crate::preferences::locale::Locale;

    fn card(supply: SupplyView) -> String {
        html(|| view! { <LevelCard supply now=now()/> })
    }

    #[test]
    fn spares_are_told_apart_only_where_there_are_some() {
        let mut supply = fixtures::pods();
        let alone = card(supply.clone());
        assert!(alone.contains("17 of 100") && !alone.contains("At home"));
        supply.spares = Quantity(36_000);
        let with = card(supply);
        assert!(with.contains("<dt>Spares</dt><dd>36</dd>"), "{with}");
        assert!(with.contains("<dt>At home</dt><dd>53</dd>") && with.contains("53 left"));
    }

    #[test]
    fn a_supply_that_is_counted_again_says_so() {
        let mut supply = fixtures::pods();
        assert!(!card(supply.clone()).contains("Being counted again"));
        supply.is_counting = true;
        assert!(card(supply).contains("Being counted again"));
    }

    #[test]
    fn a_sensor_that_disagrees_with_the_reports_is_told_of() {
        let mut supply = fixtures::pods();
        assert!(!card(supply.clone()).contains("sensor"));
        supply.drift = Drift::of(Quantity(43_000), Quantity(3_000), Quantity::ZERO);
        assert!(card(supply).contains("reported 40 used; its sensor measured 43"));
    }

    #[test]
    fn what_a_silent_machine_last_said_says_about() {
        let mut supply = fixtures::pods();
        supply.last_seen = Some(now() - 3 * domain::time::DAY);
        let html = card(supply);
        for part in ["about 17 left", "about 17 of 100", "about 17 at home"] {
            assert!(html.contains(part), "{part} in {html}");
        }
    }

    #[test]
    fn estimates_say_about() {
        let html = card(fixtures::pods());
        assert!(html.contains("about 2.5 a day") && html.contains("about 17.5"));
    }

    #[test]
    fn a_level_is_read_in_the_language_of_its_reader() {
        let supply = SupplyView {
            machine: Some(Quantity(17_500)),
            ..fixtures::pods()
        };
        let card = || view! { <LevelCard supply now=now()/> };
        let html = html(|| speaking(Locale::De, card));
        assert!(
            html.contains("Noch 17,5") && html.contains("<dt>Nachbestellgrenze</dt>"),
            "{html}"
        );
    }
}
