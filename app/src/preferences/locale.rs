//! Which language and which country's ways of writing numbers and dates: chosen in the settings and
//! kept in a cookie, or else what the browser asks for.

use icu_locale_core::locale;

use crate::cookie;

/// The name of the cookie and of the form's field.
pub const NAME: &str = "language";

/// A language with a country's ways. The texts of each are in the folder of its tag in `app/locales`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Locale {
    /// American English.
    #[default]
    EnUs,
    /// British English.
    EnGb,
    /// German.
    De,
    /// French.
    Fr,
    /// Italian.
    It,
    /// Spanish.
    Es,
    /// Japanese.
    Ja,
    /// English made longer, to see whether pages have room for other languages. Nobody is offered it.
    Pseudo,
}

impl Locale {
    /// Those that customers are offered.
    pub const OFFERED: [Self; 7] = [
        Self::EnUs,
        Self::EnGb,
        Self::De,
        Self::Fr,
        Self::It,
        Self::Es,
        Self::Ja,
    ];

    /// The tag of the document's `lang` (BCP 47).
    pub fn tag(self) -> &'static str {
        match self {
            Self::EnUs => "en-US",
            Self::EnGb => "en-GB",
            Self::De => "de",
            Self::Fr => "fr",
            Self::It => "it",
            Self::Es => "es",
            Self::Ja => "ja",
            Self::Pseudo => "en-XA",
        }
    }

    /// What those who speak it call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::EnUs => "English (US)",
            Self::EnGb => "English (UK)",
            Self::De => "Deutsch",
            Self::Fr => "Français",
            Self::It => "Italiano",
            Self::Es => "Español",
            Self::Ja => "日本語",
            Self::Pseudo => "Pseudo",
        }
    }

    /// The one of a tag, exactly.
    pub fn parse(tag: &str) -> Option<Self> {
        let known = Self::OFFERED.into_iter().chain([Self::Pseudo]);
        known.into_iter().find(|locale| locale.tag() == tag)
    }

    /// The one in the value of a `Cookie` header.
    pub fn of_cookies(header: &str) -> Option<Self> {
        cookie::values(header, NAME).find_map(Self::parse)
    }

    /// The one a cookie names, or else the first of the browser's languages that there is, or else
    /// American English.
    pub fn of_headers(cookies: &str, accept_language: &str) -> Self {
        let chosen = Self::of_cookies(cookies);
        chosen
            .or_else(|| accepted(accept_language))
            .unwrap_or_default()
    }

    /// Its name in the tables of numbers and dates.
    pub(crate) fn icu(self) -> icu_locale_core::Locale {
        match self {
            Self::EnUs | Self::Pseudo => locale!("en-US"),
            Self::EnGb => locale!("en-GB"),
            Self::De => locale!("de"),
            Self::Fr => locale!("fr"),
            Self::It => locale!("it"),
            Self::Es => locale!("es"),
            Self::Ja => locale!("ja"),
        }
    }
}

/// The best of an `Accept-Language` header (RFC 9110, 12.5.4).
fn accepted(header: &str) -> Option<Locale> {
    let mut wanted: Vec<(f32, Locale)> = Vec::new();
    for range in header.split(',') {
        let mut parts = range.split(';');
        let locale = parts.next().and_then(nearest);
        let weight = parts
            .find_map(|part| part.trim().strip_prefix("q="))
            .map_or(Some(1.0), |weight| weight.trim().parse().ok());
        if let (Some(locale), Some(weight)) = (locale, weight)
            && weight > 0.0
        {
            wanted.push((weight, locale));
        }
    }
    // Stable: of equals the first.
    wanted.sort_by(|one, other| other.0.total_cmp(&one.0));
    wanted.first().map(|(_, locale)| *locale)
}

/// English outside America is nearer to the British.
fn nearest(tag: &str) -> Option<Locale> {
    let tag = tag.trim().to_ascii_lowercase();
    let mut parts = tag.split('-');
    Some(match (parts.next()?, parts.next()) {
        ("en", None | Some("us")) => Locale::EnUs,
        ("en", _) => Locale::EnGb,
        ("de", _) => Locale::De,
        ("fr", _) => Locale::Fr,
        ("it", _) => Locale::It,
        ("es", _) => Locale::Es,
        ("ja", _) => Locale::Ja,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browsers_first_known_language_is_taken() {
        for (header, locale) in [
            ("", Locale::EnUs),
            ("*", Locale::EnUs),
            ("de-AT,de;q=0.9,en;q=0.8", Locale::De),
            ("pl, fr-CA;q=0.5, ja;q=0.7", Locale::Ja),
            ("en-AU", Locale::EnGb),
            ("en", Locale::EnUs),
            ("es;q=0, it;q=0.1", Locale::It),
            ("es;q=x, it", Locale::It),
        ] {
            assert_eq!(Locale::of_headers("", header), locale, "{header}");
        }
    }

    #[test]
    fn a_choice_is_before_the_browsers_language() {
        assert_eq!(Locale::of_headers("language=ja", "de"), Locale::Ja);
        assert_eq!(Locale::of_headers("language=xx", "de"), Locale::De);
        assert_eq!(Locale::of_headers("language=en-XA", ""), Locale::Pseudo);
    }
}
