//! What makes a site one that can be installed: a manifest, and icons of the maker's logo or colour. Home screens take
//! PNG alone, so each size is drawn when it is first asked for.

use std::sync::OnceLock;

use axum::body::Bytes;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};
use serde_json::json;

use crate::config::Brand;

/// What the site is once it is installed.
pub struct Installable {
    /// The web app manifest.
    pub manifest: String,
    /// The icon, as SVG.
    pub icon: String,
    pngs: [OnceLock<Option<Bytes>>; Png::ALL.len()],
    colour: String,
    logo: Option<String>,
}

/// An icon that is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Png {
    /// For a home screen of Apple's, which rounds its corners itself.
    Touch,
    /// Small.
    Small,
    /// Large.
    Large,
    /// Large, with room for any shape to be cut out.
    Maskable,
}

impl Png {
    /// All that there are.
    pub const ALL: [Self; 4] = [Self::Touch, Self::Small, Self::Large, Self::Maskable];

    /// The path it is at.
    pub fn path(self) -> &'static str {
        match self {
            Self::Touch => "/brand/icon-180.png",
            Self::Small => "/brand/icon-192.png",
            Self::Large => "/brand/icon-512.png",
            Self::Maskable => "/brand/icon-maskable-512.png",
        }
    }

    /// Its width and height.
    pub fn size(self) -> u32 {
        match self {
            Self::Touch => 180,
            Self::Small => 192,
            Self::Large | Self::Maskable => 512,
        }
    }

    /// The part of its width that is left free on each side of what is drawn, in hundredths.
    fn margin(self) -> u32 {
        match self {
            Self::Touch | Self::Small | Self::Large => 10,
            Self::Maskable => 20,
        }
    }

    fn purpose(self) -> &'static str {
        match self {
            Self::Maskable => "maskable",
            _ => "any",
        }
    }
}

impl Installable {
    /// In the maker's name, logo and colour.
    pub fn new(brand: &Brand) -> Self {
        let colour = brand.colour();
        let drawn = [Png::Small, Png::Large, Png::Maskable].map(|png| {
            let size = png.size();
            json!({
                "src": png.path(),
                "sizes": format!("{size}x{size}"),
                "type": "image/png",
                "purpose": png.purpose(),
            })
        });
        let manifest = json!({
            "id": "/",
            "name": brand.name,
            "short_name": brand.name,
            "start_url": "/supplies",
            "display": "standalone",
            "background_color": "#f6f7f9",
            "theme_color": colour,
            "icons": drawn,
        });
        let logo = brand.logo.as_ref().map(|logo| {
            let content = STANDARD.encode(&logo.content);
            format!("data:{};base64,{content}", logo.media_type)
        });
        Self {
            manifest: manifest.to_string(),
            icon: app::style::icon(&colour),
            pngs: Default::default(),
            colour,
            logo,
        }
    }

    /// An icon as PNG; none where the maker's logo cannot be drawn.
    pub fn png(&self, png: Png) -> Option<Bytes> {
        let place = Png::ALL.iter().position(|it| *it == png)?;
        let drawn = self.pngs.get(place)?.get_or_init(|| self.draw(png));
        drawn.clone()
    }

    fn draw(&self, png: Png) -> Option<Bytes> {
        let tree = Tree::from_str(&self.drawing(png), &Options::default()).ok()?;
        let mut pixels = Pixmap::new(png.size(), png.size())?;
        resvg::render(&tree, Transform::identity(), &mut pixels.as_mut());
        Some(pixels.encode_png().ok()?.into())
    }

    /// The maker's logo on white, or Larder's mark in white on the maker's colour.
    fn drawing(&self, png: Png) -> String {
        let (size, margin) = (png.size(), png.size() * png.margin() / 100);
        let inner = size - 2 * margin;
        let (ground, mark) = match &self.logo {
            Some(logo) => (
                "#ffffff",
                format!(
                    "<image x='{margin}' y='{margin}' width='{inner}' height='{inner}' href='{logo}'/>"
                ),
            ),
            None => (
                self.colour.as_str(),
                format!(
                    "<svg x='{margin}' y='{margin}' width='{inner}' height='{inner}' viewBox='2 2 12 12'>\
                     <path d='M4 4h2v6h6v2H4z' fill='#fff'/></svg>"
                ),
            ),
        };
        format!(
            "<svg xmlns='http://www.w3.org/2000/svg' width='{size}' height='{size}'>\
             <rect width='{size}' height='{size}' fill='{ground}'/>{mark}</svg>"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Logo;

    fn pixel(of: &Installable, png: Png, x: u32, y: u32) -> (u8, u8, u8) {
        let drawn = Pixmap::decode_png(&of.png(png).unwrap()).unwrap();
        assert_eq!((drawn.width(), drawn.height()), (png.size(), png.size()));
        let colour = drawn.pixel(x, y).unwrap().demultiply();
        (colour.red(), colour.green(), colour.blue())
    }

    #[test]
    fn without_a_logo_icons_are_the_mark_on_the_makers_colour() {
        let brand = Brand::default();
        let site = Installable::new(&brand);
        for png in Png::ALL {
            assert_ne!(pixel(&site, png, 0, 0), (255, 255, 255), "{png:?}");
            assert!(site.manifest.contains(png.path()) || png == Png::Touch);
        }
        // Of twelve parts within the margin, the mark's upright is from the second to the fourth.
        let (margin, part) = (51, 410 / 12);
        let upright = margin + 3 * part;
        assert_eq!(pixel(&site, Png::Large, upright, upright), (255, 255, 255));
    }

    #[test]
    fn a_logo_is_drawn_on_white_and_never_into_the_margin() {
        let red = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><path d='M0 0h9v9H0z' fill='#f00'/></svg>";
        let logo = Logo {
            file: "logo.svg".to_owned(),
            media_type: "image/svg+xml",
            content: red.into(),
            hash: String::new(),
        };
        let brand = Brand {
            logo: Some(logo),
            ..Brand::default()
        };
        let site = Installable::new(&brand);
        assert_eq!(pixel(&site, Png::Maskable, 60, 256), (255, 255, 255));
        assert_eq!(pixel(&site, Png::Maskable, 256, 256), (255, 0, 0));
        assert_eq!(pixel(&site, Png::Touch, 90, 90), (255, 0, 0));
    }

    #[test]
    fn a_logo_that_cannot_be_drawn_leaves_the_icon_white() {
        let logo = Logo {
            file: "logo.png".to_owned(),
            media_type: "image/png",
            content: b"\x89PNG\r\n\x1a\nnothing more".as_slice().into(),
            hash: String::new(),
        };
        let brand = Brand {
            logo: Some(logo),
            ..Brand::default()
        };
        let site = Installable::new(&brand);
        assert_eq!(pixel(&site, Png::Small, 96, 96), (255, 255, 255));
    }
}
