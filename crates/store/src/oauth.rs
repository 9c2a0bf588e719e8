//! What the authorization server has given out: codes, families of tokens and access tokens, each found by its hash.
//!
//! A family is held before a token of it is made or taken away, so that none outlives it.

use domain::oauth::{Chain, Family, Grant, Hash};
use domain::{AccountId, FamilyId, HouseholdId, Time};
use sqlx::FromRow;
use uuid::Uuid;

use crate::row::row;
use crate::tx::{inserted, on};
use crate::wire::Millis;
use crate::{Error, Tx};

row! {
    Grant from GrantRow {
        #[sqlx(rename = "account_id", try_from = "Uuid")] account: AccountId,
        client_id: String,
        redirect_uri: String,
        challenge: String,
        #[sqlx(try_from = "Millis")] expires_at: Time,
    }
}

#[derive(FromRow)]
struct FamilyRow {
    #[sqlx(try_from = "Uuid")]
    id: FamilyId,
    #[sqlx(rename = "account_id", try_from = "Uuid")]
    account: AccountId,
    client_id: String,
    refresh_used: Option<Vec<u8>>,
    refresh_unused: Vec<u8>,
    #[sqlx(try_from = "Millis")]
    created_at: Time,
}

impl FamilyRow {
    fn family(self) -> Result<Family, Error> {
        let kept = Chain::kept(self.refresh_used.as_deref(), &self.refresh_unused);
        Ok(Family {
            id: self.id,
            account: self.account,
            client_id: self.client_id,
            refresh: kept
                .ok_or_else(|| sqlx::Error::Decode("oauth_families holds no hashes".into()))?,
            created_at: self.created_at,
        })
    }
}

/// An access token as it is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromRow)]
pub struct AccessToken {
    /// Whose machines it opens.
    #[sqlx(rename = "account_id", try_from = "Uuid")]
    pub account: AccountId,
    /// When it ends.
    #[sqlx(try_from = "Millis")]
    pub expires_at: Time,
}

impl Tx {
    /// Keeps a new code.
    pub async fn oauth_code_insert(&mut self, code: &Hash, grant: &Grant) -> Result<(), Error> {
        const SQL: &str = "
            INSERT INTO oauth_codes
                (code_hash, account_id, client_id, redirect_uri, challenge, expires_at)
            VALUES ($1, $2, $3, $4, $5, $6)";
        on!(self, c => sqlx::query(SQL)
            .bind(code.as_slice())
            .bind(grant.account.0)
            .bind(&grant.client_id)
            .bind(&grant.redirect_uri)
            .bind(&grant.challenge)
            .bind(grant.expires_at.millis())
            .execute(c).await?.rows_affected());
        Ok(())
    }

    /// Takes a code, once.
    pub async fn oauth_code_take(&mut self, code: &Hash) -> Result<Option<Grant>, Error> {
        const SQL: &str = "
            DELETE FROM oauth_codes WHERE code_hash = $1
            RETURNING account_id, client_id, redirect_uri, challenge, expires_at";
        let row: Option<GrantRow> =
            on!(self, c => sqlx::query_as(SQL).bind(code.as_slice()).fetch_optional(c).await?);
        Ok(row.map(Into::into))
    }

