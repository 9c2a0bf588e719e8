//! The job that sends mail to a customer: the link by which an address is confirmed, and notices. An address of which its
//! server says for good that it takes nothing is ended, and the customer's page says so.

use std::time::{Duration, SystemTime};

use delivery::{Letter, MailAddress, MailFailure, Mailer};
use domain::notice::{AddressEnd, Channel, NoticeAddress, PATIENCE};
use domain::{AccountId, MessageId};
use secrecy::ExposeSecret as _;
use tracing::info;

use super::gather::{Gathered, gather};
use super::{Channels, Reader, Said, place};
use crate::job::{Ended, Tries};
use crate::runtime::clock::system_now;
use crate::{Application, Error};

/// Messages of one run, which is over long before its lease.
const MESSAGES: usize = 4;

/// Who a mail is to, and how it is ended.
struct Post<'a> {
    app: &'a Application,
    channels: &'a Channels,
    mailer: &'a Mailer,
    to: MailAddress,
}

/// Runs the job.
pub(crate) async fn run(
    app: &Application,
    account: AccountId,
    tries: Tries,
) -> Result<Ended, Error> {
    let Some(channels) = &app.settings.notices else {
        return Ok(Ended::Done);
    };
    let Some(mailer) = &channels.mail else {
        return Ok(Ended::Done);
    };
    let Some(address) = app.store.read().await?.notice_address(account).await? else {
        return Ok(Ended::Done);
    };
    let notices = app.notices();
    let opened = notices.open(&address.address, &place(account, "address"));
    let parsed = opened.and_then(|text| MailAddress::parse(text.expose_secret()).ok());
    let Some(to) = parsed.filter(|_| address.ended_at.is_none()) else {
        return Ok(Ended::Done);
    };
    let post = Post {
        app,
        channels,
        mailer,
        to,
    };
    if address.is_good() {
        post.notices(&address, tries).await
    } else {
        post.confirmation(&address, tries).await
    }
}

impl Post<'_> {
    /// Sends the link by which the address is confirmed, once.
    async fn confirmation(&self, address: &NoticeAddress, tries: Tries) -> Result<Ended, Error> {
        let account = address.account_id;
        let app = self.app;
        let Some(sealed) = address
            .confirm
            .as_ref()
            .filter(|_| address.confirm_sent_at.is_none())
        else {
            return Ok(Ended::Done);
        };
        let token = app.notices().open(sealed, &place(account, "confirm"));
        let settings = app.store.read().await?.notice_settings(account).await?;
        let (Some(token), Some(settings)) = (token, settings) else {
            return Ok(Ended::Done);
        };
        let reader = Reader::from(settings);
        let link = format!("/notices/confirm?token={}", token.expose_secret());
        let said = Said::Confirm {
            link: app.page(&link),
        };
        let message = address.confirm_message;
        match self.send(message, &reader, &said, None).await {
            Ok(()) => {
                let mut tx = app.store.write().await?;
                tx.notice_address_asked(account, message, app.now()).await?;
                tx.commit().await?;
                Ok(Ended::Done)
            }
            Err(MailFailure::Refused) => self.end(address).await,
            Err(_) if tries.last(app.now(), PATIENCE) => Ok(Ended::Done),
            Err(failure) => Ok(Ended::Retry {
                after: None,
                why: words(failure),
            }),
        }
    }

    /// Sends what is due.
    async fn notices(&self, address: &NoticeAddress, tries: Tries) -> Result<Ended, Error> {
        let (app, account) = (self.app, address.account_id);
        let sealed = &address.unsubscribe;
        let token = app.notices().open(sealed, &place(account, "unsubscribe"));
        let Some(token) = token else {
            return Ok(Ended::Done);
        };
        let unsubscribe = format!("/notices/unsubscribe?token={}", token.expose_secret());
        let unsubscribe = app.page(&unsubscribe);
        for _ in 0..MESSAGES {
            let message = match gather(app, account, Channel::Mail).await? {
                Gathered::Nothing(next) => return Ok(next.map_or(Ended::Done, Ended::Again)),
                Gathered::Message(message) => message,
            };
            let said = Said::Notices {
                items: message.items.clone(),
                settings: app.page("/settings/notices"),
                unsubscribe: Some(unsubscribe.clone()),
            };
            let sent = self.send(message.id, &message.reader, &said, Some(&unsubscribe));
            match sent.await {
                Ok(()) => message.sent(app).await?,
                Err(MailFailure::Refused) => {
                    message.give_up(app).await?;
                    return self.end(address).await;
                }
                Err(failure) => return message.again(app, tries, words(failure)).await,
            }
        }
        Ok(Ended::Again(app.now()))
    }

    async fn send(
        &self,
        message: MessageId,
        reader: &Reader,
        said: &Said,
        unsubscribe: Option<&str>,
    ) -> Result<(), MailFailure> {
        let written = (self.channels.write)(reader, said);
        let now = system_now().millis();
        let letter = Letter {
            to: &self.to,
            id: &message.to_string(),
            date: SystemTime::UNIX_EPOCH + Duration::from_millis(now.unsigned_abs()),
            language: written.language,
            subject: &written.subject,
            text: &written.text,
            unsubscribe,
        };
        let sent = self.mailer.send(&letter).await;
        let outcome = if sent.is_ok() { "sent" } else { "failed" };
        metrics::counter!("larder_notices_total", "channel" => "mail", "outcome" => outcome)
            .increment(1);
        sent
    }

    /// Nothing is sent to it any more.
    async fn end(&self, address: &NoticeAddress) -> Result<Ended, Error> {
        let (app, account) = (self.app, address.account_id);
        let mut tx = app.store.write().await?;
        tx.notice_address_end(address, AddressEnd::Refused, app.now())
            .await?;
        tx.commit().await?;
        info!(%account, "an address that takes no mail is not written to any more");
        Ok(Ended::Done)
    }
}

fn words(failure: MailFailure) -> &'static str {
    match failure {
        MailFailure::Refused => "the mail server takes nothing for this address",
        MailFailure::NotConnected => "the mail server does not answer; look at LARDER_SMTP_URL",
        MailFailure::NotAllowed => {
            "the mail server does not take user and password; look at LARDER_SMTP_URL"
        }
        MailFailure::NotNow => {
            "the mail server does not take the message now, or not from LARDER_MAIL_FROM"
        }
        MailFailure::NotWritten => "the message cannot be written",
    }
}
