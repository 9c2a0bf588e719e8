//! The way around, for who is signed in.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

const PLACES: [(&str, &str); 4] = [
    ("/supplies", "Supplies"),
    ("/orders", "Orders"),
    ("/devices", "Machines"),
    ("/settings", "Settings"),
];

/// Links to the four places; the one this page belongs to is marked.
#[component]
pub fn Nav() -> impl IntoView {
    let here = use_location().pathname.get_untracked();
    let link = |(href, name): (&'static str, &'static str)| {
        let current = match here.strip_prefix(href) {
            Some("") => Some("page"),
            Some(rest) if rest.starts_with('/') => Some("true"),
            _ => None,
        };
        view! { <a href=href aria-current=current>{name}</a> }
    };
    view! {
        <nav aria-label="Main">
            <div class="nav">{PLACES.map(link).into_iter().collect_view()}</div>
        </nav>
    }
}
