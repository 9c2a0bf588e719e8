//! Light, dark, or what the system says: one choice for each browser, kept in a cookie, so that a page
//! comes in the right colours and does not change under the eye.

use crate::cookie;

/// The name of the cookie and of the form's field.
pub const NAME: &str = "theme";

/// What a customer chose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// The one of that name: `system`, `light` or `dark`.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::System, Self::Light, Self::Dark]
            .into_iter()
            .find(|theme| theme.name() == name)
    }

    /// The one in the value of a `Cookie` header; the system's where there is none.
    pub fn of_cookies(header: &str) -> Self {
        cookie::values(header, NAME)
            .find_map(Self::parse)
            .unwrap_or_default()
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The document's `data-theme`; none where the system decides.
    pub fn attribute(self) -> Option<&'static str> {
        (self != Self::System).then(|| self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_theme_is_found_among_other_cookies() {
        for (header, theme) in [
            ("larder=abc; theme=dark", Theme::Dark),
            ("theme=light;larder=abc", Theme::Light),
            ("theme=system", Theme::System),
            ("theme=; mytheme=dark; themes=dark", Theme::System),
            ("theme=blue; theme=dark", Theme::Dark),
            ("", Theme::System),
        ] {
            assert_eq!(Theme::of_cookies(header), theme, "{header}");
        }
    }

    #[test]
    fn the_system_decides_where_nothing_was_chosen() {
        assert_eq!(Theme::default().attribute(), None);
        assert_eq!(Theme::Dark.attribute(), Some("dark"));
    }
}
