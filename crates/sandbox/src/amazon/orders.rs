//! An order's life at Amazon: accepted, placed, shipped, delivered; or cancelled.
//!
//! A slot of a registration has at most one open order, and it stays open until its estimated
//! delivery date is reached.

use jiff::Timestamp;
use jiff::civil::time;
use jiff::tz::TimeZone;
use serde::Serialize;

use super::registration::Refused;
use super::world::{Moment, World};
use crate::config::Pace;

const DAY: i64 = 86_400_000;
/// The customer's time to repair address or payment.
const RESOLUTION: i64 = 72 * 3_600_000;

/// Where an order is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderState {
    /// Accepted, not placed yet.
    Requested,
    /// Accepted, stuck in the order resolution flow.
    Resolving,
    /// Placed; the customer may still cancel.
    Placed,
    /// On its way.
    Shipped,
    /// Its estimated date has come. Nobody is told.
    Delivered,
    /// Cancelled, by whoever.
    Cancelled,
}

/// One order. Times are unix milliseconds of business time.
#[derive(Clone, Debug, Serialize)]
pub struct Order {
    /// `eventInstanceId`.
    pub instance: String,
    /// Device.
    pub serial: String,
    /// Slot.
    pub slot: String,
    /// Product.
    pub asin: String,
    /// Content in `unit`.
    pub quantity: f64,
    /// Unit of `quantity`.
    pub unit: String,
    /// Simulated even at Amazon.
    pub test: bool,
    /// Where it is.
    pub state: OrderState,
    /// When replenish was called.
    pub requested_at: i64,
    /// When it was placed.
    pub placed_at: Option<i64>,
    /// When it was shipped.
    pub shipped_at: Option<i64>,
    /// When it was cancelled.
    pub cancelled_at: Option<i64>,
    /// Estimated delivery date.
    pub estimate: Option<i64>,
    /// The registration it belongs to.
    pub registration: u64,
    /// When its next step is due.
    #[serde(skip)]
    pub(crate) due: Option<i64>,
}

impl Order {
    pub(crate) fn open(&self, now: i64) -> bool {
        match self.state {
            OrderState::Requested | OrderState::Resolving | OrderState::Placed => true,
            OrderState::Shipped => self.estimate.is_none_or(|at| at > now),
            OrderState::Delivered | OrderState::Cancelled => false,
        }
    }

    pub(crate) fn unshipped(&self) -> bool {
        matches!(
            self.state,
            OrderState::Requested | OrderState::Resolving | OrderState::Placed
        )
    }

    /// `status` of getOrderInfo. A customer may cancel for 24 hours; then the order is authorized.
    pub(crate) fn wire_status(&self, now: i64) -> &'static str {
        match self.state {
            OrderState::Requested | OrderState::Resolving => "Processing",
            OrderState::Placed if self.placed_at.is_some_and(|at| now - at < DAY) => "Pending",
            OrderState::Placed => "Authorized",
            OrderState::Shipped | OrderState::Delivered => "Closed",
            OrderState::Cancelled => "Canceled",
        }
    }
}

/// What of an order a message is about.
#[derive(Clone, Copy)]
pub(crate) struct Parcel {
    pub(crate) quantity: f64,
    pub(crate) estimate: Option<i64>,
}

impl Parcel {
    fn all(order: &Order) -> Self {
        Self {
            quantity: order.quantity,
            estimate: order.estimate,
        }
    }
}

/// What replenish found.
pub(crate) enum Replenished {
    Placed { instance: String, test: bool },
    InProgress { instance: String },
    Unsubscribed,
    UnknownSlot,
}

