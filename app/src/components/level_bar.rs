//! How full a supply is: a meter for those who hear the page, and its picture with a tick at the
//! reorder level. The words beside it say the same.

use domain::view::SupplyView;
use domain::{Quantity, Time};
use leptos::prelude::*;

use crate::i18n::supply as text;
use crate::text::amount::at_home_now;

/// What is at home, of a full machine with its spares: the bar is full when the machine is.
#[component]
pub fn LevelBar(
    /// The supply; nothing is shown while its level is unknown.
    supply: SupplyView,
    /// What the clock says.
    now: Time,
) -> impl IntoView {
    let home = supply.at_home()?.max(Quantity::ZERO);
    let full = (supply.spec.capacity + supply.spares)
        .max(home)
        .max(Quantity(1));
    let reorder = supply
        .reorder_level
        .filter(|level| level.is_positive() && *level <= full);
    let low = reorder.unwrap_or_default();
    let tick = reorder.map(|level| {
        let x = share(level, full);
        view! { <line x1=x.clone() x2=x y1="0" y2="100%"></line> }
    });
    let fill = if home <= low { "fill low" } else { "fill" };
    Some(view! {
        <div class="level">
            <meter
                class="hidden"
                min="0"
                max=full.0.to_string()
                low=low.0.to_string()
                high=low.0.to_string()
                optimum=full.0.to_string()
                value=home.0.to_string()
                aria-label=text::level_of(&supply.name)
                aria-valuetext=text::at_home(&at_home_now(&supply, now).unwrap_or_default())
            ></meter>
            <svg aria-hidden="true" focusable="false">
                <rect class="all" y="3" width="100%" height="12" rx="6"></rect>
                <rect class=fill y="3" width=share(home, full) height="12" rx="6"></rect>
                {tick}
            </svg>
        </div>
    })
}

fn share(part: Quantity, whole: Quantity) -> String {
    format!("{:.1}%", part.0 as f64 * 100.0 / whole.0 as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::{self, html, now};

    #[test]
    fn the_tick_stands_at_the_reorder_level() {
        let html = html(|| view! { <LevelBar supply=fixtures::pods() now=now()/> });
        assert!(html.contains(r#"x1="17.5%""#), "{html}");
        assert!(html.contains(r#"value="17000""#) && html.contains("17 at home"));
        assert!(html.contains(r#"aria-label="Level of Coffee pods""#));
    }

    #[test]
    fn an_unknown_level_shows_no_bar_and_an_unknown_pace_no_tick() {
        let mut supply = fixtures::pods();
        supply.reorder_level = None;
        let no_tick = html(|| view! { <LevelBar supply=supply.clone() now=now()/> });
        assert!(no_tick.contains("<meter") && !no_tick.contains("<line"));
        supply.machine = None;
        assert!(!html(|| view! { <LevelBar supply now=now()/> }).contains("<meter"));
    }

    #[test]
    fn spares_lengthen_the_bar() {
        let mut supply = fixtures::pods();
        supply.spares = Quantity(100_000);
        let html = html(|| view! { <LevelBar supply now=now()/> });
        assert!(
            html.contains(r#"max="200000""#)
                && html.contains(r#"x1="8.8%""#)
                && html.contains(r#"width="58.5%""#),
            "{html}"
        );
    }
}
