//! Customers' texts: files in the syntax of [Fluent](https://projectfluent.org), which translators' tools can open, made
//! into Rust functions when the pages are built.
//!
//! A folder is a language, a file in it a module, a message in that a function. The files of [`SOURCE`] say which messages
//! there are and what varies in each; those of every other language have the same messages with the same variables. What
//! differs is a [`Problem`], and nothing is generated. Nothing of Fluent is left when the pages run: what comes out is a
//! `match` on the customer's locale, and text put together.
//!
//! ```text
//! # How long a token lasts.
//! # $count (Integer)
//! days = { $count ->
//!     [one] { $count } day
//!    *[other] { $count } days
//! }
//! ```

mod check;
mod files;
mod generate;
mod message;
mod parse;
mod plural;
mod problem;

pub use files::{File, read};
pub use problem::Problem;

/// The language that says which messages there are.
pub const SOURCE: &str = "en-US";

/// The Rust code of what the files say.
///
/// # Errors
/// What cannot be read, or else everything else that is wrong.
pub fn generate(files: &[File]) -> Result<String, Vec<Problem>> {
    let texts = parse::parse(files)?;
    let problems = check::check(&texts);
    if problems.is_empty() {
        Ok(generate::code(&texts))
    } else {
        Err(problems)
    }
}

#[cfg(test)]
mod tests;
