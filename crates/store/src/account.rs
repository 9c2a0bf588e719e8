//! Accounts and their households.

use domain::{AccountId, HouseholdId, Identity, Role, Time};
use sqlx::FromRow;
use uuid::Uuid;

use crate::tx::{Inner, inserted, on};
use crate::wire::{Millis, RoleName};
use crate::{Error, Tx};

/// A customer, known by an identity provider's word alone.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Account {
    /// Our id.
    #[sqlx(try_from = "Uuid")]
    pub id: AccountId,
    /// Whose machines these are.
    #[sqlx(try_from = "Uuid")]
    pub household_id: HouseholdId,
    /// What the account may do there.
    #[sqlx(try_from = "RoleName")]
    pub role: Role,
    /// The identity provider.
    pub issuer: String,
    /// The provider's own string.
    pub subject: String,
    /// First sign-in.
    #[sqlx(try_from = "Millis")]
    pub created_at: Time,
}

impl Tx {
    /// Makes a household.
    pub async fn household_insert(&mut self, id: HouseholdId, now: Time) -> Result<(), Error> {
        const SQL: &str = "INSERT INTO households (id, created_at) VALUES ($1, $2)";
        on!(self, c => sqlx::query(SQL).bind(id.0).bind(now.millis()).execute(c).await?.rows_affected());
        Ok(())
    }

    /// Makes an account; `Conflict` where its identity has one already.
    pub async fn account_insert(&mut self, account: &Account) -> Result<(), Error> {
        const SQL: &str = "
            INSERT INTO accounts (id, household_id, role, issuer, subject, created_at)
            VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT DO NOTHING";
        inserted(on!(self, c => sqlx::query(SQL)
            .bind(account.id.0)
            .bind(account.household_id.0)
            .bind(account.role.name())
            .bind(&account.issuer)
            .bind(&account.subject)
            .bind(account.created_at.millis())
            .execute(c).await?.rows_affected()))
    }

    /// The account of that id.
    pub async fn account(&mut self, id: AccountId) -> Result<Option<Account>, Error> {
        const SQL: &str = "SELECT * FROM accounts WHERE id = $1";
        Ok(on!(self, c => sqlx::query_as(SQL).bind(id.0).fetch_optional(c).await?))
    }

    /// A household's accounts, oldest first.
    pub async fn accounts_of_household(&mut self, id: HouseholdId) -> Result<Vec<Account>, Error> {
        const SQL: &str = "SELECT * FROM accounts WHERE household_id = $1 ORDER BY created_at, id";
        Ok(on!(self, c => sqlx::query_as(SQL).bind(id.0).fetch_all(c).await?))
    }

    /// Writes whose household an account is of, and as what.
    pub async fn account_update(&mut self, account: &Account) -> Result<(), Error> {
        const SQL: &str = "UPDATE accounts SET household_id = $2, role = $3 WHERE id = $1";
        on!(self, c => sqlx::query(SQL)
            .bind(account.id.0)
            .bind(account.household_id.0)
            .bind(account.role.name())
            .execute(c).await?.rows_affected());
        Ok(())
    }

    /// Deletes an account that has connected no machine, or no longer, with its sessions, its tokens, what was
    /// given out for it, the invitations that it made, and what it was told.
    pub async fn account_delete(&mut self, id: AccountId) -> Result<(), Error> {
        self.sessions_delete_of(id).await?;
        self.oauth_delete_of(id).await?;
        self.personal_tokens_delete_of(id).await?;
        self.invites_delete_by(id).await?;
        self.notices_delete_of(id).await?;
        const SQL: &str = "DELETE FROM accounts WHERE id = $1";
        on!(self, c => sqlx::query(SQL).bind(id.0).execute(c).await?.rows_affected());
        Ok(())
    }

    /// Holds a household until the transaction ends, so that neither who is of it nor as what changes;
    /// rows that refer to it can be made meanwhile. Writers of SQLite are serial.
    pub async fn household_lock(&mut self, id: HouseholdId) -> Result<(), Error> {
        const SQL: &str = "SELECT 1 FROM households WHERE id = $1 FOR NO KEY UPDATE";
        if let Inner::Postgres(tx) = &mut self.0 {
            sqlx::query(SQL).bind(id.0).execute(&mut **tx).await?;
        }
        Ok(())
    }

    /// Deletes a household without accounts and machines, its invitations, and what it was told of
    /// machines that left it.
    pub async fn household_delete(&mut self, id: HouseholdId) -> Result<(), Error> {
        self.invites_delete(id).await?;
        self.departures_delete(id).await?;
        const SQL: &str = "DELETE FROM households WHERE id = $1";
        on!(self, c => sqlx::query(SQL).bind(id.0).execute(c).await?.rows_affected());
        Ok(())
    }

    /// The account of an identity. An issuer is kept with a slash at its end where it was once written so.
    pub async fn account_by_identity(
        &mut self,
        identity: &Identity,
    ) -> Result<Option<Account>, Error> {
        const SQL: &str = "
            SELECT * FROM accounts WHERE issuer IN ($1, $1 || '/') AND subject = $2
            ORDER BY created_at, id LIMIT 1";
        Ok(on!(self, c => sqlx::query_as(SQL)
            .bind(&identity.issuer).bind(&identity.subject).fetch_optional(c).await?))
    }
}
