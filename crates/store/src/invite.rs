//! Invitations to a household, kept hashed.

use domain::{AccountId, HouseholdId, Role, Time};
use sqlx::FromRow;
use uuid::Uuid;

use crate::tx::on;
use crate::wire::{Millis, RoleName};
use crate::{Error, Tx};

/// One invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromRow)]
pub struct Invite {
    /// To which household.
    #[sqlx(try_from = "Uuid")]
    pub household_id: HouseholdId,
    /// Who made it.
    #[sqlx(try_from = "Uuid")]
    pub account_id: AccountId,
    /// As what.
    #[sqlx(try_from = "RoleName")]
    pub role: Role,
    /// Until when it works.
    #[sqlx(try_from = "Millis")]
    pub expires_at: Time,
}

impl Tx {
    /// Keeps an invitation.
    pub async fn invite_insert(&mut self, hash: &[u8], invite: &Invite) -> Result<(), Error> {
        const SQL: &str = "
            INSERT INTO invites (code_hash, household_id, account_id, role, expires_at)
            VALUES ($1, $2, $3, $4, $5)";
        on!(self, c => sqlx::query(SQL)
            .bind(hash)
            .bind(invite.household_id.0)
            .bind(invite.account_id.0)
            .bind(invite.role.name())
            .bind(invite.expires_at.millis())
            .execute(c).await?.rows_affected());
        Ok(())
    }

    /// The invitation of that hash.
    pub async fn invite(&mut self, hash: &[u8]) -> Result<Option<Invite>, Error> {
        const SQL: &str = "
            SELECT household_id, account_id, role, expires_at FROM invites WHERE code_hash = $1";
        Ok(on!(self, c => sqlx::query_as(SQL).bind(hash).fetch_optional(c).await?))
    }

    /// Takes an invitation, once: whether it was there.
    pub async fn invite_take(&mut self, hash: &[u8]) -> Result<bool, Error> {
        const SQL: &str = "DELETE FROM invites WHERE code_hash = $1";
        let rows = on!(self, c => sqlx::query(SQL).bind(hash).execute(c).await?.rows_affected());
        Ok(rows == 1)
    }

    /// A household's invitations, those that end first first.
    pub async fn invites_of_household(&mut self, id: HouseholdId) -> Result<Vec<Invite>, Error> {
        const SQL: &str = "
            SELECT household_id, account_id, role, expires_at FROM invites WHERE household_id = $1
            ORDER BY expires_at";
        Ok(on!(self, c => sqlx::query_as(SQL).bind(id.0).fetch_all(c).await?))
    }

    /// Takes back all invitations of a household.
    pub async fn invites_delete(&mut self, id: HouseholdId) -> Result<(), Error> {
        const SQL: &str = "DELETE FROM invites WHERE household_id = $1";
        on!(self, c => sqlx::query(SQL).bind(id.0).execute(c).await?.rows_affected());
        Ok(())
    }

    /// Takes back all invitations that an account made.
    pub async fn invites_delete_by(&mut self, account: AccountId) -> Result<(), Error> {
        const SQL: &str = "DELETE FROM invites WHERE account_id = $1";
        on!(self, c => sqlx::query(SQL).bind(account.0).execute(c).await?.rows_affected());
        Ok(())
    }

    /// Forgets so many invitations that have ended at most, the oldest first: how many.
    pub async fn invites_delete_before(&mut self, now: Time, most: i64) -> Result<u64, Error> {
        const SQL: &str = "
            DELETE FROM invites WHERE code_hash IN
                (SELECT code_hash FROM invites WHERE expires_at <= $1 ORDER BY expires_at LIMIT $2)";
        Ok(on!(self, c => sqlx::query(SQL)
            .bind(now.millis()).bind(most).execute(c).await?.rows_affected()))
    }
}
