//! Ending every session of an account, for whoever lost a device or sees that somebody else uses the account.

use leptos::prelude::*;

use crate::i18n::settings as text;

/// Ends every session of the account.
#[component]
pub fn SignOutEverywhere() -> impl IntoView {
    view! {
        <p>{text::elsewhere()}</p>
        <form method="post" action="/sign-out">
            <input type="hidden" name="everywhere" value="1"/>
            <button class="button">{text::sign_out_everywhere()}</button>
        </form>
    }
}
