//! The inventory brain, for one sensor: what Alexa believes to be in the machine and at home, and when it orders.
//!
//! - A level at or below the threshold is low from the third update in a row on. What is low for six hours is ordered, where
//!   the customer has that on; once for each time that it is low.
//! - An order may be cancelled for 24 hours; then it is shipped, and the household's stock rises by a pack.
//! - A level that rises came from that stock.

use serde::{Deserialize, Serialize};

/// Updates in a row that make a level low.
const IN_A_ROW: u32 = 3;
/// From low to ordered.
const ORDERED_AFTER: i64 = 6 * 3_600_000;
/// From ordered to shipped.
const SHIPPED_AFTER: i64 = 24 * 3_600_000;

/// What Alexa does about a low level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// Nothing.
    Off,
    /// Tells the customer.
    Notify,
    /// Orders.
    Auto,
}

/// What a customer chose for a sensor, and what the maker's console says of it. Amounts are in the sensor's unit.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Reorder {
    /// What is done.
    pub mode: Mode,
    /// The level that is low; a fifth of the highest seen where there is none.
    pub threshold: Option<f64>,
    /// What an order brings.
    pub pack: f64,
}

impl Default for Reorder {
    fn default() -> Self {
        Self {
            mode: Mode::Auto,
            threshold: None,
            pack: 100.0,
        }
    }
}

/// How far an order is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderState {
    /// It may be cancelled.
    Placed,
    /// It counts as the household's.
    Shipped,
    /// The customer did not want it.
    Cancelled,
}

/// Something that Alexa ordered. The maker hears nothing of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Order {
    /// When.
    pub at: i64,
    /// How far it is.
    pub state: OrderState,
    /// Since when.
    pub since: i64,
}

/// A level as it was told.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Level {
    pub(super) value: f64,
    pub(super) sampled_at: i64,
    pub(super) heard_at: i64,
}

/// What is known of what a sensor measures.
#[derive(Clone, Debug, Default)]
pub(super) struct Brain {
    pub(super) reorder: Reorder,
    pub(super) level: Option<Level>,
    highest: f64,
    pub(super) updates: u64,
    low_in_a_row: u32,
    order_at: Option<i64>,
    is_spent: bool,
    pub(super) household: f64,
    pub(super) orders: Vec<Order>,
    /// The longest time between two updates, or from the first hearing of it to the first update.
    pub(super) longest_silence: i64,
}

impl Brain {
    /// A level is told.
    pub(super) fn hear(&mut self, level: Level) {
        if let Some(before) = self.level {
            let silence = level.heard_at - before.heard_at;
            self.longest_silence = self.longest_silence.max(silence);
            let rise = (level.value - before.value).max(0.0);
            self.household = (self.household - rise).max(0.0);
        }
        self.level = Some(level);
        self.updates += 1;
        self.highest = self.highest.max(level.value);
        if level.value > self.threshold() {
            (self.low_in_a_row, self.order_at, self.is_spent) = (0, None, false);
            return;
        }
        self.low_in_a_row += 1;
        if self.is_low() && self.order_at.is_none() && !self.is_spent {
            self.order_at = Some(level.heard_at + ORDERED_AFTER);
        }
    }

    pub(super) fn threshold(&self) -> f64 {
        self.reorder.threshold.unwrap_or(self.highest / 5.0)
    }

    pub(super) fn is_low(&self) -> bool {
        self.low_in_a_row >= IN_A_ROW
    }

    /// When something is to happen next.
    pub(super) fn next_due(&self) -> Option<i64> {
        let order = self.order_at.filter(|_| self.reorder.mode == Mode::Auto);
        let placed = self
            .orders
            .iter()
            .filter(|it| it.state == OrderState::Placed);
        placed.map(|it| it.at + SHIPPED_AFTER).chain(order).min()
    }

    /// Whatever is due by now; how many things that were.
    pub(super) fn run_due(&mut self, now: i64) -> usize {
        let mut done = 0;
        while let Some(due) = self.next_due().filter(|due| *due <= now) {
            done += 1;
            if self.order_at == Some(due) {
                (self.order_at, self.is_spent) = (None, true);
                self.orders.push(Order {
                    at: due,
                    state: OrderState::Placed,
                    since: due,
                });
                continue;
            }
            for order in &mut self.orders {
                if order.state == OrderState::Placed && order.at + SHIPPED_AFTER == due {
                    (order.state, order.since) = (OrderState::Shipped, due);
                    self.household += self.reorder.pack;
                }
            }
        }
        done
    }

    pub(super) fn cancel(&mut self, now: i64) {
        for order in &mut self.orders {
            if order.state == OrderState::Placed {
                (order.state, order.since) = (OrderState::Cancelled, now);
            }
        }
    }
}
