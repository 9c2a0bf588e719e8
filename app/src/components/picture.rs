//! What a supply looks like: one drawing for each kind of amount. The name beside it says the same.

use domain::{Dimension, Unit};
use leptos::prelude::*;

/// The drawing of a supply's kind, hidden from screen readers.
#[component]
pub fn Picture(
    /// What the supply is measured in.
    unit: Unit,
) -> impl IntoView {
    view! {
        <svg class="picture" viewBox="0 0 48 48" aria-hidden="true" focusable="false">
            <path class="body" d=body(unit.dimension())></path>
            <path d=lines(unit.dimension())></path>
        </svg>
    }
}

/// What is filled.
fn body(dimension: Dimension) -> &'static str {
    match dimension {
        // A capsule.
        Dimension::Count => "M13 16h22l4 16a15 8 0 0 1-30 0Z",
        // A cartridge.
        Dimension::Percent => "M14 14h20v20a10 6 0 0 1-20 0Z",
        // A bottle.
        Dimension::Volume => "M15 20q0-5 5-7V9h8v4q5 2 5 7v17q0 4-4 4h-10q-4 0-4-4Z",
        // A bag.
        Dimension::Weight => "M14 15h20l4 20q1 6-5 6H15q-6 0-5-6Z",
    }
}

/// What is drawn over it.
fn lines(dimension: Dimension) -> &'static str {
    match dimension {
        Dimension::Count => "M11 16h26M15 11h18v5H15Z",
        Dimension::Percent => "M12 10h24v4H12ZM20 19v15M24 19v16M28 19v15",
        Dimension::Volume => "M19 6h10v3H19ZM15 26h18M15 34h18",
        Dimension::Weight => "M16 15q-3-5 0-8h16q3 3 0 8M18 25h12M18 31h12",
    }
}
