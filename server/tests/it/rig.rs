//! A server and an Amazon on loopback, a browser and two API clients. Business time stands still
//! until a test moves it; what is due is done when a test asks for it.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};

use amazon::{Endpoints, SecurityProfile};
use domain::Time;
use replenish::{Application, Clock, Random, Vault};
use reqwest::{Method, RequestBuilder, Response, StatusCode, header};
use sandbox::{Pace, Sandbox, wall_clock};
use serde_json::{Value, json};
use server::config::Brand;
use server::{Config, Server};
use tempfile::TempDir;
use tokio::net::TcpListener;
use url::Url;

pub use crate::binary::{CLIENT, OPERATOR, TOPIC};

pub const PROVISION: &str = "the-factorys-own-token";
pub const SECRET: &str = "the-secret-of-the-security-profile";
const START: &str = "2026-11-22T12:00:00Z";

pub struct Rig {
    /// How far Amazon's clock is ahead of this server's, in milliseconds.
    pub ahead: Arc<AtomicI64>,
    pub origin: String,
    pub amazon: Sandbox,
    pub amazon_origin: String,
    pub application: Application,
    pub clock: Clock,
    pub http: reqwest::Client,
    pub database: String,
    _folder: TempDir,
}

/// A configuration for loopback; `amazon` is the simulated one's origin.
pub fn config(origin: &str, amazon: &str, database: &str) -> Config {
    let url = |text: &str| Url::parse(text).unwrap();
    let key = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    Config {
        listen: "127.0.0.1:0".parse().unwrap(),
        trusted_proxies: vec!["127.0.0.0/8".parse().unwrap()],
        public_url: url(origin),
        database_url: database.into(),
        vault: Vault::parse(&key.into()).unwrap(),
        keys: 1,
        operator_token: Some(OPERATOR.into()),
        provision_token: Some(PROVISION.into()),
        profile: SecurityProfile {
            client_id: CLIENT.into(),
            client_secret: SECRET.into(),
        },
        endpoints: Endpoints {
            lwa_authorize: url(&format!("{amazon}/ap/oa")),
            lwa_api: url(amazon),
            drs: url(amazon),
            drs_web: url(amazon),
            sns: Some(url(amazon)),
        },
        button_url: url(&format!("{amazon}/button.svg")),
        topic_arns: vec![TOPIC.to_owned()],
        sns_max_age: std::time::Duration::from_secs(4_500),
        test_devices: true,
        non_live: false,
        sandbox: true,
        brand: Brand::default(),
        scripts: None,
    }
}

pub async fn listen() -> (TcpListener, SocketAddr) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    (listener, address)
}

pub fn client() -> reqwest::Client {
    #[expect(clippy::disallowed_methods, reason = "the test is the client")]
    let builder = reqwest::Client::builder();
    builder
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .build()
        .unwrap()
}

impl Rig {
    pub async fn new() -> Self {
        Self::with(|_| {}).await
    }

