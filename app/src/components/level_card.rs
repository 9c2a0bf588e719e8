//! What is there of a supply, how long it lasts and what happens next: the screen's one thought.

use domain::Time;
use domain::view::SupplyView;
use leptos::prelude::*;

use super::{Banner, LevelBar, Tone};
use crate::i18n::supply as text;
use crate::text::next::next;
use crate::text::reckon::headline;

/// The level. How it is reckoned is said by [`super::Reckoning`].
#[component]
pub fn LevelCard(
    /// The supply.
    supply: SupplyView,
    /// What the clock says.
    now: Time,
) -> impl IntoView {
    view! {
        <section class="card stack">
            <h2 class="hidden">{text::level()}</h2>
            {supply
                .is_counting
                .then(|| view! { <Banner tone=Tone::Info><p>{text::counting()}</p></Banner> })}
            <p class="big num">{headline(&supply, now)}</p>
            <LevelBar supply=supply.clone() now/>
            <p class="next">{next(&supply, now)}</p>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use domain::Quantity;

    use super::*;
    use crate::fixtures::{self, html, now, speaking};
    use crate::preferences::locale::Locale;

    fn card(supply: SupplyView) -> String {
        html(|| view! { <LevelCard supply now=now()/> })
    }

    #[test]
    fn a_supply_that_is_counted_again_says_so() {
        let mut supply = fixtures::pods();
        assert!(!card(supply.clone()).contains("Being counted again"));
        supply.is_counting = true;
        assert!(card(supply).contains("Being counted again"));
    }

    #[test]
    fn what_a_silent_machine_last_said_says_about() {
        let mut supply = fixtures::pods();
        supply.last_seen = Some(now() - 3 * domain::time::DAY);
        let html = card(supply);
        assert!(html.contains("about 17 left, about 7 days"), "{html}");
    }

    #[test]
    fn a_level_is_read_in_the_language_of_its_reader() {
        let supply = SupplyView {
            machine: Some(Quantity(17_500)),
            ..fixtures::pods()
        };
        let card = || view! { <LevelCard supply now=now()/> };
        let html = html(|| speaking(Locale::De, card));
        assert!(html.contains("Noch 18, das reicht etwa 7 Tage"), "{html}");
    }
}
