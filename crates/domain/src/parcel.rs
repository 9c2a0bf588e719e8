//! A parcel: what of an order is on the road, and until when.

use crate::{DeviceId, EntryId, OrderId, ParcelId, Quantity, SlotId, Time};

/// One parcel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parcel {
    /// Our id.
    pub id: ParcelId,
    /// Its order.
    pub order_id: OrderId,
    /// The device of the order's slot.
    pub device_id: DeviceId,
    /// The order's slot.
    pub slot_id: SlotId,
    /// What it brings.
    pub quantity: Quantity,
    /// When it is expected.
    pub estimate: Time,
    /// The entry that counted it.
    pub counted: Option<EntryId>,
}
