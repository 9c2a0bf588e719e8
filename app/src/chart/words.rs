//! What the picture shows, in words.

use domain::view::History;
use domain::view::reason::about;
use domain::{Quantity, Time, Unit};

/// `27 November`
pub fn date(at: Time) -> String {
    at.timestamp().strftime("%-d %B").to_string()
}

/// `27 Nov`
pub fn short_date(at: Time) -> String {
    at.timestamp().strftime("%-d %b").to_string()
}

/// An amount as a person reads it.
pub fn level(quantity: Quantity, unit: Unit) -> String {
    about(quantity, unit)
}

/// The figure's caption.
pub fn sentence(history: &History, unit: Unit) -> String {
    let Some(at_home) = history.at_home() else {
        return "A chart appears when the level is known.".to_owned();
    };
    let mut parts = vec![format!("{} at home.", level(at_home, unit))];
    match history.run_out {
        Some(at) => parts.push(format!(
            "At the present pace that lasts until about {}.",
            date(at)
        )),
        None if history.learning => {
            parts.push("Still learning your pace, so nothing is drawn ahead.".to_owned());
        }
        None => {}
    }
    if let Some(reorder) = history.reorder_level {
        parts.push(format!(
            "The reorder level is about {}.",
            level(reorder, unit)
        ));
    }
    if let Some(expected) = history.expected {
        let amount = expected
            .quantity
            .map(|quantity| format!(" of {}", level(quantity, unit)))
            .unwrap_or_default();
        parts.push(format!(
            "A delivery{amount} is expected on {}.",
            date(expected.at)
        ));
    }
    parts.join(" ")
}
