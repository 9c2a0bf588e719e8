//! Alerts, in the transaction of every change: what is due now is compared with the alerts that are open, whatever path
//! the change came by.

use domain::alert::{AlertKind, Reading, is_silent, of_machine, of_slot};
use domain::event::{EventData, EventType};
use domain::order::OrderState;
use domain::{SlotId, Time};
use store::{Alert, Device, Order, Slot};

use crate::Error;
use crate::device_unit::DeviceUnit;
use crate::orders::transition::expected;

/// Orders that are looked at for being late, the newest.
const NEWEST: i64 = 2;

/// The alerts of a slot after it was looked at.
pub(crate) struct SlotAlerts {
    /// Those that are open.
    pub open: Vec<AlertKind>,
    /// When an order of it may become late next.
    pub next: Option<Time>,
}

/// Whether somebody should hear that a machine is silent.
pub(crate) fn is_machine_silent(device: &Device, now: Time) -> bool {
    let heard = device.last_seen.or(device.claimed_at);
    device.household_id.is_some() && is_silent(heard, now)
}

impl DeviceUnit {
    /// Begins and ends the alerts of a slot. Nobody hears of a machine that is nobody's.
    pub(crate) async fn update_alerts(&mut self, slot: &Slot) -> Result<SlotAlerts, Error> {
        let before = self.open_alerts(Some(slot.id)).await?;
        let mut reading = Reading::default();
        let mut next = None;
        if self.device.household_id.is_some() {
            let level = slot.decision.as_ref().and_then(|it| it.reorder_level);
            let orders = self.tx.orders_of_slot(slot.id, NEWEST).await?;
            reading = Reading {
                at_home: slot.stock().at_home(),
                reorder_level: level,
                paused: slot.subscribed == Some(false),
                late_order: self.is_late(&orders).await?,
            };
            let placed = orders.iter().filter(|it| it.state == OrderState::Placed);
            next = placed.map(expected).filter(|at| *at > self.now).min();
        }
        let open: Vec<_> = before.iter().map(|alert| alert.kind).collect();
        let open = of_slot(&reading, &open);
        self.settle(before, &open, Some(slot)).await?;
        Ok(SlotAlerts { open, next })
    }

    /// Begins and ends the machine's own alerts.
    pub(crate) async fn update_silence(&mut self) -> Result<(), Error> {
        self.update_device_alerts(false).await
    }

    /// The same where a token was used that another one has replaced.
    pub(crate) async fn alert_old_token(&mut self) -> Result<(), Error> {
        self.update_device_alerts(true).await
    }

    async fn update_device_alerts(&mut self, old_token_used: bool) -> Result<(), Error> {
        let before = self.open_alerts(None).await?;
        let silent = is_machine_silent(&self.device, self.now);
        let told = before.iter().find(|it| it.kind == AlertKind::OldTokenUsed);
        let since = told.map(|alert| alert.since);
        let due = of_machine(silent, old_token_used, since, self.now);
        self.settle(before, &due, None).await
    }

    async fn open_alerts(&mut self, slot: Option<SlotId>) -> Result<Vec<Alert>, Error> {
        let mut open = self.tx.alerts_open(self.device.id).await?;
        open.retain(|alert| alert.slot_id == slot);
        Ok(open)
    }

    async fn settle(
        &mut self,
        before: Vec<Alert>,
        due: &[AlertKind],
        slot: Option<&Slot>,
    ) -> Result<(), Error> {
        let open: Vec<_> = before.iter().map(|alert| alert.kind).collect();
        for kind in EventType::of_alerts(&open, due) {
            match slot {
                Some(slot) => self.slot_event(kind, slot),
                None => {
                    let last_seen = self.device.last_seen;
                    self.event(kind, EventData::Silence { last_seen });
                }
            }
        }
        for alert in &before {
            if !due.contains(&alert.kind) {
                self.tx.alert_end(alert.id, self.now).await?;
            }
        }
        for kind in due {
            if before.iter().any(|alert| alert.kind == *kind) {
                continue;
            }
            let alert = Alert {
                id: self.id(),
                device_id: self.device.id,
                slot_id: slot.map(|slot| slot.id),
                kind: *kind,
                since: self.now,
                ended_at: None,
            };
            self.tx.alert_insert(&alert).await?;
            metrics::counter!("larder_alerts_total", "signal" => kind.name()).increment(1);
        }
        Ok(())
    }

    /// Whether one of the orders should be here and is not: placed and past its date, or said not to
    /// have come and not counted since.
    async fn is_late(&mut self, orders: &[Order]) -> Result<bool, Error> {
        for order in orders {
            let overdue = order.state == OrderState::Placed && self.now >= expected(order);
            if overdue || order.late && self.on_the_road(order.id).await? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
