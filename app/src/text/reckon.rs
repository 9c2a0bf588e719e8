//! The headline of a supply, the figures behind it and why an order was made. Each is said at one place, from one view
//! of one moment, so that no two sentences of a page differ.

use domain::decision::Decision;
use domain::policy::Policy;
use domain::view::{Headline, Reason, SupplyView};
use domain::{Quantity, Time, Unit};

use super::amount::{at_home_now, estimate, lasting, lasts, level};
use super::headline::headline as state;
use super::reason::reason;
use crate::i18n::integer;
use crate::i18n::reckon as text;
use crate::i18n::supply::left;

/// One piece, or one percent, in base units.
const ONE: Quantity = Quantity(1_000);

/// What is left and how long it lasts: `18 left, about 17 days`.
pub fn headline(supply: &SupplyView, now: Time) -> String {
    match (at_home_now(supply, now), lasts(supply)) {
        (Some(amount), Some(lasts)) => text::left_lasting(&amount, &lasts),
        (Some(amount), None) => left(&amount),
        (None, _) => state(Headline::LevelUnknown),
    }
}

/// How much is used, by the day, the week or the month, whichever makes it one or more: `about 6 a week`. None where
/// nothing is.
pub fn pace(supply: &SupplyView) -> Option<String> {
    let per_day = supply.pace_per_day.filter(|pace| pace.is_positive())?;
    let unit = supply.spec.unit;
    let over = |days: i64| Quantity(per_day.0.saturating_mul(days));
    let is_much = |days| !matches!(unit, Unit::Count | Unit::Percent) || over(days) >= ONE;
    let said = |days| estimate(over(days), unit);
    Some(match (is_much(1), is_much(7)) {
        (true, _) => text::a_day(&said(1)),
        (false, true) => text::a_week(&said(7)),
        (false, false) => text::a_month(&said(30)),
    })
}

/// Why an order was made, as a person would say it: `You had 11 left, about 9 days. A delivery takes up to 7 days, so
/// we ordered 12.`
pub fn why_ordered(decision: &Decision, ordered: Option<Quantity>, unit: Unit) -> String {
    let Reason::Known(known) = Reason::of(decision) else {
        return reason(decision);
    };
    let at_home = level(known.at_home, unit);
    let had = match known.lasts {
        Some(lasts) => text::had_left_lasting(&at_home, &lasting(lasts)),
        None => text::had_left(&at_home),
    };
    let ordered = ordered.map(|quantity| level(quantity, unit));
    let so = match (decision.policy, known.lead_days, ordered) {
        (_, Some((_, to)), Some(amount)) => {
            text::delivery_takes_ordered(&integer(to.into()), &amount)
        }
        (_, Some((_, to)), None) => text::delivery_takes(&integer(to.into())),
        (Policy::BurnRate { days_threshold, .. }, None, Some(amount)) => {
            text::should_last_ordered(&integer(days_threshold.into()), &amount)
        }
        (Policy::BurnRate { days_threshold, .. }, None, None) => {
            text::should_last(&integer(days_threshold.into()))
        }
        (Policy::Forecast { .. }, None, _) => return had,
    };
    format!("{had} {so}")
}
