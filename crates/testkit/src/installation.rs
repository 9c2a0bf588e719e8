//! Larder on its database beside its Amazon, on one clock. Time passes when a test says so, and whatever is due
//! meanwhile is done on its time, on both sides.

use std::ops::Deref;

use amazon::Amazon;
use domain::order::OrderState;
use domain::view::OrderView;
use domain::{AccountId, Time};
use replenish::fleet::{Created, NewDevice};
use replenish::{Application, Clock, OrderFilter, SignInBy};
use sandbox::Sandbox;
use sandbox::amazon::State;
use url::Url;

use crate::setting::{self, KEY};
use crate::{Database, by_maker, socket, webhook};

/// Larder and its Amazon.
pub struct Installation {
    /// Larder without its HTTP.
    pub app: Application,
    /// The simulated Amazon.
    pub amazon: Sandbox,
    /// What both go by.
    pub clock: Clock,
    /// How Larder reaches Amazon.
    pub client: Amazon,
    /// What Larder stands on.
    pub database: Database,
}

impl Deref for Installation {
    type Target = Application;

    fn deref(&self) -> &Application {
        &self.app
    }
}

impl Installation {
    /// Both over sockets, with nothing between them but that.
    pub async fn new(database: Database, clock: Clock) -> Self {
        let (theirs, amazon) = socket::listen().await;
        let (ours, larder) = socket::listen().await;
        let (origin, larder) = (format!("http://{amazon}"), format!("http://{larder}"));
        let amazon = setting::sandbox_on(&clock, setting::sandbox_config(&origin, &larder));
        socket::serve(theirs, amazon.router());
        let client = setting::client(&origin);
        let app = setting::application(database.store().await, &client, &clock, 3, KEY);
        socket::serve(ours, webhook::router(app.clone()));
        Self {
            app,
            amazon,
            clock,
            client,
            database,
        }
    }

    /// One more server on the same database.
    pub async fn server(&self, seed: u64) -> Application {
        self.server_with_keys(seed, KEY).await
    }

    /// The same by another clock.
    pub async fn server_by(&self, clock: &Clock) -> Application {
        let store = self.database.store().await;
        setting::application(store, &self.client, clock, 5, KEY)
    }

    /// The same with other keys.
    pub async fn server_with_keys(&self, seed: u64, keys: &str) -> Application {
        let store = self.database.store().await;
        setting::application(store, &self.client, &self.clock, seed, keys)
    }

    /// The same database under a new application, as after a restart. SNS goes on reaching the one before, which is
    /// on the same database.
    pub async fn restart(&mut self) {
        self.app = self.server(4).await;
        self.app.start().await.unwrap();
    }

    /// A new machine of a model.
    pub async fn make(&self, model: &str, serial: &str) -> Created {
        let new = NewDevice {
            model: model.to_owned(),
            serial: serial.to_owned(),
            token_sha256: None,
        };
        let made = self.devices().create(by_maker(), vec![new]).await;
        made.unwrap().remove(0)
    }

    /// A customer who signs in with Amazon; whoever is new has a household of their own.
    pub async fn customer(&self, name: &str) -> AccountId {
        let start = self
            .accounts()
            .sign_in_start(SignInBy::Amazon)
            .await
            .unwrap();
        let back = self.amazon.authorize(start.url.as_str(), name, &[]);
        let back = back.unwrap();
        assert_eq!(parameter(&back, "state"), start.state);
        let code = parameter(&back, "code");
        let accounts = self.accounts();
        let signed_in =
            accounts.sign_in_finish(SignInBy::Amazon, "test".to_owned(), &code, &start.verifier);
        signed_in.await.unwrap()
    }

    /// Everything that is due now, on both sides.
    pub async fn settle(&self) {
        while self.app.run_until_idle().await.unwrap() + self.amazon.run_due().await > 0 {}
    }

    /// When the next thing is due, on either side.
    pub async fn next_due(&self) -> Option<Time> {
        let ours = self.app.next_due().await.unwrap();
        let theirs = self.amazon.next_due().map(Time::from_millis);
        ours.into_iter().chain(theirs).min()
    }

    /// Lives until a moment, doing everything on its time.
    pub async fn live_until(&self, end: Time) {
        self.settle().await;
        while let Some(next) = self.next_due().await.filter(|next| *next <= end) {
            self.clock.advance_to(next);
            self.settle().await;
        }
        self.clock.advance_to(end);
        self.settle().await;
    }

    /// Lives so long, in milliseconds.
    pub async fn live(&self, millis: i64) {
        self.live_until(self.app.now() + millis).await;
    }

    /// All orders, oldest first.
    pub async fn orders(&self) -> Vec<OrderView> {
        let mut orders = self
            .queries()
            .orders(OrderFilter::All, 1_000, None)
            .await
            .unwrap()
            .0;
        orders.reverse();
        orders
    }

    /// What they have come to, oldest first.
    pub async fn states(&self) -> Vec<OrderState> {
        let orders = self.orders().await;
        orders.iter().map(|order| order.state).collect()
    }

    /// What Amazon believes.
    pub fn believed(&self) -> State {
        self.amazon.state()
    }

    /// Replenish calls that Amazon heard.
    pub fn replenish_calls(&self) -> u64 {
        self.believed().calls.get("replenish").copied().unwrap_or(0)
    }
}

/// A parameter of the address that a browser is sent back to.
pub(crate) fn parameter(url: &str, name: &str) -> String {
    let url = Url::parse(url).unwrap();
    let found = url.query_pairs().find(|(key, _)| key == name);
    found
        .map(|(_, value)| value.into_owned())
        .unwrap_or_else(|| panic!("no {name} in {url}"))
}