    /// Keeps the family of a code.
    ///
    /// # Errors
    /// [`Error::Conflict`] where the account has one of the client already.
    pub async fn oauth_family_insert(&mut self, code: &Hash, family: &Family) -> Result<(), Error> {
        const SQL: &str = "
            INSERT INTO oauth_families
                (id, account_id, client_id, code_hash, refresh_used, refresh_unused, created_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            ON CONFLICT DO NOTHING";
        inserted(on!(self, c => sqlx::query(SQL)
            .bind(family.id.0)
            .bind(family.account.0)
            .bind(&family.client_id)
            .bind(code.as_slice())
            .bind(family.refresh.used())
            .bind(family.refresh.unused())
            .bind(family.created_at.millis())
            .execute(c).await?.rows_affected()))
    }

    /// The family that came of a code.
    pub async fn oauth_family_of_code(&mut self, code: &Hash) -> Result<Option<FamilyId>, Error> {
        const SQL: &str = "SELECT id FROM oauth_families WHERE code_hash = $1";
        let id: Option<Uuid> =
            on!(self, c => sqlx::query_scalar(SQL).bind(code.as_slice()).fetch_optional(c).await?);
        Ok(id.map(Into::into))
    }

    /// The family of an account that a client has.
    pub async fn oauth_family_of(
        &mut self,
        account: AccountId,
        client_id: &str,
    ) -> Result<Option<Family>, Error> {
        const SQL: &str = "
            SELECT id, account_id, client_id, refresh_used, refresh_unused, created_at
            FROM oauth_families WHERE account_id = $1 AND client_id = $2";
        let row: Option<FamilyRow> = on!(self, c => sqlx::query_as(SQL)
            .bind(account.0).bind(client_id).fetch_optional(c).await?);
        row.map(FamilyRow::family).transpose()
    }

    /// The account of a household that let a client see its machines first, of those that do.
    pub async fn oauth_first_of_household(
        &mut self,
        household: HouseholdId,
    ) -> Result<Option<AccountId>, Error> {
        const SQL: &str = "
            SELECT f.account_id FROM accounts a JOIN oauth_families f ON f.account_id = a.id
            WHERE a.household_id = $1 ORDER BY f.created_at, f.id LIMIT 1";
        let id: Option<Uuid> =
            on!(self, c => sqlx::query_scalar(SQL).bind(household.0).fetch_optional(c).await?);
        Ok(id.map(AccountId))
    }

    /// A family, held until the transaction ends. Writers of SQLite are serial.
    pub async fn oauth_family_lock(&mut self, id: FamilyId) -> Result<Option<Family>, Error> {
        const SQL: [&str; 2] = [
            "SELECT id, account_id, client_id, refresh_used, refresh_unused, created_at
             FROM oauth_families WHERE id = $1",
            "SELECT id, account_id, client_id, refresh_used, refresh_unused, created_at
             FROM oauth_families WHERE id = $1 FOR UPDATE",
        ];
        let sql = self.dialect(SQL);
        let row: Option<FamilyRow> =
            on!(self, c => sqlx::query_as(sql).bind(id.0).fetch_optional(c).await?);
        row.map(FamilyRow::family).transpose()
    }

    /// Whether there is such a family.
    pub async fn oauth_family_exists(&mut self, id: FamilyId) -> Result<bool, Error> {
        const SQL: &str = "SELECT id FROM oauth_families WHERE id = $1";
        let found: Option<Uuid> =
            on!(self, c => sqlx::query_scalar(SQL).bind(id.0).fetch_optional(c).await?);
        Ok(found.is_some())
    }

    /// Writes which refresh tokens of a family, which is held, work.
    pub async fn oauth_family_update(&mut self, family: &Family) -> Result<(), Error> {
        const SQL: &str = "
            UPDATE oauth_families SET refresh_used = $2, refresh_unused = $3 WHERE id = $1";
        on!(self, c => sqlx::query(SQL)
            .bind(family.id.0)
            .bind(family.refresh.used())
            .bind(family.refresh.unused())
            .execute(c).await?.rows_affected());
        Ok(())
    }

    /// Ends a family with all of its tokens: whether it was there.
    pub async fn oauth_family_delete(&mut self, id: FamilyId) -> Result<bool, Error> {
        if self.oauth_family_lock(id).await?.is_none() {
            return Ok(false);
        }
        const TOKENS: &str = "DELETE FROM oauth_access_tokens WHERE family_id = $1";
        const FAMILY: &str = "DELETE FROM oauth_families WHERE id = $1";
        on!(self, c => {
            sqlx::query(TOKENS).bind(id.0).execute(&mut *c).await?;
            sqlx::query(FAMILY).bind(id.0).execute(c).await?.rows_affected()
        });
        Ok(true)
    }

    /// Ends everything that was given out for an account: whether there were tokens.
    pub async fn oauth_delete_of(&mut self, account: AccountId) -> Result<bool, Error> {
        // Whoever spends a code of it just now is waited for, and then has a family.
        const CODES: &str = "DELETE FROM oauth_codes WHERE account_id = $1";
        const FAMILIES: &str = "SELECT id FROM oauth_families WHERE account_id = $1 ORDER BY id";
        on!(self, c => sqlx::query(CODES).bind(account.0).execute(c).await?.rows_affected());
        let families: Vec<Uuid> =
            on!(self, c => sqlx::query_scalar(FAMILIES).bind(account.0).fetch_all(c).await?);
        for id in &families {
            self.oauth_family_delete(FamilyId(*id)).await?;
        }
        Ok(!families.is_empty())
    }

    /// Keeps a new access token of a family, which is held, and so many of its newest in all.
    pub async fn oauth_access_insert(
        &mut self,
        token: &Hash,
        family: FamilyId,
        expires_at: Time,
        most: i64,
    ) -> Result<(), Error> {
        const INSERT: &str = "
            INSERT INTO oauth_access_tokens (token_hash, family_id, expires_at) VALUES ($1, $2, $3)";
        const SURPLUS: &str = "
            DELETE FROM oauth_access_tokens WHERE token_hash IN
                (SELECT token_hash FROM oauth_access_tokens WHERE family_id = $1
                 ORDER BY expires_at DESC, token_hash LIMIT 1000 OFFSET $2)";
        on!(self, c => {
            sqlx::query(SURPLUS).bind(family.0).bind(most - 1).execute(&mut *c).await?;
            sqlx::query(INSERT)
                .bind(token.as_slice()).bind(family.0).bind(expires_at.millis())
                .execute(c).await?.rows_affected()
        });
        Ok(())
    }

    /// An access token, over or not.
    pub async fn oauth_access(&mut self, token: &Hash) -> Result<Option<AccessToken>, Error> {
        const SQL: &str = "
            SELECT f.account_id, t.expires_at FROM oauth_access_tokens t
            JOIN oauth_families f ON f.id = t.family_id WHERE t.token_hash = $1";
        Ok(on!(self, c => sqlx::query_as(SQL).bind(token.as_slice()).fetch_optional(c).await?))
    }

    /// Ends an access token.
    pub async fn oauth_access_delete(&mut self, token: &Hash) -> Result<(), Error> {
        const SQL: &str = "DELETE FROM oauth_access_tokens WHERE token_hash = $1";
        on!(self, c => sqlx::query(SQL).bind(token.as_slice()).execute(c).await?.rows_affected());
        Ok(())
    }

    /// Forgets so many codes that ended before a moment at most, the oldest first: how many.
    pub async fn oauth_codes_delete_before(
        &mut self,
        before: Time,
        most: i64,
    ) -> Result<u64, Error> {
        const SQL: &str = "
            DELETE FROM oauth_codes WHERE code_hash IN
                (SELECT code_hash FROM oauth_codes WHERE expires_at < $1 ORDER BY expires_at LIMIT $2)";
        Ok(on!(self, c => sqlx::query(SQL)
            .bind(before.millis()).bind(most).execute(c).await?.rows_affected()))
    }

    /// The same of access tokens.
    pub async fn oauth_access_delete_before(
        &mut self,
        before: Time,
        most: i64,
    ) -> Result<u64, Error> {
        const SQL: &str = "
            DELETE FROM oauth_access_tokens WHERE token_hash IN
                (SELECT token_hash FROM oauth_access_tokens
                 WHERE expires_at < $1 ORDER BY expires_at LIMIT $2)";
        Ok(on!(self, c => sqlx::query(SQL)
            .bind(before.millis()).bind(most).execute(c).await?.rows_affected()))
    }
}
