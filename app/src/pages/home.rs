//! The front page: what it does, for who is not signed in. Everybody else goes to their supplies.

use leptos::prelude::*;
use leptos_meta::Title;

use crate::components::{Banner, LoginButton, Tone};
use crate::context::{self, Brand};

/// The page.
#[component]
pub fn HomePage() -> impl IntoView {
    let page = context::page()?;
    if page.account.is_some() {
        context::redirect("/supplies");
        return None;
    }
    let deleted = context::query("done").as_deref() == Some("deleted");
    Some(view! {
        <Title text="Supplies that reorder themselves"/>
        <Home brand=page.brand deleted/>
    })
}

#[component]
fn Home(brand: Brand, deleted: bool) -> impl IntoView {
    let farewell = deleted.then(|| {
        view! {
            <Banner tone=Tone::Ok>
                <div><p>"Your account is deleted, and everything of it. Your machines go on working."</p></div>
            </Banner>
        }
    });
    view! {
        <section class="stack">
            {farewell}
            <h1>"Supplies that reorder themselves"</h1>
            <p>
                "Your machine tells " {brand.name}
                " what it uses. Before a supply runs out, we order more from Amazon with Amazon Dash Replenishment."
            </p>
            <ul class="steps">
                <li>"See how much is left, and how long it lasts."</li>
                <li>"See what is ordered, why, and when it comes."</li>
                <li>"Add what you bought elsewhere, and undo what was wrong."</li>
                <li>"Pause at any time. Your machine goes on working."</li>
            </ul>
            <LoginButton href="/auth/lwa/start".to_owned() art=brand.button_url/>
            <p class="quiet">"Use your Amazon account. We never see your password, name or e-mail."</p>
        </section>
    }
}
