//! The picture of one supply: how its level came to be what it is, where it goes at the present pace
//! and how far it may stray from that, the reorder level and the next delivery. Drawn on the server as plain SVG; the same history is the
//! same text. A sentence and a table say the same to those who do not see it.

mod drawing;
mod scale;
mod table;
mod words;

use domain::Unit;
use domain::view::History;
use leptos::prelude::*;

use crate::i18n::chart as text;
use crate::islands::ChartInspector;
use drawing::Drawing;
use words::sentence;

/// The figure; nothing but its sentence where no level is known.
#[component]
pub fn Chart(
    /// What is shown.
    history: History,
    /// The supply's name.
    name: String,
    /// The supply's unit.
    unit: Unit,
    /// What a full machine holds, in base units.
    capacity: domain::Quantity,
) -> impl IntoView {
    let said = sentence(&history, unit);
    if history.days.is_empty() {
        return view! { <p class="quiet">{said}</p> }.into_any();
    }
    let title = text::title(&name);
    let points = drawing::points(&history, unit, capacity);
    let tables = (
        table::past(&history, &name, unit),
        table::ahead(&history, &name, unit),
    );
    view! {
        <figure class="chart">
            <figcaption>{said}</figcaption>
            <ChartInspector points label=text::by_day() hint=text::hint()>
                <Drawing history capacity unit title/>
            </ChartInspector>
            <details>
                <summary>{text::show_table()}</summary>
                {tables}
            </details>
        </figure>
    }
    .into_any()
}

#[cfg(test)]
mod tests;
