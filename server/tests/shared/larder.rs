//! A Larder that listens, as those outside see it: the maker, machines, and customers in their browsers.

use std::collections::BTreeMap;
use std::sync::Mutex;

use domain::personal_token::PersonalScope;
use reqwest::{Method, RequestBuilder, Response, StatusCode, header};
use sandbox::Sandbox;
use serde_json::{Value, json};

use crate::binary::OPERATOR;

/// Where it listens, and a client of it.
pub struct Larder {
    pub origin: String,
    pub http: reqwest::Client,
}

pub fn client() -> reqwest::Client {
    // An error says that the process has a TLS provider, which is all that is wanted.
    let _ = rustls::crypto::ring::default_provider().install_default();
    #[expect(clippy::disallowed_methods, reason = "the test is the client")]
    let builder = reqwest::Client::builder();
    builder
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .build()
        .unwrap()
}

/// The maker's model of most tests.
pub fn model() -> Value {
    json!({"name": "Brewer 2", "slots": [
        {"slot": "pods", "name": "Coffee pods", "unit": "count", "capacity": "100", "starts": "full",
            "products": [{"asin": "B00PODS036", "name": "House blend, 36 pods"}]},
        {"slot": "filter", "name": "Water filter", "unit": "percent", "capacity": 100,
            "count_is": "100"}]})
}

impl Larder {
    pub fn at(origin: &str) -> Self {
        Self {
            origin: origin.to_owned(),
            http: client(),
        }
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

    pub async fn put_model(&self, name: &str, model: &Value) {
        let put = self.maker(Method::PUT, &format!("/api/v1/models/{name}"));
        let answer = put.json(model).send().await.unwrap();
        assert_eq!(answer.status(), 200);
    }

    /// A new device of most tests' model: its token and its claim code.
    pub async fn device(&self, serial: &str) -> (String, String) {
        self.device_of("BREW-2", serial).await
    }

    /// A new device: its token and its claim code.
    pub async fn device_of(&self, model: &str, serial: &str) -> (String, String) {
        let body = json!({"model": model, "serial": serial});
        let post = self.maker(Method::POST, "/api/v1/devices").json(&body);
        let answer = post.send().await.unwrap();
        assert_eq!(answer.status(), 201);
        let device: Value = answer.json().await.unwrap();
        let text = |name: &str| device[name].as_str().unwrap().to_owned();
        (text("token"), text("claim_code"))
    }

    pub fn usage(&self, token: &str, reports: &Value) -> RequestBuilder {
        self.call(Method::POST, "/api/v1/usage", token)
            .json(&json!({"reports": reports}))
    }
}

/// One browser: it keeps cookies, and follows nothing by itself.
pub struct Browser<'a> {
    larder: &'a Larder,
    amazon: &'a Sandbox,
    /// What its customer chooses for each slot at Amazon.
    pub choices: &'static [(&'static str, Option<&'static str>)],
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

impl<'a> Browser<'a> {
    /// One that was nowhere yet, whose way to Amazon leads to that one.
    pub fn new(larder: &'a Larder, amazon: &'a Sandbox) -> Self {
        Self {
            larder,
            amazon,
            choices: &[("pods", Some("B00PODS036")), ("filter", Some("B00FILTER1"))],
            cookie: Mutex::default(),
            jar: Mutex::default(),
        }
    }

    pub async fn get(&self, path: &str) -> Page {
        self.send(self.larder.http.get(self.larder.url(path))).await
    }

    /// With a cookie of the customer's wishes beside the session.
    pub async fn get_with(&self, path: &str, wish: &str) -> Page {
        let session = self.cookie.lock().unwrap().clone().unwrap_or_default();
        let other = Self::new(self.larder, self.amazon);
        *other.cookie.lock().unwrap() = Some(format!("{session}; {wish}"));
        other.get(path).await
    }

    /// A form, as a browser sends it from a page of ours.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        let request = self.larder.http.post(self.larder.url(path)).form(fields);
        let headers = [
            ("origin", self.larder.origin.as_str()),
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
        let back = self
            .amazon
            .authorize(leaving.location(), customer, self.choices)
            .unwrap();
        back.strip_prefix(&self.larder.origin).unwrap().to_owned()
    }

    /// Signs in as that customer.
    pub async fn sign_in(&self, customer: &str) {
        let back = self.to_amazon("/auth/lwa/start", customer).await;
        let answer = self.get(&back).await;
        assert_eq!(
            (answer.status, answer.location()),
            (StatusCode::SEE_OTHER, "/supplies")
        );
    }

    /// Adds a machine by its code and connects it as that customer; its id.
    pub async fn connect(&self, customer: &str, code: &str) -> String {
        let added = self.post("/devices/add", &[("code", code)]).await;
        assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.body);
        let id = added.location().split('/').nth(2).unwrap().to_owned();
        let back = self
            .to_amazon(&format!("/devices/{id}/connect/start"), customer)
            .await;
        let connected = self.get(&back).await;
        assert_eq!(
            connected.location(),
            format!("/devices/{id}/connect?step=done")
        );
        id
    }

    /// A new token of the customer's own, as their page shows it this once.
    pub async fn personal_token(&self, scope: PersonalScope, days: &str) -> String {
        let fields = [("name", "Kitchen"), ("scope", scope.name()), ("days", days)];
        let page = self.post("/settings/tokens", &fields).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        let (_, rest) = page.body.split_once("value=\"larder_me_").unwrap();
        format!("larder_me_{}", rest.split('"').next().unwrap())
    }

    /// The id in the address of the customer's supply of that name.
    pub async fn supply(&self, name: &str) -> String {
        let page = self.get("/supplies").await;
        let links = page.body.split("href=\"/supplies/").skip(1);
        let mut named = links.filter(|rest| rest[36..].trim_start_matches("\">").starts_with(name));
        named.next().unwrap()[..36].to_owned()
    }
}
