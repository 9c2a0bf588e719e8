//! What is there of a supply, how long it lasts and what happens next.

use domain::view::{SupplyView, next, reason};
use domain::{Time, Unit};
use leptos::prelude::*;

use super::{LevelBar, Moment};
use crate::context;
use crate::words::amount::{at_home, days_left, in_machine, spares};

/// The level. What is in the machine, beside it and together is told apart where it differs.
#[component]
pub fn LevelCard(
    /// The supply.
    supply: SupplyView,
    /// What the clock says.
    now: Time,
) -> impl IntoView {
    let fact = |name: &'static str, value: Option<String>| {
        value.map(|value| view! { <dt>{name}</dt><dd>{value}</dd> })
    };
    let unit = supply.spec.unit;
    let left = at_home(&supply).map_or("Level unknown".to_owned(), |left| format!("{left} left"));
    let differ = supply.spares.is_positive() && unit != Unit::Percent;
    let together = at_home(&supply).filter(|_| differ);
    let pace = supply
        .pace_per_day
        .map(|pace| format!("about {} a day", reason::estimate(pace, unit)));
    let reorder = supply
        .reorder_level
        .map(|level| format!("about {}", reason::about(level, unit)));
    view! {
        <section class="card stack">
            <h2 class="hidden">"Level"</h2>
            <p class="figures num">
                <span class="big">{left}</span>
                <span>{days_left(&supply)}</span>
            </p>
            <LevelBar supply=supply.clone()/>
            <p><b>{next::next(&supply, now, &context::zone())}</b></p>
            <dl class="facts num">
                {fact("In the machine", in_machine(&supply))}
                {fact("Spares", spares(&supply))}
                {fact("At home", together)}
                {fact("Pace", pace)}
                {fact("Reorder level", reorder)}
            </dl>
            {supply.drift.map(|drift| view! { <p class="quiet">{drift.sentence(unit)}</p> })}
            {supply.last_seen.map(|at| {
                view! { <p class="quiet">"Heard from the machine " <Moment at now=Some(now)/></p> }
            })}
        </section>
    }
}

#[cfg(test)]
mod tests {
    use domain::Quantity;
    use domain::view::Drift;

    use super::*;
    use crate::sample::{self, html, now};

    fn card(supply: SupplyView) -> String {
        html(|| view! { <LevelCard supply now=now()/> })
    }

    #[test]
    fn spares_are_told_apart_only_where_there_are_some() {
        let mut supply = sample::pods();
        let alone = card(supply.clone());
        assert!(alone.contains("17 of 100") && !alone.contains("At home"));
        supply.spares = Quantity(36_000);
        let with = card(supply);
        assert!(with.contains("<dt>Spares</dt><dd>36</dd>"), "{with}");
        assert!(with.contains("<dt>At home</dt><dd>53</dd>") && with.contains("53 left"));
    }

    #[test]
    fn a_sensor_that_disagrees_with_the_reports_is_told_of() {
        let mut supply = sample::pods();
        assert!(!card(supply.clone()).contains("sensor"));
        supply.drift = Drift::of(Quantity(43_000), Quantity(3_000), Quantity::ZERO);
        assert!(card(supply).contains("reported 40 used; its sensor saw 43 go"));
    }

    #[test]
    fn estimates_say_about() {
        let html = card(sample::pods());
        assert!(html.contains("about 2.5 a day") && html.contains("about 17.5"));
    }
}
