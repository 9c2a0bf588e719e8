//! That a machine is another household's now, for the household it was of.

use leptos::prelude::*;
use replenish::Departure;

use crate::components::{Banner, Tone};
use crate::i18n::device::departed;
use crate::i18n::moment;

/// What has left the household lately.
#[component]
pub fn Departed(
    /// The newest first.
    departures: Vec<Departure>,
) -> impl IntoView {
    let told = |it: Departure| {
        view! {
            <Banner tone=Tone::Warn>
                <p>{departed(&it.name, &moment(it.at))}</p>
            </Banner>
        }
    };
    departures.into_iter().map(told).collect_view()
}
