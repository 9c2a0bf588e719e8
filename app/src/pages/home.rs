//! The front page: what it does, for who is not signed in. Everybody else goes to their supplies.

use leptos::prelude::*;

use crate::components::{Banner, LoginButton, Title, Tone};
use crate::i18n::home as text;
use crate::request::{self, Brand};

/// The page.
#[component]
pub fn HomePage() -> impl IntoView {
    let page = request::page()?;
    if page.account.is_some() {
        request::redirect("/supplies");
        return None;
    }
    let deleted = request::query("done").as_deref() == Some("deleted");
    Some(view! {
        <Title text=text::heading()/>
        <Home brand=page.brand deleted/>
    })
}

#[component]
fn Home(brand: Brand, deleted: bool) -> impl IntoView {
    let banner = deleted.then(|| {
        view! {
            <Banner tone=Tone::Ok>
                <div><p>{text::account_deleted()}</p></div>
            </Banner>
        }
    });
    view! {
        <section class="stack">
            {banner}
            <h1>{text::heading()}</h1>
            <p>{text::intro(&brand.name)}</p>
            <ul class="steps">
                <li>{text::see_what_is_left()}</li>
                <li>{text::see_what_is_ordered()}</li>
                <li>{text::add_and_undo()}</li>
                <li>{text::pause_at_any_time()}</li>
            </ul>
            <LoginButton href="/auth/lwa/start".to_owned() art=brand.button_url/>
            <p class="quiet">{text::use_your_account()}</p>
        </section>
    }
}
