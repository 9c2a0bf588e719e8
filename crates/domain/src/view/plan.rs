//! What is foreseen for a supply at its present pace.

use crate::replenisher::Replenisher;
use crate::time::{DAY, Time};
use crate::view::SupplyView;

/// Weeks at home that are much.
const MUCH: i64 = 8;

/// Very much at home, and until when no order would be needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overstock {
    /// How many weeks it lasts.
    pub weeks: i64,
    /// When the reorder level is reached.
    pub until: Time,
}

/// When the reorder level will be reached at the pace of now; none without a pace, and once it is
/// reached.
pub fn next_order(supply: &SupplyView, now: Time) -> Option<Time> {
    let (at_home, level, lasts) = (supply.at_home()?, supply.reorder_level?, supply.lasts?);
    if at_home <= level {
        return None;
    }
    let above = i128::from((at_home - level).0) * i128::from(lasts) / i128::from(at_home.0);
    Some(now + i64::try_from(above).ok()?)
}

/// That very much is at home; none below eight weeks of it, and where no order would come anyway.
pub fn overstock(supply: &SupplyView, now: Time) -> Option<Overstock> {
    let weeks = supply.lasts? / (7 * DAY);
    let orders = supply.is_connected()
        && supply.replenisher != Replenisher::Alexa
        && supply.replenisher.may_order(supply.subscribed)
        && supply.live_order().is_none();
    if !orders || weeks < MUCH {
        return None;
    }
    let until = next_order(supply, now)?;
    Some(Overstock { weeks, until })
}
