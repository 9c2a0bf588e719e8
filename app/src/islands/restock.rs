//! What a restock will come to, while it is typed.

use domain::view::Preview;
use domain::{Quantity, Unit};
use leptos::ev::Event;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement, HtmlSelectElement};

/// Wraps the fields `amount` and `unit` of a form, and says below them what they come to.
#[island]
pub fn RestockPreview(
    /// Whether the amount is added to what is there, or takes its place.
    adds: bool,
    /// The supply's unit.
    unit: String,
    /// At home, in base units; none while it is unknown.
    at_home: Option<i64>,
    /// Base units a day; none while it is unknown.
    pace: Option<i64>,
    /// The fields.
    children: Children,
) -> impl IntoView {
    let said = RwSignal::new(String::new());
    let listen = move |event: Event| {
        let fields: Option<Element> = event.current_target().and_then(|it| it.dyn_into().ok());
        let (Some(fields), Some(unit)) = (fields, Unit::parse(&unit, None)) else {
            return;
        };
        let preview = Preview {
            adds,
            unit,
            at_home: at_home.map(Quantity),
            pace: pace.map(Quantity),
        };
        let amount = input(&fields, "[name=amount]");
        let typed_in = input(&fields, "[name=unit]");
        said.set(preview.sentence(&amount, &typed_in).unwrap_or_default());
    };
    view! {
        <div class="stack" on:input=listen>
            {children()}
            <output class="preview num" aria-live="polite">
                {move || Some(said.get()).filter(|said| !said.is_empty())}
            </output>
        </div>
    }
}

/// The value of a field; empty where there is none.
fn input(fields: &Element, selector: &str) -> String {
    let field = fields.query_selector(selector).ok().flatten();
    match field {
        Some(field) if field.has_type::<HtmlSelectElement>() => {
            field.unchecked_into::<HtmlSelectElement>().value()
        }
        Some(field) => field.unchecked_into::<HtmlInputElement>().value(),
        None => String::new(),
    }
}
