//! What brings a page's islands to life. A page with islands asks for [`Islands`] once; the others load no script.

use leptos::prelude::*;

use crate::request;

/// Brings the islands of a page to life, where the browser's part was built.
#[component]
pub fn Islands() -> impl IntoView {
    let folder = request::page().and_then(|page| page.scripts);
    folder.map(|folder| {
        let options = LeptosOptions::builder()
            .output_name("larder")
            .site_pkg_dir(folder)
            .build();
        view! { <HydrationScripts options islands=true/> }
    })
}
