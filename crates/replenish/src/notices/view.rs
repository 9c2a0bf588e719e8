//! What a customer's page shows of their notices.

use domain::notice::{AddressEnd, Channel, NoticeAddress, NoticeSettings};
use domain::{AccountId, PushSubscriptionId, Time};
use secrecy::ExposeSecret as _;

use super::{Notices, Reader, place};
use crate::Error;

/// All of it.
#[derive(Clone, Debug, PartialEq)]
pub struct NoticesView {
    /// What they chose, or else what is chosen where nothing was.
    pub settings: NoticeSettings,
    /// Where mail goes, if there is mail.
    pub mail: Option<Option<MailAddressView>>,
    /// Where pushes go, if there are pushes.
    pub push: Option<Browsers>,
}

/// An address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailAddressView {
    /// Its text.
    pub address: String,
    /// How it is.
    pub state: MailState,
}

/// How an address is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailState {
    /// Notices are sent to it.
    Confirmed,
    /// It was sent a link, which nobody has followed yet; or will be.
    Waiting,
    /// Its server takes nothing for it.
    Refused,
    /// Whoever reads it wanted nothing more.
    Unsubscribed,
}

/// Browsers that are pushed to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Browsers {
    /// By which key they subscribe.
    pub key: String,
    /// Each, and since when.
    pub there: Vec<(PushSubscriptionId, Time)>,
}

impl MailState {
    fn of(address: &NoticeAddress) -> Self {
        match address.ended_by {
            Some(AddressEnd::Refused) => Self::Refused,
            Some(AddressEnd::Unsubscribed) => Self::Unsubscribed,
            None if address.is_good() => Self::Confirmed,
            None => Self::Waiting,
        }
    }
}

impl Notices<'_> {
    /// What a customer's page shows.
    pub async fn view(self, account: AccountId, reader: Reader) -> Result<NoticesView, Error> {
        if !self.are_there() {
            return Err(Error::NotFound);
        }
        let mut tx = self.0.store.read().await?;
        let settings = tx.notice_settings(account).await?;
        let settings =
            settings.unwrap_or_else(|| NoticeSettings::new(account, reader.locale, reader.zone));
        let mail = if self.0.has_channel(Channel::Mail) {
            let address = tx.notice_address(account).await?;
            Some(address.and_then(|it| self.shown_address(&it)))
        } else {
            None
        };
        let push = match self.push_key() {
            Some(key) => {
                let there = tx.push_subscriptions(account).await?;
                let there = there.into_iter().map(|it| (it.id, it.created_at));
                let there = there.collect();
                Some(Browsers { key, there })
            }
            None => None,
        };
        Ok(NoticesView {
            settings,
            mail,
            push,
        })
    }

    /// An address in its own words.
    pub(crate) fn shown_address(self, address: &NoticeAddress) -> Option<MailAddressView> {
        let text = self.open(&address.address, &place(address.account_id, "address"))?;
        Some(MailAddressView {
            address: text.expose_secret().to_owned(),
            state: MailState::of(address),
        })
    }
}
