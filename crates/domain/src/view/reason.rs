//! Why a decision came out as it did: its facts, and one sentence of them, made when it is read.

use crate::decision::{Decision, Outcome};
use crate::quantity::Quantity;
use crate::time::DAY;
use crate::unit::Unit;
use crate::view::amount::{about, amount, estimate};
use crate::view::lasting::Lasting;

/// What a decision went by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The machine was not connected.
    NotRegistered,
    /// Auto-reorder was off at Amazon.
    Paused,
    /// Nobody had said how much is in the machine.
    NoLevel,
    /// Nothing had been used yet.
    NoPace,
    /// All was known.
    Known(Known),
}

/// The facts where all is known. Amounts are base units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    /// At home.
    pub at_home: Quantity,
    /// A day.
    pub pace: Quantity,
    /// How long what is at home lasts; none where nothing is used.
    pub lasts: Option<Lasting>,
    /// From and to how many days a delivery takes; none where the policy does not ask.
    pub lead_days: Option<(u16, u16)>,
    /// The reorder level.
    pub level: Quantity,
    /// What came out.
    pub outcome: Outcome,
}

impl Reason {
    /// The facts of a decision.
    pub fn of(decision: &Decision) -> Self {
        let (Some(at_home), Some(pace), Some(level)) = (
            decision.at_home,
            decision.pace_per_day,
            decision.reorder_level,
        ) else {
            return match decision.outcome {
                Outcome::NotRegistered => Self::NotRegistered,
                Outcome::Paused => Self::Paused,
                _ if decision.at_home.is_none() => Self::NoLevel,
                _ => Self::NoPace,
            };
        };
        // What is told of a supply goes by its forecast, where it has one.
        let foreseen = decision.demand.and_then(|demand| demand.rate());
        let pace = foreseen.unwrap_or(pace);
        let lasts = pace.is_positive().then(|| {
            let millis = i128::from(at_home.0.max(0)) * i128::from(DAY) / i128::from(pace.0);
            Lasting::of(i64::try_from(millis).unwrap_or(i64::MAX))
        });
        Self::Known(Known {
            at_home,
            pace,
            lasts,
            lead_days: decision.demand.map(|demand| demand.lead_days),
            level,
            outcome: decision.outcome,
        })
    }
}

/// One English sentence, for the maker.
pub fn reason(decision: &Decision, unit: Unit) -> String {
    let known = match Reason::of(decision) {
        Reason::NotRegistered => {
            return "Not connected, so nothing is ordered.".to_owned();
        }
        Reason::Paused => {
            return "Auto-reorder is off, so nothing is ordered.".to_owned();
        }
        Reason::NoLevel => return "Nobody has said how much is in the machine.".to_owned(),
        Reason::NoPace => {
            return "No use has been reported yet, so we do not know your pace.".to_owned();
        }
        Reason::Known(known) => known,
    };
    let mut facts = vec![left(&known, unit)];
    if let Some((from, to)) = known.lead_days {
        facts.push(format!("a delivery takes {from} to {to} days"));
    }
    facts.push(format!("the reorder level is {}", about(known.level, unit)));
    facts.push(
        match known.outcome {
            Outcome::Order => "ordering now",
            Outcome::Enough | Outcome::Unknown => "enough for now",
            Outcome::OrderLive => "an order is under way",
            Outcome::Held => "waiting after an order that did not go through",
            Outcome::HeldByMaker => "the manufacturer has put reordering on hold",
            Outcome::Uncounted => "waiting until it is counted, or for a day",
            Outcome::Unconfirmed => "waiting for a second reading",
            Outcome::NewHere => "its owner has it since a few days, and a full container is there",
            Outcome::LeftToAlexa => "Alexa decides when to reorder",
            Outcome::Paused => "auto-reorder is off",
            Outcome::NotRegistered => "not connected",
        }
        .to_owned(),
    );
    format!("{}.", facts.join("; "))
}

/// `17 left, about 7 days at 2.4 a day`; nothing is said of days where nothing is used.
fn left(known: &Known, unit: Unit) -> String {
    let left = format!("{} left", amount(known.at_home, unit));
    let lasts = match known.lasts {
        None => return format!("{left}, nothing used lately"),
        Some(Lasting::LessThanADay) => "less than a day".to_owned(),
        Some(Lasting::Days(1)) => "about 1 day".to_owned(),
        Some(Lasting::Days(days)) => format!("about {days} days"),
        Some(Lasting::Weeks(weeks)) => format!("about {weeks} weeks"),
        Some(Lasting::MoreThanAYear) => "more than a year".to_owned(),
    };
    format!("{left}, {lasts} at {} a day", estimate(known.pace, unit))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demand::{Demand, Pattern};
    use crate::policy::Policy;
    use crate::time::Time;

    #[test]
    fn a_reason_names_what_is_left_the_pace_and_the_level() {
        let decision = Decision {
            at: Time::from_millis(0),
            outcome: Outcome::Order,
            policy: Policy::default(),
            at_home: Some(Quantity(17_000)),
            pace_per_day: Some(Quantity(2_381)),
            reorder_level: Some(Quantity(16_667)),
            demand: None,
            rules: crate::decision::RULES,
        };
        assert_eq!(
            reason(&decision, Unit::Count),
            "17 left, about 7 days at 2.4 a day; the reorder level is 16.7; ordering now."
        );
        let forecast = Decision {
            demand: Some(Demand {
                quantity: Quantity(20_700),
                per_day: Quantity(2_400),
                lead_days: (5, 9),
                pattern: Pattern::Smooth,
                known_days: 60,
                fleet: 0,
            }),
            reorder_level: Some(Quantity(20_700)),
            ..decision.clone()
        };
        assert_eq!(
            reason(&forecast, Unit::Count),
            "17 left, about 7 days at 2.4 a day; a delivery takes 5 to 9 days; \
             the reorder level is 20.7; ordering now."
        );
        let idle = Decision {
            outcome: Outcome::Enough,
            pace_per_day: Some(Quantity::ZERO),
            ..decision
        };
        assert_eq!(
            reason(&idle, Unit::Count),
            "17 left, nothing used lately; the reorder level is 16.7; enough for now."
        );
    }
}
