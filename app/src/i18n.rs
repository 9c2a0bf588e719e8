//! What pages say, in the languages of the countries where Amazon Dash Replenishment was sold.
//!
//! A message is a function of what varies in it, with its text in every language beside each other: a
//! text that is missing does not compile, and neither does one that names something else than the
//! message's arguments. The language is that of the page's customer. Nothing here is sent to a browser:
//! islands get their words ready-made.

pub mod alexa;
pub mod amount;
pub mod chart;
pub mod connect;
pub mod data;
mod date;
pub mod device;
pub mod failure;
pub mod field;
pub mod filter;
pub mod frame;
pub mod headline;
pub mod help;
pub mod home;
pub mod household;
pub mod invalid;
pub mod join;
pub mod journal;
pub mod link;
pub mod maker_act;
pub mod next;
pub mod notice;
mod number;
pub mod order;
pub mod privacy;
mod pseudo;
pub mod reason;
pub mod restock;
pub mod settings;
pub mod shop;
pub mod subscription;
pub mod supply;
pub mod time;
pub mod tokens;
pub mod typed;
pub mod zone;

pub use date::{
    day, expected, expected_day, expected_long_day, long_day, moment, short_day, utc_long_day,
    utc_short_day,
};
pub use number::{decimal, integer, marks};
pub use pseudo::lengthened;

use crate::preferences::Preferences;
use crate::preferences::locale::Language;

/// The language of the page's customer.
pub fn language() -> Language {
    Preferences::now().locale.language()
}

/// Which form of a message stands beside a number. The languages here have one for a single thing,
/// which French uses for none as well, and one for all other numbers; Japanese has one in all (CLDR,
/// cardinals of whole numbers).
pub fn is_singular(count: i64) -> bool {
    match language() {
        Language::French => matches!(count, 0 | 1),
        _ => count == 1,
    }
}

/// A text as it is shown: an abbreviated month at the end of a sentence ends it (`5. Nov.`).
pub fn tidy(text: String) -> String {
    text.replace("..", ".")
}

/// Declares messages. Each is a function that returns its text:
///
/// ```text
/// messages! {
///     /// A button.
///     add_supplies() {
///         en "Add supplies" de "Vorrat ergänzen" fr "…" it "…" es "…" ja "…"
///     }
///     /// With an argument, and another spelling in British English.
///     cancelled(name: &str) {
///         en "{name} was canceled" gb "{name} was cancelled" de "…" fr "…" it "…" es "…" ja "…"
///     }
///     /// Counted: one and other; Japanese has the same text for both.
///     days(count: i64) by count {
///         en "{count} day" | "{count} days" de "…" | "…" fr "…" | "…" it "…" | "…" es "…" | "…" ja "…"
///     }
/// }
/// ```
macro_rules! messages {
    ($(
        $(#[$doc:meta])*
        $name:ident ( $($arg:ident : $kind:ty),* $(,)? ) $(by $count:ident)? { $($texts:tt)* }
    )*) => {$(
        $(#[$doc])*
        pub fn $name($($arg: $kind),*) -> String {
            $crate::i18n::texts!(($($count)?) $($texts)*)
        }
    )*};
}

/// The text of one message in the language of the page's customer.
macro_rules! texts {
    ($count:tt
        en $en:tt $(| $ens:tt)?
        de $de:tt $(| $des:tt)?
        fr $fr:tt $(| $frs:tt)?
        it $it:tt $(| $its:tt)?
        es $es:tt $(| $ess:tt)?
        ja $ja:tt
    ) => {
        $crate::i18n::texts!($count
            en $en $(| $ens)?
            gb $en $(| $ens)?
            de $de $(| $des)?
            fr $fr $(| $frs)?
            it $it $(| $its)?
            es $es $(| $ess)?
            ja $ja
        )
    };
    ($count:tt
        en $en:tt $(| $ens:tt)?
        gb $gb:tt $(| $gbs:tt)?
        de $de:tt $(| $des:tt)?
        fr $fr:tt $(| $frs:tt)?
        it $it:tt $(| $its:tt)?
        es $es:tt $(| $ess:tt)?
        ja $ja:tt
    ) => {{
        use $crate::i18n::{form, language, lengthened};
        use $crate::preferences::locale::Language;
        match language() {
            Language::English => form!($count $en $(, $ens)?),
            Language::BritishEnglish => form!($count $gb $(, $gbs)?),
            Language::German => form!($count $de $(, $des)?),
            Language::French => form!($count $fr $(, $frs)?),
            Language::Italian => form!($count $it $(, $its)?),
            Language::Spanish => form!($count $es $(, $ess)?),
            Language::Japanese => form!($count $ja),
            Language::Pseudo => lengthened(&form!($count $en $(, $ens)?)),
        }
    }};
}

/// One text, or the one of two that stands beside a number.
macro_rules! form {
    ($count:tt $text:tt) => {
        $crate::i18n::tidy(format!($text))
    };
    (($count:ident) $one:tt, $other:tt) => {
        if $crate::i18n::is_singular($count) {
            $crate::i18n::tidy(format!($one))
        } else {
            $crate::i18n::tidy(format!($other))
        }
    };
}

pub(crate) use {form, messages, texts};
