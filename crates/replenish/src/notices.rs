//! Notices: what a customer chooses to hear, where they hear it, and the jobs that decide ([`decide`]) and send ([`mail`],
//! [`push`]).
//!
//! - An alert that customers are told of asks for a job as it begins, so that nothing is looked through for it. That job writes
//!   down who hears of it and when, once for each customer and channel, and asks for the one that sends.
//! - What is due together is one message. Its id is written down before it is sent, so that a repeat is the same message.
//! - Addresses, browsers and the links in mails are kept sealed, and are in no log.
//! - Without a channel ([`Channels`]) none of it is there.

mod address;
pub(crate) mod decide;
mod doctor;
pub(crate) mod gather;
pub(crate) mod mail;
pub(crate) mod push;
mod settings;
mod view;

use std::fmt;

use delivery::{Mailer, Pusher};
use domain::notice::{Channel, NoticeKind};
use domain::{AccountId, Time, Zone};
use secrecy::SecretString;
use tracing::error;

use crate::{Application, Error};

pub use address::NewBrowser;
pub(crate) use address::mail_tries;
pub use settings::Chosen;
pub use view::{Browsers, MailAddressView, MailState, NoticesView};

/// How customers hear.
#[derive(Clone)]
pub struct Channels {
    /// By e-mail.
    pub mail: Option<Mailer>,
    /// By push.
    pub push: Option<Pusher>,
    /// What is said, in whose language.
    pub write: fn(&Reader, &Said) -> Written,
}

impl fmt::Debug for Channels {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Channels({:?}, {:?})", self.mail, self.push)
    }
}

/// Who reads.
#[derive(Clone, Debug, PartialEq)]
pub struct Reader {
    /// The tag of their language and country.
    pub locale: String,
    /// Where they live.
    pub zone: Zone,
}

/// What is said.
#[derive(Clone, Debug, PartialEq)]
pub enum Said {
    /// An address is to be confirmed by a link.
    Confirm {
        /// The link.
        link: String,
    },
    /// What somebody should hear of, one thing or more.
    Notices {
        /// Each.
        items: Vec<Item>,
        /// Where it is chosen what comes.
        settings: String,
        /// Where it is ended, in a mail.
        unsubscribe: Option<String>,
    },
}

/// One thing that somebody should hear of.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// What.
    pub kind: NoticeKind,
    /// What its household calls the machine.
    pub machine: String,
    /// What the supply is called, where it is one's.
    pub supply: Option<String>,
    /// Since when.
    pub since: Time,
    /// The page about it.
    pub link: String,
}

/// A message in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The tag of its language.
    pub language: &'static str,
    /// What it is about.
    pub subject: String,
    /// All of it, for a mail.
    pub text: String,
    /// A line or two, for a push.
    pub short: String,
}

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
