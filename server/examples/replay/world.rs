//! One household with one machine of one slot, connected to one Amazon: set up as a maker and a
//! customer would, over HTTP.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use amazon::{Endpoints, SecurityProfile};
use anyhow::{Context as _, Result, ensure};
use domain::view::DeviceView;
use domain::{Time, Unit};
use replenish::{Application, Clock, Random, Vault};
use reqwest::{Client, Method};
use sandbox::{Pace, Sandbox, wall_clock};
use serde_json::{Value, json};
use server::config::Brand;
use server::{Config, Server};
use tokio::net::TcpListener;
use url::Url;

pub const SERIAL: &str = "W1";
pub const SLOT: &str = "detergent";
/// Capacity of the machine and content of a pack.
pub const PACK: i64 = 30;
pub const UNIT: Unit = Unit::Count;
const MODEL: &str = "WASH-1";
const ASIN: &str = "B00WASH030";
const OPERATOR: &str = "replay-operator";
const TOPIC: &str = "arn:aws:sns:us-east-1:123456789012:replay";
const CLIENT: &str = "amzn1.application-oa2-client.replay";
const SECRET: &str = "replay-secret";
const KEY: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

pub struct World {
    pub clock: Clock,
    pub app: Application,
    pub amazon: Sandbox,
    http: Client,
    origin: String,
    token: String,
}

