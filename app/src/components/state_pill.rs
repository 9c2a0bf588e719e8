//! A supply's one headline state: drawing, word and colour.

use domain::view::Headline;
use leptos::prelude::*;

use super::{Icon, Shape};
use crate::text::headline::headline;

/// The state of a supply.
#[component]
pub fn StatePill(
    /// The state.
    state: Headline,
) -> impl IntoView {
    let (shape, tone) = look(state);
    view! {
        <span class=format!("pill {tone}")>
            <Icon shape/>
            {headline(state)}
        </span>
    }
}

fn look(state: Headline) -> (Shape, &'static str) {
    match state {
        Headline::NotConnected => (Shape::Unplugged, "still"),
        Headline::LevelUnknown => (Shape::Question, "warn"),
        Headline::NeedsYou => (Shape::Warning, "crit"),
        Headline::Out => (Shape::Cross, "crit"),
        Headline::Paused => (Shape::Pause, "still"),
        Headline::NoProduct => (Shape::Question, "warn"),
        Headline::NoNews => (Shape::Silent, "warn"),
        Headline::Reordering => (Shape::Reorder, "info"),
        Headline::OnTheWay => (Shape::Van, "info"),
        Headline::Low => (Shape::Low, "warn"),
        Headline::Good => (Shape::Tick, "ok"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::html;

    #[test]
    fn every_state_has_a_drawing_a_word_and_a_colour() {
        for (state, tone, word) in [
            (Headline::NotConnected, "still", "Not connected"),
            (Headline::LevelUnknown, "warn", "Level unknown"),
            (Headline::NeedsYou, "crit", "Action needed"),
            (Headline::Out, "crit", "Run out"),
            (Headline::Paused, "still", "Paused"),
            (Headline::NoProduct, "warn", "No product chosen"),
            (Headline::NoNews, "warn", "No news from the machine"),
            (Headline::Reordering, "info", "Reordering"),
            (Headline::OnTheWay, "info", "On the way"),
            (Headline::Low, "warn", "Low"),
            (Headline::Good, "ok", "Good"),
        ] {
            let html = html(|| view! { <StatePill state/> });
            assert!(html.contains(&format!("pill {tone}")), "{html}");
            assert!(html.contains("<svg") && html.contains(word), "{html}");
        }
    }
}
