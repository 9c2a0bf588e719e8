//! Where customers hear: addresses of e-mail, with the links by which they are confirmed and ended, and browsers.

use domain::notice::{AddressEnd, NoticeAddress, PushSubscription};
use domain::{AccountId, MessageId, PushSubscriptionId, Time};
use uuid::Uuid;

use crate::row::{entities, row};
use crate::tx::on;
use crate::wire::{MaybeAddressEnd, MaybeMillis, Millis};
use crate::{Error, Tx};

row! {
    NoticeAddress from AddressRow {
        #[sqlx(try_from = "Uuid")] account_id: AccountId,
        address: Vec<u8>,
        #[sqlx(try_from = "Millis")] created_at: Time,
        confirm: Option<Vec<u8>>,
        #[sqlx(try_from = "Uuid")] confirm_message: MessageId,
        #[sqlx(try_from = "MaybeMillis")] confirm_sent_at: Option<Time>,
        #[sqlx(try_from = "MaybeMillis")] confirmed_at: Option<Time>,
        unsubscribe: Vec<u8>,
        #[sqlx(try_from = "MaybeMillis")] ended_at: Option<Time>,
        #[sqlx(try_from = "MaybeAddressEnd")] ended_by: Option<AddressEnd>,
    }
}

row! {
    PushSubscription from SubscriptionRow {
        #[sqlx(try_from = "Uuid")] id: PushSubscriptionId,
        #[sqlx(try_from = "Uuid")] account_id: AccountId,
        subscription: Vec<u8>,
        #[sqlx(try_from = "Millis")] created_at: Time,
    }
}

impl Tx {
    /// Keeps an address in the place of the one before, with the hashes of the links by which it is confirmed and ended.
    pub async fn notice_address_put(
        &mut self,
        address: &NoticeAddress,
        confirm_hash: &[u8],
        unsubscribe_hash: &[u8],
    ) -> Result<(), Error> {
        self.notice_address_delete(address.account_id).await?;
        const SQL: &str = "
            INSERT INTO notice_addresses (account_id, address, created_at, confirm, confirm_hash, confirm_message,
                unsubscribe, unsubscribe_hash)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
        on!(self, c => sqlx::query(SQL)
            .bind(address.account_id.0)
            .bind(&address.address)
            .bind(address.created_at.millis())
            .bind(&address.confirm)
            .bind(confirm_hash)
            .bind(address.confirm_message.0)
            .bind(&address.unsubscribe)
            .bind(unsubscribe_hash)
            .execute(c).await?.rows_affected());
        Ok(())
    }

    /// The address of a customer.
    pub async fn notice_address(
        &mut self,
        account: AccountId,
    ) -> Result<Option<NoticeAddress>, Error> {
        const SQL: &str = "SELECT * FROM notice_addresses WHERE account_id = $1";
        let row: Option<AddressRow> =
            on!(self, c => sqlx::query_as(SQL).bind(account.0).fetch_optional(c).await?);
        Ok(row.map(Into::into))
    }

    /// The address that the link of a hash confirms.
    pub async fn notice_address_to_confirm(
        &mut self,
        hash: &[u8],
    ) -> Result<Option<NoticeAddress>, Error> {
        const SQL: &str = "SELECT * FROM notice_addresses WHERE confirm_hash = $1";
        let row: Option<AddressRow> =
            on!(self, c => sqlx::query_as(SQL).bind(hash).fetch_optional(c).await?);
        Ok(row.map(Into::into))
    }

    /// The address that the link of a hash ends notices to.
    pub async fn notice_address_to_end(
        &mut self,
        hash: &[u8],
    ) -> Result<Option<NoticeAddress>, Error> {
        const SQL: &str = "SELECT * FROM notice_addresses WHERE unsubscribe_hash = $1";
        let row: Option<AddressRow> =
            on!(self, c => sqlx::query_as(SQL).bind(hash).fetch_optional(c).await?);
        Ok(row.map(Into::into))
    }

    /// The link was sent by which an address is confirmed, in a message.
    pub async fn notice_address_asked(
        &mut self,
        account: AccountId,
        message: MessageId,
        at: Time,
    ) -> Result<(), Error> {
        const SQL: &str = "
            UPDATE notice_addresses SET confirm_sent_at = $3
            WHERE account_id = $1 AND confirm_message = $2";
        on!(self, c => sqlx::query(SQL)
            .bind(account.0).bind(message.0).bind(at.millis()).execute(c).await?.rows_affected());
        Ok(())
    }

