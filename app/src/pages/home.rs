//! The front page: what it does, for who is not signed in. Everybody else goes to their supplies.

use leptos::prelude::*;
use replenish::SignInBy;

use crate::components::{Banner, SignInWays, Specimens, Title, Tone};
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
        <Home brand=page.brand ways=page.application.accounts().sign_ins() deleted/>
    })
}

#[component]
fn Home(brand: Brand, ways: Vec<SignInBy>, deleted: bool) -> impl IntoView {
    let with_amazon = ways.contains(&SignInBy::Amazon);
    let intro = match with_amazon {
        true => text::intro(&brand.name),
        false => text::intro_of_maker(&brand.name),
    };
    let banner = deleted.then(|| {
        view! {
            <Banner tone=Tone::Ok>
                <div><p>{text::account_deleted()}</p></div>
            </Banner>
        }
    });
    view! {
        <section class="welcome">
            <div class="stack">
                {banner}
                <h1>{text::heading()}</h1>
                <p>{intro}</p>
                <SignInWays ways art=brand.button_url maker=brand.name/>
                {with_amazon.then(|| view! { <p class="quiet">{text::use_your_account()}</p> })}
                <ul class="steps">
                    <li>{text::see_what_is_left()}</li>
                    <li>{text::see_what_is_ordered()}</li>
                    <li>{text::add_and_undo()}</li>
                    <li>{text::pause_at_any_time()}</li>
                </ul>
            </div>
            <Specimens/>
        </section>
    }
}
