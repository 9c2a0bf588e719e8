//! The inbox: Amazon's messages, as they come, as they wait for their devices, and what is asked where some may have been
//! missed.

pub(crate) mod catch_up;
pub(crate) mod notification;
pub(crate) mod waiting;
