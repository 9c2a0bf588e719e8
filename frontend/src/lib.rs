//! The WebAssembly entry: brings the islands of the page to life, says so on the document, and nothing else.

use app as _;
use leptos::prelude::document;
use talc::wasm::{WasmDynamicTalc, new_wasm_dynamic_allocator};
use wasm_bindgen::prelude::wasm_bindgen;

/// Smaller than Rust's own.
#[global_allocator]
static ALLOCATOR: WasmDynamicTalc = new_wasm_dynamic_allocator();

/// Called by the page once this module is loaded.
#[wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("data-hydrated", "1");
    }
}
