//! Every way a registration ends, and a household's leaving.

use domain::AccountId;
use domain::hold::Hold;
use domain::order::{EndReason, OrderEvent};
use domain::registration::EndedBy;
use secrecy::SecretString;
use store::{Order, Registration, Slot};

use crate::Error;
use crate::change::Change;
use crate::jobs::{Farewell, Job};
use crate::token::{farewell_place, place};

impl Change {
    /// Ends the registration, from whatever side: tokens, Amazon's customer and choices, order ids
    /// and messages go; level, journal and pace stay. Amazon is told by a job, unless it told us.
    pub(crate) async fn end_registration(&mut self, by: EndedBy) -> Result<(), Error> {
        let Some(registration) = self.tx.registration(self.device.id).await? else {
            return Ok(());
        };
        if matches!(by, EndedBy::Customer | EndedBy::Maker) {
            self.say_farewell(&registration).await?;
        }
        self.tx.registration_delete(self.device.id).await?;
        self.device.ended_by = Some(by);
        self.device.ended_at = Some(self.now);
        for mut slot in self.slots().await? {
            slot.subscribed = None;
            slot.products = Vec::new();
            slot.said_at = None;
            slot.hold = Hold::default();
            if let Some(mut order) = self.tx.order_live(slot.id).await?
                && order.state.is_unshipped()
            {
                let event = OrderEvent::Cancelled;
                self.end_order(&mut slot, &mut order, event, EndReason::Deregistered)
                    .await?;
            }
            self.evaluate(&mut slot).await?;
        }
        self.tx.orders_make_nameless(self.device.id).await?;
        Ok(self.tx.notifications_empty(&self.device.serial).await?)
    }

    /// An order of a registration that Amazon has ended without our hearing of it: not sent off, it
    /// does not come; on the road it stays, without a name.
    pub(crate) async fn let_go(&mut self, slot: &mut Slot, order: &mut Order) -> Result<(), Error> {
        order.instance = None;
        order.asin = None;
        self.tx.order_update(order).await?;
        if order.state.is_unshipped() {
            let event = OrderEvent::Cancelled;
            self.end_order(slot, order, event, EndReason::Deregistered)
                .await?;
        }
        Ok(())
    }

    async fn say_farewell(&mut self, registration: &Registration) -> Result<(), Error> {
        let open = |sealed: &[u8], column| {
            self.app
                .vault
                .open(sealed, &place(registration.device_id, column))
        };
        let tokens = (
            open(&registration.access_token, "access_token"),
            open(&registration.refresh_token, "refresh_token"),
        );
        let (Ok(access), Ok(refresh)) = tokens else {
            return Ok(());
        };
        self.farewell(registration.account_id, &access, &refresh)
            .await
    }

    /// Asks for a registration to be ended at Amazon with these tokens.
    pub(crate) async fn farewell(
        &mut self,
        account: AccountId,
        access: &SecretString,
        refresh: &SecretString,
    ) -> Result<(), Error> {
        let id: uuid::Uuid = self.id();
        let seal = |secret: &SecretString| {
            self.app
                .vault
                .seal(secret, &farewell_place(id), &self.app.random)
        };
        let farewell = Farewell {
            id,
            device: self.device.id,
            account,
            access: seal(access),
            refresh: seal(refresh),
        };
        self.job(&Job::Deregister(farewell), self.now).await
    }

    /// The household leaves: the registration ends and everything that was theirs goes.
    pub(crate) async fn leave(&mut self, by: EndedBy) -> Result<(), Error> {
        if self.device.household_id.is_none() {
            return Ok(());
        }
        self.end_registration(by).await?;
        self.tx.device_history_delete(self.device.id).await?;
        for mut slot in self.slots().await? {
            slot.start = None;
            slot.machine = None;
            slot.spares = Default::default();
            slot.total = None;
            slot.first_report = None;
            slot.last_use = None;
            slot.decision = None;
            slot.status_at = None;
            slot.folded_to = None;
            slot.counting = None;
            slot.quiet_use = None;
            slot.quiet_until = None;
            self.tx.slot_update(&slot).await?;
        }
        let device = self.device.id;
        self.tx.job_delete(&Job::Daily { device }.key()).await?;
        self.device.household_id = None;
        self.device.name = None;
        self.device.claimed_at = None;
        self.device.left_at = Some(self.now);
        self.device.ended_by = None;
        self.device.ended_at = None;
        Ok(())
    }
}
