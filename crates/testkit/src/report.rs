//! Reports as a machine sends them.

use domain::usage::SentReport;
use serde_json::{Value, from_value};

/// Reports of a request, each read as the server reads it.
pub fn reports(sent: impl IntoIterator<Item = Value>) -> Vec<SentReport> {
    let sent = sent.into_iter().map(from_value);
    sent.collect::<Result<_, _>>().unwrap()
}
