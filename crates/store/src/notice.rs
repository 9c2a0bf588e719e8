//! Notices to customers: what they chose, and what they are told, once for each alert and channel.

use domain::notice::{Channel, Notice, NoticeKind, NoticeSettings, QuietHours};
use domain::{AccountId, AlertId, DeviceId, MessageId, NoticeId, SlotId, Time, Zone};
use sqlx::FromRow;
use uuid::Uuid;

use crate::row::{entities, row};
use crate::tx::on;
use crate::wire::{ChannelName, MaybeId, MaybeMillis, Millis, NoticeKindName};
use crate::{Error, Tx};

row! {
    Notice from NoticeRow {
        #[sqlx(try_from = "Uuid")] id: NoticeId,
        #[sqlx(try_from = "Uuid")] account_id: AccountId,
        #[sqlx(try_from = "ChannelName")] channel: Channel,
        #[sqlx(try_from = "Uuid")] alert_id: AlertId,
        #[sqlx(try_from = "Uuid")] device_id: DeviceId,
        #[sqlx(try_from = "MaybeId")] slot_id: Option<SlotId>,
        #[sqlx(try_from = "NoticeKindName")] kind: NoticeKind,
        #[sqlx(try_from = "Millis")] since: Time,
        #[sqlx(try_from = "Millis")] decided_at: Time,
        #[sqlx(try_from = "Millis")] due_at: Time,
        #[sqlx(try_from = "MaybeId")] message_id: Option<MessageId>,
        #[sqlx(try_from = "MaybeMillis")] sent_at: Option<Time>,
    }
}

#[derive(FromRow)]
struct SettingsRow {
    #[sqlx(try_from = "Uuid")]
    account_id: AccountId,
    locale: String,
    zone: String,
    mail: String,
    push: String,
    quiet_from: Option<i64>,
    quiet_to: Option<i64>,
    daily: Option<i64>,
}

impl From<SettingsRow> for NoticeSettings {
    fn from(row: SettingsRow) -> Self {
        let minute = |minute: Option<i64>| minute.and_then(|minute| u16::try_from(minute).ok());
        let quiet = minute(row.quiet_from).zip(minute(row.quiet_to));
        Self {
            account_id: row.account_id,
            locale: row.locale,
            // One that is gone from the tables of this build is read as UTC.
            zone: Zone::parse(&row.zone).unwrap_or_default(),
            mail: NoticeKind::parse_all(&row.mail),
            push: NoticeKind::parse_all(&row.push),
            quiet: quiet.map(|(from, to)| QuietHours { from, to }),
            daily: minute(row.daily),
        }
    }
}

impl Tx {
    /// Writes what a customer chose.
    pub async fn notice_settings_put(&mut self, settings: &NoticeSettings) -> Result<(), Error> {
        const SQL: &str = "
            INSERT INTO notice_settings (account_id, locale, zone, mail, push, quiet_from, quiet_to, daily)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            ON CONFLICT (account_id) DO UPDATE SET locale = excluded.locale, zone = excluded.zone,
                mail = excluded.mail, push = excluded.push, quiet_from = excluded.quiet_from,
                quiet_to = excluded.quiet_to, daily = excluded.daily";
        on!(self, c => sqlx::query(SQL)
            .bind(settings.account_id.0)
            .bind(&settings.locale)
            .bind(settings.zone.name())
            .bind(NoticeKind::text(&settings.mail))
            .bind(NoticeKind::text(&settings.push))
            .bind(settings.quiet.map(|quiet| i64::from(quiet.from)))
            .bind(settings.quiet.map(|quiet| i64::from(quiet.to)))
            .bind(settings.daily.map(i64::from))
            .execute(c).await?.rows_affected());
        Ok(())
    }

    /// What a customer chose.
    pub async fn notice_settings(
        &mut self,
        account: AccountId,
    ) -> Result<Option<NoticeSettings>, Error> {
        const SQL: &str = "SELECT * FROM notice_settings WHERE account_id = $1";
        let row: Option<SettingsRow> =
            on!(self, c => sqlx::query_as(SQL).bind(account.0).fetch_optional(c).await?);
        Ok(row.map(Into::into))
    }

