//! Customers' grants to tell Alexa of their machines. Tokens are sealed; this crate cannot read them.

use domain::alexa::Region;
use domain::{AccountId, HouseholdId, Time};
use sqlx::FromRow;
use uuid::Uuid;

use crate::tx::on;
use crate::wire::{MaybeMillis, Millis, RegionName};
use crate::{Error, SealedTokens, Tx};

/// A customer's grant.
#[derive(Clone, PartialEq, Eq, FromRow)]
pub struct AlexaGrant {
    /// Who gave it.
    #[sqlx(try_from = "Uuid")]
    pub account_id: AccountId,
    /// Whose event gateway is told.
    #[sqlx(try_from = "RegionName")]
    pub region: Region,
    /// By which the gateway is called.
    #[sqlx(flatten)]
    pub tokens: SealedTokens,
    /// When it was given; later than the one before it.
    #[sqlx(try_from = "Millis")]
    pub linked_at: Time,
    /// When all of its machines were last announced.
    #[sqlx(try_from = "MaybeMillis")]
    pub announced_at: Option<Time>,
}

impl std::fmt::Debug for AlexaGrant {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AlexaGrant")
            .field("account_id", &self.account_id)
            .finish_non_exhaustive()
    }
}

impl Tx {
    /// The account's grant.
    pub async fn alexa_grant(&mut self, id: AccountId) -> Result<Option<AlexaGrant>, Error> {
        const SQL: &str = "SELECT * FROM alexa_grants WHERE account_id = $1";
        Ok(on!(self, c => sqlx::query_as(SQL).bind(id.0).fetch_optional(c).await?))
    }

    /// The same, kept from others who ask the same way until the transaction ends.
    pub async fn alexa_grant_lock(&mut self, id: AccountId) -> Result<Option<AlexaGrant>, Error> {
        const SQL: [&str; 2] = [
            "SELECT * FROM alexa_grants WHERE account_id = $1",
            "SELECT * FROM alexa_grants WHERE account_id = $1 FOR UPDATE",
        ];
        let sql = self.dialect(SQL);
        Ok(on!(self, c => sqlx::query_as(sql).bind(id.0).fetch_optional(c).await?))
    }

    /// Keeps the account's grant, or puts it in the place of the one before. One without a token is refused.
    pub async fn alexa_grant_put(&mut self, row: &AlexaGrant) -> Result<(), Error> {
        const SQL: &str = "
            INSERT INTO alexa_grants (account_id, region, access_token, refresh_token, access_expires_at,
                refresh_lease, linked_at, announced_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            ON CONFLICT (account_id) DO UPDATE SET region = excluded.region,
                access_token = excluded.access_token, refresh_token = excluded.refresh_token,
                access_expires_at = excluded.access_expires_at, refresh_lease = excluded.refresh_lease,
                linked_at = excluded.linked_at, announced_at = excluded.announced_at";
        row.tokens.check()?;
        on!(self, c => sqlx::query(SQL)
            .bind(row.account_id.0)
            .bind(row.region.name())
            .bind(&row.tokens.access_token)
            .bind(&row.tokens.refresh_token)
            .bind(row.tokens.access_expires_at.millis())
            .bind(row.tokens.refresh_lease.map(Time::millis))
            .bind(row.linked_at.millis())
            .bind(row.announced_at.map(Time::millis))
            .execute(c).await?.rows_affected());
        Ok(())
    }

    /// Takes the right to refresh until `until`; false where somebody has it at `now`. One that lasts longer than
    /// twice that is of a clock that was wrong, and nobody's.
    pub async fn alexa_grant_lease(
        &mut self,
        id: AccountId,
        now: Time,
        until: Time,
    ) -> Result<bool, Error> {
        const SQL: &str = "
            UPDATE alexa_grants SET refresh_lease = $3
            WHERE account_id = $1 AND (refresh_lease IS NULL OR refresh_lease <= $2
                OR refresh_lease > $3 + ($3 - $2))";
        let changed = on!(self, c => sqlx::query(SQL)
            .bind(id.0).bind(now.millis()).bind(until.millis()).execute(c).await?.rows_affected());
        Ok(changed == 1)
    }

    /// Notes that all machines of the account's grant were announced.
    pub async fn alexa_grant_announced(&mut self, id: AccountId, at: Time) -> Result<(), Error> {
        const SQL: &str = "UPDATE alexa_grants SET announced_at = $2 WHERE account_id = $1";
        on!(self, c => sqlx::query(SQL)
            .bind(id.0).bind(at.millis()).execute(c).await?.rows_affected());
        Ok(())
    }

    /// Ends the account's grant, of which no machine is any more: its tokens are gone.
    pub async fn alexa_grant_delete(&mut self, id: AccountId) -> Result<(), Error> {
        const SQL: &str = "DELETE FROM alexa_grants WHERE account_id = $1";
        on!(self, c => sqlx::query(SQL).bind(id.0).execute(c).await?.rows_affected());
        Ok(())
    }

    /// Grants, so many at most.
    pub async fn alexa_grants(&mut self, limit: i64) -> Result<Vec<AlexaGrant>, Error> {
        const SQL: &str = "SELECT * FROM alexa_grants ORDER BY account_id LIMIT $1";
        Ok(on!(self, c => sqlx::query_as(SQL).bind(limit).fetch_all(c).await?))
    }

    /// Who of a household has given a grant, the oldest one first.
    pub async fn alexa_accounts_of_household(
        &mut self,
        id: HouseholdId,
    ) -> Result<Vec<AccountId>, Error> {
        const SQL: &str = "
            SELECT g.account_id FROM accounts a JOIN alexa_grants g ON g.account_id = a.id
            WHERE a.household_id = $1 ORDER BY g.linked_at, g.account_id";
        let ids: Vec<Uuid> = on!(self, c => sqlx::query_scalar(SQL).bind(id.0).fetch_all(c).await?);
        Ok(ids.into_iter().map(AccountId).collect())
    }
}
