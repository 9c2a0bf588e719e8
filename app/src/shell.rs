//! The document around every page, and the frame inside it: skip link, way around, main, footer. A page
//! with islands asks for [`Islands`] once; the others load no script.

use leptos::prelude::*;
use leptos_meta::MetaTags;

use crate::components::{Icon, Nav, Shape};
use crate::context::{self, Brand};
use crate::routes::App;
use crate::style;

/// The document. It loads one style sheet of ours, and no script by itself.
pub fn shell(_options: LeptosOptions) -> impl IntoView {
    let page = context::page();
    let theme = page.as_ref().and_then(|page| page.theme.attribute());
    let style = page.map(|page| page.brand.style_path);
    view! {
        <!DOCTYPE html>
        <html lang="en" data-theme=theme>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <meta
                    name="description"
                    content="How much is left of each supply, when it is reordered, and what is on its way."
                />
                <link rel="stylesheet" href=style/>
                <link rel="icon" href=style::ICON/>
                <MetaTags/>
            </head>
            <body>
                <App/>
            </body>
        </html>
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
        <a class="skip" href="#main">"Skip to content"</a>
        <header class="top">
            {sandbox.then(|| view! {
                <p class="sandbox">"Sandbox: no real orders are made."</p>
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
                <a href=brand.help_url>"Help"</a> <a href=brand.privacy_url>"Privacy"</a>
                <span>{brand.name}</span>
            </div>
        </footer>
    }
}
