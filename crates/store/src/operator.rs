//! The maker's people, the links by which they are let in, and who is signed in. Links and sessions are kept by their
//! hashes; a link is spent once.

use domain::{Operator, OperatorId, OperatorRole, Time};
use sqlx::FromRow;
use uuid::Uuid;

use crate::list::column;
use crate::row::{entities, row};
use crate::tx::{inserted, on};
use crate::wire::{MaybeId, MaybeMillis, MaybeOperatorRole, Millis, OperatorRoleName};
use crate::{Error, Tx};

row! {
    Operator from OperatorRow {
        #[sqlx(try_from = "Uuid")] id: OperatorId,
        name: String,
        #[sqlx(try_from = "MaybeOperatorRole")] role: Option<OperatorRole>,
        is_claimed: bool,
        has_identity: bool,
        #[sqlx(try_from = "Millis")] created_at: Time,
        #[sqlx(try_from = "MaybeMillis")] disabled_at: Option<Time>,
        #[sqlx(try_from = "MaybeMillis")] seen_at: Option<Time>,
    }
}

/// A link by which somebody is let in.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct OperatorLink {
    /// What they are called.
    pub name: String,
    /// As what.
    #[sqlx(try_from = "OperatorRoleName")]
    pub role: OperatorRole,
    /// Which operator made it; none where it was made on the server itself.
    #[sqlx(try_from = "MaybeId")]
    pub made_by: Option<OperatorId>,
    /// Until when it works.
    #[sqlx(try_from = "Millis")]
    pub expires_at: Time,
    /// When it was spent.
    #[sqlx(try_from = "MaybeMillis")]
    pub spent_at: Option<Time>,
}

/// A session with whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperatorSession {
    /// Who is signed in.
    pub operator: Operator,
    /// When it ends.
    pub expires_at: Time,
}

#[derive(FromRow)]
struct SessionRow {
    #[sqlx(flatten)]
    operator: OperatorRow,
    #[sqlx(try_from = "Millis")]
    expires_at: Time,
}

/// The columns of a person, of a table called `o`.
macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT o.id, o.name, o.role, o.is_claimed, o.identity_hash IS NOT NULL AS has_identity,
                o.created_at, o.disabled_at, o.seen_at ",
            $rest
        )
    };
}

