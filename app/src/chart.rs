//! The picture of one supply: how its level came to be what it is, where it goes at the present pace
//! and how far it may stray from that, the reorder level and the next delivery. Drawn on the server as plain SVG; the same history is the
//! same text. A sentence and a table say the same to those who do not see it.

mod drawing;
mod scale;
mod table;
mod words;

use domain::view::History;
use domain::{Day, Unit};
use leptos::prelude::*;

use crate::i18n::chart as text;
use crate::islands::ChartInspector;
use drawing::Drawing;
use words::caption;

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
    let said = caption(&history);
    let Some(first) = history.days.first().map(|it| it.day) else {
        return view! { <p class="quiet" data-live="chart-said">{said}</p> }.into_any();
    };
    let title = text::title(&name);
    let points = drawing::points(&history, unit, capacity);
    let tables = (
        table::past(&history, &name, unit),
        table::ahead(&history, &name, unit),
    );
    view! {
        <figure class="chart">
            <figcaption class="quiet" data-live="chart-said">{said}</figcaption>
            <ChartInspector>
                <div data-live="chart"><Drawing history capacity unit title/></div>
                <Slider points first/>
            </ChartInspector>
            <details>
                <summary>{text::show_table()}</summary>
                <div data-live="chart-tables">{tables}</div>
            </details>
        </figure>
    }
    .into_any()
}

/// What reads the picture day by day where scripts run, from the last day on, and where it writes.
#[component]
fn Slider(
    points: String,
    /// The day of the first point.
    first: Day,
) -> impl IntoView {
    let (last, day) = points.split('|').enumerate().last().unwrap_or_default();
    let said = day.splitn(3, ',').nth(2).unwrap_or_default().to_owned();
    let last = last.to_string();
    view! {
        <div
            class="reader when-alive"
            role="slider"
            tabindex="0"
            aria-label=text::by_day()
            aria-valuemin="0"
            aria-valuemax=last.clone()
            aria-valuenow=last
            aria-valuetext=said
            data-points=points
            data-first=first.0.to_string()
        >
            <svg viewBox="0 0 6400 2400" aria-hidden="true">
                <path class="today"></path>
                <circle class="spot" r="0"></circle>
            </svg>
        </div>
        <p class="readout num when-alive" aria-hidden="true">{text::hint()}</p>
    }
}

#[cfg(test)]
pub mod tests;
