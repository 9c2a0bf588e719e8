//! What a customer says of an order of theirs: that it has arrived, or that it has not.

use domain::OrderId;
use domain::event::EventType;
use domain::journal::Actor;
use domain::order::{NOT_ARRIVED, OrderEvent, OrderState};
use store::{Order, Slot};

use crate::amazon::subscription::brings;
use crate::audit::AuditActor;
use crate::device_unit::DeviceUnit;
use crate::job::Job;
use crate::{Application, Code, Customer, Error};

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
