//! What pages say, in the languages of the countries where Amazon Dash Replenishment was sold.
//!
//! The texts are Fluent files in `app/locales`, a folder for each language; `messages` makes a function of each, with the
//! module of its file, when `app` is built: `alexa::low_about(day)`. A text that is missing does not build, and neither
//! does one that names something else than the message's variables. The language is that of the page's customer. Nothing
//! here is sent to a browser: islands get their words ready-made.

mod date;
mod elision;
mod number;
mod pseudo;
#[cfg(test)]
mod terms;

pub use date::{
    day, expected, expected_day, long_day, moment, short_day, utc_long_day, utc_short_day,
};
pub use number::{decimal, integer, marks};

use icu_plurals::{PluralCategory, PluralRules};

use crate::preferences::Preferences;
use crate::preferences::locale::Locale;

include!(concat!(env!("OUT_DIR"), "/messages.rs"));

/// Whose texts are said.
fn locale() -> Locale {
    Preferences::now().locale
}

/// Which form of a text stands beside a whole number (CLDR).
fn plural(count: i64) -> PluralCategory {
    let rules = PluralRules::try_new_cardinal((&locale().icu()).into());
    rules.map_or(PluralCategory::Other, |rules| rules.category_for(count))
}

/// A text as it is shown: an abbreviated month at the end of a sentence ends it (`5. Nov.`).
fn finished(text: String) -> String {
    let text = text.replace("..", ".");
    match locale() {
        Locale::It => elision::elided(&text),
        Locale::Pseudo => pseudo::lengthened(&text),
        _ => text,
    }
}
