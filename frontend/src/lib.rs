//! The WebAssembly entry: brings the islands of the page to life, says so on the document, and nothing else.

use app as _;
use leptos::prelude::document;
use wasm_bindgen::prelude::wasm_bindgen;

/// Called by the page once this module is loaded.
#[wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("data-hydrated", "1");
    }
}
