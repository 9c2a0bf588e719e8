//! Why the last decision came out as it did, in the customer's language: one sentence, without the figures that stand
//! beside it.

use domain::decision::{Decision, Outcome};
use domain::view::Reason;

use crate::i18n::reason as text;

/// Why it came out so: `Enough for now.`
pub fn reason(decision: &Decision) -> String {
    match Reason::of(decision) {
        Reason::NotRegistered => text::not_connected(),
        Reason::Paused => text::paused(),
        Reason::NoLevel => text::no_level(),
        Reason::NoPace => text::no_pace(),
        Reason::Known(known) => sentence(&outcome(known.outcome)),
    }
}

fn sentence(clause: &str) -> String {
    let mut rest = clause.chars();
    let first = rest.next().into_iter().flat_map(char::to_uppercase);
    first.chain(rest).collect::<String>() + &text::end()
}

fn outcome(outcome: Outcome) -> String {
    match outcome {
        Outcome::Order => text::ordering(),
        Outcome::Enough | Outcome::Unknown => text::enough(),
        Outcome::OrderLive => text::order_live(),
        Outcome::Held => text::held(),
        Outcome::HeldByMaker => text::held_by_maker(),
        Outcome::Uncounted => text::uncounted(),
        Outcome::Unconfirmed => text::unconfirmed(),
        Outcome::NewHere => text::new_here(),
        Outcome::LeftToAlexa => text::left_to_alexa(),
        Outcome::Paused => text::is_paused(),
        Outcome::NotRegistered => text::is_not_connected(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::{self, speaking};
    use crate::preferences::locale::Locale;

    #[test]
    fn a_reason_is_one_sentence_without_figures() {
        let decision = fixtures::decision();
        assert_eq!(reason(&decision), "Ordering now.");
        assert_eq!(
            speaking(Locale::De, || reason(&decision)),
            "Jetzt wird bestellt."
        );
        let unknown = Decision {
            at_home: None,
            pace_per_day: None,
            outcome: Outcome::Unknown,
            ..decision
        };
        assert_eq!(
            reason(&unknown),
            "Nobody has said how much is in the machine."
        );
    }
}
