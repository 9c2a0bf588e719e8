//! The one style sheet, in Larder's colours or the maker's, whose path is named by its content, so that
//! it may be kept for ever; and the picture of a tab.

use sha2::{Digest, Sha256};

const CSS: &str = concat!(
    include_str!("../../style/tokens.css"),
    include_str!("../../style/base.css"),
    include_str!("../../style/components.css"),
);

/// The picture of a tab: small enough to be in the page.
pub const ICON: &str = "data:image/svg+xml,\
    %3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E\
    %3Crect width='16' height='16' rx='3' fill='%230b5cad'/%3E\
    %3Cpath d='M4 4h2v6h6v2H4z' fill='%23fff'/%3E%3C/svg%3E";

/// Larder's own accent and fill in the dark theme, as the tokens have them.
const DARK: (&str, &str) = ("#7fb8f5", "#2a6fb8");

/// The maker's colour, dark enough for text on light grounds and under white text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accent {
    /// `#rrggbb`
    pub colour: String,
    /// It stands out from the dark theme's grounds well enough to fill buttons there.
    pub fills_dark: bool,
}

/// A style sheet and where it is.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// `/style/<16 hex digits>.css`, named by the content.
    pub path: String,
    /// `text/css; charset=utf-8`
    pub css: String,
}

impl Sheet {
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

/// In the dark theme text keeps Larder's own colour: one that is read on light grounds is not on dark.
fn tokens(Accent { colour, fills_dark }: &Accent) -> String {
    let (text, own) = DARK;
    let fill = if *fills_dark { colour } else { own };
    format!(
        "@layer tokens {{\n  :root {{\n    --accent: light-dark({colour}, {text});\n    \
         --fill: light-dark({colour}, {fill});\n  }}\n}}\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn branded(fills_dark: bool) -> Sheet {
        let colour = "#7a1f5c".to_owned();
        Sheet::new(Some(&Accent { colour, fills_dark }))
    }

    #[test]
    fn the_path_names_the_content() {
        let own = Sheet::new(None);
        assert!(own.path.starts_with("/style/") && own.path.ends_with(".css"));
        assert_eq!(own.path.len(), "/style/.css".len() + 16);
        assert!(own.css.starts_with("/* Colours") && own.css.contains(".timeline"));
        assert_ne!(own.path, branded(true).path);
        assert_ne!(branded(false).path, branded(true).path);
    }

    #[test]
    fn braces_match_and_nothing_is_fetched_from_elsewhere() {
        let Sheet { css, .. } = branded(true);
        assert_eq!(css.matches('{').count(), css.matches('}').count());
        assert!(!css.contains("url(") && !css.contains("@import"));
    }

    #[test]
    fn the_makers_colour_is_for_light_grounds_and_for_dark_ones_where_it_is_seen() {
        let (text, fill) = DARK;
        for (name, dark) in [("accent", text), ("fill", fill)] {
            let token = format!("--{name}: light-dark(#0b5cad, {dark});");
            assert!(CSS.contains(&token), "{token}");
        }
        let added = |sheet: &Sheet| sheet.css.strip_prefix(CSS).map(str::to_owned).unwrap();
        for (fills_dark, fill) in [(true, "#7a1f5c"), (false, fill)] {
            let added = added(&branded(fills_dark));
            for token in [
                format!("--accent: light-dark(#7a1f5c, {text});"),
                format!("--fill: light-dark(#7a1f5c, {fill});"),
            ] {
                assert!(added.contains(&token), "{token} in {added}");
            }
        }
    }
}