impl World {
    pub(crate) fn replenish(&mut self, now: Moment, registration: u64, slot: &str) -> Replenished {
        let Some((one, known)) = self
            .registration(registration)
            .and_then(|one| Some((one, self.model_of(one)?.slot(slot)?)))
        else {
            return Replenished::UnknownSlot;
        };
        if let Some(open) = self.open_order(registration, slot, now.business) {
            return Replenished::InProgress {
                instance: open.instance.clone(),
            };
        }
        let chosen = one
            .slots
            .get(slot)
            .filter(|subscription| subscription.subscribed);
        let Some(product) = chosen.and_then(|choice| known.product(choice.asin.as_deref()?)) else {
            return Replenished::Unsubscribed;
        };
        let (state, due) = if self.faults.order_resolution {
            (OrderState::Resolving, now.business + RESOLUTION)
        } else {
            (
                OrderState::Requested,
                now.business + self.pace.placed_after_ms,
            )
        };
        let mut order = Order {
            instance: String::new(),
            serial: one.serial.clone(),
            slot: slot.to_owned(),
            asin: product.asin.clone(),
            quantity: product.quantity,
            unit: known.unit_of(product).to_owned(),
            test: one.test,
            state,
            requested_at: now.business,
            placed_at: None,
            shipped_at: None,
            cancelled_at: None,
            estimate: None,
            registration,
            due: Some(due),
        };
        order.instance = self.ids.instance();
        let answer = Replenished::Placed {
            instance: order.instance.clone(),
            test: order.test,
        };
        self.orders.push(order);
        answer
    }

    pub(crate) fn open_order(&self, registration: u64, slot: &str, now: i64) -> Option<&Order> {
        self.orders.iter().rev().find(|order| {
            order.registration == registration && order.slot == slot && order.open(now)
        })
    }

    /// The earliest order step.
    pub(crate) fn next_order_step(&self) -> Option<i64> {
        self.orders.iter().filter_map(|order| order.due).min()
    }

    /// Takes every step that is due, earliest first and dated when it was due; returns how many.
    pub(crate) fn step_orders(&mut self, now: Moment) -> usize {
        let mut steps = 0;
        while let Some((due, index)) = self
            .orders
            .iter()
            .enumerate()
            .filter_map(|(index, order)| Some((order.due?, index)))
            .filter(|(due, _)| *due <= now.business)
            .min()
        {
            let now = Moment {
                business: due,
                ..now
            };
            match self.orders[index].state {
                OrderState::Requested => self.place(now, index),
                OrderState::Resolving => self.cancel_order(now, index),
                OrderState::Placed => self.ship_order(now, index),
                OrderState::Shipped => {
                    self.orders[index].state = OrderState::Delivered;
                    self.orders[index].due = None;
                }
                OrderState::Delivered | OrderState::Cancelled => self.orders[index].due = None,
            }
            steps += 1;
        }
        steps
    }

    fn place(&mut self, now: Moment, index: usize) {
        let shipped = now.business + self.pace.shipped_after_ms;
        let estimate = estimate(shipped, self.pace);
        let order = &mut self.orders[index];
        order.state = OrderState::Placed;
        order.placed_at = Some(now.business);
        order.estimate = Some(estimate);
        order.due = Some(shipped);
        let parcel = Parcel::all(&self.orders[index]);
        self.notify_order(now, index, "OrderPlacedNotification", parcel);
    }

    fn ship_order(&mut self, now: Moment, index: usize) {
        let first = estimate(now.business, self.pace);
        let parcels = self.faults.parcels.max(1);
        let last = first + i64::from(parcels - 1) * DAY;
        let order = &mut self.orders[index];
        order.state = OrderState::Shipped;
        order.shipped_at = Some(now.business);
        order.estimate = Some(last);
        order.due = Some(last);
        let quantity = order.quantity / f64::from(parcels);
        for n in 0..parcels {
            let parcel = Parcel {
                quantity,
                estimate: Some(first + i64::from(n) * DAY),
            };
            self.notify_order(now, index, "ItemShippedNotification", parcel);
        }
    }

    /// What is on its way is expected a day later.
    pub(crate) fn delay(&mut self, now: Moment, serial: &str, slot: &str) -> Result<(), Refused> {
        let registration = self.live(serial).ok_or(Refused::NotRegistered)?.id;
        let index = self
            .orders
            .iter()
            .rposition(|order| {
                order.registration == registration
                    && order.slot == slot
                    && order.state == OrderState::Shipped
            })
            .ok_or_else(|| Refused::NothingOnItsWay(slot.to_owned()))?;
        let order = &mut self.orders[index];
        order.estimate = order.estimate.map(|at| at + DAY);
        order.due = order.estimate;
        let parcel = Parcel::all(order);
        self.notify_order(now, index, "ItemShippedNotification", parcel);
        Ok(())
    }

