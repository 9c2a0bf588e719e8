//! The job of an alert: who hears of it, by which channel, and when. It runs when the alert has lasted as long as it has to,
//! and once is enough: a repeat finds what the first run wrote down.

use domain::alert::Alert;
use domain::notice::{Channel, Notice, NoticeKind, Recipient, due};
use domain::{AccountId, AlertId};
use store::Tx;

use crate::job::{Ended, Job};
use crate::{Application, Error};

/// Runs the job.
pub(crate) async fn run(app: &Application, id: AlertId) -> Result<Ended, Error> {
    if app.settings.notices.is_none() {
        return Ok(Ended::Done);
    }
    let now = app.now();
    let mut tx = app.store.write().await?;
    let open = tx.alert(id).await?.filter(|alert| alert.ended_at.is_none());
    let Some((alert, kind)) = open.and_then(|it| Some((it, NoticeKind::of(it.kind)?))) else {
        return Ok(Ended::Done);
    };
    let recipients = recipients(app, &mut tx, &alert).await?;
    let mut is_any = false;
    for (account, channel, at) in due(kind, &recipients, now) {
        let notice = Notice {
            id: app.random.id(now),
            account_id: account,
            channel,
            alert_id: id,
            device_id: alert.device_id,
            slot_id: alert.slot_id,
            kind,
            since: alert.since,
            decided_at: now,
            due_at: at,
            message_id: None,
            sent_at: None,
        };
        if tx.notice_insert(&notice).await? {
            app.ask(&mut tx, &sending(account, channel), at).await?;
            is_any = true;
        }
    }
    if is_any {
        tx.commit().await?;
        app.wake.notify_waiters();
    }
    Ok(Ended::Done)
}

/// The job that sends to an account by a channel.
pub(crate) fn sending(account: AccountId, channel: Channel) -> Job {
    match channel {
        Channel::Mail => Job::Mail { account },
        Channel::Push => Job::Push { account },
    }
}

/// The household whose machine it is, as far as they can be reached.
async fn recipients(
    app: &Application,
    tx: &mut Tx,
    alert: &Alert,
) -> Result<Vec<Recipient>, Error> {
    let device = tx.device(alert.device_id).await?;
    let household = device
        .filter(|device| !device.deleting)
        .and_then(|device| device.household_id);
    let Some(household) = household else {
        return Ok(Vec::new());
    };
    let mut recipients = Vec::new();
    for account in tx.accounts_of_household(household).await? {
        let Some(settings) = tx.notice_settings(account.id).await? else {
            continue;
        };
        let mut channels = Vec::new();
        let address = tx.notice_address(account.id).await?;
        if app.has_channel(Channel::Mail) && address.is_some_and(|it| it.is_good()) {
            channels.push(Channel::Mail);
        }
        if app.has_channel(Channel::Push) && !tx.push_subscriptions(account.id).await?.is_empty() {
            channels.push(Channel::Push);
        }
        recipients.push(Recipient { settings, channels });
    }
    Ok(recipients)
}
