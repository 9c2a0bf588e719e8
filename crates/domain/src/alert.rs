//! Alerts: what of a slot, or of its machine, somebody should hear of once.
//!
//! An alert begins when something crosses a line and ends when it is well back behind it (hysteresis), so that a level
//! that plays about the line is one alert. Whatever changed the slot, the same function is asked.

use crate::quantity::Quantity;
use crate::time::{DAY, Time};
use crate::{AlertId, DeviceId, SlotId};

/// How long a machine may be silent before its figures are called old.
pub const SILENT: i64 = 2 * DAY;

/// How long the use of a replaced token is told of.
const OLD_TOKEN: i64 = DAY;

/// What somebody should hear of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AlertKind {
    /// At or below the reorder level; ends a tenth above it.
    Low,
    /// Nothing at home.
    Out,
    /// Low, and auto-reorder is off at Amazon.
    PausedLow,
    /// A placed order is past its date, or was said not to have come.
    LateOrder,
    /// The machine has not been heard for two days.
    Silent,
    /// Somebody used a token of the machine that another one has replaced; ends a day later.
    OldTokenUsed,
    /// The machine reported what is not believed: a use, a total or a fall of its level waits.
    Implausible,
    /// How much is left is not known: more was used, or came, than could be counted.
    UnitMismatch,
    /// The machine's clock is wrong.
    ClockWrong,
    /// An order waits for an operator, since its model orders far more than usual.
    OrdersHeld,
    /// The maker holds reordering.
    OnHold,
    /// Low, and nobody can be asked for more.
    LowUnconnected,
    /// The connection ended, and not by the customer.
    Disconnected,
}

impl AlertKind {
    /// Every kind.
    pub const ALL: [Self; 13] = [
        Self::Low,
        Self::Out,
        Self::PausedLow,
        Self::LateOrder,
        Self::Silent,
        Self::OldTokenUsed,
        Self::Implausible,
        Self::UnitMismatch,
        Self::ClockWrong,
        Self::OrdersHeld,
        Self::OnHold,
        Self::LowUnconnected,
        Self::Disconnected,
    ];

    /// Its name on the wire and in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Out => "out",
            Self::PausedLow => "paused_low",
            Self::LateOrder => "late_order",
            Self::Silent => "silent",
            Self::OldTokenUsed => "old_token_used",
            Self::Implausible => "implausible",
            Self::UnitMismatch => "unit_mismatch",
            Self::ClockWrong => "clock_wrong",
            Self::OrdersHeld => "orders_held",
            Self::OnHold => "on_hold",
            Self::LowUnconnected => "low_unconnected",
            Self::Disconnected => "disconnected",
        }
    }

    /// The one of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// One alert, from its beginning to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Alert {
    /// Our id.
    pub id: AlertId,
    /// Its device.
    pub device_id: DeviceId,
    /// Its slot; none where it is the machine's.
    pub slot_id: Option<SlotId>,
    /// What somebody should hear of.
    pub kind: AlertKind,
    /// When it began.
    pub since: Time,
    /// When it ended.
    pub ended_at: Option<Time>,
}

/// What is known of a slot when its alerts are asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// In the machine and beside it.
    pub at_home: Option<Quantity>,
    /// `None` before the first use.
    pub reorder_level: Option<Quantity>,
    /// Connected, and Amazon says that it may not order.
    pub paused: bool,
    /// Nobody can be asked for more.
    pub unconnected: bool,
    /// An order should be here and is not.
    pub late_order: bool,
    /// A reading waits that is no refill.
    pub implausible: bool,
    /// An order came whose content cannot be counted.
    pub uncountable: bool,
    /// The order that was decided waits for an operator.
    pub held: bool,
    /// The maker lets nothing be ordered.
    pub on_hold: bool,
}

/// The alerts of a slot that are due now; `open` are those that were before.
pub fn of_slot(reading: &Reading, open: &[AlertKind]) -> Vec<AlertKind> {
    let low = is_low(reading, open.contains(&AlertKind::Low));
    let due = |kind: &AlertKind| match kind {
        AlertKind::Low => low,
        AlertKind::Out => reading.at_home.is_some_and(|left| !left.is_positive()),
        AlertKind::PausedLow => low && reading.paused,
        AlertKind::LateOrder => reading.late_order,
        AlertKind::Implausible => reading.implausible,
        AlertKind::UnitMismatch => reading.uncountable,
        AlertKind::OrdersHeld => reading.held,
        AlertKind::OnHold => reading.on_hold,
        AlertKind::LowUnconnected => low && reading.unconnected,
        AlertKind::Silent
        | AlertKind::OldTokenUsed
        | AlertKind::ClockWrong
        | AlertKind::Disconnected => false,
    };
    AlertKind::ALL.into_iter().filter(due).collect()
}

/// What is known of a machine when its alerts are asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MachineReading {
    /// It has not been heard for long.
    pub silent: bool,
    /// Its clock is wrong.
    pub clock_wrong: bool,
    /// Its connection ended, and not by its customer.
    pub disconnected: bool,
    /// An old token has just been used.
    pub old_token_used: bool,
    /// Since when the use of one has been told of.
    pub told_since: Option<Time>,
}

