//! How far a sensor and the reports of the same machine have come apart.

use crate::quantity::Quantity;

/// Days that are looked at, today included.
pub const DAYS: i64 = 20;

/// Sums of the last [`DAYS`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Drift {
    /// Use that the machine reported.
    pub reported: Quantity,
    /// Use that its sensor saw go.
    pub seen: Quantity,
}

impl Drift {
    /// From use in all, the part of it that was a fall of the level, and unexplained rises; none where
    /// there are not both kinds of reports, or they agree.
    pub fn of(used: Quantity, fallen: Quantity, risen: Quantity) -> Option<Self> {
        let reported = used - fallen;
        let seen = (used - risen).max(Quantity::ZERO);
        (reported.is_positive() && seen != reported).then_some(Self { reported, seen })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_kinds_of_reports_are_compared() {
        let of = |used, fallen, risen| Drift::of(Quantity(used), Quantity(fallen), Quantity(risen));
        assert_eq!(of(40_000, 0, 0), None, "no sensor, or one that agrees");
        assert_eq!(of(40_000, 40_000, 0), None, "a sensor alone");
        let more = of(43_000, 3_000, 0).unwrap();
        assert_eq!((more.reported.0, more.seen.0), (40_000, 43_000));
        assert_eq!(of(40_000, 0, 5_000).unwrap().seen, Quantity(35_000));
    }
}
