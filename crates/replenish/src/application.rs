//! The application: the one handle to every use case, and what all of them need of it.

use std::sync::{Arc, Mutex, PoisonError};

use amazon::{Amazon, SnsVerifier};
use delivery::Sender;
use domain::heartbeat::Heartbeat;
use domain::{AccountId, Time};
use oidc::Oidc;
use serde_json::json;
use store::{Account, Store, Tx};
use tokio::sync::Notify;
use url::Url;

use crate::job::Job;
use crate::notices::channels::Channels;
use crate::queries::live::watched::Watched;
use crate::runtime::amazon_health::AmazonHealth;
use crate::runtime::clock::system_now;
use crate::runtime::ready::Ready;
use crate::usage::queue::Queue;
use crate::{Caller, Clock, Error, Random, Vault};

/// What the maker set.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The origin customers and Amazon see.
    pub public_url: Url,
    /// Registrations are tests: nothing is charged or shipped.
    pub test_devices: bool,
    /// Models that Amazon has not certified may register.
    pub non_live: bool,
    /// Jobs that are run at a time, each of which makes one call to Amazon at a time; one at least.
    pub amazon_calls: u32,
    /// Orders of a model in an hour that never wait for an operator.
    pub orders_an_hour: u32,
    /// There is a security profile at Amazon: customers may sign in there, and machines order there.
    pub amazon: bool,
    /// The identity provider by which customers sign in, beside Amazon or instead.
    pub customers: Option<Oidc>,
    /// The one by which the maker's people do.
    pub operators: Option<OperatorProvider>,
    /// What calls the addresses that events are sent to.
    pub webhooks: Sender,
    /// How customers hear of what they should; none where they do not.
    pub notices: Option<Channels>,
}

/// How the maker's people sign in.
#[derive(Clone, Debug)]
pub struct OperatorProvider {
    /// The provider.
    pub oidc: Oidc,
    /// The claim that names their roles; without one, admins say what they may.
    pub role_claim: Option<String>,
}

/// Larder without its HTTP. Cheap to clone.
#[derive(Clone)]
pub struct Application(Arc<Parts>);

/// What it is made of; nothing outside this crate can look in.
pub struct Parts {
    pub(crate) store: Store,
    pub(crate) amazon: Amazon,
    pub(crate) verifier: SnsVerifier,
    pub(crate) vault: Vault,
    pub(crate) settings: Settings,
    pub(crate) clock: Clock,
    pub(crate) random: Random,
    /// Reports that wait to be stored.
    pub(crate) queue: Queue,
    /// Rung when there may be work.
    pub(crate) wake: Notify,
    /// Pages that are open.
    pub(crate) watched: Watched,
    /// Whether Amazon answers.
    pub(crate) amazon_health: AmazonHealth,
    /// Whether the database takes writes.
    pub(crate) ready: Ready,
    /// The last heartbeat of this server.
    pub(crate) heartbeat: Mutex<Option<Heartbeat>>,
}

impl std::ops::Deref for Application {
    type Target = Parts;
    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl std::fmt::Debug for Application {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Application").finish_non_exhaustive()
    }
}

impl Application {
    /// Of those parts.
    pub fn new(
        store: Store,
        amazon: Amazon,
        verifier: SnsVerifier,
        vault: Vault,
        settings: Settings,
        clock: Clock,
        random: Random,
    ) -> Self {
        let wake = Notify::new();
        let queue = Queue::new(store.optimistic_writers());
        Self(Arc::new(Parts {
            store,
            amazon,
            verifier,
            vault,
            settings,
            clock,
            random,
            queue,
            wake,
            watched: Watched::default(),
            amazon_health: AmazonHealth::default(),
            ready: Ready::default(),
            heartbeat: Mutex::default(),
        }))
    }

    /// What time it is for supplies and orders.
    pub fn now(&self) -> Time {
        self.clock.now()
    }

    /// Since when the clock is doubted, and with it whether the database is as it was: nothing is deleted or ended
    /// because of its date meanwhile, and what was not counted since is not ordered.
    pub fn doubted_since(&self) -> Option<Time> {
        self.heartbeat()?.doubt.map(|doubt| doubt.since)
    }

    /// The last heartbeat of this server.
    pub(crate) fn heartbeat(&self) -> Option<Heartbeat> {
        let heartbeat = self.heartbeat.lock();
        *heartbeat.unwrap_or_else(PoisonError::into_inner)
    }

    /// Doubts the clock until there is a heartbeat.
    pub(crate) fn doubt(&self) {
        let heartbeat = self.heartbeat.lock();
        let mut heartbeat = heartbeat.unwrap_or_else(PoisonError::into_inner);
        heartbeat.get_or_insert(Heartbeat::unknown(self.now()));
    }

    /// Since when Amazon has not answered this server; none where it does.
    pub fn amazon_silent_since(&self) -> Option<Time> {
        self.amazon_health.silent_since()
    }

    /// A one-time key for a form: the same key sent twice counts once.
    pub fn action_key(&self) -> String {
        self.random.token()
    }

    /// The database, for the sessions over it.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Whether the database takes writes.
    pub async fn ready(&self) -> Result<(), Arc<Error>> {
        let probe = async {
            let found = self.probe().await;
            found.inspect_err(|error| self.look_at(error))
        };
        self.ready.or_try(probe).await
    }

    /// Tries a small write.
    pub(crate) async fn probe(&self) -> Result<(), Error> {
        let mut tx = self.store.write().await?;
        tx.probe_put(system_now()).await?;
        Ok(tx.commit().await?)
    }

    /// Looks at why the database did not do it: where new connections may, they are made.
    pub(crate) fn look_at(&self, error: &Error) {
        if matches!(error, Error::Unavailable(error) if error.is_of_connection()) {
            self.store.connect_anew();
        }
    }

    /// Asks for work at a moment, in a transaction.
    pub(crate) async fn ask(&self, tx: &mut Tx, job: &Job, at: Time) -> Result<(), Error> {
        let new = job.named(self.random.id(self.now()), at);
        Ok(tx.job_put(&new).await?)
    }

    /// Keeps what a job that is under way goes on with, should it run again.
    pub(crate) async fn keep(&self, job: &Job) -> Result<(), Error> {
        let mut tx = self.store.write().await?;
        tx.job_payload_put(&job.key(), &json!(job)).await?;
        Ok(tx.commit().await?)
    }

    /// Notes who did what to an object, in a transaction.
    pub(crate) async fn audit(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        action: &str,
        object: String,
    ) -> Result<(), Error> {
        self.must_still(tx, caller).await?;
        let now = self.now();
        let row = caller.audit(self.random.id(now), now, action, object);
        Ok(tx.audit_insert(&row).await?)
    }

    /// The account, where there still is one.
    pub(crate) async fn account(&self, tx: &mut Tx, id: AccountId) -> Result<Account, Error> {
        tx.account(id).await?.ok_or(Error::NotFound)
    }
}