    fn cancel_order(&mut self, now: Moment, index: usize) {
        self.orders[index].state = OrderState::Cancelled;
        self.orders[index].cancelled_at = Some(now.business);
        self.orders[index].due = None;
        let parcel = Parcel::all(&self.orders[index]);
        self.notify_order(now, index, "OrderCancelledNotification", parcel);
    }

    fn unshipped(&self, serial: &str, slot: &str) -> Result<usize, Refused> {
        let registration = self.live(serial).ok_or(Refused::NotRegistered)?.id;
        self.orders
            .iter()
            .rposition(|order| {
                order.registration == registration && order.slot == slot && order.unshipped()
            })
            .ok_or_else(|| Refused::NoOrder(slot.to_owned()))
    }

    /// The customer cancels.
    pub(crate) fn cancel(&mut self, now: Moment, serial: &str, slot: &str) -> Result<(), Refused> {
        let index = self.unshipped(serial, slot)?;
        self.cancel_order(now, index);
        Ok(())
    }

    /// Ships now; an order that is not placed yet, or in resolution, is placed first.
    pub(crate) fn ship(&mut self, now: Moment, serial: &str, slot: &str) -> Result<(), Refused> {
        let index = self.unshipped(serial, slot)?;
        if self.orders[index].state != OrderState::Placed {
            self.place(now, index);
        }
        self.ship_order(now, index);
        Ok(())
    }

    /// Cancels every test order of a registration, or that of one slot, without a notification.
    pub(crate) fn cancel_tests(&mut self, now: Moment, registration: u64, slot: Option<&str>) {
        for order in self.orders.iter_mut().filter(|order| {
            order.registration == registration
                && order.test
                && slot.is_none_or(|slot| order.slot == slot)
                && order.open(now.business)
        }) {
            order.state = OrderState::Cancelled;
            order.cancelled_at = Some(now.business);
            order.due = None;
        }
    }

    /// The registration ends: nobody is told about its orders any more, and what is not on its way
    /// stays at home.
    pub(crate) fn abandon_orders(&mut self, now: Moment, registration: u64) {
        for order in self
            .orders
            .iter_mut()
            .filter(|order| order.registration == registration && order.unshipped())
        {
            order.state = OrderState::Cancelled;
            order.cancelled_at = Some(now.business);
            order.due = None;
        }
    }
}

/// The estimated delivery date of something shipped then, in whole seconds.
fn estimate(shipped: i64, pace: Pace) -> i64 {
    let exact = (shipped + pace.arrives_after_ms + 999).div_euclid(1000) * 1000;
    if pace.arrives_after_ms < DAY {
        return exact;
    }
    let end_of_day = || {
        let pacific = TimeZone::get("America/Los_Angeles").ok()?;
        let day = Timestamp::from_millisecond(exact)
            .ok()?
            .to_zoned(pacific.clone())
            .date();
        let end = day
            .to_datetime(time(23, 59, 59, 0))
            .to_zoned(pacific)
            .ok()?;
        Some(end.timestamp().as_millisecond())
    };
    end_of_day().unwrap_or(exact)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> i64 {
        text.parse::<Timestamp>().unwrap().as_millisecond()
    }

    #[test]
    fn estimates_end_the_pacific_day_in_winter_and_summer() {
        let pace = Pace {
            arrives_after_ms: 2 * DAY,
            ..Pace::default()
        };
        assert_eq!(
            estimate(at("2026-12-04T20:00:00Z"), pace),
            at("2026-12-07T07:59:59Z")
        );
        assert_eq!(
            estimate(at("2026-06-04T20:00:00Z"), pace),
            at("2026-06-07T06:59:59Z")
        );
    }

    #[test]
    fn a_fast_pace_gives_the_exact_second() {
        let pace = Pace {
            arrives_after_ms: 1_500,
            ..Pace::default()
        };
        assert_eq!(
            estimate(at("2026-06-04T20:00:00Z"), pace),
            at("2026-06-04T20:00:02Z")
        );
    }
}
