//! The document around every page: its language, its colours, its one style sheet, and how old it is where a browser
//! shows it as it was kept.

use domain::Time;
use leptos::prelude::*;
use leptos_meta::MetaTags;

use crate::i18n::{frame as text, moment};
use crate::preferences::Preferences;
use crate::request;
use crate::routes::App;

/// The document. It loads one style sheet of ours, and no script by itself.
pub fn shell(_options: LeptosOptions) -> impl IntoView {
    let page = request::page();
    let theme = page.as_ref().and_then(|page| page.theme.attribute());
    let style = page.as_ref().map(|page| page.brand.style_path.clone());
    let icon = page.as_ref().map(|page| page.brand.icon_url.clone());
    let customer = page.filter(|page| page.account.is_some());
    view! {
        <!DOCTYPE html>
        <html lang=Preferences::now().locale.tag() data-theme=theme>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <meta name="description" content=text::description()/>
                <link rel="stylesheet" href=style/>
                <link rel="icon" href=icon/>
                <link rel="apple-touch-icon" href="/brand/icon-180.png"/>
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
