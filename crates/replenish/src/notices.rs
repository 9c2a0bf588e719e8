//! Notices: what a customer chooses to hear, where they hear it, and the jobs that decide ([`decide`]) and send ([`mail`],
//! [`push`]).
//!
//! - An alert that customers are told of asks for a job as it begins, so that nothing is looked through for it. That job writes
//!   down who hears of it and when, once for each customer and channel, and asks for the one that sends.
//! - What is due together is one message. Its id is written down before it is sent, so that a repeat is the same message.
//! - Addresses, browsers and the links in mails are kept sealed, and are in no log.
//! - Without a channel ([`Channels`]) none of it is there.

mod address;
pub(crate) mod channels;
pub(crate) mod decide;
mod doctor;
pub(crate) mod gather;
pub(crate) mod mail;
pub(crate) mod push;
mod settings;
mod view;

use domain::AccountId;
use domain::notice::Channel;
use secrecy::SecretString;
use tracing::error;

use crate::{Application, Error};

pub use channels::{Channels, Item, Reader, Said, Written};

pub use address::NewBrowser;
pub(crate) use address::mail_tries;
pub use settings::Chosen;
pub use view::{Browsers, MailAddressView, MailState, NoticesView};

/// Notices to customers.
#[derive(Clone, Copy, Debug)]
pub struct Notices<'a>(&'a Application);

impl Application {
    /// Notices to customers.
    pub fn notices(&self) -> Notices<'_> {
        Notices(self)
    }

    /// Whether customers can hear by it.
    pub(crate) fn has_channel(&self, channel: Channel) -> bool {
        let channels = self.settings.notices.as_ref();
        channels.is_some_and(|it| match channel {
            Channel::Mail => it.mail.is_some(),
            Channel::Push => it.push.is_some(),
        })
    }

    /// A page's address.
    fn page(&self, path: &str) -> String {
        let origin = self.settings.public_url.origin().ascii_serialization();
        format!("{origin}{path}")
    }
}

impl Notices<'_> {
    /// Whether there is a channel.
    pub fn are_there(self) -> bool {
        self.0.settings.notices.is_some()
    }

    /// By which key browsers subscribe; none where nothing is pushed.
    pub fn push_key(self) -> Option<String> {
        let channels = self.0.settings.notices.as_ref()?;
        Some(channels.push.as_ref()?.public_key())
    }

    fn seal(self, secret: &SecretString, place: &str) -> Result<Vec<u8>, Error> {
        Ok(self.0.vault.seal(secret, place, &self.0.random)?)
    }

    fn open(self, sealed: &[u8], place: &str) -> Option<SecretString> {
        let opened = self.0.vault.open(sealed, place);
        opened
            .inspect_err(|error| error!(%error, "what notices are sent by cannot be read"))
            .ok()
    }
}

/// Where something of an address is kept, sealed.
fn place(account: AccountId, column: &str) -> String {
    format!("notice_addresses/{account}/{column}")
}
