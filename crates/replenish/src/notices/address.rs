//! Where a customer hears: an address of e-mail, confirmed by a link that is spent once and ended by another, and browsers.
//!
//! The link that ends notices is in every mail, and whoever has it can end them and nothing else.

use std::time::Duration;

use delivery::{Browser, MailAddress};
use domain::notice::{AddressEnd, CONFIRMATION, MOST_BROWSERS, NoticeAddress, PushSubscription};
use domain::time::DAY;
use domain::{AccountId, PushSubscriptionId};
use secrecy::SecretString;
use store::Tx;

use super::push::{Kept, place as place_of_push};
use super::settings::settings_of;
use super::{Notices, Reader, place};
use crate::job::Job;
use crate::runtime::vault::digest;
use crate::{Caller, Code, Error};

/// Addresses that a customer may write in a day: each is sent a mail, whosever it is.
const TRIES: i64 = 5;

/// A browser as it subscribes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewBrowser {
    /// Where its push service is.
    pub endpoint: String,
    /// Its public key.
    pub p256dh: String,
    /// Its secret.
    pub auth: String,
}

/// What addresses that an account wrote are counted under.
pub(crate) fn mail_tries(account: AccountId) -> String {
    format!("mail:{account}")
}

impl Notices<'_> {
    /// Takes an address in the place of the one before, and sends it a link by which it is confirmed.
    pub async fn set_address(
        self,
        caller: Caller,
        text: &str,
        reader: Reader,
    ) -> Result<(), Error> {
        let app = self.0;
        let channels = app.settings.notices.as_ref();
        if channels.is_none_or(|it| it.mail.is_none()) {
            return Err(Error::NotFound);
        }
        let parsed = MailAddress::parse(text);
        let address = parsed.map_err(|_| {
            let detail = "Write one e-mail address, as name@example.com.";
            Error::invalid("address", Code::BadAddress, detail)
        })?;
        let now = app.now();
        let (mut tx, account) = app.begin(&caller).await?;
        let subject = mail_tries(account.id);
        if tx.attempts_since(&subject, now - DAY).await? >= TRIES {
            return Err(Error::TooMany {
                retry_after: Duration::from_secs(86_400),
            });
        }
        app.note_try(&mut tx, &subject).await?;
        let (confirm, unsubscribe) = (app.random.token(), app.random.token());
        let seal = |text: &str, column| {
            let secret = SecretString::from(text);
            self.seal(&secret, &place(account.id, column))
        };
        let kept = NoticeAddress {
            account_id: account.id,
            address: seal(address.text(), "address")?,
            created_at: now,
            confirm: Some(seal(&confirm, "confirm")?),
            confirm_message: app.random.id(now),
            confirm_sent_at: None,
            confirmed_at: None,
            unsubscribe: seal(&unsubscribe, "unsubscribe")?,
            ended_at: None,
            ended_by: None,
        };
        self.begin_settings(&mut tx, account.id, reader).await?;
        tx.notice_address_put(&kept, &digest(&confirm), &digest(&unsubscribe))
            .await?;
        let job = Job::Mail {
            account: account.id,
        };
        app.ask(&mut tx, &job, now).await?;
        self.end(tx, &caller, "notices.address", account.id).await
    }

    /// Forgets the address of a customer.
    pub async fn forget_address(self, caller: Caller) -> Result<(), Error> {
        let (mut tx, account) = self.0.begin(&caller).await?;
        tx.notice_address_delete(account.id).await?;
        self.end(tx, &caller, "notices.forget", account.id).await
    }

    /// Whether a link confirms an address.
    pub async fn may_confirm(self, token: &str) -> Result<bool, Error> {
        let mut tx = self.0.store.read().await?;
        Ok(self.to_confirm(&mut tx, token).await?.is_some())
    }

    /// Confirms the address that a link was sent to; whoever follows it need not be signed in.
    pub async fn confirm(self, token: &str) -> Result<(), Error> {
        let now = self.0.now();
        let mut tx = self.0.store.write().await?;
        self.to_confirm(&mut tx, token)
            .await?
            .ok_or(Error::NotFound)?;
        if !tx.notice_address_confirm(&digest(token), now).await? {
            return Err(Error::NotFound);
        }
        Ok(tx.commit().await?)
    }

    async fn to_confirm(self, tx: &mut Tx, token: &str) -> Result<Option<NoticeAddress>, Error> {
        let found = tx.notice_address_to_confirm(&digest(token)).await?;
        let is_doubted = self.0.doubted_since().is_some();
        let now = self.0.now();
        let lasts = |it: &NoticeAddress| {
            it.ended_at.is_none() && (is_doubted || now < it.created_at + CONFIRMATION)
        };
        Ok(found.filter(lasts))
    }

    /// Whether a link ends notices, or has ended them.
    pub async fn may_end(self, token: &str) -> Result<bool, Error> {
        let mut tx = self.0.store.read().await?;
        Ok(tx.notice_address_to_end(&digest(token)).await?.is_some())
    }

    /// Ends notices to the address that a link was sent to. Repeating it changes nothing.
    pub async fn unsubscribe(self, token: &str) -> Result<(), Error> {
        let now = self.0.now();
        let mut tx = self.0.store.write().await?;
        let found = tx.notice_address_to_end(&digest(token)).await?;
        let address = found.ok_or(Error::NotFound)?;
        tx.notice_address_end(&address, AddressEnd::Unsubscribed, now)
            .await?;
        Ok(tx.commit().await?)
    }

    /// Pushes notices to a browser from now on.
    pub async fn subscribe(
        self,
        caller: Caller,
        new: &NewBrowser,
        reader: Reader,
    ) -> Result<(), Error> {
        let app = self.0;
        let channels = app.settings.notices.as_ref();
        let pusher = channels
            .and_then(|it| it.push.as_ref())
            .ok_or(Error::NotFound)?;
        let is_good = Browser::new(&new.endpoint, &new.p256dh, &new.auth).is_ok();
        if !is_good || !pusher.may_call(&new.endpoint).await {
            let detail = "This browser cannot be reached.";
            return Err(Error::invalid("endpoint", Code::BadBrowser, detail));
        }
        let now = app.now();
        let (mut tx, account) = app.begin(&caller).await?;
        let mut there = tx.push_subscriptions(account.id).await?;
        // The oldest make room.
        while there.len() >= MOST_BROWSERS {
            let oldest = there.remove(0);
            tx.push_subscription_delete(account.id, oldest.id).await?;
        }
        let mut kept = PushSubscription {
            id: app.random.id(now),
            account_id: account.id,
            subscription: Vec::new(),
            created_at: now,
        };
        let secret = serde_json::to_string(&Kept {
            endpoint: new.endpoint.clone(),
            p256dh: new.p256dh.clone(),
            auth: new.auth.clone(),
        });
        let secret = SecretString::from(secret.unwrap_or_default());
        kept.subscription = self.seal(&secret, &place_of_push(&kept))?;
        self.begin_settings(&mut tx, account.id, reader).await?;
        tx.push_subscription_put(&kept, &digest(&new.endpoint))
            .await?;
        self.end(tx, &caller, "notices.subscribe", account.id).await
    }

    /// Pushes nothing more to a browser of a customer.
    pub async fn forget_browser(self, caller: Caller, id: PushSubscriptionId) -> Result<(), Error> {
        let (mut tx, account) = self.0.begin(&caller).await?;
        if !tx.push_subscription_delete(account.id, id).await? {
            return Err(Error::NotFound);
        }
        self.end(tx, &caller, "notices.unsubscribe", account.id)
            .await
    }

    /// The same by its endpoint, which it knows itself. Repeating it changes nothing.
    pub async fn leave_browser(self, caller: Caller, endpoint: &str) -> Result<(), Error> {
        let (mut tx, account) = self.0.begin(&caller).await?;
        tx.push_subscription_delete_at(account.id, &digest(endpoint))
            .await?;
        self.end(tx, &caller, "notices.unsubscribe", account.id)
            .await
    }

    /// How somebody reads is known from the first time that they want to hear.
    async fn begin_settings(
        self,
        tx: &mut Tx,
        account: AccountId,
        reader: Reader,
    ) -> Result<(), Error> {
        let settings = settings_of(tx, account, reader).await?;
        Ok(tx.notice_settings_put(&settings).await?)
    }

    /// Notes what was done, and commits.
    pub(super) async fn end(
        self,
        mut tx: Tx,
        caller: &Caller,
        action: &str,
        account: AccountId,
    ) -> Result<(), Error> {
        let object = format!("account:{account}");
        self.0.audit(&mut tx, caller, action, object).await?;
        tx.commit().await?;
        self.0.wake.notify_waiters();
        Ok(())
    }
}
