//! A form of one choice that saves itself when something else is chosen.

use leptos::ev::Event;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use web_sys::{Element, HtmlFormElement};

/// Wraps what is chosen from, inside its form. Alive, the form needs no button.
#[island]
pub fn SavesItself(
    /// What is chosen from.
    children: Children,
) -> impl IntoView {
    view! { <div on:change=send>{children()}</div> }
}

fn send(event: Event) {
    let chosen = event.target().map(|it| it.unchecked_into::<Element>());
    let form = chosen.and_then(|it| it.closest("form").ok().flatten());
    if let Some(form) = form {
        let _ = form.unchecked_into::<HtmlFormElement>().request_submit();
    }
}
