//! By what customers hear, and what is said and read there: plain values, which the settings of an application hold.

use std::fmt;

use delivery::{Mailer, Pusher};
use domain::notice::{NoticeKind, NoticeSettings};
use domain::{Time, Zone};

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

impl From<NoticeSettings> for Reader {
    fn from(settings: NoticeSettings) -> Self {
        Self {
            locale: settings.locale,
            zone: settings.zone,
        }
    }
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
