//! Who did what, as the maker's people read it: newest first, by person or key, by object, by action.
//!
//! What a page reads is bounded: of what was asked for, one part finds the lines by an index, and the others are looked
//! for among so many of them; where none is there, the next page goes on further back.

use std::collections::HashMap;

use domain::operator::Duty;
use domain::{OperatorId, Time};
use store::{AuditFilter, AuditRow, Tx};
use uuid::Uuid;

use super::Operators;
use crate::{Caller, Error};

/// Lines that one page looks at.
const LOOKED: usize = 500;
/// Keys of an installation.
const KEYS: i64 = 100;

/// Which lines are asked for: what is left out does not matter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditAsked {
    /// What a person, a key, an account or a device did.
    pub actor: Option<Uuid>,
    /// What was done to an object, as `device:0192…`.
    pub object: Option<String>,
    /// Where a thing was done, as `device.token`.
    pub action: Option<String>,
}

/// Who did it, as far as that is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doer {
    /// A person of the maker's, by their name.
    Person(String),
    /// A key, by its name.
    Key(String),
    /// Whoever has one of the maker's tokens of the configuration, or was on the server itself.
    Maker,
    /// Somebody or something else, by the word for what it is.
    Other(String),
}

impl Doer {
    /// Who did what a line says, of those who are known by their names.
    pub(crate) fn of(row: &AuditRow, names: &HashMap<Uuid, Self>) -> Self {
        let named = row.actor_id.and_then(|id| names.get(&id).cloned());
        match (&*row.actor, named) {
            (_, Some(named)) => named,
            ("maker", None) if row.actor_id.is_none() => Self::Maker,
            (other, None) => Self::Other(other.to_owned()),
        }
    }
}

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditLine {
    /// Its id.
    pub id: Uuid,
    /// When.
    pub at: Time,
    /// Who.
    pub doer: Doer,
    /// By which more of theirs is found.
    pub actor: Option<Uuid>,
    /// What.
    pub action: String,
    /// To which object.
    pub object: String,
    /// Why, where they said it.
    pub reason: Option<String>,
    /// By which request.
    pub request_id: String,
}

impl AuditAsked {
    /// The part that finds them.
    fn filter(&self) -> AuditFilter<'_> {
        match self {
            Self {
                object: Some(object),
                ..
            } => AuditFilter::Object(object),
            Self {
                actor: Some(actor), ..
            } => AuditFilter::Actor(*actor),
            Self {
                action: Some(action),
                ..
            } => AuditFilter::Action(action),
            _ => AuditFilter::All,
        }
    }

    /// Whether a line is one of them.
    fn is_for(&self, row: &AuditRow) -> bool {
        self.actor.is_none_or(|actor| row.actor_id == Some(actor))
            && self.object.as_ref().is_none_or(|it| *it == row.object)
            && self.action.as_ref().is_none_or(|it| *it == row.action)
    }
}

impl Operators<'_> {
    /// Lines that are asked for, newest first, and after which one the next page begins. A page may hold fewer than
    /// `limit` and yet not be the last one.
    pub async fn audit(
        self,
        caller: &Caller,
        asked: &AuditAsked,
        limit: usize,
        after: Option<Uuid>,
    ) -> Result<(Vec<AuditLine>, Option<Uuid>), Error> {
        caller.must_have(Duty::Audit)?;
        let mut tx = self.0.store.read().await?;
        let looked = i64::try_from(LOOKED).unwrap_or_default();
        let rows = tx.audit_page(asked.filter(), looked, after).await?;
        let is_all = rows.len() < LOOKED;
        let last_looked = rows.last().map(|row| row.id);
        let mut found = rows.into_iter().filter(|row| asked.is_for(row));
        let page: Vec<_> = found.by_ref().take(limit).collect();
        let is_more = found.next().is_some();
        let next = match page.last() {
            Some(last) if is_more => Some(last.id),
            _ if is_all => None,
            _ => last_looked,
        };
        let names = names(&mut tx, &page).await?;
        Ok((
            page.into_iter().map(|row| line(row, &names)).collect(),
            next,
        ))
    }
}

/// Names of people and keys among those who did it.
pub(crate) async fn names(tx: &mut Tx, rows: &[AuditRow]) -> Result<HashMap<Uuid, Doer>, Error> {
    let makers = rows.iter().filter(|row| row.actor == "maker");
    let mut ids: Vec<_> = makers.filter_map(|row| row.actor_id).collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let ids: Vec<_> = ids.into_iter().map(OperatorId).collect();
    let people = tx.operators_named(&ids).await?.into_iter();
    let people = people.map(|it| (it.id.0, Doer::Person(it.name)));
    let keys = tx.api_keys(KEYS).await?.into_iter();
    let keys = keys.map(|it| (it.id.0, Doer::Key(it.name)));
    Ok(people.chain(keys).collect())
}

fn line(row: AuditRow, names: &HashMap<Uuid, Doer>) -> AuditLine {
    AuditLine {
        id: row.id,
        at: row.at,
        doer: Doer::of(&row, names),
        actor: row.actor_id,
        action: row.action,
        object: row.object,
        reason: row.reason,
        request_id: row.request_id,
    }
}
