//! A server and an Amazon on loopback. Business time stands still until a test moves it; what is due is done when a
//! test asks for it. What is asked of it over HTTP is asked of [`Larder`].

use std::ops::{Deref, DerefMut};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use domain::Time;
use replenish::{Application, Clock, Random, Vault};
use sandbox::alexa::Linking;
use sandbox::{Sandbox, wall_clock};
use serde_json::{Value, json};
use server::config::{Alexa, Brand, forwarder_key};
use server::telemetry::Format;
use server::{Config, Server};
use testkit::setting;
use url::Url;

pub use crate::binary::OPERATOR;
pub use crate::larder::{Browser, Larder, model};
pub use testkit::listen;
pub use testkit::setting::TOPIC;

pub const PROVISION: &str = "the-factorys-own-token";
/// Of Alexa, which links accounts.
pub const REDIRECT: &str = "https://pitangui.amazon.com/api/skill/link/M1";
pub const LINK_SECRET: &str = "the-secret-of-account-linking";
pub const FORWARDER_KEY: &str = "AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=";
const START: &str = "2026-11-22T12:00:00Z";

pub struct TestServer {
    larder: Larder,
    /// How far Amazon's clock is ahead of this server's, in milliseconds.
    pub ahead: Arc<AtomicI64>,
    pub amazon: Sandbox,
    pub amazon_origin: String,
    pub application: Application,
    pub clock: Clock,
    pub database: testkit::Database,
}

/// How Alexa reaches the server.
pub fn alexa() -> Alexa {
    Alexa {
        client: domain::oauth::Client {
            id: "alexa-link".to_owned(),
            redirect_uris: vec![
                REDIRECT.to_owned(),
                "https://layla.amazon.com/link".to_owned(),
            ],
        },
        client_secret: LINK_SECRET.into(),
        forwarder_key: forwarder_key(&FORWARDER_KEY.into()).unwrap(),
    }
}

/// A configuration for loopback; `amazon` is the simulated one's origin.
pub fn config(origin: &str, amazon: &str, database: &str) -> Config {
    Config {
        listen: "127.0.0.1:0".parse().unwrap(),
        trusted_proxies: vec!["127.0.0.0/8".parse().unwrap()],
        public_url: Url::parse(origin).unwrap(),
        database_url: database.into(),
        vault: Vault::parse(&setting::KEY.into()).unwrap(),
        keys: 1,
        operator_token: Some(OPERATOR.into()),
        provision_token: Some(PROVISION.into()),
        profile: Some(setting::profile()),
        customer_oidc: None,
        operator_oidc: None,
        endpoints: setting::endpoints(amazon),
        button_url: Url::parse(&format!("{amazon}/button.svg")).unwrap(),
        topics: vec![TOPIC.parse().unwrap()],
        sns_max_age: Duration::from_secs(4_500),
        test_devices: true,
        non_live: false,
        amazon_calls: 4,
        orders_an_hour: 20,
        alexa: Some(alexa()),
        skill: Some(setting::skill(amazon)),
        sandbox: true,
        mailer: None,
        push_key: None,
        log: Format::default(),
        brand: Brand::default(),
        scripts: None,
    }
}

impl Deref for TestServer {
    type Target = Larder;

    fn deref(&self) -> &Larder {
        &self.larder
    }
}

impl DerefMut for TestServer {
    fn deref_mut(&mut self) -> &mut Larder {
        &mut self.larder
    }
}

impl TestServer {
    pub async fn new() -> Self {
        Self::with(|_| {}).await
    }

    /// One whose configuration is changed before it starts.
    pub async fn with(change: impl FnOnce(&mut Config)) -> Self {
        let database = testkit::Database::sqlite();
        let clock = Clock::manual(Time::parse(START).unwrap());
        let (listener, address) = listen().await;
        let (amazon_listener, amazon_address) = listen().await;
        let larder = Larder::at(&format!("http://{address}"));
        // Another name than Larder's, so that a browser would see two sites.
        let amazon_origin = format!("http://localhost:{}", amazon_address.port());

        let mut config = config(&larder.origin, &amazon_origin, database.url());
        let linked = format!("{amazon_origin}/sandbox/alexa/linked");
        if let Some(alexa) = &mut config.alexa {
            alexa.client.redirect_uris.push(linked.clone());
        }
        change(&mut config);
        let server = Server::open(&config, clock.clone(), Random::seeded(7))
            .await
            .unwrap();
        testkit::serve(listener, server.router());

        let business = clock.clone();
        let (wall, ahead) = (wall_clock(), Arc::new(AtomicI64::new(0)));
        let difference = ahead.clone();
        let amazon = Sandbox::new(
            sandbox::Config {
                redirect_uris: vec![config.public_url.join("/auth/lwa/callback").unwrap().into()],
                ..setting::sandbox_config(&amazon_origin, &larder.origin)
            },
            Arc::new(move || business.now().millis()),
            Arc::new(move || wall() + difference.load(Ordering::SeqCst)),
        );
        amazon.put_model("BREW-2", serde_json::from_value(amazons_model()).unwrap());
        amazon.alexa().set_linking(Linking {
            larder: larder.origin.clone(),
            redirect_uri: linked,
            client_id: "alexa-link".to_owned(),
            client_secret: LINK_SECRET.to_owned(),
            basic: true,
            forwarder_key: [2; 32],
        });
        testkit::serve(amazon_listener, amazon.router());

        Self {
            larder,
            ahead,
            amazon,
            amazon_origin,
            application: server.application().clone(),
            clock,
            database,
        }
    }

    /// One with the model.
    pub async fn with_model() -> Self {
        let server = Self::new().await;
        server.put_model("BREW-2", &model()).await;
        server
    }

    /// Does everything that is due, here and at Amazon, until nothing is.
    pub async fn settle(&self) {
        loop {
            let ours = self.application.run_until_idle().await.unwrap();
            if ours + self.amazon.run_due().await == 0 {
                return;
            }
        }
    }

    pub fn browser(&self) -> Browser<'_> {
        Browser::new(&self.larder, &self.amazon)
    }

    /// A browser in which a customer is signed in.
    pub async fn customer(&self, name: &str) -> Browser<'_> {
        let browser = self.browser();
        browser.sign_in(name).await;
        browser
    }

    /// A signed-in customer with a connected machine: browser, device id, device token.
    pub async fn owner(&self, name: &str, serial: &str) -> (Browser<'_>, String, String) {
        let (token, code) = self.device(serial).await;
        let browser = self.customer(name).await;
        let id = browser.connect(name, &code).await;
        self.settle().await;
        (browser, id, token)
    }
}

fn amazons_model() -> Value {
    json!({"name": "Brewer 2", "slots": [
        {"slot": "pods", "name": "Coffee pods", "unit": "count", "products": [
            {"asin": "B00PODS036", "name": "House blend, 36 pods", "quantity": "36"}]},
        {"slot": "filter", "name": "Water filter", "products": [
            {"asin": "B00FILTER1", "name": "Filter", "quantity": 1, "unit": "count"}]}]})
}
