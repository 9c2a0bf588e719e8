//! Live updates: pages that are open hear that something changed, whichever server changed it.
//!
//! Every change of a machine raises its revision in the change's own transaction. Each server asks twice
//! a second, in one query, how far the households have come whose pages are open there, and tells
//! those pages. With no page open it asks nothing. A page that hears nothing is only older than it
//! could be: what it shows is what its next load will correct.
//!
//! That Amazon falls silent or comes back concerns every page; a server counts it into what it tells its own.
//!
//! Whoever follows a household is of it and signed in, or a program with a token: both are looked at again twice a minute. Nobody
//! follows for longer than five minutes without asking anew, nor with more than eight pages at once.

pub(crate) mod watched;

use std::collections::HashMap;
use std::time::Duration;

use domain::time::{MINUTE, SECOND};
use domain::{AccountId, HouseholdId, Time};
use tokio::sync::{OwnedSemaphorePermit, watch};
use tokio_util::sync::CancellationToken;
use tracing::warn;

use super::Queries;
use crate::{Application, Customer, Error};

/// How often it is asked, in milliseconds.
const OFTEN: i64 = 500;
/// How often it is asked whether somebody who follows still may.
const LOOK: i64 = 30 * SECOND;
/// How long somebody follows without asking anew.
const LIFE: i64 = 5 * MINUTE;
/// When one more may try again.
const LATER: Duration = Duration::from_secs(60);

/// A page that follows its household.
#[derive(Debug)]
pub struct Following {
    app: Application,
    customer: Customer,
    household: HouseholdId,
    revisions: watch::Receiver<i64>,
    /// When it is looked at next, and when it ends.
    look: Time,
    end: Time,
    _place: OwnedSemaphorePermit,
}

impl Following {
    /// The household's revision, as soon as it is another one than the page knows; none where the page has
    /// to ask anew whether it may follow.
    pub async fn next(&mut self, known: Option<i64>) -> Option<i64> {
        loop {
            let now = self.app.now();
            if has_come(self.look, LOOK, now) {
                if has_come(self.end, LIFE, now) || !matches!(self.may_follow().await, Ok(true)) {
                    return None;
                }
                self.look = now + LOOK;
            }
            let revision = *self.revisions.borrow_and_update();
            if known != Some(revision) {
                return Some(revision);
            }
            tokio::select! {
                changed = self.revisions.changed() => changed.ok()?,
                () = self.app.clock.sleep_until(self.look) => {}
            }
        }
    }

    async fn may_follow(&self) -> Result<bool, Error> {
        let mut tx = self.app.store.read().await?;
        let account = tx.account(self.customer.account).await?;
        let is_of = account.is_some_and(|account| account.household_id == self.household);
        Ok(is_of && self.app.is_here(&mut tx, &self.customer).await?)
    }
}

/// Whether a moment has come that was set so far ahead at most. One that is further ahead was set by a clock
/// that has been put back since: it is not waited for.
fn has_come(moment: Time, ahead: i64, now: Time) -> bool {
    moment <= now || now + ahead < moment
}

impl Queries<'_> {
    /// How far an account's household has come: a number that is another one after every change.
    pub async fn revision(self, account: AccountId) -> Result<i64, Error> {
        let (_, revision) = self.household_revision(account).await?;
        Ok(revision)
    }

    /// Follows a customer's household, while [`Application::run`] runs.
    pub async fn follow(self, customer: Customer) -> Result<Following, Error> {
        let place = self.0.watched.place(customer.account);
        let place = place.ok_or(Error::TooMany { retry_after: LATER })?;
        let (household, revision) = self.household_revision(customer.account).await?;
        let now = self.0.now();
        Ok(Following {
            app: self.0.clone(),
            customer,
            household,
            revisions: self.0.watched.follow(household, revision),
            look: now + LOOK,
            end: now + LIFE,
            _place: place,
        })
    }

    async fn household_revision(self, account: AccountId) -> Result<(HouseholdId, i64), Error> {
        let mut tx = self.0.store.read().await?;
        let household = self.0.account(&mut tx, account).await?.household_id;
        let revisions = tx.revisions(&[household]).await?;
        let revision = revisions.first().map_or(0, |(_, revision)| *revision);
        Ok((household, revision + self.0.amazon_health.transitions()))
    }
}

