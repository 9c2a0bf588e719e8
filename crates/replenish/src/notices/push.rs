//! The job that pushes notices to a customer's browsers. A browser that is gone, or wants nothing more, is forgotten.

use delivery::{Browser, Pushed};
use domain::AccountId;
use domain::notice::{Channel, PushSubscription};
use secrecy::ExposeSecret as _;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::Said;
use super::gather::{Gathered, gather};
use crate::job::{Ended, Tries};
use crate::runtime::clock::system_now;
use crate::{Application, Error};

/// Messages of one run, which is over long before its lease.
const MESSAGES: usize = 2;

/// What is kept of a browser, sealed.
#[derive(Serialize, Deserialize)]
pub(super) struct Kept {
    pub(super) endpoint: String,
    pub(super) p256dh: String,
    pub(super) auth: String,
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
    let Some(pusher) = &channels.push else {
        return Ok(Ended::Done);
    };
    for _ in 0..MESSAGES {
        let message = match gather(app, account, Channel::Push).await? {
            Gathered::Nothing(next) => return Ok(next.map_or(Ended::Done, Ended::Again)),
            Gathered::Message(message) => message,
        };
        let said = Said::Notices {
            items: message.items.clone(),
            settings: app.page("/settings/notices"),
            unsubscribe: None,
        };
        let written = (channels.write)(&message.reader, &said);
        let topic = message.id.0.simple().to_string();
        let link = match &message.items[..] {
            [only] => only.link.clone(),
            _ => app.page("/"),
        };
        let body = json!({
            "title": written.subject,
            "body": written.short,
            "lang": written.language,
            "tag": topic,
            "url": link,
        });
        let body = body.to_string();
        let browsers = app.store.read().await?.push_subscriptions(account).await?;
        let seconds = system_now().millis().div_euclid(1_000);
        let (mut is_taken, mut is_late) = (false, false);
        for subscription in browsers {
            let pushed = match browser(app, &subscription) {
                Some(browser) => {
                    let pushed = pusher.push(&browser, &topic, body.as_bytes(), seconds);
                    pushed.await
                }
                None => Ok(Pushed::Gone),
            };
            let outcome = match pushed {
                Ok(Pushed::Taken) => {
                    is_taken = true;
                    "sent"
                }
                Ok(Pushed::Gone) => {
                    let mut tx = app.store.write().await?;
                    tx.push_subscription_delete(account, subscription.id)
                        .await?;
                    tx.commit().await?;
                    "gone"
                }
                Ok(Pushed::NotNow) | Err(_) => {
                    is_late = true;
                    "failed"
                }
            };
            metrics::counter!("larder_notices_total", "channel" => "push", "outcome" => outcome)
                .increment(1);
        }
        // Who has it on one browser has heard.
        if is_late && !is_taken {
            let why = "the push service does not take it now";
            return message.again(app, tries, why).await;
        }
        message.sent(app).await?;
    }
    Ok(Ended::Again(app.now()))
}

fn browser(app: &Application, subscription: &PushSubscription) -> Option<Browser> {
    let place = place(subscription);
    let opened = app.notices().open(&subscription.subscription, &place)?;
    let kept: Kept = serde_json::from_str(opened.expose_secret()).ok()?;
    Browser::new(&kept.endpoint, &kept.p256dh, &kept.auth).ok()
}

/// Where a browser's address and keys are kept, sealed.
pub(super) fn place(subscription: &PushSubscription) -> String {
    format!("push_subscriptions/{}", subscription.id)
}
