//! Who reads a page: the ways of one browser's customer, known before the page is rendered. Each is a cookie, and
//! nothing here needs the messages: those are in the language that is found here.

pub mod locale;
pub mod theme;
pub mod units;
pub mod zone;

use domain::Zone;
use leptos::prelude::{Owner, provide_context, use_context};

use locale::Locale;
use units::Units;

/// How a page writes words, numbers, days and amounts. The server provides it as context.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Preferences {
    /// Language and country.
    pub locale: Locale,
    /// Whether they chose it themselves; else it is their browser's.
    pub chose_language: bool,
    /// Where they live; UTC where nobody said.
    pub zone: Zone,
    /// What amounts are shown in.
    pub units: Units,
}

impl Preferences {
    /// From the headers `Cookie` and `Accept-Language`.
    pub fn of_headers(cookies: &str, accept_language: &str) -> Self {
        Self {
            locale: Locale::of_headers(cookies, accept_language),
            chose_language: Locale::of_cookies(cookies).is_some(),
            zone: zone::of_cookies(cookies),
            units: Units::of_cookies(cookies),
        }
    }

    /// The one of the page that is being made.
    pub fn now() -> Self {
        use_context().unwrap_or_default()
    }

    /// What is said to them, where no page is being made.
    pub(crate) fn to<T>(self, said: impl FnOnce() -> T) -> T {
        Owner::new().with(|| {
            provide_context(self);
            said()
        })
    }
}
