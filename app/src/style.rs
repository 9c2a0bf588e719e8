//! The one style sheet, in Larder's colours or the maker's, whose path is named by its content, so that
//! it may be kept for ever; and the picture of a tab.

mod colour;
mod pairs;

use sha2::{Digest, Sha256};

pub use colour::Colour;

const CSS: &str = concat!(
    include_str!("../../style/tokens.css"),
    include_str!("../../style/base.css"),
    include_str!("../../style/components.css"),
    include_str!("../../style/console.css"),
);

/// The picture of a tab and of an installed site, in a colour.
pub fn icon(colour: &str) -> String {
    format!(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'>\
         <rect width='16' height='16' rx='3' fill='{colour}'/>\
         <path d='M4 4h2v6h6v2H4z' fill='#fff'/></svg>"
    )
}

/// The same as an address that holds it, so that a page asks for nothing more.
pub fn icon_url(colour: &str) -> String {
    let escaped = icon(colour)
        .replace('<', "%3C")
        .replace('>', "%3E")
        .replace('#', "%23");
    format!("data:image/svg+xml,{escaped}")
}

/// Larder's own accent, fill and fan in the dark theme, as the tokens have them.
const DARK: [&str; 3] = ["#7fb8f5", "#2a6fb8", "#27517c"];

/// The maker's colour, dark enough for text on light grounds and under white text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accent {
    /// The colour.
    pub colour: Colour,
    /// It stands out from the dark theme's grounds well enough to fill buttons there.
    pub fills_dark: bool,
}

/// A style sheet and where it is.
#[derive(Clone, Debug)]
pub struct Stylesheet {
    /// `/style/<16 hex digits>.css`, named by the content.
    pub path: String,
    /// `text/css; charset=utf-8`
    pub css: String,
}

impl Stylesheet {
    /// Larder's, with the maker's colour in place of its own.
    pub fn new(accent: Option<&Accent>) -> Self {
        let css = format!("{CSS}{}", accent.map(tokens).unwrap_or_default());
        let name: String = Sha256::digest(css.as_bytes())
            .iter()
            .take(8)
            .map(|byte| format!("{byte:02x}"))
            .collect();
        Self {
            path: format!("/style/{name}.css"),
            css,
        }
    }
}

/// In the dark theme text and charts keep Larder's own colour: one that is read on light grounds is not
/// on dark.
fn tokens(accent: &Accent) -> String {
    let [text, own, foreseen] = DARK;
    let colour = accent.colour.to_string();
    let fill = if accent.fills_dark { &colour } else { own };
    let fan = pairs::fan(accent.colour);
    format!(
        "@layer tokens {{\n  :root {{\n    --accent: light-dark({colour}, {text});\n    \
         --fill: light-dark({colour}, {fill});\n    --fan: light-dark({fan}, {foreseen});\n  }}\n}}\n"
    )
}

#[cfg(test)]
mod tests {
    use super::pairs::{DECOR, PAIRS, colours};
    use super::*;

    fn branded(fills_dark: bool) -> Stylesheet {
        let colour = Colour([0x7a, 0x1f, 0x5c]);
        Stylesheet::new(Some(&Accent { colour, fills_dark }))
    }

    #[test]
    fn the_path_names_the_content() {
        let own = Stylesheet::new(None);
        assert!(own.path.starts_with("/style/") && own.path.ends_with(".css"));
        assert_eq!(own.path.len(), "/style/.css".len() + 16);
        assert!(own.css.starts_with("/* Colours") && own.css.contains(".timeline"));
        assert_ne!(own.path, branded(true).path);
        assert_ne!(branded(false).path, branded(true).path);
    }

    #[test]
    fn every_colour_is_told_apart_from_what_it_stands_on() {
        let colours = colours();
        let find = |name: &str| {
            let found = colours.iter().find(|(it, _)| *it == name);
            found.unwrap_or_else(|| panic!("no colour --{name}")).1
        };
        for (name, grounds, least) in PAIRS {
            for ground in *grounds {
                for (theme, (one, other)) in ["light", "dark"]
                    .into_iter()
                    .zip(find(name).into_iter().zip(find(ground)))
                {
                    let ratio = one.contrast(other);
                    assert!(
                        ratio >= *least,
                        "{theme}: {name} on {ground} has {ratio:.2}"
                    );
                }
            }
        }
    }

    #[test]
    fn no_colour_is_left_out_of_the_comparison() {
        let compared: Vec<_> = PAIRS
            .iter()
            .flat_map(|(name, grounds, _)| [*name].into_iter().chain(grounds.iter().copied()))
            .chain(DECOR.iter().copied())
            .collect();
        let colours = colours();
        assert!(colours.len() > 20);
        for (name, _) in colours {
            assert!(
                compared.contains(&name),
                "--{name} is compared with nothing"
            );
        }
    }

    #[test]
    fn braces_match_and_nothing_is_fetched_from_elsewhere() {
        let Stylesheet { css, .. } = branded(true);
        assert_eq!(css.matches('{').count(), css.matches('}').count());
        assert!(!css.contains("url(") && !css.contains("@import"));
    }

    #[test]
    fn the_makers_colour_is_for_light_grounds_and_for_dark_ones_where_it_is_seen() {
        let [text, fill, fan] = DARK;
        for (name, light, dark) in [
            ("accent", "#0b5cad", text),
            ("fill", "#0b5cad", fill),
            ("fan", "#a9c9ea", fan),
        ] {
            let token = format!("--{name}: light-dark({light}, {dark});");
            assert!(CSS.contains(&token), "{token}");
        }
        let added = |sheet: &Stylesheet| sheet.css.strip_prefix(CSS).map(str::to_owned).unwrap();
        for (fills_dark, fill) in [(true, "#7a1f5c"), (false, fill)] {
            let added = added(&branded(fills_dark));
            for token in [
                format!("--accent: light-dark(#7a1f5c, {text});"),
                format!("--fill: light-dark(#7a1f5c, {fill});"),
                format!("--fan: light-dark(#d3b5c9, {fan});"),
            ] {
                assert!(added.contains(&token), "{token} in {added}");
            }
        }
    }
}
