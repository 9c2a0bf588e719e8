//! Settings: signing out, and where to read more.

use leptos::prelude::*;
use leptos_meta::Title;

use crate::context::{self, Brand};

/// The page.
#[component]
pub fn SettingsPage() -> impl IntoView {
    context::load(
        |_, _| async { Ok(()) },
        |(), page| {
            view! {
                <Title text="Settings"/>
                <Settings brand=page.brand/>
            }
        },
    )
}

#[component]
fn Settings(brand: Brand) -> impl IntoView {
    let link = |url: Option<String>, text: &'static str| {
        url.map(|url| view! { <li><a class="link" href=url>{text}</a></li> })
    };
    let more = brand.help_url.is_some() || brand.privacy_url.is_some();
    view! {
        <div class="page-head"><h1>"Settings"</h1></div>
        <div class="stack">
            <section class="card stack">
                <h2>"Your sign-in"</h2>
                <p>"You are signed in with your Amazon account. We know its number, not your name."</p>
                <form method="post" action="/sign-out">
                    <button class="button">"Sign out"</button>
                </form>
            </section>
            {more
                .then(|| {
                    view! {
                        <section class="card stack">
                            <h2>"More"</h2>
                            <ul class="steps">
                                {link(brand.help_url, "Help")}
                                {link(brand.privacy_url, "What we keep, and for how long")}
                            </ul>
                        </section>
                    }
                })}
        </div>
    }
}