    /// One whose configuration is changed before it starts.
    pub async fn with(change: impl FnOnce(&mut Config)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = format!("sqlite://{}", folder.path().join("larder.db").display());
        let clock = Clock::manual(Time::parse(START).unwrap());
        let (listener, address) = listen().await;
        let (amazon_listener, amazon_address) = listen().await;
        let origin = format!("http://{address}");
        // Another name than Larder's, so that a browser would see two sites.
        let amazon_origin = format!("http://localhost:{}", amazon_address.port());

        let mut config = config(&origin, &amazon_origin, &database);
        change(&mut config);
        let server = Server::open(&config, clock.clone(), Random::seeded(7))
            .await
            .unwrap();
        let router = server
            .router()
            .into_make_service_with_connect_info::<SocketAddr>();
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });

        let business = clock.clone();
        let (wall, ahead) = (wall_clock(), Arc::new(AtomicI64::new(0)));
        let difference = ahead.clone();
        let amazon = Sandbox::new(
            sandbox::Config {
                seed: 1,
                origin: amazon_origin.clone(),
                webhook: Some(format!("{origin}/webhooks/sns")),
                topic: TOPIC.to_owned(),
                client_id: CLIENT.to_owned(),
                client_secret: SECRET.to_owned(),
                redirect_uris: vec![config.public_url.join("/auth/lwa/callback").unwrap().into()],
                pace: Pace::default(),
            },
            Arc::new(move || business.now().millis()),
            Arc::new(move || wall() + difference.load(Ordering::SeqCst)),
        );
        amazon.put_model("BREW-2", serde_json::from_value(amazons_model()).unwrap());
        let router = amazon.router();
        tokio::spawn(async move { axum::serve(amazon_listener, router).await.unwrap() });

        let application = server.application().clone();
        Self {
            ahead,
            origin,
            amazon,
            amazon_origin,
            application,
            clock,
            http: client(),
            database,
            _folder: folder,
        }
    }

    /// One with the model.
    pub async fn with_model() -> Self {
        let rig = Self::new().await;
        rig.put_model().await;
        rig
    }

    pub async fn put_model(&self) {
        let put = self.maker(Method::PUT, "/api/v1/models/BREW-2");
        let answer = put.json(&model()).send().await;
        assert_eq!(answer.unwrap().status(), 200);
    }

    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.origin)
    }

    pub fn call(&self, method: Method, path: &str, token: &str) -> RequestBuilder {
        self.http.request(method, self.url(path)).bearer_auth(token)
    }

    pub fn maker(&self, method: Method, path: &str) -> RequestBuilder {
        self.call(method, path, OPERATOR)
    }

    /// A call of the maker's that answers JSON.
    pub async fn get(&self, path: &str) -> Value {
        let answer = self.maker(Method::GET, path).send().await.unwrap();
        assert_eq!(answer.status(), 200, "{path}");
        answer.json().await.unwrap()
    }

    /// A new device: its token and its claim code.
    pub async fn device(&self, serial: &str) -> (String, String) {
        let body = json!({"model": "BREW-2", "serial": serial});
        let answer = self
            .maker(Method::POST, "/api/v1/devices")
            .json(&body)
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), 201);
        let device: Value = answer.json().await.unwrap();
        let text = |name: &str| device[name].as_str().unwrap().to_owned();
        (text("token"), text("claim_code"))
    }

    pub fn usage(&self, token: &str, reports: &Value) -> RequestBuilder {
        self.call(Method::POST, "/api/v1/usage", token)
            .json(&json!({"reports": reports}))
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
        Browser {
            rig: self,
            cookie: Mutex::default(),
            jar: Mutex::default(),
        }
    }

    /// A browser in which a customer is signed in.
    pub async fn customer(&self, name: &str) -> Browser<'_> {
        let browser = self.browser();
        let back = browser.to_amazon("/auth/lwa/start", name).await;
        let answer = browser.get(&back).await;
        assert_eq!(
            (answer.status, answer.location()),
            (StatusCode::SEE_OTHER, "/supplies")
        );
        browser
    }

    /// A signed-in customer with a connected machine: browser, device id, device token.
    pub async fn owner(&self, name: &str, serial: &str) -> (Browser<'_>, String, String) {
        let (token, code) = self.device(serial).await;
        let browser = self.customer(name).await;
        let added = browser.post("/devices/add", &[("code", &code)]).await;
        assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.body);
        let id = added.location().split('/').nth(2).unwrap().to_owned();
        let back = browser
            .to_amazon(&format!("/devices/{id}/connect/start"), name)
            .await;
        let connected = browser.get(&back).await;
        assert_eq!(
            connected.location(),
            format!("/devices/{id}/connect?step=done")
        );
        self.settle().await;
        (browser, id, token)
    }
}

/// One browser: it keeps cookies, and follows nothing by itself.
pub struct Browser<'a> {
    rig: &'a Rig,
    /// Its session's.
    pub cookie: Mutex<Option<String>>,
    /// Others, by name.
    pub jar: Mutex<BTreeMap<String, String>>,
}

pub struct Page {
    pub status: StatusCode,
    pub headers: header::HeaderMap,
    pub body: String,
    /// The body, where it is no text.
    pub bytes: Vec<u8>,
}

impl Page {
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    pub fn location(&self) -> &str {
        self.header("location")
    }
}

