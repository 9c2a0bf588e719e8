//! Personal tokens of customers, each found by its hash.

use domain::personal_token::PersonalScope;
use domain::{AccountId, PersonalToken, PersonalTokenId, Time};
use uuid::Uuid;

use crate::row::{entities, row};
use crate::tx::on;
use crate::wire::{MaybeMillis, Millis, PersonalScopeName};
use crate::{Error, Tx};

row! {
    PersonalToken from PersonalTokenRow {
        #[sqlx(try_from = "Uuid")] id: PersonalTokenId,
        #[sqlx(try_from = "Uuid")] account_id: AccountId,
        name: String,
        #[sqlx(try_from = "PersonalScopeName")] scope: PersonalScope,
        #[sqlx(try_from = "Millis")] created_at: Time,
        #[sqlx(try_from = "Millis")] expires_at: Time,
        #[sqlx(try_from = "MaybeMillis")] used_at: Option<Time>,
    }
}

impl Tx {
    /// Keeps a new token.
    pub async fn personal_token_insert(
        &mut self,
        hash: &[u8],
        token: &PersonalToken,
    ) -> Result<(), Error> {
        const SQL: &str = "
            INSERT INTO personal_tokens (id, account_id, token_hash, name, scope, created_at, expires_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7)";
        on!(self, c => sqlx::query(SQL)
            .bind(token.id.0)
            .bind(token.account_id.0)
            .bind(hash)
            .bind(&token.name)
            .bind(token.scope.name())
            .bind(token.created_at.millis())
            .bind(token.expires_at.millis())
            .execute(c).await?.rows_affected());
        Ok(())
    }

    /// The token of a hash.
    pub async fn personal_token(&mut self, hash: &[u8]) -> Result<Option<PersonalToken>, Error> {
        const SQL: &str = "SELECT * FROM personal_tokens WHERE token_hash = $1";
        let row: Option<PersonalTokenRow> =
            on!(self, c => sqlx::query_as(SQL).bind(hash).fetch_optional(c).await?);
        Ok(row.map(Into::into))
    }

    /// The token of an id.
    pub async fn personal_token_named(
        &mut self,
        id: PersonalTokenId,
    ) -> Result<Option<PersonalToken>, Error> {
        const SQL: &str = "SELECT * FROM personal_tokens WHERE id = $1";
        let row: Option<PersonalTokenRow> =
            on!(self, c => sqlx::query_as(SQL).bind(id.0).fetch_optional(c).await?);
        Ok(row.map(Into::into))
    }

    /// The same, which then is there until the transaction ends: who ends it waits.
    pub async fn personal_token_hold(
        &mut self,
        id: PersonalTokenId,
    ) -> Result<Option<PersonalToken>, Error> {
        const SQL: [&str; 2] = [
            "SELECT * FROM personal_tokens WHERE id = $1",
            "SELECT * FROM personal_tokens WHERE id = $1 FOR KEY SHARE",
        ];
        let sql = self.dialect(SQL);
        let row: Option<PersonalTokenRow> =
            on!(self, c => sqlx::query_as(sql).bind(id.0).fetch_optional(c).await?);
        Ok(row.map(Into::into))
    }

    /// An account's tokens, those that were made first first.
    pub async fn personal_tokens_of(
        &mut self,
        account: AccountId,
    ) -> Result<Vec<PersonalToken>, Error> {
        const SQL: &str =
            "SELECT * FROM personal_tokens WHERE account_id = $1 ORDER BY created_at, id";
        let rows: Vec<PersonalTokenRow> =
            on!(self, c => sqlx::query_as(SQL).bind(account.0).fetch_all(c).await?);
        Ok(entities(rows))
    }

    /// Notes that a token is used.
    pub async fn personal_token_used(
        &mut self,
        id: PersonalTokenId,
        now: Time,
    ) -> Result<(), Error> {
        const SQL: &str = "UPDATE personal_tokens SET used_at = $2 WHERE id = $1";
        on!(self, c => sqlx::query(SQL)
            .bind(id.0).bind(now.millis()).execute(c).await?.rows_affected());
        Ok(())
    }

    /// Revokes a token of an account: whether it was there.
    pub async fn personal_token_delete(
        &mut self,
        account: AccountId,
        id: PersonalTokenId,
    ) -> Result<bool, Error> {
        const SQL: &str = "DELETE FROM personal_tokens WHERE id = $1 AND account_id = $2";
        let rows = on!(self, c => sqlx::query(SQL)
            .bind(id.0).bind(account.0).execute(c).await?.rows_affected());
        Ok(rows == 1)
    }

    /// Ends all tokens of an account.
    pub async fn personal_tokens_delete_of(&mut self, account: AccountId) -> Result<(), Error> {
        const SQL: &str = "DELETE FROM personal_tokens WHERE account_id = $1";
        on!(self, c => sqlx::query(SQL).bind(account.0).execute(c).await?.rows_affected());
        Ok(())
    }

    /// Forgets so many tokens that ended before a moment at most, the oldest first: how many.
    pub async fn personal_tokens_delete_before(
        &mut self,
        before: Time,
        most: i64,
    ) -> Result<u64, Error> {
        const SQL: &str = "
            DELETE FROM personal_tokens WHERE id IN
                (SELECT id FROM personal_tokens WHERE expires_at < $1 ORDER BY expires_at LIMIT $2)";
        Ok(on!(self, c => sqlx::query(SQL)
            .bind(before.millis()).bind(most).execute(c).await?.rows_affected()))
    }
}
