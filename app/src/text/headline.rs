//! The one state a supply is in, in words.

use domain::view::Headline;

use crate::i18n::headline as text;
use crate::i18n::integer;

/// The state, alone: `On the way`.
pub fn headline(state: Headline) -> String {
    match state {
        Headline::NotConnected => text::not_connected(),
        Headline::LevelUnknown => text::level_unknown(),
        Headline::NeedsYou => text::needs_you(),
        Headline::Out => text::out(),
        Headline::Paused => text::paused(),
        Headline::NoProduct => text::no_product(),
        Headline::NoNews => text::no_news(),
        Headline::Reordering => text::reordering(),
        Headline::OnTheWay => text::on_the_way(),
        Headline::Low => text::low(),
        Headline::Good => text::good(),
    }
}

/// The state where it does not begin a sentence: `on the way`.
pub fn within(state: Headline) -> String {
    let said = headline(state);
    let mut rest = said.chars();
    let first = rest.next().into_iter().flat_map(char::to_lowercase);
    first.chain(rest.clone()).collect()
}

/// How many supplies are in a state: `3 on the way`.
pub fn counted(state: Headline, count: usize) -> String {
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    let number = integer(count);
    match state {
        Headline::NotConnected => text::count_not_connected(&number, count),
        Headline::LevelUnknown => text::count_level_unknown(&number),
        Headline::NeedsYou => text::count_needs_you(&number, count),
        Headline::Out => text::count_out(&number, count),
        Headline::Paused => text::count_paused(&number),
        Headline::NoProduct => text::count_no_product(&number),
        Headline::NoNews => text::count_no_news(&number),
        Headline::Reordering => text::count_reordering(&number, count),
        Headline::OnTheWay => text::count_on_the_way(&number),
        Headline::Low => text::count_low(&number, count),
        Headline::Good => text::count_good(&number, count),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::speaking;
    use crate::preferences::locale::Locale;

    #[test]
    fn a_state_is_said_alone_within_a_sentence_and_counted() {
        let said = |state| [headline(state), within(state), counted(state, 2)];
        assert_eq!(
            said(Headline::OnTheWay),
            ["On the way", "on the way", "2 on the way"]
        );
        let french = speaking(Locale::Fr, || said(Headline::Out));
        assert_eq!(french, ["Épuisé", "épuisé", "2 épuisés"]);
        assert_eq!(
            speaking(Locale::De, || counted(Headline::Reordering, 1)),
            "1 wird nachbestellt"
        );
    }
}
