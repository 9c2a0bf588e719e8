//! What the picture's caption says: how it is to be read. What it shows is said once, above it.

use domain::view::History;

use crate::i18n::chart as text;
use crate::i18n::long_day;

/// The figure's caption; none where the picture needs none.
pub fn caption(history: &History) -> Option<String> {
    if history.at_home().is_none() {
        return Some(text::unknown());
    }
    let learned = history.learned_at.map(|at| text::learned_at(&long_day(at)));
    let learning = history.learning.then(text::learning);
    let shaded = history.fan.map(|_| text::shaded());
    let said: Vec<_> = [learning, learned, shaded].into_iter().flatten().collect();
    (!said.is_empty()).then(|| said.join(&text::between()))
}
