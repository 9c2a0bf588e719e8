//! Whether a machine is connected to Amazon: drawing, words and colour.

use domain::Replenisher;
use domain::registration::RegistrationStatus;
use leptos::prelude::*;

use super::{Icon, Shape};
use crate::text::registration::connection;

/// A machine's connection.
#[component]
pub fn ConnectionPill(
    /// What brings its supplies.
    replenisher: Replenisher,
    /// The machine's standing.
    registration: RegistrationStatus,
) -> impl IntoView {
    let (shape, tone) = match registration {
        _ if replenisher == Replenisher::Shop => (Shape::Tick, "ok"),
        RegistrationStatus::Registered => (Shape::Tick, "ok"),
        _ => (Shape::Unplugged, "still"),
    };
    view! {
        <span class=format!("pill {tone}")>
            <Icon shape/>
            {connection(replenisher, registration)}
        </span>
    }
}
