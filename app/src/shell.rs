//! The document around every page, and the frame inside it: skip link, way around, main, footer. A page
//! with islands asks for [`Islands`] once; the others load no script.

use domain::Time;
use leptos::prelude::*;
use leptos_meta::MetaTags;

use crate::components::{Icon, Nav, Shape};
use crate::context::{self, Brand};
use crate::i18n::{frame as text, moment};
use crate::reader::Reader;
use crate::routes::App;

/// The document. It loads one style sheet of ours, and no script by itself.
pub fn shell(_options: LeptosOptions) -> impl IntoView {
    let page = context::page();
    let theme = page.as_ref().and_then(|page| page.theme.attribute());
    let style = page.as_ref().map(|page| page.brand.style_path.clone());
    let icon = page.as_ref().map(|page| page.brand.icon_url.clone());
    let customer = page.filter(|page| page.account.is_some());
    view! {
        <!DOCTYPE html>
        <html lang=Reader::now().locale.tag() data-theme=theme>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <meta name="description" content=text::description()/>
                <link rel="stylesheet" href=style/>
                <link rel="icon" href=icon/>
                <link rel="manifest" href="/manifest.webmanifest"/>
                <MetaTags/>
            </head>
            <body>
                {customer.map(|page| view! { <OfflineNote at=page.application.now()/> })}
                <App/>
            </body>
        </html>
    }
}

/// How old a page is. It is hidden until a browser shows the page as it was kept.
#[component]
fn OfflineNote(at: Time) -> impl IntoView {
    view! {
        <p class="offline-note" role="status">{text::offline(&moment(at))}</p>
    }
}

/// Brings the islands of a page to life, where the browser's part was built.
#[component]
pub fn Islands() -> impl IntoView {
    let folder = context::page().and_then(|page| page.scripts);
    folder.map(|folder| {
        let options = LeptosOptions::builder()
            .output_name("larder")
            .site_pkg_dir(folder)
            .build();
        view! { <HydrationScripts options islands=true/> }
    })
}

/// What all pages have around their content.
#[component]
pub fn Frame(
    /// The page.
    children: Children,
) -> impl IntoView {
    let page = context::page();
    let signed_in = page.as_ref().is_some_and(|page| page.account.is_some());
    let brand = page.map(|page| page.brand);
    let sandbox = brand.as_ref().is_some_and(|brand| brand.sandbox);
    view! {
        <a class="skip" href="#main">{text::skip()}</a>
        <header class="top">
            {sandbox.then(|| view! {
                <p class="sandbox">{text::sandbox()}</p>
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
