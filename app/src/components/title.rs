//! What a page is called, in the head of its document.

use leptos::prelude::*;
use leptos_meta::Title as Unescaped;

use crate::request;

/// The title of the page, with the maker's name behind it. Names are whatever somebody typed: the
/// library's own component writes them into the head as they are, so no other file uses it.
#[component]
pub fn Title(
    /// As text.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    let brand = request::page().map(|page| page.brand.name);
    let whole = format!("{text} – {}", brand.unwrap_or_default());
    view! { <Unescaped text=html_escape::encode_text(&whole).into_owned()/> }
}
