//! What Amazon is told about a machine: the state of a slot after every use, and that the machine is
//! alive, daily. Both may be repeated at will.

use domain::Time;
use domain::time::SECOND;
use reqwest::Method;
use secrecy::SecretString;
use serde::Serialize;
use serde_json::value::RawValue;
use tracing::{Instrument, field::Empty, info_span};

use super::DrsError;
use super::wire::{Call, segment};
use crate::client::Amazon;

/// A slot's state, in the unit that is fixed for the slot at Amazon. Amounts are plain decimal text
/// (`3.5`) and become JSON numbers digit for digit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlotStatus {
    /// When the next order is expected to be made.
    pub expected_replenishment: Time,
    /// What is in the machine.
    pub remaining: String,
    /// What the machine holds when full.
    pub original: String,
    /// What is at home and not in the machine.
    pub total_on_hand: String,
    /// The last use: Amazon wants one, so there is no status before it.
    pub last_use: Time,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct WireSlot {
    expected_replenishment_date: Time,
    remaining_quantity_in_unit: Box<RawValue>,
    original_quantity_in_unit: Box<RawValue>,
    total_quantity_on_hand: Box<RawValue>,
    last_use_date: Time,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct WireDevice {
    most_recently_active_date: Time,
}

impl Amazon {
    /// `POST /slotStatus/{slot}`.
    pub async fn slot_status(
        &self,
        access: &SecretString,
        slot: &str,
        status: &SlotStatus,
    ) -> Result<(), DrsError> {
        let wire = WireSlot {
            // Never before the moment that was meant.
            expected_replenishment_date: whole_second(status.expected_replenishment + (SECOND - 1)),
            remaining_quantity_in_unit: number(&status.remaining)?,
            original_quantity_in_unit: number(&status.original)?,
            total_quantity_on_hand: number(&status.total_on_hand)?,
            last_use_date: whole_second(status.last_use),
        };
        let call = Call {
            method: Method::POST,
            path: &format!("/slotStatus/{}", segment(slot)?),
            input: "DrsSlotStatusInput@1.0",
            result: "DrsSlotStatusResult@1.0",
            body: Some(serde_json::to_vec(&wire).map_err(|_| DrsError::Invalid("the status"))?),
            slot: true,
        };
        let span = info_span!("amazon.drs.slot_status", status = Empty, ms = Empty);
        self.drs(access, call).instrument(span).await.map(drop)
    }

    /// `POST /deviceStatus`: when the machine was last active.
    pub async fn device_status(
        &self,
        access: &SecretString,
        most_recently_active: Time,
    ) -> Result<(), DrsError> {
        let wire = WireDevice {
            most_recently_active_date: whole_second(most_recently_active),
        };
        let call = Call {
            method: Method::POST,
            path: "/deviceStatus",
            input: "DrsDeviceStatusInput@1.0",
            result: "DrsDeviceStatusResult@1.0",
            body: Some(serde_json::to_vec(&wire).map_err(|_| DrsError::Invalid("the status"))?),
            slot: false,
        };
        let span = info_span!("amazon.drs.device_status", status = Empty, ms = Empty);
        self.drs(access, call).instrument(span).await.map(drop)
    }
}

/// Amazon's pages write dates without a fraction.
fn whole_second(time: Time) -> Time {
    Time::from_millis(time.millis().div_euclid(SECOND) * SECOND)
}

/// Decimal text as a JSON number: digits, and a fraction where there is one.
fn number(text: &str) -> Result<Box<RawValue>, DrsError> {
    const FAULT: DrsError = DrsError::Invalid("an amount that is not a plain decimal");
    let plain = text.len() <= 40
        && text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.');
    if !plain {
        return Err(FAULT);
    }
    // What is left to refuse, such as `.5` and `007`, JSON refuses.
    RawValue::from_string(text.to_owned()).map_err(|_| FAULT)
}
