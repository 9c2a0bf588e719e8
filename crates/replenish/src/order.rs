//! What happens to orders, in the transaction of a change: each event moves the state as `domain`
//! says, and leaves the jobs and holds that follow.

use domain::cooldown::Cooldown;
use domain::event::EventType;
use domain::journal::{Actor, Input};
use domain::order::{AWAITING_LIMIT, EndReason, NOT_ARRIVED, OrderEvent, OrderState, SHIPPING};
use domain::time::DAY;
use domain::{OrderId, Quantity, Time};
use store::{Order, Parcel, Slot};

use crate::application::AuditActor;
use crate::device_unit::DeviceUnit;
use crate::jobs::Job;
use crate::stock::NewEntry;
use crate::subscription::brings;
use crate::{Application, Code, Customer, Error};

/// Orders of a slot that a use may confirm, newest first; older ones are long used up.
const CONFIRMED_BY_USE: i64 = 5;

impl DeviceUnit {
    /// Moves an order by an event and writes it; false where the event changes nothing.
    pub(crate) async fn move_order(
        &mut self,
        slot: &Slot,
        order: &mut Order,
        event: OrderEvent,
    ) -> Result<bool, Error> {
        let Some(state) = order.state.after(event) else {
            return Ok(false);
        };
        metrics::counter!("larder_orders_total", "state" => state.name()).increment(1);
        order.state = state;
        order.live = state.is_live() && (order.live || event == OrderEvent::NotArrived);
        let moment = Some(self.now);
        match event {
            OrderEvent::Accepted => order.accepted_at = moment,
            OrderEvent::Placed => order.placed_at = moment,
            OrderEvent::Shipped => order.shipped_at = moment,
            OrderEvent::Arrived | OrderEvent::Cancelled | OrderEvent::Failed => {
                order.ended_at = moment;
            }
            OrderEvent::NotArrived => order.ended_at = None,
        }
        self.tx.order_update(order).await?;
        self.order_event(EventType::of_order(event, order.reason), slot, order);
        self.watch(order).await?;
        Ok(true)
    }

    /// Asks for a look at an order when its state has lasted too long.
    pub(crate) async fn watch(&mut self, order: &Order) -> Result<(), Error> {
        let at = match order.state {
            OrderState::Awaiting => accepted(order) + AWAITING_LIMIT,
            OrderState::Placed => expected(order),
            _ => return Ok(()),
        };
        self.job(&Job::OrderWatch { order: order.id }, at.max(self.now))
            .await
    }

    /// Ends an order that did not come through, with the hold its reason leaves, and decides again.
    pub(crate) async fn end_order(
        &mut self,
        slot: &mut Slot,
        order: &mut Order,
        event: OrderEvent,
        reason: EndReason,
    ) -> Result<(), Error> {
        order.reason = Some(reason);
        if self.move_order(slot, order, event).await? {
            slot.cooldown = slot
                .cooldown
                .after(reason, event == OrderEvent::Failed, self.now);
            self.evaluate(slot).await?;
        }
        Ok(())
    }

    /// An order is cancelled at Amazon: what it brought is taken back, what was on the road does not
    /// come.
    pub(crate) async fn cancel(
        &mut self,
        slot: &mut Slot,
        order: &mut Order,
        reason: EndReason,
    ) -> Result<(), Error> {
        if order.state == OrderState::Arrived {
            self.uncount(slot, order, Actor::Larder).await?;
            self.report_status(slot).await?;
        }
        let before = order.state;
        self.end_order(slot, order, OrderEvent::Cancelled, reason)
            .await?;
        if order.state == before {
            return Ok(());
        }
        for parcel in self.tx.parcels(order.id).await? {
            if parcel.counted.is_none() {
                self.tx
                    .job_delete(&Job::Parcel { parcel: parcel.id }.key())
                    .await?;
            }
        }
        Ok(())
    }