impl Application {
    /// Tells open pages what has changed, until `shutdown`.
    pub(crate) async fn tell_pages(&self, shutdown: CancellationToken) {
        while !shutdown.is_cancelled() {
            let opened = self.watched.opened.notified();
            let households = self.watched.open();
            if households.is_empty() {
                tokio::select! {
                    () = opened => {}
                    () = shutdown.cancelled() => {}
                }
                continue;
            }
            if let Err(error) = self.compare(&households).await {
                warn!(%error, "open pages could not be told of changes");
            }
            tokio::select! {
                () = self.clock.sleep_until(self.now() + OFTEN) => {}
                () = shutdown.cancelled() => {}
            }
        }
    }

    async fn compare(&self, households: &[HouseholdId]) -> Result<(), Error> {
        let mut tx = self.store.read().await?;
        let revisions: HashMap<_, _> = tx.revisions(households).await?.into_iter().collect();
        for household in households {
            let revision = revisions.get(household).copied().unwrap_or_default();
            let revision = revision + self.amazon_health.transitions();
            self.watched.tell(*household, revision);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use domain::Role;
    use domain::time::DAY;
    use store::Account;
    use tempfile::TempDir;

    use super::*;
    use crate::Clock;
    use crate::nowhere::application;

    const SESSION: [u8; 32] = [7; 32];

    /// A database of its own.
    struct World(TempDir);

    impl World {
        fn new() -> Self {
            Self(tempfile::tempdir().unwrap())
        }

        /// A server by a clock.
        async fn server(&self, clock: &Clock, seed: u64) -> Application {
            let url = format!("sqlite://{}/larder.db", self.0.path().display());
            application(&url, clock, seed).await
        }
    }

    /// A clock that stands so many milliseconds after eight o'clock.
    fn clock(millis: i64) -> Clock {
        Clock::manual(Time::parse("2026-03-02T08:00:00Z").unwrap() + millis)
    }

    /// Somebody who is signed in.
    async fn customer(app: &Application) -> Customer {
        let now = app.now();
        let account = Account {
            id: app.random.id(now),
            household_id: app.random.id(now),
            role: Role::Owner,
            issuer: domain::identity::AMAZON.to_owned(),
            subject: "amzn1.account.ada".to_owned(),
            created_at: now,
        };
        let mut tx = app.store.write().await.unwrap();
        let home = account.household_id;
        tx.household_insert(home, now).await.unwrap();
        tx.account_insert(&account).await.unwrap();
        let id = Some(account.id);
        let session = tx.session_insert(&SESSION, id, b"", now + DAY);
        session.await.unwrap();
        tx.commit().await.unwrap();
        Customer::in_session(account.id, SESSION)
    }

    #[tokio::test]
    async fn a_page_that_a_clock_two_years_ahead_opened_ends_with_that_clock() {
        let world = World::new();
        let app = world.server(&clock(730 * DAY), 1).await;
        let mut page = app.queries().follow(customer(&app).await).await.unwrap();
        assert!(page.next(None).await.is_some());
        page.app = world.server(&clock(0), 2).await;
        assert_eq!(page.next(None).await, None);
    }

    #[tokio::test]
    async fn who_follows_is_looked_at_again_where_the_clock_is_put_back() {
        let world = World::new();
        let before = clock(0);
        let app = world.server(&before, 1).await;
        let mut page = app.queries().follow(customer(&app).await).await.unwrap();
        before.advance_to(app.now() + 4 * MINUTE);
        assert!(page.next(None).await.is_some());
        let mut tx = app.store.write().await.unwrap();
        tx.session_delete(&SESSION).await.unwrap();
        tx.commit().await.unwrap();
        // Too early for its end, and for the next look by the clock of before.
        page.app = world.server(&clock(MINUTE), 2).await;
        assert_eq!(page.next(None).await, None);
    }
}
