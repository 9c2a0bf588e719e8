//! A box that says one thing in one of four tones, with what can be done about it.

use leptos::prelude::*;

/// How urgent a banner is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Good to know.
    Info,
    /// Something was done.
    Ok,
    /// Look at it.
    Warn,
    /// Something is wrong.
    Crit,
}

impl Tone {
    /// Its class in the style sheet.
    pub fn class(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Ok => "ok",
            Self::Warn => "warn",
            Self::Crit => "crit",
        }
    }
}

/// A banner. What was just done is announced as a status.
#[component]
pub fn Banner(
    /// How urgent it is.
    tone: Tone,
    /// What it says, and what can be done.
    children: Children,
) -> impl IntoView {
    let role = (tone == Tone::Ok).then_some("status");
    view! {
        <div class=format!("banner {}", tone.class()) role=role>
            {children()}
        </div>
    }
}
