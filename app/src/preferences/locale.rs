//! Which language and which country's ways of writing numbers and dates: chosen in the settings and
//! kept in a cookie, or else what the browser asks for.

use std::cmp::Reverse;

use icu_locale_core::locale;
use icu_locale_fallback::{LocaleFallbackConfig, LocaleFallbacker};

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

/// The best of an `Accept-Language` header (RFC 9110, 12.5.4): by lookup (RFC 4647, 3.4), along the parents that CLDR
/// gives a language.
fn accepted(header: &str) -> Option<Locale> {
    let mut ranges: Vec<_> = header.split(',').filter_map(weighted).collect();
    // Stable: of equals the first.
    ranges.sort_by_key(|(_, weight)| Reverse(*weight));
    let is_named = |tag: &str| {
        let mut wanted = ranges.iter().filter(|(_, weight)| *weight > 0);
        wanted.any(|(range, _)| range.eq_ignore_ascii_case(tag))
    };
    let is_refused = |locale: &Locale| {
        let mut refused = ranges.iter().filter(|(_, weight)| *weight == 0);
        refused.any(|(range, _)| covers(range, locale.tag())) && !is_named(locale.tag())
    };
    let mut wanted = ranges.iter().filter(|(_, weight)| *weight > 0);
    wanted.find_map(|(range, _)| {
        let near = match *range {
            "*" => Locale::OFFERED.to_vec(),
            range => near(range),
        };
        near.into_iter().find(|locale| !is_refused(locale))
    })
}

/// A language range with its weight in thousandths; none where it is malformed.
fn weighted(range: &str) -> Option<(&str, u16)> {
    let mut parts = range.split(';').map(str::trim);
    let tag = parts.next().filter(|tag| !tag.is_empty())?;
    let weight = match parts.next() {
        None => 1_000,
        Some(weight) => {
            let (name, value) = weight.split_once('=')?;
            thousandths(value).filter(|_| name.eq_ignore_ascii_case("q"))?
        }
    };
    parts.next().is_none().then_some((tag, weight))
}

/// `0.5`, `1`, `0.333`: a quality value, at most three digits after the dot.
fn thousandths(value: &str) -> Option<u16> {
    let (whole, part) = value.split_once('.').unwrap_or((value, ""));
    let is_short = part.len() <= 3 && part.bytes().all(|digit| digit.is_ascii_digit());
    let part: u16 = format!("{part:0<3}").parse().ok().filter(|_| is_short)?;
    match whole {
        "0" => Some(part),
        "1" if part == 0 => Some(1_000),
        _ => None,
    }
}

/// Whether a range names a tag or what is before a hyphen of it (RFC 4647, 3.3.1).
fn covers(range: &str, tag: &str) -> bool {
    let head = tag.get(..range.len()).unwrap_or_default();
    let rest = tag.get(range.len()..).unwrap_or_default();
    head.eq_ignore_ascii_case(range) && (rest.is_empty() || rest.starts_with('-'))
}

/// Those that a range may mean, the nearest first: `en-AU` is `en-001`, which is the British, and then `en`.
fn near(range: &str) -> Vec<Locale> {
    let Ok(wanted) = range.parse::<icu_locale_core::Locale>() else {
        return Vec::new();
    };
    let fallback = LocaleFallbacker::new().for_config(LocaleFallbackConfig::default());
    let mut at = fallback.fallback_for(wanted.into());
    let mut near = Vec::new();
    while !at.get().is_unknown() {
        near.extend(match at.get().to_string().as_str() {
            // As CLDR calls what its other tags inherit from.
            "en" => Some(Locale::EnUs),
            "en-001" => Some(Locale::EnGb),
            tag => Locale::OFFERED
                .into_iter()
                .find(|locale| locale.tag() == tag),
        });
        at.step();
    }
    near
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browsers_best_known_language_is_taken() {
        for (header, locale) in [
            ("", Locale::EnUs),
            ("*", Locale::EnUs),
            ("de-AT,de;q=0.9,en;q=0.8", Locale::De),
            ("pl, fr-CA;q=0.5, ja;q=0.7", Locale::Ja),
            ("en;q=0.5, it ; q=0.8 , fr;Q=0.75", Locale::It),
            ("fr, de", Locale::Fr),
            ("pt", Locale::EnUs),
            ("pt-BR, *;q=0.5", Locale::EnUs),
            ("pt, es;q=0.001", Locale::Es),
        ] {
            assert_eq!(Locale::of_headers("", header), locale, "{header}");
        }
    }

    #[test]
    fn a_region_is_nearest_to_the_one_it_inherits_from() {
        for (header, locale) in [
            ("de-AT", Locale::De),
            ("DE-ch", Locale::De),
            ("fr-CA", Locale::Fr),
            ("es-MX", Locale::Es),
            ("ja-JP", Locale::Ja),
            ("en", Locale::EnUs),
            ("EN-us", Locale::EnUs),
            ("en-gb", Locale::EnGb),
            ("en-AU", Locale::EnGb),
            ("en-IN", Locale::EnGb),
            ("en-Latn-NZ", Locale::EnGb),
            ("en-PR", Locale::EnUs),
        ] {
            assert_eq!(Locale::of_headers("", header), locale, "{header}");
        }
    }

    #[test]
    fn what_a_browser_does_not_want_it_does_not_get() {
        for (header, locale) in [
            ("es;q=0, it;q=0.1", Locale::It),
            ("en;q=0, *", Locale::De),
            ("en-AU, en-GB;q=0", Locale::EnUs),
            ("en-GB, en;q=0", Locale::EnGb),
            ("es-MX, es;q=0.000, fr;q=0.2", Locale::Fr),
            // Something has to be shown.
            ("*;q=0", Locale::EnUs),
            ("de, *;q=0", Locale::De),
        ] {
            assert_eq!(Locale::of_headers("", header), locale, "{header}");
        }
    }

    #[test]
    fn what_is_malformed_is_passed_over() {
        for header in [
            "es;q=x, it",
            "es;q=, it",
            "es;q=1.5, it",
            "es;q=-1, it",
            "es;q=0.1234, it;q=0.01",
            "es;q=+.5, it;q=0.1",
            "es;level=1, it",
            "es;q=1;q=1, it",
            ";q=1, it",
            ",, ,it",
            "e s, it",
            "es_, it",
            "é, it",
            "\u{0}, it",
        ] {
            assert_eq!(Locale::of_headers("", header), Locale::It, "{header}");
        }
    }

    #[test]
    fn a_choice_is_before_the_browsers_language() {
        assert_eq!(Locale::of_headers("language=ja", "de"), Locale::Ja);
        assert_eq!(Locale::of_headers("language=xx", "de"), Locale::De);
        assert_eq!(Locale::of_headers("language=en-XA", ""), Locale::Pseudo);
    }
}
