//! Amazon's own button, unchanged: its art, size and text are fixed by Amazon's rules for Login with
//! Amazon, in all languages.

use leptos::prelude::*;

/// The button. It leads to `href` of ours, which sends to Amazon.
#[component]
pub fn LoginButton(
    /// Where it leads.
    href: String,
    /// Address of the art.
    art: String,
) -> impl IntoView {
    view! {
        <a class="lwa" href=href rel="external nofollow">
            <img src=art width="195" height="46" alt="Login with Amazon"/>
        </a>
    }
}