    /// Keeps a notice, where its alert was not told of to that customer by that channel: whether it was not.
    pub async fn notice_insert(&mut self, notice: &Notice) -> Result<bool, Error> {
        const SQL: &str = "
            INSERT INTO notices (id, account_id, channel, alert_id, device_id, slot_id, kind, since,
                decided_at, due_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            ON CONFLICT DO NOTHING";
        let rows = on!(self, c => sqlx::query(SQL)
            .bind(notice.id.0)
            .bind(notice.account_id.0)
            .bind(notice.channel.name())
            .bind(notice.alert_id.0)
            .bind(notice.device_id.0)
            .bind(notice.slot_id.map(|id| id.0))
            .bind(notice.kind.name())
            .bind(notice.since.millis())
            .bind(notice.decided_at.millis())
            .bind(notice.due_at.millis())
            .execute(c).await?.rows_affected());
        Ok(rows == 1)
    }

    /// So many notices at most that are due and not sent, the one that was due first first.
    pub async fn notices_due(
        &mut self,
        account: AccountId,
        channel: Channel,
        now: Time,
        limit: i64,
    ) -> Result<Vec<Notice>, Error> {
        const SQL: &str = "
            SELECT * FROM notices
            WHERE account_id = $1 AND channel = $2 AND sent_at IS NULL AND due_at <= $3
            ORDER BY due_at, id LIMIT $4";
        let rows: Vec<NoticeRow> = on!(self, c => sqlx::query_as(SQL)
            .bind(account.0).bind(channel.name()).bind(now.millis()).bind(limit)
            .fetch_all(c).await?);
        Ok(entities(rows))
    }

    /// When the next one that is not sent is due.
    pub async fn notices_next_due(
        &mut self,
        account: AccountId,
        channel: Channel,
    ) -> Result<Option<Time>, Error> {
        const SQL: &str = "
            SELECT due_at FROM notices WHERE account_id = $1 AND channel = $2 AND sent_at IS NULL
            ORDER BY due_at, id LIMIT 1";
        let due: Option<i64> = on!(self, c => sqlx::query_scalar(SQL)
            .bind(account.0).bind(channel.name()).fetch_optional(c).await?);
        Ok(due.map(Time::from_millis))
    }

    /// Says with which message a notice is sent.
    pub async fn notice_bind(&mut self, id: NoticeId, message: MessageId) -> Result<(), Error> {
        const SQL: &str = "UPDATE notices SET message_id = $2 WHERE id = $1";
        on!(self, c => sqlx::query(SQL)
            .bind(id.0).bind(message.0).execute(c).await?.rows_affected());
        Ok(())
    }

    /// A notice was sent.
    pub async fn notice_sent(&mut self, id: NoticeId, at: Time) -> Result<(), Error> {
        const SQL: &str = "UPDATE notices SET sent_at = $2 WHERE id = $1";
        on!(self, c => sqlx::query(SQL)
            .bind(id.0).bind(at.millis()).execute(c).await?.rows_affected());
        Ok(())
    }

    /// A notice is not sent any more.
    pub async fn notice_delete(&mut self, id: NoticeId) -> Result<(), Error> {
        const SQL: &str = "DELETE FROM notices WHERE id = $1";
        on!(self, c => sqlx::query(SQL).bind(id.0).execute(c).await?.rows_affected());
        Ok(())
    }

    /// So many notices of a customer at most, newest first.
    pub async fn notices_of_account(
        &mut self,
        account: AccountId,
        limit: i64,
    ) -> Result<Vec<Notice>, Error> {
        const SQL: &str = "SELECT * FROM notices WHERE account_id = $1 ORDER BY id DESC LIMIT $2";
        let rows: Vec<NoticeRow> = on!(self, c => sqlx::query_as(SQL)
            .bind(account.0).bind(limit).fetch_all(c).await?);
        Ok(entities(rows))
    }

    /// Forgets so many notices at most that were decided on before a moment, the oldest first: how many.
    pub async fn notices_delete_before(&mut self, before: Time, most: i64) -> Result<u64, Error> {
        const SQL: &str = "
            DELETE FROM notices WHERE id IN
                (SELECT id FROM notices WHERE decided_at < $1 ORDER BY decided_at, id LIMIT $2)";
        Ok(on!(self, c => sqlx::query(SQL)
            .bind(before.millis()).bind(most).execute(c).await?.rows_affected()))
    }

    /// Forgets all that is kept of an account for notices.
    pub(crate) async fn notices_delete_of(&mut self, account: AccountId) -> Result<(), Error> {
        const TABLES: [&str; 4] = [
            "DELETE FROM notices WHERE account_id = $1",
            "DELETE FROM push_subscriptions WHERE account_id = $1",
            "DELETE FROM notice_addresses WHERE account_id = $1",
            "DELETE FROM notice_settings WHERE account_id = $1",
        ];
        for sql in TABLES {
            on!(self, c => sqlx::query(sql).bind(account.0).execute(c).await?.rows_affected());
        }
        Ok(())
    }
}
