//! Small line drawings. Each stands beside a word that says the same.

use leptos::prelude::*;

/// What a drawing shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A tick.
    Tick,
    /// A tick in a ring.
    Done,
    /// An empty ring.
    Ring,
    /// A ring with a point.
    Here,
    /// A cross in a ring.
    Cross,
    /// A triangle with an exclamation mark.
    Warning,
    /// Two bars.
    Pause,
    /// A question mark in a ring.
    Question,
    /// A plug pulled out.
    Unplugged,
    /// A van.
    Van,
    /// Two arrows in a ring.
    Reorder,
    /// An arrow down to a line.
    Low,
    /// Waves with a stroke through them.
    Silent,
}

impl Shape {
    fn path(self) -> &'static str {
        match self {
            Self::Tick => "M3 8.5 6.5 12 13 4.5",
            Self::Done => "M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13M5 8.2 7.2 10.4 11 6",
            Self::Ring => "M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13",
            Self::Here => {
                "M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13M8 6a2 2 0 1 0 0 4 2 2 0 0 0 0-4"
            }
            Self::Cross => {
                "M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13M5.7 5.7l4.6 4.6M10.3 5.7l-4.6 4.6"
            }
            Self::Warning => "M8 2 1.5 13.5h13ZM8 6.5v3.5M8 11.8v.2",
            Self::Pause => "M5.5 3v10M10.5 3v10",
            Self::Question => {
                "M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13M6.2 6.2a1.9 1.9 0 1 1 2.6 1.7c-.6.3-.8.6-.8 1.3M8 11.2v.2"
            }
            Self::Unplugged => {
                "M5 2v3M11 2v3M3.5 5h9v2.5a4.5 4.5 0 0 1-9 0ZM8 12v2.5M2 14.5 14.5 2"
            }
            Self::Van => {
                "M1 4h8.5v7H1ZM9.5 6.5h3L15 9v2H9.5M4 13a1.2 1.2 0 1 0 0-2.4A1.2 1.2 0 0 0 4 13M12 13a1.2 1.2 0 1 0 0-2.4 1.2 1.2 0 0 0 0 2.4"
            }
            Self::Reorder => {
                "M2.5 8a5.5 5.5 0 0 1 9.6-3.7L13.5 6M13.5 2.5V6H10M13.5 8a5.5 5.5 0 0 1-9.6 3.7L2.5 10M2.5 13.5V10H6"
            }
            Self::Low => "M8 2v8M4.5 6.8 8 10.2l3.5-3.4M3 13.5h10",
            Self::Silent => "M2 6a9 9 0 0 1 12 0M4.5 9a5 5 0 0 1 7 0M8 12.2v.2M2.5 13.5l11-11",
        }
    }
}

/// One drawing, hidden from screen readers.
#[component]
pub fn Icon(
    /// What it shows.
    shape: Shape,
) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
            <path d=shape.path()></path>
        </svg>
    }
}
