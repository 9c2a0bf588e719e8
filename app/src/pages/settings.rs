//! Settings: light or dark, signing out, and the way to one's own data.

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
            <section class="card stack">
                <h2>"Your data"</h2>
                <p>"Download everything we keep of you, or delete your account."</p>
                <p><a class="button" href="/settings/data">"Your data"</a></p>
            </section>
        </div>
    }
}
