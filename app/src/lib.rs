//! The pages: Leptos, rendered on the server. They are plain HTML with plain forms and work with
//! scripts off.
//!
//! A page asks `replenish` for its views as the customer of its request ([`PageContext`]), and shows them with
//! components that know nothing but the views of `domain`. Forms post to plain handlers of the server;
//! a form that is refused is its page again, with [`FormState`] filled.
//! The browser is sent `islands` alone.
//!
//! Forms, all by `POST`:
//!
//! | path | fields |
//! |---|---|
//! | `/supplies/{id}/restock` | `key`, `kind` (`add`, `set`, `replaced`), `amount` and `unit` as typed, or `meant` (what was asked back, a decimal in the supply's unit) |
//! | `/supplies/{id}/level` | `key`, `full` (`1`), or as above |
//! | `/supplies/{id}/undo` | `entry` |
//! | `/orders/{id}/arrived`, `/orders/{id}/not-arrived` | |
//! | `/devices/add` | `code` |
//! | `/devices/{id}/name` | `name` (empty: the machine's own) |
//! | `/devices/{id}/disconnect`, `/devices/{id}/remove` | |
//! | `/settings` | one of `theme` (`system`, `light`, `dark`), `language` (`de`, or empty), `units` (`machine`, `metric`, `american`), `zone` (`Europe/Berlin`) |
//! | `/settings/household/invite`, `/settings/household/{id}/role` | `role` (`owner`, `member`, `viewer`) |
//! | `/settings/household/uninvite`, `/settings/household/{id}/leave` | |
//! | `/settings/notices` | `mail` and `push`, each for each kind (`silent`, …); `quiet` (`1`), `quiet_from`, `quiet_to`, `daily` (`1`), `daily_at` (`07:30`) |
//! | `/settings/notices/address` | `address` |
//! | `/settings/notices/forget`, `/settings/notices/browsers/{id}/forget` | |
//! | `/settings/notices/subscribe` | `endpoint`, `p256dh`, `auth` |
//! | `/notices/confirm`, `/notices/unsubscribe` (the token in their query) | |
//! | `/join` | `code` |
//! | `/oauth/authorize` (the request in its query) | `allow` (`yes`, `no`) |
//! | `/settings/alexa/unlink` | |
//! | `/settings/data` | `word` (`delete`) |
//! | `/sign-out` | |

#![recursion_limit = "256"]

#[cfg(all(test, feature = "ssr"))]
mod catalog;
#[cfg(feature = "ssr")]
mod chart;
#[cfg(feature = "ssr")]
mod components;
#[cfg(feature = "ssr")]
pub mod cookie;
#[cfg(feature = "ssr")]
mod document;
#[cfg(feature = "ssr")]
#[cfg(test)]
mod fixtures;
#[cfg(feature = "ssr")]
mod frame;
#[cfg(feature = "ssr")]
mod hydration;
#[cfg(feature = "ssr")]
mod i18n;
pub mod islands;
#[cfg(feature = "ssr")]
mod local;
#[cfg(feature = "ssr")]
mod notice;
#[cfg(feature = "ssr")]
pub mod ops;
#[cfg(feature = "ssr")]
mod pages;
#[cfg(feature = "ssr")]
mod preferences;
#[cfg(feature = "ssr")]
mod request;
#[cfg(feature = "ssr")]
mod routes;
#[cfg(feature = "ssr")]
pub mod style;
#[cfg(feature = "ssr")]
mod text;
#[cfg(feature = "ssr")]
pub mod typed;

#[cfg(feature = "ssr")]
pub use document::shell;
#[cfg(feature = "ssr")]
pub use local::local;
#[cfg(feature = "ssr")]
pub use notice::write as write_notice;
#[cfg(feature = "ssr")]
pub use preferences::locale::{Locale, NAME as LANGUAGE};
#[cfg(feature = "ssr")]
pub use preferences::theme::{NAME as THEME, Theme};
#[cfg(feature = "ssr")]
pub use preferences::units::{NAME as UNITS, Units};
#[cfg(feature = "ssr")]
pub use preferences::{Preferences, zone};
#[cfg(feature = "ssr")]
pub use request::{Brand, FormState, PageContext, Question};
#[cfg(feature = "ssr")]
pub use routes::App;
