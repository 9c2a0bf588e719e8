//! The maker's people: who is an operator and as what, the links by which they are let in, how they sign in, and what was
//! done by whom.
//!
//! - A link works for a day and is spent once. Whoever made it must still be allowed to: their links go with them.
//! - A link ends with what is said later of whom it is for: that they may something else, or that they are removed.
//! - What a person may is asked with each request, and again where a change takes effect ([`Application::must_still`]).
//! - Nobody changes what they may themselves: of those who say who may what, one is always left.

pub mod audit;
pub(crate) mod sign_in;

pub use sign_in::SESSION;

use domain::operator::Duty;
use domain::text::is_line;
use domain::time::DAY;
use domain::{Operator, OperatorId, OperatorRole};
use store::{OperatorLink, Tx};

use crate::queries::page::cut;
use crate::runtime::clock::system_now;
use crate::runtime::vault::digest;
use crate::{Application, Caller, Code, Error};

/// How long a link works.
const LINK: i64 = DAY;
/// Characters of a name.
const LONGEST: usize = 100;

/// The maker's people.
#[derive(Clone, Copy, Debug)]
pub struct Operators<'a>(&'a Application);

impl Application {
    /// The maker's people.
    pub fn operators(&self) -> Operators<'_> {
        Operators(self)
    }

    /// Ends what a person asked for who has signed out meanwhile, was removed, or may do something else than they did:
    /// until the transaction ends, they may what they may.
    pub(crate) async fn must_still(&self, tx: &mut Tx, caller: &Caller) -> Result<(), Error> {
        let Some(person) = caller.person() else {
            return Ok(());
        };
        let held = tx.operator_session_hold(&person.session).await?;
        let is_same = held.is_some_and(|it| it.operator.acting() == person.operator.acting());
        is_same.then_some(()).ok_or(Error::SignedOut)
    }
}

/// A page of people, and after whom the next one begins.
pub type OperatorPage = (Vec<Operator>, Option<OperatorId>);

impl Operators<'_> {
    /// A link that lets somebody in, told this once. It takes the place of those for the same name that nobody has spent.
    pub async fn invite(
        self,
        caller: Caller,
        name: &str,
        role: OperatorRole,
    ) -> Result<String, Error> {
        caller.must_have(Duty::People)?;
        if !is_line(name, LONGEST) {
            let detail = format!("A name is a line of 1 to {LONGEST} characters.");
            return Err(Error::invalid("name", Code::Maker("bad_name"), detail));
        }
        let code = self.0.random.token();
        let link = OperatorLink {
            name: name.trim().to_owned(),
            role,
            made_by: caller.person().map(|person| person.operator.id),
            expires_at: system_now() + LINK,
            spent_at: None,
        };
        let mut tx = self.0.store.write().await?;
        tx.operator_links_delete_for(&link.name).await?;
        tx.operator_link_insert(&digest(&code), &link).await?;
        let object = format!("operator_link:{}", link.name);
        let noted = self.0.audit(&mut tx, &caller, "operator.invite", object);
        noted.await?;
        tx.commit().await?;
        let mut url = self.0.settings.public_url.clone();
        url.set_path("/ops/join");
        url.query_pairs_mut().append_pair("code", &code);
        Ok(url.into())
    }

    /// People, whoever is known for the shortest time first, after one.
    pub async fn list(
        self,
        caller: &Caller,
        limit: u32,
        after: Option<OperatorId>,
    ) -> Result<OperatorPage, Error> {
        caller.must_have(Duty::People)?;
        let mut tx = self.0.store.read().await?;
        let mut rows = tx.operators(i64::from(limit) + 1, after).await?;
        let next = cut(&mut rows, limit, |it| it.id);
        Ok((rows, next))
    }

    /// Says what somebody may. Whoever was removed is back by that.
    pub async fn set_role(
        self,
        caller: Caller,
        id: OperatorId,
        role: OperatorRole,
    ) -> Result<(), Error> {
        let (mut tx, mut other) = self.begin(&caller, id).await?;
        if other.disabled_at.is_some() && !other.has_identity {
            let why = "They were removed, and sign in by links: invite them anew.";
            return Err(Error::conflict(Code::Maker("removed"), why));
        }
        other.appoint(role);
        keep(&mut tx, &other).await?;
        let action = format!("operator.role.{}", role.name());
        self.note(&mut tx, &caller, id, &action).await?;
        Ok(tx.commit().await?)
    }

    /// Somebody is no operator any more: their sessions end, and what they invited to.
    pub async fn remove(self, caller: Caller, id: OperatorId) -> Result<(), Error> {
        let (mut tx, mut other) = self.begin(&caller, id).await?;
        let now = self.0.now();
        other.disabled_at = other.disabled_at.or(Some(now));
        keep(&mut tx, &other).await?;
        tx.operator_sessions_delete_of(id).await?;
        self.note(&mut tx, &caller, id, "operator.remove").await?;
        Ok(tx.commit().await?)
    }

    /// Begins a change of somebody else, which a link for them that is not spent yet would undo.
    async fn begin(self, caller: &Caller, id: OperatorId) -> Result<(Tx, Operator), Error> {
        caller.must_have(Duty::People)?;
        if caller.person().is_some_and(|it| it.operator.id == id) {
            let why = "Another admin changes what you may, or `larder operator` on the server.";
            return Err(Error::conflict(Code::Maker("yourself"), why));
        }
        let mut tx = self.0.store.write().await?;
        // The links first, as whoever spends one holds it before the person.
        for known in tx.operators_named(&[id]).await? {
            tx.operator_links_delete_for(&known.name).await?;
        }
        let other = tx.operator_lock(id).await?.ok_or(Error::NotFound)?;
        Ok((tx, other))
    }

    async fn note(
        self,
        tx: &mut Tx,
        caller: &Caller,
        id: OperatorId,
        action: &str,
    ) -> Result<(), Error> {
        let object = format!("operator:{id}");
        self.0.audit(tx, caller, action, object).await
    }
}

/// Keeps what somebody is and may. What they invited to ends where they may not invite any more.
async fn keep(tx: &mut Tx, operator: &Operator) -> Result<(), Error> {
    tx.operator_update(operator).await?;
    if !operator.may(Duty::People) {
        tx.operator_links_delete_by(operator.id).await?;
    }
    Ok(())
}
