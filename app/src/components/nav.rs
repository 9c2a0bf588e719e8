//! The way around, for who is signed in.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::i18n::frame as text;

/// Links to the four places; the one this page belongs to is marked.
#[component]
pub fn Nav() -> impl IntoView {
    let here = use_location().pathname.get_untracked();
    let link = |(href, name): (&'static str, String)| {
        let current = match here.strip_prefix(href) {
            Some("") => Some("page"),
            Some(rest) if rest.starts_with('/') => Some("true"),
            _ => None,
        };
        view! { <a href=href aria-current=current>{name}</a> }
    };
    let places = [
        ("/supplies", text::supplies()),
        ("/orders", text::orders()),
        ("/devices", text::machines()),
        ("/settings", text::settings()),
    ];
    view! {
        <nav aria-label=text::main()>
            <div class="nav">{places.map(link).into_iter().collect_view()}</div>
        </nav>
    }
}
