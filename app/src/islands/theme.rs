//! The choice of light, dark, or what the system says: seen at once, and kept in a cookie.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlElement;
use web_sys::HtmlDocument;

/// In their order.
const THEMES: [&str; 3] = ["system", "light", "dark"];

/// Radio buttons of the form around them. Alive, they need no button to save.
#[island]
pub fn ThemeSwitch(
    /// `system`, `light` or `dark`.
    chosen: String,
    /// What each is called, in their order, with `|` between them.
    labels: String,
    /// Attributes of the cookie, as the server sets it.
    attributes: String,
) -> impl IntoView {
    let choice = move |(value, label): (&'static str, &str)| {
        let attributes = attributes.clone();
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name="theme"
                    value=value
                    checked=chosen == value
                    on:change=move |_| choose(value, &attributes)
                />
                {label.to_owned()}
            </label>
        }
    };
    let choices = THEMES.into_iter().zip(labels.split('|')).map(choice);
    view! { <div class="choices">{choices.collect_view()}</div> }
}

fn choose(theme: &str, attributes: &str) {
    let Some(root) = document().document_element() else {
        return;
    };
    let root: HtmlElement = root.unchecked_into();
    match theme {
        "system" => root.dataset().delete("theme"),
        _ => {
            let _ = root.dataset().set("theme", theme);
        }
    }
    let document: HtmlDocument = document().unchecked_into();
    let _ = document.set_cookie(&format!("theme={theme}; {attributes}"));
}
