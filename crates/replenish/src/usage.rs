//! Ingest: a device's reports, durable before they are answered, counted once however often they
//! are sent.
//!
//! Reports of many requests share a transaction ([`queue`], [`batch`]). In it they are applied to what is known of
//! their devices by the rules of `domain::engine`, which say what else is to be read, and what they leave is written at
//! once.

mod batch;
mod decode;
mod device_batch;
pub(crate) mod queue;
mod writer;

use domain::order::OrderState;
use domain::registration::RegistrationStatus;
use domain::usage::{Rejection, SentReport};
use domain::{DeviceId, Quantity, Slot, Time, Unit};
use queue::Sender;

use crate::queries::view::registration;
use crate::runtime::vault::digest;
use crate::{Application, Error};

/// What became of a request's reports.
#[derive(Clone, Debug, PartialEq)]
pub struct Receipt {
    /// Reports that are new and durable.
    pub accepted: usize,
    /// Reports known already.
    pub duplicate: usize,
    /// Reports that were not taken, and why.
    pub rejected: Vec<Rejected>,
    /// Reports that were taken otherwise than they said.
    pub adjusted: Vec<Adjustment>,
    /// All slots of the device, afterwards.
    pub slots: Vec<SlotState>,
    /// Whether its token is to be a new one, [`Application::renew_token`].
    pub renews: bool,
}

/// A report that was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejected {
    /// Its place in the request.
    pub index: usize,
    /// Why.
    pub why: Rejection,
}

/// A report that was taken otherwise than it said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Adjustment {
    /// Its place in the request.
    pub index: usize,
    /// Its id.
    pub id: String,
    /// A stable name: `clock_wrong`, `above_full`, `rounded`, `id_reused`.
    pub code: &'static str,
    /// What was done.
    pub detail: &'static str,
}

/// A slot as its own machine sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlotState {
    /// Amazon's name of it.
    pub slot: String,
    /// Its unit.
    pub unit: Unit,
    /// In the machine; none while unknown.
    pub machine: Option<Quantity>,
    /// In the machine and beside it.
    pub at_home: Option<Quantity>,
    /// Both are as they were: its journal is being counted again.
    pub is_counting: bool,
    /// The order under way, and when it is expected.
    pub order: Option<(OrderState, Option<Time>)>,
}

/// A machine's own view of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MachineState {
    /// Whether it is connected.
    pub registration: RegistrationStatus,
    /// Its slots.
    pub slots: Vec<SlotState>,
}

impl SlotState {
    fn of(slot: &Slot, order: Option<(OrderState, Option<Time>)>) -> Self {
        Self {
            slot: slot.kind.slot.clone(),
            unit: slot.kind.unit,
            machine: slot.machine,
            at_home: slot.stock().at_home(),
            is_counting: slot.counting.is_some(),
            order,
        }
    }
}

impl Application {
    /// Takes the reports of a token's device; none where the token is nobody's. A bad report is named
    /// and does not stop the others.
    pub async fn ingest_with(
        &self,
        token: &str,
        reports: Vec<SentReport>,
    ) -> Result<Option<Receipt>, Error> {
        let hash = digest(token);
        let answer = self.enqueue(Sender::Token(hash.clone()), reports).await?;
        if answer.is_none() {
            self.note_old_token(&hash).await?;
        }
        Ok(answer)
    }

    /// Takes the reports of a known device.
    pub async fn ingest(
        &self,
        device: DeviceId,
        reports: Vec<SentReport>,
    ) -> Result<Receipt, Error> {
        let answer = self.enqueue(Sender::Device(device), reports).await?;
        answer.ok_or(Error::NotFound)
    }

    /// The device as it stands, for its lamp.
    pub async fn device_state(&self, device: DeviceId) -> Result<MachineState, Error> {
        let mut tx = self.store.read().await?;
        let device = tx.device(device).await?.ok_or(Error::NotFound)?;
        let registered = tx.registration(device.id).await?.is_some();
        let slots = tx.slot_snapshots(&[device.id]).await?;
        let slots = slots
            .iter()
            .map(|it| SlotState::of(&it.slot, it.orders.live));
        Ok(MachineState {
            registration: registration(&device, registered),
            slots: slots.collect(),
        })
    }
}

#[cfg(test)]
mod tests;