impl World {
    /// Set up at `start`, over a fresh database.
    pub async fn new(database: &str, start: Time) -> Result<Self> {
        let clock = Clock::manual(start);
        let ours = TcpListener::bind("127.0.0.1:0").await?;
        let theirs = TcpListener::bind("127.0.0.1:0").await?;
        let origin = format!("http://{}", ours.local_addr()?);
        let amazon_origin = format!("http://{}", theirs.local_addr()?);

        let config = config(&origin, &amazon_origin, database)?;
        let server = Server::open(&config, clock.clone(), Random::seeded(1)).await?;
        let app = server.application().clone();
        let service = server
            .router()
            .into_make_service_with_connect_info::<SocketAddr>();
        tokio::spawn(async move { axum::serve(ours, service).await });

        let business = clock.clone();
        let amazon = Sandbox::new(
            sandbox::Config {
                seed: 1,
                origin: amazon_origin,
                webhook: Some(format!("{origin}/webhooks/sns")),
                topic: TOPIC.to_owned(),
                client_id: CLIENT.to_owned(),
                client_secret: SECRET.to_owned(),
                redirect_uris: vec![format!("{origin}/auth/lwa/callback")],
                pace: Pace::default(),
            },
            Arc::new(move || business.now().millis()),
            wall_clock(),
        );
        let product = json!({"asin": ASIN, "name": "Tabs, 30", "quantity": PACK});
        let model = json!({"name": "Washer", "slots": [
            {"slot": SLOT, "name": "Detergent", "unit": "count", "products": [product]}]});
        amazon.put_model(MODEL, serde_json::from_value(model)?);
        let router = amazon.router();
        tokio::spawn(async move { axum::serve(theirs, router).await });

        #[expect(
            clippy::disallowed_methods,
            reason = "the devices and the maker are outside Larder"
        )]
        let http = Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .build()?;
        let mut world = Self {
            clock,
            app,
            amazon,
            http,
            origin,
            token: String::new(),
        };
        world.amazon.subscribe().await;
        world.settle().await?;
        let code = world.provision().await?;
        world.own(&code).await?;
        Ok(world)
    }

    /// The maker's part; the answer is the code on the machine's label.
    async fn provision(&mut self) -> Result<String> {
        let model = json!({"name": "Washer", "slots": [{
            "slot": SLOT, "name": "Detergent", "unit": "count", "capacity": PACK, "starts": "full",
        }]});
        self.call(
            Method::PUT,
            &format!("/api/v1/models/{MODEL}"),
            OPERATOR,
            &model,
        )
        .await?;
        let device = json!({"model": MODEL, "serial": SERIAL});
        let made = self
            .call(Method::POST, "/api/v1/devices", OPERATOR, &device)
            .await?;
        self.token = made["token"].as_str().context("no token")?.to_owned();
        Ok(made["claim_code"]
            .as_str()
            .context("no claim code")?
            .to_owned())
    }

    /// The customer's part: signs in, claims, connects.
    async fn own(&self, code: &str) -> Result<()> {
        let parameter = |url: &str, name: &str| {
            let url = Url::parse(url)?;
            let found = url.query_pairs().find(|(key, _)| key == name);
            found
                .map(|(_, value)| value.into_owned())
                .context("Amazon sent no code back")
        };
        let back = |url: &Url| {
            self.amazon
                .authorize(url.as_str(), "Anna", &[(SLOT, Some(ASIN))])
                .map_err(anyhow::Error::msg)
        };
        let start = self.app.sign_in_start().await?;
        let signed_in = parameter(&back(&start.url)?, "code")?;
        let account = self
            .app
            .sign_in_finish(&signed_in, &start.verifier, "replay")
            .await?;
        let device = self.app.claim(account, code, "replay").await?;
        let start = self.app.connect_start(account, device).await?;
        let allowed = parameter(&back(&start.url)?, "code")?;
        self.app
            .connect_finish(account, device, &allowed, &start.verifier, "replay")
            .await?;
        self.settle().await
    }

    async fn call(&self, method: Method, path: &str, token: &str, body: &Value) -> Result<Value> {
        let url = format!("{}{path}", self.origin);
        let answer = self
            .http
            .request(method, url)
            .bearer_auth(token)
            .json(body)
            .send()
            .await?;
        let status = answer.status();
        let text = answer.text().await?;
        ensure!(status.is_success(), "{path} answered {status}: {text}");
        Ok(if text.is_empty() {
            Value::Null
        } else {
            serde_json::from_str(&text)?
        })
    }

    /// The machine posts a report.
    pub async fn post(&self, report: &Value) -> Result<Value> {
        self.call(
            Method::POST,
            "/api/v1/usage",
            &self.token,
            &json!({"reports": [report]}),
        )
        .await
    }

    pub async fn machine(&self) -> Result<DeviceView> {
        Ok(self.app.device_by_serial(SERIAL).await?)
    }

    /// Everything that is due now, on both sides.
    pub async fn settle(&self) -> Result<()> {
        while self.app.run_until_idle().await? + self.amazon.run_due().await > 0 {}
        Ok(())
    }

    /// When the next thing happens on either side.
    pub async fn next_due(&self) -> Result<Option<Time>> {
        let theirs = self.amazon.next_due().map(Time::from_millis);
        Ok(self.app.next_due().await?.into_iter().chain(theirs).min())
    }

    /// Lives until a moment, doing everything on its time.
    pub async fn live_until(&self, end: Time) -> Result<()> {
        self.settle().await?;
        while let Some(next) = self.next_due().await?.filter(|next| *next <= end) {
            self.clock.advance_to(next);
            self.settle().await?;
        }
        self.clock.advance_to(end);
        self.settle().await
    }
}

fn config(origin: &str, amazon: &str, database: &str) -> Result<Config> {
    let url = |path: &str| Url::parse(&format!("{amazon}{path}"));
    Ok(Config {
        trusted_proxies: Vec::new(),
        listen: SocketAddr::from(([127, 0, 0, 1], 0)),
        public_url: Url::parse(origin)?,
        database_url: database.into(),
        vault: Vault::parse(&KEY.into())?,
        keys: 1,
        operator_token: Some(OPERATOR.into()),
        provision_token: None,
        profile: SecurityProfile {
            client_id: CLIENT.to_owned(),
            client_secret: SECRET.into(),
        },
        endpoints: Endpoints {
            lwa_authorize: url("/ap/oa")?,
            lwa_api: url("")?,
            drs: url("")?,
            drs_web: url("")?,
            sns: Some(url("")?),
        },
        button_url: url("/button.svg")?,
        topic_arns: vec![TOPIC.to_owned()],
        sns_max_age: Duration::from_secs(4_500),
        test_devices: false,
        non_live: false,
        sandbox: true,
        scripts: None,
        brand: Brand::default(),
    })
}
