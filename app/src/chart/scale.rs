//! Where a moment and an amount are in the picture.

use domain::time::DAY;
use domain::view::History;
use domain::view::history::{AFTER, BEFORE};
use domain::{Quantity, Time};

/// Units of the picture's own: it is drawn 640 wide and 240 high, whatever its size on a screen.
pub const WIDTH: f64 = 640.0;
/// See [`WIDTH`].
pub const HEIGHT: f64 = 240.0;
/// The top of the scale; labels are above it.
pub const TOP: f64 = 56.0;
/// Nothing left; labels of days are below it.
pub const BOTTOM: f64 = 204.0;
const LEFT: f64 = 6.0;
const RIGHT: f64 = WIDTH - 6.0;

/// A scale of both directions.
#[derive(Clone, Copy, Debug)]
pub struct Scale {
    start: Time,
    /// The amount at the top, in base units; never below 1.
    pub top: Quantity,
}

impl Scale {
    /// From nothing to a full machine or whatever is more.
    pub fn new(history: &History, capacity: Quantity) -> Self {
        let arriving = history
            .expected
            .and_then(|expected| expected.quantity)
            .zip(history.at_home())
            .map(|(quantity, at_home)| quantity + at_home);
        let top = history
            .days
            .iter()
            .map(|it| it.close)
            .chain(arriving)
            .chain(history.reorder_level)
            .fold(capacity.max(Quantity(1)), Quantity::max);
        Self {
            start: History::first(history.now).start(),
            top,
        }
    }

    /// From left to right; what is outside is at the edge.
    pub fn x(&self, at: Time) -> f64 {
        let days = at.since(self.start) as f64 / DAY as f64;
        let share = days / (BEFORE + 1 + AFTER) as f64;
        LEFT + share.clamp(0.0, 1.0) * (RIGHT - LEFT)
    }

    /// From top to bottom.
    pub fn y(&self, quantity: Quantity) -> f64 {
        let share = quantity.0 as f64 / self.top.0 as f64;
        BOTTOM - share.clamp(0.0, 1.0) * (BOTTOM - TOP)
    }

    /// The last moment of the picture.
    pub fn end(&self) -> Time {
        self.start + (BEFORE + 1 + AFTER) * DAY
    }

    /// The first moment of the picture.
    pub fn start(&self) -> Time {
        self.start
    }
}
