//! What the picture shows, in words.

use domain::Unit;
use domain::view::History;

use crate::i18n::chart as text;
use crate::i18n::{expected_long_day, long_day, supply};
use crate::text::amount::about;

/// The figure's caption.
pub fn sentence(history: &History, unit: Unit) -> String {
    let Some(at_home) = history.at_home() else {
        return text::unknown();
    };
    let shaded = history.fan.map(|_| text::shaded());
    let level = history.reorder_level;
    let at_home = match history.stale {
        true => supply::about(&about(at_home, unit)),
        false => about(at_home, unit),
    };
    let learned = history.learned_at.map(|at| text::learned_at(&long_day(at)));
    [Some(text::at_home(&at_home)), outlook(history), learned]
        .into_iter()
        .chain([level.map(|level| text::level_is(&about(level, unit)))])
        .chain([delivery(history, unit), shaded])
        .flatten()
        .collect::<Vec<_>>()
        .join(&text::between())
}

fn outlook(history: &History) -> Option<String> {
    match history.run_out {
        Some(at) if at > history.now => Some(text::lasts_until(&long_day(at))),
        // Nothing is left already.
        Some(_) => None,
        None => history.learning.then(text::learning),
    }
}

fn delivery(history: &History, unit: Unit) -> Option<String> {
    let expected = history.expected?;
    let day = expected_long_day(expected.at);
    Some(match expected.quantity {
        Some(quantity) => text::delivery_of(&about(quantity, unit), &day),
        None => text::delivery(&day),
    })
}
