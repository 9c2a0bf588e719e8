//! The overview: the fleet in sentences.

use domain::api_key::Scope;
use leptos::prelude::*;

use crate::components::Title;
use crate::ops::load::load;
use crate::ops::words::frame as text;

/// The page.
#[component]
pub fn OverviewPage() -> impl IntoView {
    load(
        Scope::FleetRead,
        |_, _| async move { Ok(()) },
        |(), _, _| {
            view! {
                <Title text=text::titled(&text::overview())/>
                <div class="page-head"><h1>{text::overview()}</h1></div>
                <p>{text::welcome()}</p>
            }
        },
    )
}
