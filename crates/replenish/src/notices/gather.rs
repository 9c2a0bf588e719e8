//! What goes into a customer's next message by a channel. It is written down before it is sent: a message that may have been
//! sent is sent again as it was, with its id, and what became due since waits for the next one.

use domain::notice::{Channel, Notice, NoticeSettings, PATIENCE};
use domain::{AccountId, MessageId, Time};
use store::{Account, Tx};
use tracing::warn;

use super::{Item, Reader};
use crate::devices::name::device_name;
use crate::job::{Ended, Tries};
use crate::{Application, Error};

/// Notices of one message.
const MOST: i64 = 20;

/// What there is to send.
pub(super) enum Gathered {
    /// Nothing now; the next one is due then.
    Nothing(Option<Time>),
    /// A message.
    Message(Box<Message>),
}

/// A message before it is put into words.
pub(super) struct Message {
    pub(super) id: MessageId,
    pub(super) reader: Reader,
    pub(super) items: Vec<Item>,
    notices: Vec<Notice>,
}

/// Gathers it.
pub(super) async fn gather(
    app: &Application,
    account: AccountId,
    channel: Channel,
) -> Result<Gathered, Error> {
    let now = app.now();
    loop {
        let mut tx = app.store.write().await?;
        let Some(account) = tx.account(account).await? else {
            return Ok(Gathered::Nothing(None));
        };
        let Some(settings) = tx.notice_settings(account.id).await? else {
            return Ok(Gathered::Nothing(None));
        };
        let until = settings.quiet_until(now);
        if until > now {
            return Ok(Gathered::Nothing(Some(until)));
        }
        let mut due = tx.notices_due(account.id, channel, now, MOST).await?;
        let is_full = i64::try_from(due.len()).is_ok_and(|count| count >= MOST);
        let begun = due.iter().find_map(|notice| notice.message_id);
        if begun.is_some() {
            due.retain(|notice| notice.message_id == begun);
        }
        let id = begun.unwrap_or_else(|| app.random.id(now));
        let (mut items, mut notices) = (Vec::new(), Vec::new());
        for notice in due {
            match item(app, &mut tx, &notice, &account, &settings).await? {
                Some(item) => {
                    tx.notice_bind(notice.id, id).await?;
                    items.push(item);
                    notices.push(notice);
                }
                None => tx.notice_delete(notice.id).await?,
            }
        }
        let next = tx.notices_next_due(account.id, channel).await?;
        tx.commit().await?;
        if !items.is_empty() {
            return Ok(Gathered::Message(Box::new(Message {
                id,
                reader: Reader::from(settings),
                items,
                notices,
            })));
        }
        // All that was looked at has ended meanwhile.
        if !is_full && begun.is_none() {
            return Ok(Gathered::Nothing(next));
        }
    }
}

/// What a notice says; none where there is nothing to say any more. One that may have been sent is said again, whatever
/// became of it.
async fn item(
    app: &Application,
    tx: &mut Tx,
    notice: &Notice,
    account: &Account,
    settings: &NoticeSettings,
) -> Result<Option<Item>, Error> {
    let device = tx.device(notice.device_id).await?;
    let is_theirs = |it: &domain::Device| it.household_id == Some(account.household_id);
    let Some(device) = device.filter(|it| !it.deleting && is_theirs(it)) else {
        return Ok(None);
    };
    if notice.message_id.is_none() {
        let alert = tx.alert(notice.alert_id).await?;
        let is_on = alert.is_some_and(|alert| alert.ended_at.is_none());
        if !is_on || !settings.wants(notice.channel, notice.kind) {
            return Ok(None);
        }
    }
    let slot = match notice.slot_id {
        Some(slot) => tx.slot(slot).await?,
        None => None,
    };
    let link = match &slot {
        Some(slot) => app.page(&format!("/supplies/{}", slot.id)),
        None => app.page(&format!("/devices/{}", device.id)),
    };
    Ok(Some(Item {
        kind: notice.kind,
        machine: device_name(tx, &device).await?,
        supply: slot.map(|slot| slot.kind.name),
        since: notice.since,
        link,
    }))
}

impl Message {
    /// Writes down that it was sent.
    pub(super) async fn sent(&self, app: &Application) -> Result<(), Error> {
        let now = app.now();
        let mut tx = app.store.write().await?;
        for notice in &self.notices {
            tx.notice_sent(notice.id, now).await?;
        }
        Ok(tx.commit().await?)
    }

    /// It was not taken for now: it is tried again, for three days.
    pub(super) async fn again(
        &self,
        app: &Application,
        tries: Tries,
        why: &'static str,
    ) -> Result<Ended, Error> {
        if tries.last(app.now(), PATIENCE) {
            warn!(why, "notices are given up after three days");
            self.give_up(app).await?;
            return Ok(Ended::Again(app.now()));
        }
        Ok(Ended::Retry { after: None, why })
    }

    /// It is not sent any more.
    pub(super) async fn give_up(&self, app: &Application) -> Result<(), Error> {
        let mut tx = app.store.write().await?;
        for notice in &self.notices {
            tx.notice_delete(notice.id).await?;
        }
        Ok(tx.commit().await?)
    }
}
