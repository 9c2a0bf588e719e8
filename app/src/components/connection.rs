//! Whether a machine is connected to Amazon: drawing, words and colour.

use domain::registration::RegistrationStatus;
use leptos::prelude::*;

use super::{Icon, Shape};
use crate::text::registration::connection;

/// A machine's connection.
#[component]
pub fn ConnectionPill(
    /// The machine's standing.
    registration: RegistrationStatus,
) -> impl IntoView {
    let (shape, tone) = match registration {
        RegistrationStatus::Registered => (Shape::Tick, "ok"),
        _ => (Shape::Unplugged, "still"),
    };
    view! {
        <span class=format!("pill {tone}")>
            <Icon shape/>
            {connection(registration)}
        </span>
    }
}
