//! What the console says: functions as customers' pages have them (`i18n`), in English alone, since its readers are the
//! maker's own people. No page has a sentence of its own.

pub mod acting;
pub mod audit;
pub mod failure;
pub mod frame;
pub mod list;
pub mod machine;
pub mod machines;
pub mod messages;
pub mod models;
pub mod orders;
pub mod overview;
pub mod people;
pub mod reason;
pub mod sign_in;
pub mod webhooks;
pub mod work;

use domain::OperatorRole;

/// Declares messages, each a function that returns its text:
///
/// ```text
/// words! {
///     /// A button.
///     show() { "Show" }
///     /// Counted.
///     keys(count: i64) by count { "{count} key" | "{count} keys" }
/// }
/// ```
macro_rules! words {
    ($(
        $(#[$doc:meta])*
        $name:ident ( $($arg:ident : $kind:ty),* $(,)? ) $(by $count:ident)? { $text:literal $(| $other:literal)? }
    )*) => {$(
        $(#[$doc])*
        pub fn $name($($arg: $kind),*) -> String {
            $crate::ops::words::said!($($count,)? $text $(, $other)?)
        }
    )*};
}

/// One text, or the one of two that stands beside a number.
macro_rules! said {
    ($text:literal) => {
        format!($text)
    };
    ($count:ident, $one:literal, $other:literal) => {
        if $count == 1 {
            format!($one)
        } else {
            format!($other)
        }
    };
}

pub(crate) use {said, words};

/// What a role is called, and what it may.
pub fn role(role: OperatorRole) -> String {
    match role {
        OperatorRole::Viewer => people::viewer(),
        OperatorRole::Support => people::support(),
        OperatorRole::Admin => people::admin(),
    }
}
