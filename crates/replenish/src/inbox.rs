//! The inbox: Amazon's messages, as they come, as they wait for their devices, and what is asked where some may have been
//! missed.

pub(crate) mod catch_up;
pub(crate) mod notification;
pub(crate) mod waiting;

use crate::Application;

/// Where Amazon's messages come in.
#[derive(Clone, Copy, Debug)]
pub struct Inbox<'a>(&'a Application);

impl Application {
    /// Where Amazon's messages come in.
    pub fn inbox(&self) -> Inbox<'_> {
        Inbox(self)
    }
}
