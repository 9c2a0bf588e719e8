//! Nothing here yet: one sentence and one thing to do.

use leptos::prelude::*;

/// An empty page or list.
#[component]
pub fn EmptyState(
    /// Why it is empty.
    #[prop(into)]
    text: String,
    /// What to do: text and address.
    #[prop(optional_no_strip)]
    action: Option<(String, &'static str)>,
) -> impl IntoView {
    view! {
        <div class="card empty stack">
            <p>{text}</p>
            {action.map(|(text, href)| view! { <p><a class="button primary" href=href>{text}</a></p> })}
        </div>
    }
}
