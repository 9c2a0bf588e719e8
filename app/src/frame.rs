//! The frame inside the document, around every page: skip link, way around, main, footer.

use leptos::prelude::*;

use crate::components::{Icon, Nav, Shape};
use crate::i18n::{frame as text, moment};
use crate::request::{self, Brand};

/// What all pages have around their content.
#[component]
pub fn Frame(
    /// The page.
    children: Children,
) -> impl IntoView {
    let page = request::page();
    let signed_in = page.as_ref().is_some_and(|page| page.account.is_some());
    // What the clock says there, which may run faster than the reader's.
    let sandbox = page
        .as_ref()
        .filter(|page| page.brand.sandbox)
        .map(|page| moment(page.application.now()));
    let brand = page.map(|page| page.brand);
    view! {
        <a class="skip" href="#main">{text::skip()}</a>
        <header class="top">
            {sandbox.map(|now| view! {
                <p class="sandbox">{text::sandbox()} " " {now}</p>
            })}
            <div class="wrap">
                <a class="brand" href="/">
                    {brand.clone().map(|brand| view! { <Mark brand/> })}
                </a>
                {signed_in.then(|| view! { <Nav/> })}
            </div>
        </header>
        <main id="main" class="wrap" tabindex="-1">
            {children()}
        </main>
        {brand.map(|brand| view! { <Footer brand/> })}
    }
}

#[component]
fn Mark(brand: Brand) -> impl IntoView {
    match brand.logo_path {
        Some(src) => view! { <img src=src alt=brand.name height="32"/> }.into_any(),
        None => view! { <Icon shape=Shape::Reorder/> {brand.name} }.into_any(),
    }
}

#[component]
fn Footer(brand: Brand) -> impl IntoView {
    view! {
        <footer>
            <div class="wrap">
                <a href=brand.help_url>{text::help()}</a>
                <a href=brand.privacy_url>{text::privacy()}</a>
                <span>{brand.name}</span>
            </div>
        </footer>
    }
}
