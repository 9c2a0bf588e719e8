//! Machines that went to another household by a code of their own screen, for the household they were of.

use domain::{HouseholdId, Time};
use sqlx::FromRow;
use uuid::Uuid;

use crate::tx::on;
use crate::wire::Millis;
use crate::{Error, Tx};

/// A machine that left a household. Where it went is not in it.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Departure {
    /// What it was called there.
    pub name: String,
    /// When it left.
    #[sqlx(try_from = "Millis")]
    pub at: Time,
}

impl Tx {
    /// Keeps for a household that a machine left it.
    pub async fn departure_insert(
        &mut self,
        id: Uuid,
        household: HouseholdId,
        departure: &Departure,
    ) -> Result<(), Error> {
        const SQL: &str =
            "INSERT INTO departures (id, household_id, name, at) VALUES ($1, $2, $3, $4)";
        on!(self, c => sqlx::query(SQL)
            .bind(id)
            .bind(household.0)
            .bind(&departure.name)
            .bind(departure.at.millis())
            .execute(c).await?.rows_affected());
        Ok(())
    }

    /// The newest machines that left a household after a moment, newest first.
    pub async fn departures(
        &mut self,
        household: HouseholdId,
        after: Time,
        limit: i64,
    ) -> Result<Vec<Departure>, Error> {
        const SQL: &str = "
            SELECT name, at FROM departures WHERE household_id = $1 AND at > $2
            ORDER BY at DESC LIMIT $3";
        Ok(on!(self, c => sqlx::query_as(SQL)
            .bind(household.0).bind(after.millis()).bind(limit).fetch_all(c).await?))
    }

    /// Forgets the machines that left a household.
    pub async fn departures_delete(&mut self, household: HouseholdId) -> Result<(), Error> {
        const SQL: &str = "DELETE FROM departures WHERE household_id = $1";
        on!(self, c => sqlx::query(SQL).bind(household.0).execute(c).await?.rows_affected());
        Ok(())
    }

    /// Forgets so many machines that left before a moment at most, the oldest first: how many.
    pub async fn departures_delete_before(
        &mut self,
        before: Time,
        most: i64,
    ) -> Result<u64, Error> {
        const SQL: &str = "
            DELETE FROM departures WHERE id IN
                (SELECT id FROM departures WHERE at < $1 ORDER BY at LIMIT $2)";
        Ok(on!(self, c => sqlx::query(SQL)
            .bind(before.millis()).bind(most).execute(c).await?.rows_affected()))
    }
}
