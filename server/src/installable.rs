//! What makes a site one that can be installed: a manifest and an icon, made once.

use serde_json::json;

use crate::config::Brand;

/// What the site is once it is installed.
pub struct Installable {
    /// The web app manifest.
    pub manifest: String,
    /// The icon, as SVG.
    pub icon: String,
}

impl Installable {
    /// In the maker's name and colour.
    pub fn new(brand: &Brand) -> Self {
        let colour = brand.colour();
        let manifest = json!({
            "id": "/",
            "name": brand.name,
            "short_name": brand.name,
            "start_url": "/supplies",
            "display": "standalone",
            "background_color": "#f6f7f9",
            "theme_color": colour,
            "icons": [{
                "src": "/brand/icon.svg",
                "sizes": "any",
                "type": "image/svg+xml",
                "purpose": "any",
            }],
        });
        Self {
            manifest: manifest.to_string(),
            icon: app::style::icon(&colour),
        }
    }
}
