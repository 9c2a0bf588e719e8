//! What Amazon holds of the slot: its orders, and the lock that is on it while one of them is open.

use domain::Time;
use domain::order::OrderStatus;
use domain::placing::Said;
use domain::time::{DAY, HOUR};

/// Within so long an order is placed, or the order resolution flow has ended it.
const RESOLVED_WITHIN: i64 = 72 * HOUR;
/// Within so long of being placed it is sent off.
const SHIPPED_WITHIN: i64 = 3 * DAY;
/// So long it is on the road.
pub const ON_THE_ROAD: i64 = 2 * DAY;

/// Where an order is at Amazon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum At {
    Taken,
    Placed,
    Shipped,
    Delivered,
    Cancelled,
}

/// One order as Amazon has it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Theirs {
    pub at: At,
    /// When its next step is taken at the latest; of one on the road, its date.
    pub due: Time,
    /// For which need of the house it was made. Nobody knows but the model.
    pub need: u8,
}

impl Theirs {
    pub fn is_open(&self) -> bool {
        matches!(self.at, At::Taken | At::Placed | At::Shipped)
    }

    pub fn is_cancelled(&self) -> bool {
        self.at == At::Cancelled
    }

    /// `status` of getOrderInfo.
    pub fn status(&self) -> OrderStatus {
        match self.at {
            At::Taken => OrderStatus::Other,
            At::Placed => OrderStatus::Placed,
            At::Shipped | At::Delivered => OrderStatus::Closed,
            At::Cancelled => OrderStatus::Cancelled,
        }
    }

    /// When it is expected, once that is known.
    pub fn estimate(&self) -> Option<Time> {
        match self.at {
            At::Taken | At::Cancelled => None,
            At::Placed => Some(self.due + ON_THE_ROAD),
            At::Shipped | At::Delivered => Some(self.due),
        }
    }
}

/// Amazon, as far as the slot goes. An order's number is the instance by which it is named.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Amazon {
    pub orders: Vec<Theirs>,
}

impl Amazon {
    /// What replenish does and says, with its lock or without it.
    pub fn replenish(&mut self, need: u8, has_lock: bool, now: Time) -> (Said, usize) {
        let open = self.orders.iter().position(Theirs::is_open);
        if let Some(open) = open.filter(|_| has_lock) {
            return (Said::InProgress, open);
        }
        self.orders.push(Theirs {
            at: At::Taken,
            due: now + RESOLVED_WITHIN,
            need,
        });
        (Said::Taken, self.orders.len() - 1)
    }

    /// An order is further than it was.
    pub fn step(&mut self, order: usize, to: At, now: Time) {
        let order = &mut self.orders[order];
        order.at = to;
        order.due = match to {
            At::Placed => now + SHIPPED_WITHIN,
            At::Shipped => now + ON_THE_ROAD,
            At::Taken | At::Delivered | At::Cancelled => now,
        };
    }

    /// When an order takes its next step at the latest.
    pub fn next_due(&self) -> Option<Time> {
        let open = self.orders.iter().filter(|order| order.is_open());
        open.map(|order| order.due).min()
    }
}
