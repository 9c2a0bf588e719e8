//! Whether a machine is connected to Amazon: drawing, words and colour.

use domain::registration::Standing;
use leptos::prelude::*;

use super::{Icon, Shape};
use crate::words::registration::connection;

/// A machine's connection.
#[component]
pub fn ConnectionPill(
    /// The machine's standing.
    standing: Standing,
) -> impl IntoView {
    let (shape, tone) = match standing {
        Standing::Registered => (Shape::Tick, "ok"),
        _ => (Shape::Unplugged, "still"),
    };
    view! {
        <span class=format!("pill {tone}")>
            <Icon shape/>
            {connection(standing)}
        </span>
    }
}