impl Browser<'_> {
    pub async fn get(&self, path: &str) -> Page {
        self.send(self.rig.http.get(self.rig.url(path))).await
    }

    /// With a cookie of the customer's wishes beside the session.
    pub async fn get_with(&self, path: &str, wish: &str) -> Page {
        let session = self.cookie.lock().unwrap().clone().unwrap_or_default();
        let other = Browser {
            rig: self.rig,
            cookie: Mutex::new(Some(format!("{session}; {wish}"))),
            jar: Mutex::default(),
        };
        other.get(path).await
    }

    /// A form, as a browser sends it from a page of ours.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        let request = self.rig.http.post(self.rig.url(path)).form(fields);
        let headers = [
            ("origin", self.rig.origin.as_str()),
            ("sec-fetch-site", "same-origin"),
        ];
        let with = headers
            .into_iter()
            .fold(request, |it, (name, value)| it.header(name, value));
        self.send(with).await
    }

    /// An answer whose body has not been read yet.
    pub async fn answer(&self, mut request: RequestBuilder) -> Response {
        let session = self.cookie.lock().unwrap().clone();
        let others = self.jar.lock().unwrap().clone().into_iter();
        let others = others.map(|(name, value)| format!("{name}={value}"));
        let cookies: Vec<_> = session.into_iter().chain(others).collect();
        if !cookies.is_empty() {
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        request.send().await.unwrap()
    }

    /// Keeps the cookies that an answer sets.
    pub fn keep(&self, answer: &Response) {
        for set in answer.headers().get_all(header::SET_COOKIE) {
            let cookie = set.to_str().unwrap().split(';').next().unwrap().to_owned();
            let (name, value) = cookie.split_once('=').unwrap();
            if name.ends_with("larder") {
                let kept = (!value.is_empty()).then(|| cookie.clone());
                *self.cookie.lock().unwrap() = kept;
            } else if value.is_empty() {
                self.jar.lock().unwrap().remove(name);
            } else if name.contains("larder-") {
                let mut jar = self.jar.lock().unwrap();
                jar.insert(name.to_owned(), value.to_owned());
            }
        }
    }

    pub async fn send(&self, request: RequestBuilder) -> Page {
        let answer = self.answer(request).await;
        let (status, headers) = (answer.status(), answer.headers().clone());
        self.keep(&answer);
        let bytes = answer.bytes().await.unwrap().to_vec();
        Page {
            status,
            headers,
            body: String::from_utf8_lossy(&bytes).into_owned(),
            bytes,
        }
    }

    /// Goes to Amazon from `path`, allows what is asked as that customer, and chooses products. The
    /// answer is the path of the way back.
    pub async fn to_amazon(&self, path: &str, customer: &str) -> String {
        let leaving = self.get(path).await;
        assert_eq!(leaving.status, StatusCode::FOUND, "{}", leaving.body);
        let choices = [("pods", Some("B00PODS036")), ("filter", Some("B00FILTER1"))];
        let back = self
            .rig
            .amazon
            .authorize(leaving.location(), customer, &choices)
            .unwrap();
        back.strip_prefix(&self.rig.origin).unwrap().to_owned()
    }

    /// The id in the address of the customer's supply of that name.
    pub async fn supply(&self, name: &str) -> String {
        let page = self.get("/supplies").await;
        let links = page.body.split("href=\"/supplies/").skip(1);
        let mut named = links.filter(|rest| rest[36..].trim_start_matches("\">").starts_with(name));
        named.next().unwrap()[..36].to_owned()
    }
}

pub fn model() -> Value {
    json!({"name": "Brewer 2", "slots": [
        {"slot": "pods", "name": "Coffee pods", "unit": "count", "capacity": "100", "starts": "full",
            "products": [{"asin": "B00PODS036", "name": "House blend, 36 pods"}]},
        {"slot": "filter", "name": "Water filter", "unit": "percent", "capacity": 100,
            "count_is": "100"}]})
}

fn amazons_model() -> Value {
    json!({"name": "Brewer 2", "slots": [
        {"slot": "pods", "name": "Coffee pods", "unit": "count", "products": [
            {"asin": "B00PODS036", "name": "House blend, 36 pods", "quantity": "36"}]},
        {"slot": "filter", "name": "Water filter", "products": [
            {"asin": "B00FILTER1", "name": "Filter", "quantity": 1, "unit": "count"}]}]})
}
