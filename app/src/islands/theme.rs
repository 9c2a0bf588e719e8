//! The choice of light, dark, or what the system says: seen at once, and kept in a cookie.

use leptos::ev::Event;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use web_sys::{HtmlDocument, HtmlInputElement};

/// Wraps the radio buttons, in an element whose `data-cookie` has the cookie's attributes. Alive, they
/// need no button to save.
#[island]
pub fn ThemeSwitch(
    /// The radio buttons.
    children: Children,
) -> impl IntoView {
    view! { <div on:change=choose>{children()}</div> }
}

fn choose(event: Event) {
    let Some(chosen) = event.target() else { return };
    let chosen: HtmlInputElement = chosen.unchecked_into();
    let (page, theme) = (document(), chosen.value());
    if let Some(root) = page.document_element() {
        let _ = match theme.as_str() {
            "system" => root.remove_attribute("data-theme"),
            theme => root.set_attribute("data-theme", theme),
        };
    }
    if let Ok(Some(choices)) = chosen.closest("[data-cookie]")
        && let Some(attributes) = choices.get_attribute("data-cookie")
    {
        let page: HtmlDocument = page.unchecked_into();
        let _ = page.set_cookie(&["theme=", &theme, "; ", &attributes].concat());
    }
}
