//! Labels: what is stuck on a machine, so that whoever has it can make it theirs. A code is kept as its hash alone, so a
//! label is made where the code is known: when it is made, or from the file of an import's results.
//!
//! The address in the QR code is that of the page that takes the code; its words are beside it, for whoever types.

pub mod labels;
mod qr;
pub mod sheet;
pub mod svg;
pub mod zpl;

pub use qr::Qr;

/// What a label says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The machine's.
    pub serial: String,
    /// As it is printed, with its marks.
    pub claim_code: String,
    /// What the QR code holds.
    pub claim_url: String,
}

/// The page that takes a code, with the code.
pub fn claim_url(origin: &str, code: &str) -> String {
    format!("{origin}/devices/add?code={code}")
}

#[cfg(test)]
mod tests;
