//! A sandbox and a webhook on loopback, and a client that speaks to them as a maker's server would.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use sandbox::amazon::Model;
use sandbox::{Config, Now, Pace, Sandbox, wall_clock};
use serde_json::{Value, json};

pub const TOPIC: &str = "arn:aws:sns:us-east-1:123456789012:larder";
pub const CLIENT: &str = "amzn1.application-oa2-client.test";
pub const SECRET: &str = "not a secret";
pub const RETURN: &str = "http://127.0.0.1:3000/auth/lwa/callback";
pub const MINUTE: i64 = 60_000;
pub const HOUR: i64 = 60 * MINUTE;
pub const START: i64 = 1_764_590_400_000; // 2025-12-01T12:00:00Z

/// One POST the webhook got.
#[derive(Clone)]
pub struct Got {
    pub headers: HeaderMap,
    pub envelope: Value,
}

impl Got {
    pub fn message(&self) -> Value {
        serde_json::from_str(self.envelope["Message"].as_str().unwrap()).unwrap()
    }

    pub fn kind(&self) -> String {
        match self.envelope["Type"].as_str().unwrap() {
            "Notification" => self.message()["notificationInfo"]["notificationType"]
                .as_str()
                .unwrap()
                .to_owned(),
            other => other.to_owned(),
        }
    }
}

#[derive(Clone, Default)]
pub struct Webhook {
    got: Arc<Mutex<Vec<Got>>>,
    arrived: Arc<tokio::sync::Notify>,
    /// Answers of the next posts; 200 when there are none.
    pub answers: Arc<Mutex<VecDeque<u16>>>,
}

impl Webhook {
    pub fn take(&self) -> Vec<Got> {
        std::mem::take(&mut *self.got.lock().unwrap())
    }

    pub fn kinds(&self) -> Vec<String> {
        self.take().iter().map(Got::kind).collect()
    }

    /// The next post, whenever it comes.
    pub async fn next(&self) -> Got {
        loop {
            let arrived = self.arrived.notified();
            let first = {
                let mut got = self.got.lock().unwrap();
                (!got.is_empty()).then(|| got.remove(0))
            };
            match first {
                Some(got) => return got,
                None => arrived.await,
            }
        }
    }

    async fn serve(&self) -> String {
        let webhook = self.clone();
        let receive = move |headers: HeaderMap, body: Bytes| async move {
            let envelope = serde_json::from_slice(&body).unwrap();
            webhook.got.lock().unwrap().push(Got { headers, envelope });
            webhook.arrived.notify_one();
            let status = webhook.answers.lock().unwrap().pop_front().unwrap_or(200);
            StatusCode::from_u16(status).unwrap()
        };
        format!(
            "{}/webhooks/sns",
            serve(Router::new().route("/webhooks/sns", post(receive))).await
        )
    }
}

async fn serve(router: Router) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    origin
}

pub struct Rig {
    pub amazon: Sandbox,
    pub origin: String,
    pub webhook: Webhook,
    pub http: reqwest::Client,
    clock: Arc<AtomicI64>,
}

impl Rig {
    /// An Amazon that knows one model, with nobody subscribed to the topic.
    pub async fn unconfirmed() -> Self {
        let clock = Arc::new(AtomicI64::new(START));
        let business = clock.clone();
        Self::on(Arc::new(move || business.load(Ordering::SeqCst)), clock).await
    }

    /// The same on the wall clock; orders are placed and shipped at once.
    pub async fn real_time() -> Self {
        let rig = Self::on(wall_clock(), Arc::default()).await;
        rig.amazon.set_pace(Pace {
            placed_after_ms: 5,
            shipped_after_ms: 5,
            arrives_after_ms: 5,
        });
        rig
    }

    async fn on(business: Now, clock: Arc<AtomicI64>) -> Self {
        let webhook = Webhook::default();
        let amazon = Sandbox::new(
            Config {
                seed: 1,
                origin: "http://localhost".to_owned(),
                webhook: Some(webhook.serve().await),
                topic: TOPIC.to_owned(),
                client_id: CLIENT.to_owned(),
                client_secret: SECRET.to_owned(),
                redirect_uris: vec![RETURN.to_owned()],
                pace: Pace {
                    placed_after_ms: MINUTE,
                    shipped_after_ms: 24 * HOUR,
                    arrives_after_ms: 48 * HOUR,
                },
            },
            business,
            wall_clock(),
        );
        amazon.put_model("BREW-2", model());
        let origin = serve(amazon.router()).await;
        #[expect(clippy::disallowed_methods, reason = "the test is the client")]
        let http = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .build()
            .unwrap();
        Self {
            amazon,
            origin,
            webhook,
            http,
            clock,
        }
    }

