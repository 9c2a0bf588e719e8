//! Webhooks: addresses of the maker's that events are sent to, made, listed, tried, given other secrets and taken away.
//!
//! - Events have numbers (`crate::event`). With each that is given, a job for each endpoint is asked for, which hands on what
//!   came since it last looked ([`deliver`]).
//! - A secret is shown once and kept sealed. It signs what is sent; one that is replaced does so for a day longer.
//! - Who may say where events go has the scope `webhooks`. What is looked at here has no person in it and no secret.

mod attempt;
pub(crate) mod deliver;
mod endpoint;
mod view;

pub use endpoint::NewWebhook;
pub use view::WebhookView;

use domain::api_key::Scope;
use domain::{Webhook, WebhookId};
use store::Tx;

use crate::job::Job;
use crate::{Application, Caller, Code, Error};

/// The addresses that events are sent to.
#[derive(Clone, Copy, Debug)]
pub struct Webhooks<'a>(&'a Application);

impl Application {
    /// The addresses that events are sent to.
    pub fn webhooks(&self) -> Webhooks<'_> {
        Webhooks(self)
    }
}

impl Webhooks<'_> {
    /// An endpoint that is not on its way out.
    async fn there(self, tx: &mut Tx, id: WebhookId) -> Result<Webhook, Error> {
        let found = tx.webhook(id).await?;
        found.filter(|hook| !hook.deleting).ok_or(Error::NotFound)
    }

    /// The same, where something is sent to it.
    async fn enabled(self, tx: &mut Tx, id: WebhookId) -> Result<Webhook, Error> {
        let hook = self.there(tx, id).await?;
        if hook.disabled_at.is_some() {
            let why = "this webhook is disabled, nothing is sent to it; enable it first";
            return Err(Error::conflict(Code::Maker("conflict"), why));
        }
        Ok(hook)
    }

    /// Notes what was done to an endpoint, asks for its job, and commits.
    async fn settle(
        self,
        mut tx: Tx,
        caller: &Caller,
        action: &str,
        webhook: WebhookId,
    ) -> Result<(), Error> {
        let object = format!("webhook:{webhook}");
        self.0.audit(&mut tx, caller, action, object).await?;
        let now = self.0.now();
        self.0.ask(&mut tx, &Job::Webhook { webhook }, now).await?;
        tx.commit().await?;
        self.0.wake.notify_waiters();
        Ok(())
    }
}

/// Where events go is for those who have the scope.
fn must_be_allowed(caller: &Caller) -> Result<(), Error> {
    caller.must_have(Scope::Webhooks)
}

/// Where a secret of an endpoint is kept, sealed.
fn place(id: WebhookId, column: &str) -> String {
    format!("webhooks/{id}/{column}")
}