    /// Counts a parcel at a moment: its stock is added, and with an order's last parcel the order
    /// has arrived. Whoever says so but Larder, which goes by the date, confirms it.
    pub(crate) async fn count_parcel(
        &mut self,
        slot: &mut Slot,
        order: &mut Order,
        parcel: &mut Parcel,
        at: Time,
        by: Actor,
    ) -> Result<(), Error> {
        let entry = NewEntry {
            at,
            input: Input::Delivery(parcel.quantity),
            actor: by,
            key: Some((
                format!("parcel:{}", parcel.id),
                // One that was taken back may be counted again.
                slot.accepted.to_string().into_bytes(),
            )),
            effective: true,
        };
        self.measure_arrival(slot).await?;
        parcel.counted = Some(self.append(slot, entry).await?);
        self.tx.parcel_update(parcel).await?;
        self.fold(slot, (at, at)).await?;
        if !self.on_the_road(order.id).await? {
            order.confirmed |= by != Actor::Larder;
            if self.move_order(slot, order, OrderEvent::Arrived).await? {
                slot.cooldown = Cooldown::default();
            }
        }
        self.report_status(slot).await?;
        self.evaluate(slot).await
    }

    /// How many days what was left would have lasted when more came: the operator's measure of ordering
    /// neither too late nor too early.
    async fn measure_arrival(&mut self, slot: &Slot) -> Result<(), Error> {
        let pace = self.pace(slot).await?;
        if let Some((at_home, pace)) = slot.stock().at_home().zip(pace)
            && let Some(left) = pace.millis_for(at_home)
        {
            let days = left as f64 / DAY as f64;
            metrics::histogram!("larder_days_left_at_arrival").record(days);
        }
        Ok(())
    }

    /// Everything of an order is here before its date, as somebody says: nothing more is added on it.
    pub(crate) async fn arrive_early(
        &mut self,
        slot: &mut Slot,
        order: &mut Order,
        at: Time,
        by: Actor,
    ) -> Result<(), Error> {
        let mut parcels = self.tx.parcels(order.id).await?;
        parcels.retain(|parcel| parcel.counted.is_none());
        if parcels.is_empty()
            && let Some(quantity) = brings(slot, order)
        {
            let parcel = self.new_parcel(order, quantity, at).await?;
            parcels.push(parcel);
        }
        for mut parcel in parcels {
            self.count_parcel(slot, order, &mut parcel, at, by).await?;
        }
        Ok(())
    }

    /// Makes a parcel of an order.
    pub(crate) async fn new_parcel(
        &mut self,
        order: &Order,
        quantity: Quantity,
        estimate: Time,
    ) -> Result<Parcel, Error> {
        let parcel = Parcel {
            id: self.id(),
            order_id: order.id,
            slot_id: order.slot_id,
            quantity,
            estimate,
            counted: None,
        };
        self.tx.parcel_insert(&parcel).await?;
        Ok(parcel)
    }

    /// Takes back what an order's parcels brought.
    pub(crate) async fn uncount(
        &mut self,
        slot: &mut Slot,
        order: &Order,
        actor: Actor,
    ) -> Result<Vec<Parcel>, Error> {
        let mut parcels = self.tx.parcels(order.id).await?;
        for parcel in &mut parcels {
            let Some(entry) = parcel.counted.take() else {
                continue;
            };
            self.tx.parcel_update(parcel).await?;
            let undone = self.tx.entry_undoing(entry).await?.is_some();
            if let Some(row) = self.tx.entry(entry).await?
                && !undone
            {
                self.append_undo(slot, &row, actor).await?;
            }
        }
        Ok(parcels)
    }

    /// A use that needs what an order brought says that it was really here. What came first is used
    /// first: an order is drawn from once less is left than it and all later ones brought.
    pub(crate) async fn confirm_by_use(&mut self, slot: &Slot) -> Result<(), Error> {
        let known = slot.stock().at_home().filter(|_| slot.counting.is_none());
        let Some(at_home) = known else {
            return Ok(());
        };
        let mut brought = Quantity::ZERO;
        for mut order in self.tx.orders_of_slot(slot.id, CONFIRMED_BY_USE).await? {
            if order.state != OrderState::Arrived {
                continue;
            }
            let parcels = self.tx.parcels(order.id).await?;
            brought += parcels.iter().map(|parcel| parcel.quantity).sum();
            let used = slot
                .last_use
                .zip(order.ended_at)
                .is_some_and(|(used, came)| used > came);
            if !order.confirmed && used && at_home < brought {
                order.confirmed = true;
                self.tx.order_update(&order).await?;
            }
        }
        Ok(())
    }
}

