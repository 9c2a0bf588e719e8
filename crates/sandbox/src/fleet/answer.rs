//! What an answer of the device API means for what was sent.

use serde_json::Value;

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    /// 200: everything is settled; these were refused, with their codes.
    Taken { refused: Vec<(String, String)> },
    /// 4xx: sending the same again is useless. Without names all of it is meant.
    Refused { named: Vec<String>, why: String },
    /// 413
    TooLarge,
    /// 401, 403
    LockedOut,
    /// Nothing, 5xx or 429: unknown, send the same again.
    Silence(String),
}

impl Answer {
    pub(crate) fn read(status: u16, body: &[u8]) -> Self {
        let body: Value = serde_json::from_slice(body).unwrap_or_default();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let refused: Vec<(String, String)> = body["rejected"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|one| (text(&one["id"]), text(&one["code"])))
            .collect();
        match status {
            200..=299 => Self::Taken { refused },
            401 | 403 => Self::LockedOut,
            413 => Self::TooLarge,
            400..=499 if status != 429 => Self::Refused {
                named: refused.into_iter().map(|(id, _)| id).collect(),
                why: format!("{status} {}", text(&body["code"])),
            },
            _ => Self::Silence(format!("status {status}")),
        }
    }
}
