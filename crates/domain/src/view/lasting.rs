//! How long something lasts, as coarse as it is known.

use crate::time::DAY;

/// A time to come, rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lasting {
    /// Less than half a day.
    LessThanADay,
    /// Whole days, at most sixty.
    Days(i64),
    /// Whole weeks, at most a year of them.
    Weeks(i64),
    /// More than a year.
    MoreThanAYear,
}

impl Lasting {
    /// Of milliseconds.
    pub fn of(millis: i64) -> Self {
        match (millis.max(0).saturating_add(DAY / 2)) / DAY {
            0 => Self::LessThanADay,
            days @ 1..=60 => Self::Days(days),
            days @ 61..=365 => Self::Weeks(days / 7),
            _ => Self::MoreThanAYear,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_whole_and_many_are_weeks() {
        for (tenths, lasting) in [
            (-9, Lasting::LessThanADay),
            (3, Lasting::LessThanADay),
            (8, Lasting::Days(1)),
            (68, Lasting::Days(7)),
            (900, Lasting::Weeks(12)),
            (9_000, Lasting::MoreThanAYear),
        ] {
            assert_eq!(Lasting::of(tenths * DAY / 10), lasting);
        }
    }
}
