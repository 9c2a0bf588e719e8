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

use domain::api_key::Scope;
use domain::evidence::Evidence;
use domain::order::OrderState;
use domain::registration::RegistrationStatus;
use domain::usage::{Rejection, SentReport};
use domain::{DeviceId, Quantity, Slot, Time, Unit, device};
use queue::Sender;

use crate::devices::fleet;
use crate::queries::view::registration;
use crate::{Application, Caller, Error};

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
    /// Whether its token is to be a new one, [`crate::Devices::renew_token`].
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
    /// A stable name: `clock_wrong`, `above_full`, `rounded`, `id_reused`, `provisional`.
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
    /// What is known of its readings, some of which may wait.
    pub evidence: Evidence,
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
            evidence: slot.evidence,
            order,
        }
    }
}

/// What machines report, and how they stand.
#[derive(Clone, Copy, Debug)]
pub struct Usage<'a>(&'a Application);

impl Application {
    /// What machines report, and how they stand.
    pub fn usage(&self) -> Usage<'_> {
        Usage(self)
    }
}

impl Usage<'_> {
    /// Takes the reports of a machine; not found where its token is nobody's. A bad report is named and does not stop
    /// the others.
    pub async fn report(self, caller: Caller, reports: Vec<SentReport>) -> Result<Receipt, Error> {
        self.report_of(caller, reports, None).await
    }

    /// Takes the reports of a machine that may say what runs in it, which is kept where it is something else than before.
    pub async fn report_of(
        self,
        caller: Caller,
        reports: Vec<SentReport>,
        firmware: Option<&str>,
    ) -> Result<Receipt, Error> {
        let sender = match &caller {
            Caller::Device(device) => Sender::Device(*device),
            Caller::Token(hash) => Sender::Token(hash.clone()),
            _ => return Err(Error::Forbidden),
        };
        let answer = self
            .enqueue(sender, reports, firmware.and_then(device::firmware))
            .await?;
        if let (None, Caller::Token(hash)) = (&answer, &caller) {
            self.0.devices().note_old_token(hash).await?;
        }
        answer.ok_or(Error::NotFound)
    }

    /// Takes reports of the machine of a serial, which the maker's own cloud has heard.
    pub async fn report_for(
        self,
        caller: &Caller,
        serial: &str,
        reports: Vec<SentReport>,
        firmware: Option<&str>,
    ) -> Result<Receipt, Error> {
        caller.must_have(Scope::Usage)?;
        let mut tx = self.0.store.read().await?;
        let device = fleet::device(&mut tx, serial).await?.id;
        drop(tx);
        self.report_of(Caller::Device(device), reports, firmware)
            .await
    }

    /// The device as it stands, for its lamp.
    pub async fn state(self, device: DeviceId) -> Result<MachineState, Error> {
        let mut tx = self.0.store.read().await?;
        let device = tx.device(device).await?.ok_or(Error::NotFound)?;
        let registered = tx.registration(device.id).await?.is_some()
            || tx.alexa_endpoint(device.id).await?.is_some();
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
