//! Figures: what came of the machines of a model and of each of its supplies, summed up. Sums name nobody.

use std::ops::AddAssign;

use serde::{Deserialize, Serialize};

use crate::day::ClosedDay;
use crate::order::{EndReason, Order, OrderState};
use crate::quantity::Quantity;
use crate::time::{DAY, Day, Time};

/// In place of the firmware of machines that have said none. It is no firmware's name, which begins with no space.
pub const UNSAID: &str = " ";
/// The same of those whose firmware is not told apart any more.
pub const OTHERS: &str = " others";
/// Whole days that are looked at, up to yesterday.
pub const DAYS: i64 = 28;
/// The newest orders of a slot that are looked at, and how old they may be.
pub const ORDERS: usize = 20;
const ORDER_AGE: i64 = 365 * DAY;

/// Sums over machines, or over slots: the one half is of machines, the other of slots.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Figures {
    /// Machines that are there.
    pub machines: u64,
    /// Of them, those that are somebody's.
    pub claimed: u64,
    /// Of them, those that are connected.
    pub connected: u64,
    /// Of them, those of which a product is chosen.
    pub chosen: u64,
    /// Of them, those for which something was ordered.
    pub ordered: u64,
    /// Orders that ended within a year, of the newest [`ORDERS`] of each slot.
    pub orders: u64,
    /// Of them, those that a customer cancelled, or Amazon, because nobody answered it.
    pub cancelled: u64,
    /// Days of the last [`DAYS`] at whose end it is known what was at home.
    pub days: u64,
    /// Of them, those at whose end nothing was.
    pub empty: u64,
    /// Orders that came in those days to slots that are used.
    pub arrivals: u64,
    /// How many tenths of a day what was left the evening before would have lasted, of all of them.
    pub tenths_left: u64,
}

impl AddAssign for Figures {
    fn add_assign(&mut self, it: Self) {
        self.machines += it.machines;
        self.claimed += it.claimed;
        self.connected += it.connected;
        self.chosen += it.chosen;
        self.ordered += it.ordered;
        self.orders += it.orders;
        self.cancelled += it.cancelled;
        self.days += it.days;
        self.empty += it.empty;
        self.arrivals += it.arrivals;
        self.tenths_left += it.tenths_left;
    }
}

impl Figures {
    /// The first day that is looked at.
    pub fn first_day(now: Time) -> Day {
        Day(now.day().0 - DAYS)
    }

    /// Of a slot: its days since before the first one, oldest first, and its newest orders.
    pub fn of_slot(days: &[ClosedDay], orders: &[Order], now: Time) -> Self {
        let mut figures = Self::default();
        let (first, today) = (Self::first_day(now), now.day());
        let evening = |day: Day| {
            let before = days.iter().rev().find(|it| it.day <= day);
            before.and_then(|it| it.at_home)
        };
        for day in (first.0..today.0).map(Day) {
            let Some(at_home) = evening(day) else {
                continue;
            };
            figures.days += 1;
            figures.empty += u64::from(at_home <= Quantity::ZERO);
        }
        let window = days.iter().filter(|it| it.day >= first && it.day < today);
        let used: i64 = window.map(|it| it.used.0).sum();
        for order in orders.iter().take(ORDERS) {
            let Some(ended) = order.ended_at.filter(|at| now.since(*at) < ORDER_AGE) else {
                continue;
            };
            figures.orders += 1;
            let is_cancelled = matches!(
                order.reason,
                Some(EndReason::Customer | EndReason::Unresolved)
            );
            figures.cancelled += u64::from(is_cancelled);
            let is_in_window = order.state == OrderState::Arrived && ended.day() >= first;
            let left = evening(Day(ended.day().0 - 1)).filter(|_| is_in_window && used > 0);
            if let Some(left) = left {
                let tenths = i128::from(left.0) * i128::from(DAYS) * 10 / i128::from(used);
                figures.arrivals += 1;
                // More than ten years is as good as ten.
                figures.tenths_left += u64::try_from(tenths.clamp(0, 36_500)).unwrap_or(0);
            }
        }
        figures
    }

    /// Cancellations of a hundred orders.
    pub fn cancelled_per_100(&self) -> Option<f64> {
        (self.orders > 0).then(|| self.cancelled as f64 * 100.0 / self.orders as f64)
    }

    /// Days that what was left would have lasted when an order came, on average.
    pub fn days_left_at_arrival(&self) -> Option<f64> {
        (self.arrivals > 0).then(|| self.tenths_left as f64 / 10.0 / self.arrivals as f64)
    }

    /// The part of the days at whose end nothing was at home.
    pub fn empty_part(&self) -> Option<f64> {
        (self.days > 0).then(|| self.empty as f64 / self.days as f64)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::{DeviceId, OrderId, SlotId, SlotKey};

    const NOW: i64 = 20_500;

    fn now() -> Time {
        Day(NOW).start() + 7
    }

    fn day(day: i64, used: i64, at_home: Option<i64>) -> ClosedDay {
        ClosedDay {
            day: Day(day),
            used: Quantity(used),
            shortfall: Quantity::ZERO,
            at_home: at_home.map(Quantity),
        }
    }

    fn ended(state: OrderState, reason: Option<EndReason>, day: i64) -> Order {
        let id = |n| Uuid::from_u128(n);
        let slot = SlotKey {
            device: DeviceId(id(1)),
            slot: SlotId(id(2)),
        };
        Order {
            state,
            reason,
            live: false,
            ended_at: Some(Day(day).start() + 5),
            ..Order::requested(OrderId(id(3)), slot, Day(day - 3).start())
        }
    }

    #[test]
    fn a_day_without_entries_is_as_the_one_before_it() {
        let days = [
            day(NOW - 60, 5, Some(7)),
            day(NOW - 20, 7, Some(0)),
            day(NOW - 10, 0, Some(36)),
            day(NOW - 5, 0, None),
        ];
        let figures = Figures::of_slot(&days, &[], now());
        assert_eq!((figures.days, figures.empty), (23, 10));
        assert_eq!(figures.empty_part(), Some(10.0 / 23.0));
        assert_eq!(Figures::of_slot(&[], &[], now()), Figures::default());
    }

    #[test]
    fn orders_are_counted_by_how_they_ended() {
        use OrderState::{Arrived, Cancelled, Failed};
        let orders = [
            ended(Arrived, None, NOW - 2),
            ended(Cancelled, Some(EndReason::Customer), NOW - 9),
            ended(Cancelled, Some(EndReason::NoLongerDue), NOW - 9),
            ended(Failed, Some(EndReason::Overdue), NOW - 40),
            ended(Arrived, None, NOW - 500),
        ];
        // Two a day over the window, 4 left the evening before.
        let days = [day(NOW - 28, 56, Some(9)), day(NOW - 3, 0, Some(4))];
        let figures = Figures::of_slot(&days, &orders, now());
        assert_eq!((figures.orders, figures.cancelled), (4, 1));
        assert_eq!((figures.arrivals, figures.tenths_left), (1, 20));
        assert_eq!(figures.cancelled_per_100(), Some(25.0));
        assert_eq!(figures.days_left_at_arrival(), Some(2.0));
        let unused = Figures::of_slot(&[day(NOW - 28, 0, Some(9))], &orders, now());
        assert_eq!(
            unused.days_left_at_arrival(),
            None,
            "it would last for ever"
        );
    }
}
