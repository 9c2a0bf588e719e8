//! A filter of supplies, in words.

use domain::view::{Filter, Headline};

use super::headline::{counted, headline};
use crate::i18n::filter as text;
use crate::i18n::integer;
use crate::i18n::supply::need_attention;

/// What is under it: `On the way`.
pub fn filter(filter: Filter) -> String {
    match filter {
        Filter::All => text::all(),
        Filter::Attention => text::attention(),
        Filter::Low => headline(Headline::Low),
        Filter::Reordering => headline(Headline::Reordering),
        Filter::OnTheWay => headline(Headline::OnTheWay),
        Filter::Paused => headline(Headline::Paused),
    }
}

/// How many are under it: `3 on the way`; nothing of all.
pub fn how_many(filter: Filter, count: usize) -> Option<String> {
    Some(match filter {
        Filter::All => return None,
        Filter::Attention => {
            let count = i64::try_from(count).unwrap_or(i64::MAX);
            need_attention(&integer(count), count)
        }
        Filter::Low => counted(Headline::Low, count),
        Filter::Reordering => counted(Headline::Reordering, count),
        Filter::OnTheWay => counted(Headline::OnTheWay, count),
        Filter::Paused => counted(Headline::Paused, count),
    })
}

/// That nothing is under it; nothing of all.
pub fn nothing(filter: Filter) -> Option<String> {
    Some(match filter {
        Filter::All => return None,
        Filter::Attention => text::nothing_needs_attention(),
        Filter::Low => text::nothing_low(),
        Filter::Reordering => text::nothing_reordering(),
        Filter::OnTheWay => text::nothing_on_the_way(),
        Filter::Paused => text::nothing_paused(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::speaking;
    use crate::preferences::locale::Locale;

    #[test]
    fn a_filter_is_named_counted_and_said_to_be_empty() {
        let said = |it| (filter(it), how_many(it, 2), nothing(it));
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(
            said(Filter::OnTheWay),
            (
                "On the way".to_owned(),
                some("2 on the way"),
                some("Nothing is on the way.")
            )
        );
        assert_eq!(said(Filter::All), ("All".to_owned(), None, None));
        assert_eq!(
            speaking(Locale::De, || said(Filter::Attention)),
            (
                "Handlungsbedarf".to_owned(),
                some("2 mit Handlungsbedarf"),
                some("Es gibt nichts zu tun.")
            )
        );
    }
}