impl Tx {
    /// Keeps a person, who is known by the hash of an identity, or by their name alone.
    ///
    /// # Errors
    /// [`Error::Conflict`] where that is somebody else's.
    pub async fn operator_insert(
        &mut self,
        operator: &Operator,
        identity: Option<&[u8]>,
    ) -> Result<(), Error> {
        const SQL: &str = "
            INSERT INTO operators (id, name, role, is_claimed, identity_hash, created_at, disabled_at, seen_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            ON CONFLICT DO NOTHING";
        inserted(on!(self, c => sqlx::query(SQL)
            .bind(operator.id.0)
            .bind(&operator.name)
            .bind(operator.role.map(OperatorRole::name))
            .bind(operator.is_claimed)
            .bind(identity)
            .bind(operator.created_at.millis())
            .bind(operator.disabled_at.map(Time::millis))
            .bind(operator.seen_at.map(Time::millis))
            .execute(c).await?.rows_affected()))
    }

    /// Changes what a person is called, what they may, and whether they still are one.
    pub async fn operator_update(&mut self, operator: &Operator) -> Result<(), Error> {
        const SQL: &str = "
            UPDATE operators SET name = $2, role = $3, is_claimed = $4, disabled_at = $5 WHERE id = $1";
        on!(self, c => sqlx::query(SQL)
            .bind(operator.id.0)
            .bind(&operator.name)
            .bind(operator.role.map(OperatorRole::name))
            .bind(operator.is_claimed)
            .bind(operator.disabled_at.map(Time::millis))
            .execute(c).await?.rows_affected());
        Ok(())
    }

    /// A person, who is held until the transaction ends.
    pub async fn operator_lock(&mut self, id: OperatorId) -> Result<Option<Operator>, Error> {
        const SQL: [&str; 2] = [
            select!("FROM operators o WHERE o.id = $1"),
            select!("FROM operators o WHERE o.id = $1 FOR UPDATE"),
        ];
        let sql = self.dialect(SQL);
        let row: Option<OperatorRow> =
            on!(self, c => sqlx::query_as(sql).bind(id.0).fetch_optional(c).await?);
        Ok(row.map(Into::into))
    }

    /// The person of an identity's hash, who is held until the transaction ends.
    pub async fn operator_of_identity(&mut self, hash: &[u8]) -> Result<Option<Operator>, Error> {
        const SQL: [&str; 2] = [
            select!("FROM operators o WHERE o.identity_hash = $1"),
            select!("FROM operators o WHERE o.identity_hash = $1 FOR UPDATE"),
        ];
        let sql = self.dialect(SQL);
        let row: Option<OperatorRow> =
            on!(self, c => sqlx::query_as(sql).bind(hash).fetch_optional(c).await?);
        Ok(row.map(Into::into))
    }

    /// The person of a name who signs in by links and was not removed, held until the transaction ends.
    pub async fn operator_by_link(&mut self, name: &str) -> Result<Option<Operator>, Error> {
        const SQL: [&str; 2] = [
            select!(
                "FROM operators o WHERE o.name = $1 AND o.identity_hash IS NULL AND o.disabled_at IS NULL"
            ),
            select!(
                "FROM operators o WHERE o.name = $1 AND o.identity_hash IS NULL AND o.disabled_at IS NULL
                FOR UPDATE"
            ),
        ];
        let sql = self.dialect(SQL);
        let row: Option<OperatorRow> =
            on!(self, c => sqlx::query_as(sql).bind(name).fetch_optional(c).await?);
        Ok(row.map(Into::into))
    }

    /// So many people at most, whoever is known for the shortest time first, after one.
    pub async fn operators(
        &mut self,
        limit: i64,
        after: Option<OperatorId>,
    ) -> Result<Vec<Operator>, Error> {
        const SQL: &str = select!("FROM operators o WHERE o.id < $1 ORDER BY o.id DESC LIMIT $2");
        let after = after.map_or(Uuid::max(), |id| id.0);
        let rows: Vec<OperatorRow> = on!(self, c => sqlx::query_as(SQL)
            .bind(after).bind(limit).fetch_all(c).await?);
        Ok(entities(rows))
    }

    /// People by their ids; those who are not there are left out.
    pub async fn operators_named(&mut self, ids: &[OperatorId]) -> Result<Vec<Operator>, Error> {
        const SQL: [&str; 2] = [
            select!("FROM operators o WHERE o.id IN (SELECT unhex(value) FROM json_each($1))"),
            select!("FROM operators o WHERE o.id = ANY($1)"),
        ];
        let rows: Vec<OperatorRow> = self.of_ids(SQL, column(ids, |id| id.0)).await?;
        Ok(entities(rows))
    }

    /// Notes when a person was last here.
    pub async fn operator_seen(&mut self, id: OperatorId, now: Time) -> Result<(), Error> {
        const SQL: &str = "UPDATE operators SET seen_at = $2 WHERE id = $1";
        on!(self, c => sqlx::query(SQL)
            .bind(id.0).bind(now.millis()).execute(c).await?.rows_affected());
        Ok(())
    }

    /// Forgets so many people at most who were removed before a moment: how many.
    pub async fn operators_delete_before(&mut self, before: Time, most: i64) -> Result<u64, Error> {
        const SQL: &str = "
            DELETE FROM operators WHERE id IN
                (SELECT id FROM operators WHERE disabled_at < $1 ORDER BY disabled_at LIMIT $2)";
        Ok(on!(self, c => sqlx::query(SQL)
            .bind(before.millis()).bind(most).execute(c).await?.rows_affected()))
    }

    /// Keeps a link.
    pub async fn operator_link_insert(
        &mut self,
        hash: &[u8],
        link: &OperatorLink,
    ) -> Result<(), Error> {
        const SQL: &str = "
            INSERT INTO operator_links (code_hash, name, role, made_by, expires_at, spent_at)
            VALUES ($1, $2, $3, $4, $5, $6)";
        on!(self, c => sqlx::query(SQL)
            .bind(hash)
            .bind(&link.name)
            .bind(link.role.name())
            .bind(link.made_by.map(|id| id.0))
            .bind(link.expires_at.millis())
            .bind(link.spent_at.map(Time::millis))
            .execute(c).await?.rows_affected());
        Ok(())
    }

    /// The link of a hash.
    pub async fn operator_link(&mut self, hash: &[u8]) -> Result<Option<OperatorLink>, Error> {
        const SQL: &str = "
            SELECT name, role, made_by, expires_at, spent_at FROM operator_links WHERE code_hash = $1";
        Ok(on!(self, c => sqlx::query_as(SQL).bind(hash).fetch_optional(c).await?))
    }

    /// Spends a link, once: whether that was now.
    pub async fn operator_link_spend(&mut self, hash: &[u8], now: Time) -> Result<bool, Error> {
        const SQL: &str = "
            UPDATE operator_links SET spent_at = $2 WHERE code_hash = $1 AND spent_at IS NULL";
        let rows = on!(self, c => sqlx::query(SQL)
            .bind(hash).bind(now.millis()).execute(c).await?.rows_affected());
        Ok(rows == 1)
    }

    /// Takes back the links that a person made and nobody has spent.
    pub async fn operator_links_delete_by(&mut self, id: OperatorId) -> Result<(), Error> {
        const SQL: &str = "DELETE FROM operator_links WHERE made_by = $1";
        on!(self, c => sqlx::query(SQL).bind(id.0).execute(c).await?.rows_affected());
        Ok(())
    }

    /// Takes back the links of a name that nobody has spent.
    pub async fn operator_links_delete_for(&mut self, name: &str) -> Result<(), Error> {
        const SQL: &str = "DELETE FROM operator_links WHERE name = $1 AND spent_at IS NULL";
        on!(self, c => sqlx::query(SQL).bind(name).execute(c).await?.rows_affected());
        Ok(())
    }

    /// Forgets so many links that have ended at most, the oldest first: how many.
    pub async fn operator_links_delete_before(
        &mut self,
        now: Time,
        most: i64,
    ) -> Result<u64, Error> {
        const SQL: &str = "
            DELETE FROM operator_links WHERE code_hash IN
                (SELECT code_hash FROM operator_links WHERE expires_at <= $1
                ORDER BY expires_at LIMIT $2)";
        Ok(on!(self, c => sqlx::query(SQL)
            .bind(now.millis()).bind(most).execute(c).await?.rows_affected()))
    }

    /// Begins a session.
    pub async fn operator_session_insert(
        &mut self,
        hash: &[u8],
        of: OperatorId,
        expires_at: Time,
    ) -> Result<(), Error> {
        const SQL: &str = "
            INSERT INTO operator_sessions (id_hash, operator_id, expires_at) VALUES ($1, $2, $3)";
        on!(self, c => sqlx::query(SQL)
            .bind(hash).bind(of.0).bind(expires_at.millis()).execute(c).await?.rows_affected());
        Ok(())
    }

    /// A session, and whose it is.
    pub async fn operator_session(
        &mut self,
        hash: &[u8],
    ) -> Result<Option<OperatorSession>, Error> {
        const SQL: &str = select!(
            ", s.expires_at FROM operator_sessions s JOIN operators o ON o.id = s.operator_id
            WHERE s.id_hash = $1"
        );
        let row: Option<SessionRow> =
            on!(self, c => sqlx::query_as(SQL).bind(hash).fetch_optional(c).await?);
        Ok(row.map(session))
    }

    /// The same, and until the transaction ends neither the session ends nor what its person may changes.
    pub async fn operator_session_hold(
        &mut self,
        hash: &[u8],
    ) -> Result<Option<OperatorSession>, Error> {
        const SQL: [&str; 2] = [
            select!(
                ", s.expires_at FROM operator_sessions s JOIN operators o ON o.id = s.operator_id
                WHERE s.id_hash = $1"
            ),
            select!(
                ", s.expires_at FROM operator_sessions s JOIN operators o ON o.id = s.operator_id
                WHERE s.id_hash = $1 FOR SHARE"
            ),
        ];
        let sql = self.dialect(SQL);
        let row: Option<SessionRow> =
            on!(self, c => sqlx::query_as(sql).bind(hash).fetch_optional(c).await?);
        Ok(row.map(session))
    }

    /// Ends a session.
    pub async fn operator_session_delete(&mut self, hash: &[u8]) -> Result<(), Error> {
        const SQL: &str = "DELETE FROM operator_sessions WHERE id_hash = $1";
        on!(self, c => sqlx::query(SQL).bind(hash).execute(c).await?.rows_affected());
        Ok(())
    }

    /// Ends all sessions of a person.
    pub async fn operator_sessions_delete_of(&mut self, id: OperatorId) -> Result<(), Error> {
        const SQL: &str = "DELETE FROM operator_sessions WHERE operator_id = $1";
        on!(self, c => sqlx::query(SQL).bind(id.0).execute(c).await?.rows_affected());
        Ok(())
    }

    /// Forgets so many sessions that have ended at most, the oldest first: how many.
    pub async fn operator_sessions_delete_before(
        &mut self,
        now: Time,
        most: i64,
    ) -> Result<u64, Error> {
        const SQL: &str = "
            DELETE FROM operator_sessions WHERE id_hash IN
                (SELECT id_hash FROM operator_sessions WHERE expires_at <= $1
                ORDER BY expires_at LIMIT $2)";
        Ok(on!(self, c => sqlx::query(SQL)
            .bind(now.millis()).bind(most).execute(c).await?.rows_affected()))
    }
}

fn session(row: SessionRow) -> OperatorSession {
    OperatorSession {
        operator: row.operator.into(),
        expires_at: row.expires_at,
    }
}