/// The alerts of a machine that are due now. What is told of since more than a day ahead is of a clock that was wrong.
pub fn of_machine(reading: MachineReading, now: Time) -> Vec<AlertKind> {
    let MachineReading {
        silent,
        clock_wrong,
        disconnected,
        old_token_used,
        told_since,
    } = reading;
    let told = told_since.is_some_and(|since| now.since(since).abs() < OLD_TOKEN);
    let due = [
        (AlertKind::Silent, silent),
        (AlertKind::OldTokenUsed, old_token_used || told),
        (AlertKind::ClockWrong, clock_wrong),
        (AlertKind::Disconnected, disconnected),
    ];
    let due = due.into_iter().filter(|(_, due)| *due);
    due.map(|(kind, _)| kind).collect()
}

/// Whether a machine that was last heard, or else became somebody's, at a moment is silent now.
pub fn is_silent(heard: Option<Time>, now: Time) -> bool {
    heard.is_some_and(|heard| now.since(heard) > SILENT)
}

/// A slot that uses nothing and has nothing is out, not low.
fn is_low(reading: &Reading, was_low: bool) -> bool {
    let (Some(left), Some(level)) = (reading.at_home, reading.reorder_level) else {
        return false;
    };
    let line = if was_low {
        level + Quantity(level.0 / 10)
    } else {
        level
    };
    level.is_positive() && left <= line
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn reading(at_home: i64) -> Reading {
        Reading {
            at_home: Some(Quantity(at_home)),
            reorder_level: Some(Quantity(100)),
            ..Reading::default()
        }
    }

    #[test]
    fn a_level_that_plays_about_the_line_is_one_spell() {
        let mut open = Vec::new();
        let mut begun = 0;
        for at_home in [120, 101, 100, 105, 99, 110, 111, 130, 100] {
            let was = open.contains(&AlertKind::Low);
            open = of_slot(&reading(at_home), &open);
            begun += i32::from(!was && open.contains(&AlertKind::Low));
        }
        assert_eq!(begun, 2, "100 to 110, and the last 100");
    }

    #[test]
    fn each_signal_has_its_cause() {
        let of = |reading: Reading| of_slot(&reading, &[]);
        assert_eq!(of(reading(101)), []);
        assert_eq!(of(reading(0)), [AlertKind::Low, AlertKind::Out]);
        let paused = Reading {
            paused: true,
            ..reading(50)
        };
        assert_eq!(of(paused), [AlertKind::Low, AlertKind::PausedLow]);
        let unconnected = Reading {
            unconnected: true,
            ..reading(50)
        };
        assert_eq!(of(unconnected), [AlertKind::Low, AlertKind::LowUnconnected]);
        let late = Reading {
            late_order: true,
            ..reading(500)
        };
        assert_eq!(of(late), [AlertKind::LateOrder]);
        assert_eq!(of(Reading::default()), [], "nothing is known");
        let on_hold = Reading {
            on_hold: true,
            ..Reading::default()
        };
        assert_eq!(of(on_hold), [AlertKind::OnHold], "whatever is left");
        let at = Time::from_millis;
        assert!(is_silent(Some(at(0)), at(SILENT + 1)) && !is_silent(Some(at(0)), at(SILENT)));
        assert!(!is_silent(None, at(SILENT)));
    }

    #[test]
    fn each_signal_of_a_machine_has_its_cause() {
        let none = MachineReading::default();
        for (reading, expected) in [
            (none, None),
            (
                MachineReading {
                    silent: true,
                    ..none
                },
                Some(AlertKind::Silent),
            ),
            (
                MachineReading {
                    clock_wrong: true,
                    ..none
                },
                Some(AlertKind::ClockWrong),
            ),
            (
                MachineReading {
                    disconnected: true,
                    ..none
                },
                Some(AlertKind::Disconnected),
            ),
        ] {
            let found = of_machine(reading, Time::from_millis(0));
            assert_eq!(found, Vec::from_iter(expected), "{reading:?}");
        }
    }

    #[test]
    fn the_use_of_an_old_token_is_told_of_for_a_day() {
        let at = Time::from_millis;
        let of = |old_token_used, told_since, now| {
            let reading = MachineReading {
                old_token_used,
                told_since,
                ..MachineReading::default()
            };
            of_machine(reading, at(now))
        };
        let used = [AlertKind::OldTokenUsed];
        assert_eq!(of(true, None, 0), used);
        assert_eq!(of(false, Some(at(0)), DAY - 1), used);
        assert_eq!(of(false, Some(at(0)), DAY), []);
        assert_eq!(of(true, Some(at(0)), DAY), used);
        // By a clock that was a little ahead, and by one that was wrong.
        assert_eq!(of(false, Some(at(1)), 0), used);
        assert_eq!(of(false, Some(at(DAY)), 0), []);
    }

    proptest! {
        /// Alerts are the downward crossings: from above the upper line, or from the beginning, to the
        /// reorder level or below.
        #[test]
        fn alerts_are_the_downward_crossings(levels in prop::collection::vec(80_i64..130, 0..60)) {
            let mut open = Vec::new();
            let mut alerts = 0;
            for at_home in &levels {
                let was = open.contains(&AlertKind::Low);
                open = of_slot(&reading(*at_home), &open);
                alerts += usize::from(!was && open.contains(&AlertKind::Low));
            }
            let crossings = levels
                .split(|at_home| *at_home > 110)
                .filter(|state| state.iter().any(|at_home| *at_home <= 100))
                .count();
            prop_assert_eq!(alerts, crossings);
        }
    }
}
