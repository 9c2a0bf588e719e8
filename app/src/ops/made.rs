//! What a form made and is shown this once: a link, a key, a code.

use leptos::prelude::*;

use crate::components::{Banner, Tone};
use crate::request::FormState;

/// What the form `of` made; nothing where it made nothing.
#[component]
pub fn Made(
    /// The form's name.
    of: &'static str,
    /// The form as it was sent.
    form: FormState,
    /// Says what it is.
    says: String,
    /// Names the field that it is in.
    label: String,
) -> impl IntoView {
    let made = form.made?;
    let id = format!("made-{of}");
    Some(view! {
        <Banner tone=Tone::Ok>
            <div class="field">
                <p>{says}</p>
                <label for=id.clone()>{label}</label>
                <input id=id class="wide" readonly=true autofocus value=made/>
            </div>
        </Banner>
    })
}