    /// Confirms the address that the link of a hash is of, once: whether it did.
    pub async fn notice_address_confirm(&mut self, hash: &[u8], at: Time) -> Result<bool, Error> {
        const SQL: &str = "
            UPDATE notice_addresses SET confirmed_at = $2, confirm = NULL, confirm_hash = NULL
            WHERE confirm_hash = $1 AND ended_at IS NULL";
        let rows = on!(self, c => sqlx::query(SQL)
            .bind(hash).bind(at.millis()).execute(c).await?.rows_affected());
        Ok(rows == 1)
    }

    /// Ends an address that notices, or the link by which it is confirmed, were sent to with a message: whether it was good
    /// until now. One that took its place meanwhile stays.
    pub async fn notice_address_end(
        &mut self,
        address: &NoticeAddress,
        by: AddressEnd,
        at: Time,
    ) -> Result<bool, Error> {
        const SQL: &str = "
            UPDATE notice_addresses SET ended_at = $3, ended_by = $4, confirm = NULL, confirm_hash = NULL
            WHERE account_id = $1 AND confirm_message = $2 AND ended_at IS NULL";
        let rows = on!(self, c => sqlx::query(SQL)
            .bind(address.account_id.0)
            .bind(address.confirm_message.0)
            .bind(at.millis())
            .bind(by.name())
            .execute(c).await?.rows_affected());
        Ok(rows == 1)
    }

    /// Forgets the address of a customer: whether there was one.
    pub async fn notice_address_delete(&mut self, account: AccountId) -> Result<bool, Error> {
        const SQL: &str = "DELETE FROM notice_addresses WHERE account_id = $1";
        let rows =
            on!(self, c => sqlx::query(SQL).bind(account.0).execute(c).await?.rows_affected());
        Ok(rows == 1)
    }

    /// Forgets so many addresses at most that were written before a moment and never confirmed: how many.
    pub async fn notice_addresses_delete_before(
        &mut self,
        before: Time,
        most: i64,
    ) -> Result<u64, Error> {
        const SQL: &str = "
            DELETE FROM notice_addresses WHERE account_id IN (
                SELECT account_id FROM notice_addresses WHERE confirmed_at IS NULL AND created_at < $1
                ORDER BY created_at LIMIT $2)";
        Ok(on!(self, c => sqlx::query(SQL)
            .bind(before.millis()).bind(most).execute(c).await?.rows_affected()))
    }

    /// Keeps a browser, found by the hash of its address; whosever it was, it is this customer's now.
    pub async fn push_subscription_put(
        &mut self,
        subscription: &PushSubscription,
        endpoint_hash: &[u8],
    ) -> Result<(), Error> {
        const BEFORE: &str = "DELETE FROM push_subscriptions WHERE endpoint_hash = $1";
        const SQL: &str = "
            INSERT INTO push_subscriptions (id, account_id, endpoint_hash, subscription, created_at)
            VALUES ($1, $2, $3, $4, $5)";
        on!(self, c => sqlx::query(BEFORE).bind(endpoint_hash).execute(c).await?.rows_affected());
        on!(self, c => sqlx::query(SQL)
            .bind(subscription.id.0)
            .bind(subscription.account_id.0)
            .bind(endpoint_hash)
            .bind(&subscription.subscription)
            .bind(subscription.created_at.millis())
            .execute(c).await?.rows_affected());
        Ok(())
    }

    /// The browsers of a customer, oldest first.
    pub async fn push_subscriptions(
        &mut self,
        account: AccountId,
    ) -> Result<Vec<PushSubscription>, Error> {
        const SQL: &str = "SELECT id, account_id, subscription, created_at FROM push_subscriptions
            WHERE account_id = $1 ORDER BY id";
        let rows: Vec<SubscriptionRow> =
            on!(self, c => sqlx::query_as(SQL).bind(account.0).fetch_all(c).await?);
        Ok(entities(rows))
    }

    /// Forgets a browser of a customer: whether it was there.
    pub async fn push_subscription_delete(
        &mut self,
        account: AccountId,
        id: PushSubscriptionId,
    ) -> Result<bool, Error> {
        const SQL: &str = "DELETE FROM push_subscriptions WHERE account_id = $1 AND id = $2";
        let rows = on!(self, c => sqlx::query(SQL)
            .bind(account.0).bind(id.0).execute(c).await?.rows_affected());
        Ok(rows == 1)
    }

    /// The same by the hash of its address.
    pub async fn push_subscription_delete_at(
        &mut self,
        account: AccountId,
        endpoint_hash: &[u8],
    ) -> Result<bool, Error> {
        const SQL: &str =
            "DELETE FROM push_subscriptions WHERE account_id = $1 AND endpoint_hash = $2";
        let rows = on!(self, c => sqlx::query(SQL)
            .bind(account.0).bind(endpoint_hash).execute(c).await?.rows_affected());
        Ok(rows == 1)
    }
}
