//! The document around every page of the console: no manifest and no note of what was kept, since nothing is.

use leptos::prelude::*;
use leptos_meta::MetaTags;

use super::routes::ConsoleApp;
use crate::preferences::Preferences;
use crate::request;

/// The document.
pub fn console_shell(_options: LeptosOptions) -> impl IntoView {
    let page = request::page();
    let theme = page.as_ref().and_then(|page| page.theme.attribute());
    let style = page.as_ref().map(|page| page.brand.style_path.clone());
    let icon = page.map(|page| page.brand.icon_url);
    view! {
        <!DOCTYPE html>
        <html lang=Preferences::now().locale.tag() data-theme=theme>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <link rel="stylesheet" href=style/>
                <link rel="icon" href=icon/>
                <MetaTags/>
            </head>
            <body class="console">
                <ConsoleApp/>
            </body>
        </html>
    }
}
