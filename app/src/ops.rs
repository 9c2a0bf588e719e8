//! The console: the pages of the maker's people, under `/ops`. Like customers' pages they are rendered on the server, are
//! plain HTML with plain forms and need no scripts; they have a frame and a catalogue of messages of their own, in English.
//!
//! A page says what one must be allowed to for it ([`load`]), asks `replenish` as the person of its request
//! ([`Console`]), and shows what it got by [`list`]'s parts. No customer's page leads here, nothing is kept offline, and no
//! search engine is let in.
//!
//! To add a page: its component in `pages`, its messages in `words`, its path in `routes` and, where it is a place of its
//! own, in `frame`; what its forms post to is in `server/src/ops`. A test of the server's has every page and form with
//! every role.

pub mod acting;
mod document;
mod frame;
pub mod list;
mod load;
mod made;
mod pages;
mod request;
mod routes;
mod words;

pub use document::console_shell;
pub use request::Console;
pub use routes::ConsoleApp;
