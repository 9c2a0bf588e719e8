//! Settings: light or dark, time zone, signing out, and the way to one's own data.

use domain::{Time, Zone};
use leptos::prelude::*;
use leptos_meta::Title;

use crate::components::ErrorSummary;
use crate::context::{self, Brand, FormState};
use crate::islands::ThemeSwitch;
use crate::shell::Islands;
use crate::theme::Theme;
use crate::zone;

/// The page.
#[component]
pub fn SettingsPage() -> impl IntoView {
    context::load(
        |application, _| async move { Ok(application.now()) },
        |now, page| {
            view! {
                <Title text=page.form.title("Settings".to_owned())/>
                <Islands/>
                <Settings brand=page.brand theme=page.theme zone=page.zone now form=page.form/>
            }
        },
    )
}

#[component]
fn Settings(brand: Brand, theme: Theme, zone: Zone, now: Time, form: FormState) -> impl IntoView {
    let option = |(name, label): (&'static str, &'static str)| {
        view! { <option value=name selected={name == zone.name()}>{label}</option> }
    };
    let attributes = Theme::cookie_attributes(brand.is_https);
    view! {
        <div class="page-head"><h1>"Settings"</h1></div>
        <div class="stack">
            <ErrorSummary form prefix="settings" fields=&["zone"]/>
            <form class="card stack" method="post" action="/settings">
                <fieldset>
                    <legend>"Light or dark"</legend>
                    <ThemeSwitch chosen=theme.name().to_owned() attributes/>
                </fieldset>
                <button class="button until-alive">"Save"</button>
            </form>
            <form class="card stack" method="post" action="/settings">
                <h2>"Time zone"</h2>
                <div class="field">
                    <label for="settings-zone">"Days and hours are shown as in"</label>
                    <p class="hint" id="settings-zone-hint">{format!("There it is {}.", zone.moment(now))}</p>
                    <div class="row">
                        <select id="settings-zone" name=zone::NAME aria-describedby="settings-zone-hint">
                            {zone::OFFERED.map(option).into_iter().collect_view()}
                        </select>
                        <button class="button">"Save"<span class="hidden">" time zone"</span></button>
                    </div>
                </div>
            </form>
            <section class="card stack">
                <h2>"Your sign-in"</h2>
                <p>"You are signed in with your Amazon account. We know its number, not your name."</p>
                <form method="post" action="/sign-out">
                    <button class="button">"Sign out"</button>
                </form>
            </section>
            <section class="card stack">
                <h2>"Household"</h2>
                <p>"Share your machines with the people you live with."</p>
                <p><a class="button" href="/settings/household">"Household"</a></p>
            </section>
            <section class="card stack">
                <h2>"Your data"</h2>
                <p>"Download everything we keep of you, or delete your account."</p>
                <p><a class="button" href="/settings/data">"Your data"</a></p>
            </section>
        </div>
    }
}
