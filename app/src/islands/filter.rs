//! Finding supplies by a part of their name, while it is typed.

use js_sys::JsString;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement};

/// Wraps a search field and the `output` beside it. What may be found has `data-find`, its name in
/// small letters, and is in an element of the class `machine`. The output's `data-words` say how many
/// are shown, with a `#` for the number.
#[island]
pub fn FilterBox(
    /// The field and its output.
    children: Children,
) -> impl IntoView {
    view! { <div on:input=|_| { find(); }>{children()}</div> }
}

/// Shows what is found; everything where nothing is typed.
pub(super) fn find() -> Option<()> {
    let page = document();
    let field = page.query_selector("[type=search]").ok()??;
    let field: HtmlInputElement = field.unchecked_into();
    let typed = JsString::from(field.value()).trim().to_lower_case();
    let typed = String::from(typed);
    let mut shown = 0;
    each("[data-find]", |it| {
        let name = JsString::from(it.get_attribute("data-find").unwrap_or_default());
        let found = name.includes(&typed, 0);
        shown += usize::from(found);
        found
    });
    each(".machine", |it| {
        matches!(it.query_selector("[data-find]:not([hidden])"), Ok(Some(_)))
    });
    let output = field.next_element_sibling()?;
    let words = JsString::from(output.get_attribute("data-words")?);
    let said = match typed.is_empty() {
        true => String::new(),
        false => words.replace("#", &shown.to_string()).into(),
    };
    output.set_text_content(Some(&said));
    Some(())
}

/// Hides the elements of which that is not so.
fn each(selector: &str, mut is_shown: impl FnMut(&Element) -> bool) {
    let Ok(all) = document().query_selector_all(selector) else {
        return;
    };
    for nth in 0..all.length() {
        if let Some(it) = all.item(nth) {
            let it: &Element = it.unchecked_ref();
            let _ = it.toggle_attribute_with_force("hidden", !is_shown(it));
        }
    }
}