/// When Amazon accepted an order, as far as is known.
pub(crate) fn accepted(order: &Order) -> Time {
    order.accepted_at.unwrap_or(order.requested_at)
}

/// When an order is expected.
pub(crate) fn expected(order: &Order) -> Time {
    order
        .estimate
        .unwrap_or_else(|| order.placed_at.unwrap_or(order.requested_at) + SHIPPING)
}

/// When a placed order past its date is looked at next.
pub(crate) fn next_look(now: Time) -> Time {
    now + DAY
}

impl Application {
    /// The customer has it. Said before, it changes nothing.
    pub async fn order_arrived(
        &self,
        customer: impl Into<Customer>,
        id: OrderId,
        request_id: &str,
    ) -> Result<(), Error> {
        let customer = customer.into();
        let (mut change, mut slot, mut order) = self.own_order(customer, id).await?;
        match order.state {
            OrderState::Placed | OrderState::Shipped => {
                if brings(&slot, &order).is_none() && change.tx.parcels(id).await?.is_empty() {
                    let why = "Amazon has not said how much it is. Add what came as a restock.";
                    return Err(Error::conflict(Code::UnknownContent, why));
                }
                let now = change.now;
                let by = Actor::Customer;
                change.arrive_early(&mut slot, &mut order, now, by).await?;
            }
            OrderState::Arrived if order.confirmed => return Ok(()),
            OrderState::Arrived => {
                order.confirmed = true;
                change.tx.order_update(&order).await?;
            }
            _ => {
                let why = "This order is not on its way.";
                return Err(Error::conflict(Code::NotOnItsWay, why));
            }
        }
        change
            .audit(
                AuditActor::Customer(customer.account, request_id),
                "order.arrived",
            )
            .await?;
        change.commit().await
    }

    /// The customer has not got it: what was added is taken back, and asked for again in two days.
    pub async fn order_not_arrived(
        &self,
        customer: impl Into<Customer>,
        id: OrderId,
        request_id: &str,
    ) -> Result<(), Error> {
        let customer = customer.into();
        let (mut change, mut slot, mut order) = self.own_order(customer, id).await?;
        if order.state != OrderState::Arrived {
            let why = "This order has not been counted yet.";
            return Err(Error::conflict(Code::NotCounted, why));
        }
        let again = change.now + NOT_ARRIVED;
        let parcels = change.uncount(&mut slot, &order, Actor::Customer).await?;
        for mut parcel in parcels {
            parcel.estimate = again;
            change.tx.parcel_update(&parcel).await?;
            change
                .job(&Job::Parcel { parcel: parcel.id }, again)
                .await?;
        }
        order.confirmed = false;
        order.estimate = Some(again);
        if change.tx.order_live(slot.id).await?.is_some() {
            order.late = true;
            change.tx.order_update(&order).await?;
            change.order_event(EventType::OrderNotArrived, &slot, &order);
        } else {
            change
                .move_order(&slot, &mut order, OrderEvent::NotArrived)
                .await?;
        }
        change.report_status(&slot).await?;
        change.evaluate(&mut slot).await?;
        change
            .audit(
                AuditActor::Customer(customer.account, request_id),
                "order.not_arrived",
            )
            .await?;
        change.commit().await
    }

    async fn own_order(
        &self,
        customer: Customer,
        id: OrderId,
    ) -> Result<(DeviceUnit, Slot, Order), Error> {
        let found = self.store.read().await?.order(id).await?;
        let slot = found.ok_or(Error::NotFound)?.slot_id;
        let (mut change, slot) = self.own_slot(customer, slot).await?;
        let order = change.tx.order(id).await?.ok_or(Error::NotFound)?;
        Ok((change, slot, order))
    }
}
