//! The picture of one supply: how its level came to be what it is, where it goes at the present pace,
//! the reorder level and the next delivery. Drawn on the server as plain SVG; the same history is the
//! same text. A sentence and a table say the same to those who do not see it.

mod drawing;
mod scale;
mod words;

use domain::Unit;
use domain::view::History;
use leptos::prelude::*;

use crate::islands::ChartInspector;
use drawing::Drawing;
use words::{date, level, sentence};

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
    let title = format!("{name}: the level of the last 30 days and the next 3 weeks");
    let points = drawing::points(&history, unit, capacity);
    let rows = history
        .days
        .iter()
        .rev()
        .map(|it| {
            view! {
                <tr>
                    <th scope="row">{date(it.day.start())}</th>
                    <td>{level(it.low, unit)}</td>
                    <td>{level(it.close, unit)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <figure class="chart">
            <figcaption>{said}</figcaption>
            <ChartInspector points>
                <Drawing history capacity unit title/>
            </ChartInspector>
            <details>
                <summary>"Show as table"</summary>
                <table class="num">
                    <caption>{format!("{name} at home, by day (UTC)")}</caption>
                    <thead>
                        <tr>
                            <th scope="col">"Day"</th>
                            <th scope="col">"Lowest"</th>
                            <th scope="col">"At its end"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </details>
        </figure>
    }
    .into_any()
}

#[cfg(test)]
mod tests;
