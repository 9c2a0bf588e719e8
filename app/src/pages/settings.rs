//! Settings: light or dark, signing out, and where to read more.

use leptos::prelude::*;
use leptos_meta::Title;

use crate::components::ErrorSummary;
use crate::context::{self, Brand, FormState};
use crate::islands::ThemeSwitch;
use crate::shell::Islands;
use crate::theme::Theme;

/// The page.
#[component]
pub fn SettingsPage() -> impl IntoView {
    context::load(
        |_, _| async { Ok(()) },
        |(), page| {
            view! {
                <Title text=page.form.title("Settings".to_owned())/>
                <Islands/>
                <Settings brand=page.brand theme=page.theme form=page.form/>
            }
        },
    )
}

#[component]
fn Settings(brand: Brand, theme: Theme, form: FormState) -> impl IntoView {
    let attributes = Theme::cookie_attributes(brand.is_https);
    let link = |url: Option<String>, text: &'static str| {
        url.map(|url| view! { <li><a class="link" href=url>{text}</a></li> })
    };
    let more = brand.help_url.is_some() || brand.privacy_url.is_some();
    view! {
        <div class="page-head"><h1>"Settings"</h1></div>
        <div class="stack">
            <ErrorSummary form prefix="settings" fields=&[]/>
            <form class="card stack" method="post" action="/settings">
                <fieldset>
                    <legend>"Light or dark"</legend>
                    <ThemeSwitch chosen=theme.name().to_owned() attributes/>
                </fieldset>
                <button class="button until-alive">"Save"</button>
            </form>
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
