//! Why a decision came out as it did, in the customer's language: one sentence of whole clauses.

use domain::Unit;
use domain::decision::{Decision, Outcome};
use domain::view::Reason;
use domain::view::reason::Known;

use super::amount::{about, estimate, lasting};
use crate::i18n::integer;
use crate::i18n::reason as text;

/// Why it came out so: `17 left, about 7 days at 2.4 a day; the reorder level is 16.7; ordering now.`
pub fn reason(decision: &Decision, unit: Unit) -> String {
    match Reason::of(decision) {
        Reason::NotRegistered => text::not_connected(),
        Reason::Paused => text::paused(),
        Reason::NoLevel => text::no_level(),
        Reason::NoPace => text::no_pace(),
        Reason::Known(known) => clauses(&known, unit).join(&text::between()) + &text::end(),
    }
}

fn clauses(known: &Known, unit: Unit) -> Vec<String> {
    let delivery = known
        .lead_days
        .map(|(from, to)| text::delivery_takes(&integer(from.into()), &integer(to.into())));
    [left(known, unit)]
        .into_iter()
        .chain(delivery)
        .chain([
            text::level(&about(known.level, unit)),
            outcome(known.outcome),
        ])
        .collect()
}

/// Nothing is said of days where nothing is used.
fn left(known: &Known, unit: Unit) -> String {
    let left = about(known.at_home, unit);
    match known.lasts {
        Some(lasts) => text::left_lasting(&left, &lasting(lasts), &estimate(known.pace, unit)),
        None => text::left_unused(&left),
    }
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
    use domain::Quantity;
    use domain::demand::{Demand, Pattern};

    use super::*;
    use crate::fixtures::{self, speaking};
    use crate::preferences::locale::Locale;

    fn forecast() -> Decision {
        Decision {
            demand: Some(Demand {
                quantity: Quantity(20_700),
                per_day: Quantity(2_400),
                lead_days: (3, 9),
                pattern: Pattern::Smooth,
                known_days: 100,
                fleet: 0,
            }),
            ..fixtures::decision()
        }
    }

    #[test]
    fn in_english_it_is_what_the_maker_reads() {
        let decisions = [
            fixtures::decision(),
            forecast(),
            Decision {
                pace_per_day: Some(Quantity::ZERO),
                ..fixtures::decision()
            },
        ];
        for decision in decisions {
            for outcome in [
                Outcome::Order,
                Outcome::Enough,
                Outcome::OrderLive,
                Outcome::Held,
                Outcome::HeldByMaker,
                Outcome::Uncounted,
                Outcome::LeftToAlexa,
                Outcome::Paused,
                Outcome::NotRegistered,
            ] {
                let decision = Decision {
                    outcome,
                    ..decision.clone()
                };
                let told = domain::view::reason::reason(&decision, Unit::Count);
                assert_eq!(reason(&decision, Unit::Count), told);
            }
        }
        for (at_home, outcome) in [
            (None, Outcome::NotRegistered),
            (None, Outcome::Paused),
            (None, Outcome::Unknown),
            (Some(Quantity(17_000)), Outcome::Unknown),
        ] {
            let decision = Decision {
                at_home,
                outcome,
                pace_per_day: None,
                ..fixtures::decision()
            };
            let told = domain::view::reason::reason(&decision, Unit::Count);
            assert_eq!(reason(&decision, Unit::Count), told);
        }
    }

    #[test]
    fn clauses_are_joined_as_in_each_language() {
        let said = |locale| speaking(locale, || reason(&forecast(), Unit::Count));
        assert_eq!(
            said(Locale::De),
            "17 übrig, das reicht etwa 7 Tage bei 2,5 am Tag; eine Lieferung dauert 3 bis 9 Tage; \
             die Nachbestellgrenze ist 17,5; jetzt wird bestellt."
        );
        assert_eq!(
            said(Locale::Ja),
            "残り17、1日2.5のペースで約7日。配達には3〜9日かかります。再注文の目安は17.5です。\
             これから注文します。"
        );
    }
}
