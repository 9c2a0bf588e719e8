//! Deregistration: every way a registration ends, and a household's leaving.

use domain::event::{Event, EventData, EventType};
use domain::order::{EndReason, OrderEvent};
use domain::registration::EndedBy;
use domain::{AccountId, DeviceId, Replenisher};
use secrecy::SecretString;
use store::{Begins, MadeSlot, Registration, Tx};

use crate::device_unit::DeviceUnit;
use crate::job::{Ended, Job, PendingDeregistration};
use crate::runtime::tokens::of_registration;
use crate::runtime::vault::pending_place;
use crate::{Application, Error};

impl Application {
    /// Asks for a registration of a serial to be ended at Amazon with these tokens.
    pub(crate) async fn ask_deregistration(
        &self,
        tx: &mut Tx,
        serial: &str,
        account: AccountId,
        access: &SecretString,
        refresh: &SecretString,
    ) -> Result<(), Error> {
        let id: uuid::Uuid = self.random.id(self.now());
        let seal = |secret| self.vault.seal(secret, &pending_place(id), &self.random);
        let pending = PendingDeregistration {
            id,
            serial: serial.to_owned(),
            account,
            access: seal(access)?,
            refresh: seal(refresh)?,
        };
        self.ask(tx, &Job::Deregister(pending), self.now()).await
    }
}

impl DeviceUnit {
    /// Ends the connection, from whatever side: the registration at Amazon, or that Alexa is told of it. Tokens, Amazon's customer and choices, order ids
    /// and messages go; level, journal and pace stay. Amazon is told by a job, unless it told us.
    pub(crate) async fn end_registration(&mut self, by: EndedBy) -> Result<(), Error> {
        let Some(registration) = self.tx.registration(self.device.id).await? else {
            return self.leave_alexa(by).await;
        };
        if matches!(by, EndedBy::Customer | EndedBy::Maker) {
            self.enqueue_deregistration(&registration).await?;
        }
        self.tx.registration_delete(self.device.id).await?;
        self.registered = false;
        let now = self.now;
        self.device.end_registration(by, now);
        self.event(EventType::DeviceDeregistered, EventData::By { by });
        self.update_own_alerts().await?;
        self.end_orders().await
    }

    /// Nobody is asked for its supplies any more: what was chosen there goes, what is not on the road does not come, and
    /// what is has no name.
    async fn end_orders(&mut self) -> Result<(), Error> {
        let device = self.device.id;
        self.read_all_orders().await?;
        for s in 0..self.slots.len() {
            let work = &mut self.slots[s];
            work.slot.disconnect();
            work.touch();
            let orders = work.orders().iter();
            let in_part = orders.clone().filter(|it| it.waits_for_the_rest());
            let in_part: Vec<_> = in_part.map(|it| it.order.id).collect();
            let orders = orders.map(|it| &it.order);
            let unshipped = orders.filter(|it| it.live && it.state.is_unshipped());
            let unshipped: Vec<_> = unshipped.map(|order| order.id).collect();
            for order in unshipped {
                self.end_order(s, order, OrderEvent::Cancelled, EndReason::Deregistered);
            }
            // Nobody can be asked about the rest any more.
            for order in in_part {
                self.arrived(s, order);
            }
        }
        self.settle().await?;
        // Whose they are is seen at the end; what is nameless then is not known here by its name any more.
        let events = std::mem::take(&mut self.changes.events);
        self.flush().await?;
        self.changes.events = events;
        for work in &mut self.slots {
            work.orders = None;
        }
        self.tx.orders_make_nameless(device).await?;
        let serial = self.device.serial.clone();
        Ok(self.tx.notifications_empty(&serial).await?)
    }

    async fn enqueue_deregistration(&mut self, registration: &Registration) -> Result<(), Error> {
        let row = of_registration(registration.device_id);
        let Ok((access, refresh)) = self.app.open_tokens(&registration.tokens, &row) else {
            return Ok(());
        };
        let account = registration.account_id;
        let serial = self.device.serial.clone();
        self.app
            .ask_deregistration(&mut self.tx, &serial, account, &access, &refresh)
            .await
    }

    /// The household leaves: the registration ends, and the machine goes on as another device, as new and
    /// nobody's. What was theirs hangs on the old one, which nobody sees any more, until a job has deleted
    /// it; nothing of it can be taken for the next owner's. What the leaving itself ended is said of the machine as it
    /// goes on, so that it can be heard of.
    pub(crate) async fn leave(&mut self, by: EndedBy) -> Result<(), Error> {
        if self.device.household_id.is_none() {
            return Ok(());
        }
        self.end_registration(by).await?;
        if self.device.replenisher == Replenisher::Shop {
            // Nobody's machine orders nothing.
            self.device.household_id = None;
            self.end_orders().await?;
        }
        let old = self.device.id;
        let new = self.device.as_new(self.id(), self.now);
        let slots = self.slots.iter().map(|it| it.slot.kind.slot.clone());
        let slots = slots.map(|slot| MadeSlot {
            id: self.id(),
            device_id: new.id,
            slot,
        });
        let slots: Vec<_> = slots.collect();
        self.tx.device_replace(old, &new).await?;
        self.tx.slots_make(&slots, Begins::Unknown).await?;
        // What was at home is theirs.
        let goes_on = |event: &Event| event.slot.is_none() || event.order.is_some();
        for (device, event) in &mut self.changes.events {
            if goes_on(event) {
                *device = new.id;
            }
        }
        self.device = new;
        self.slots = Vec::new();
        self.alerts = None;
        self.tx
            .job_delete(&Job::Daily { device: old }.key())
            .await?;
        let now = self.now;
        self.job(Job::DeleteDevice { device: old }, now);
        Ok(())
    }
}

/// Asks with the tokens whether Amazon has ended the registration; if they are refused, it has.
pub(crate) async fn verify(app: &Application, id: DeviceId) -> Result<Ended, Error> {
    let ended = app.sync_subscriptions(id).await?;
    if ended == Ended::Done {
        let mut unit = match DeviceUnit::lock(app, id).await {
            Err(Error::NotFound) => return Ok(Ended::Done),
            held => held?,
        };
        if unit.device.ended_by == Some(EndedBy::TokenRefused) {
            unit.device.ended_by = Some(EndedBy::Amazon);
        }
        unit.commit().await?;
    }
    Ok(ended)
}