    /// The same with a confirmed subscription.
    pub async fn new() -> Self {
        let rig = Self::unconfirmed().await;
        rig.amazon.subscribe().await;
        rig.amazon.run_due().await;
        let url = rig.webhook.take()[0].envelope["SubscribeURL"]
            .as_str()
            .unwrap()
            .to_owned();
        assert_eq!(
            rig.http.get(rig.here(&url)).send().await.unwrap().status(),
            200
        );
        rig
    }

    /// The same with one registered device and its access and refresh token; what was sent
    /// meanwhile is thrown away.
    pub async fn registered() -> (Self, String, String) {
        let rig = Self::new().await;
        let (access, refresh) = rig.register("K1", "Anna", false).await;
        rig.amazon.run_due().await;
        rig.webhook.take();
        (rig, access, refresh)
    }

    /// An SNS link, at the sandbox.
    pub fn here(&self, url: &str) -> String {
        url.replacen("https://sns.us-east-1.amazonaws.com", &self.origin, 1)
    }

    pub async fn advance(&self, by: i64) {
        self.clock.fetch_add(by, Ordering::SeqCst);
        self.amazon.run_due().await;
    }

    pub fn now(&self) -> i64 {
        self.clock.load(Ordering::SeqCst)
    }

    pub async fn register(&self, serial: &str, customer: &str, test: bool) -> (String, String) {
        let url = authorize_url(serial, test, &[]);
        let choices = [("pods", Some("B00PODS036")), ("filter", Some("B00FILTER1"))];
        let back = self.amazon.authorize(&url, customer, &choices).unwrap();
        let form = [
            ("grant_type", "authorization_code"),
            ("code", &query(&back, "code").unwrap()),
            ("redirect_uri", RETURN),
            ("client_id", CLIENT),
            ("client_secret", SECRET),
        ];
        let (status, tokens) = self.token(&form).await;
        assert_eq!(status, 200, "{tokens}");
        let field = |name: &str| tokens[name].as_str().unwrap().to_owned();
        (field("access_token"), field("refresh_token"))
    }

    pub async fn token(&self, form: &[(&str, &str)]) -> (u16, Value) {
        let url = format!("{}/auth/o2/token", self.origin);
        let answer = self.http.post(url).form(form).send().await.unwrap();
        (answer.status().as_u16(), answer.json().await.unwrap())
    }

    /// A request with the three headers every DRS call has.
    pub fn drs(
        &self,
        method: reqwest::Method,
        path: &str,
        token: &str,
        versions: [&str; 2],
    ) -> reqwest::RequestBuilder {
        self.http
            .request(method, format!("{}{path}", self.origin))
            .bearer_auth(token)
            .header(
                "x-amzn-type-version",
                format!("com.amazon.dash.replenishment.{}", versions[0]),
            )
            .header(
                "x-amzn-accept-type",
                format!("com.amazon.dash.replenishment.{}", versions[1]),
            )
    }

    pub fn replenish_request(&self, token: &str, slot: &str) -> reqwest::RequestBuilder {
        let versions = ["DrsReplenishInput@1.0", "DrsReplenishResult@1.0"];
        self.drs(
            reqwest::Method::POST,
            &format!("/replenish/{slot}"),
            token,
            versions,
        )
    }

    pub async fn replenish(&self, token: &str, slot: &str) -> (u16, Value) {
        let answer = self.replenish_request(token, slot).send().await.unwrap();
        (answer.status().as_u16(), answer.json().await.unwrap())
    }
}

pub fn model() -> Model {
    serde_json::from_value(json!({
        "name": "Brewer 2",
        "slots": [
            {"slot": "pods", "name": "Coffee pods", "unit": "count", "products": [
                {"asin": "B00PODS036", "name": "House blend, 36 pods", "quantity": "36"},
                {"asin": "B00PODS100", "name": "House blend, 100 pods", "quantity": 100}]},
            {"slot": "filter", "name": "Water filter", "products": [
                {"asin": "B00FILTER1", "name": "Filter", "quantity": 1, "unit": "count"}]}
        ]
    }))
    .unwrap()
}

pub fn authorize_url(serial: &str, test: bool, extra: &[(&str, &str)]) -> String {
    let data = json!({"dash:replenish": {
        "device_model": "BREW-2", "serial": serial, "is_test_device": test}});
    let fields = [
        ("client_id", CLIENT),
        ("scope", "dash:replenish"),
        ("scope_data", &data.to_string()),
        ("response_type", "code"),
        ("redirect_uri", RETURN),
        ("state", "s t&te"),
    ];
    url::Url::parse_with_params("http://localhost/ap/oa", fields.iter().chain(extra))
        .unwrap()
        .into()
}

pub fn query(url: &str, name: &str) -> Option<String> {
    let url = url::Url::parse(url).unwrap();
    url.query_pairs()
        .find(|(key, _)| key == name)
        .map(|(_, value)| value.into_owned())
}
