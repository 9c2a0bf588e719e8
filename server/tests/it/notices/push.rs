//! Pushes: a service that knows by the maker's key who sends, and a browser that opens what it is sent.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::routing::post;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use delivery::PushKey;
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode};
use reqwest::StatusCode;
use serde_json::{Value, json};
use web_push_native::p256::SecretKey;
use web_push_native::p256::elliptic_curve::sec1::ToEncodedPoint as _;
use web_push_native::{Auth, decrypt};

use crate::test_server::{TestServer, listen, model};

/// The maker's.
const KEY: &str = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw";
const PUBLIC: &str =
    "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8";

/// A push service with the one browser behind it.
#[derive(Clone)]
struct Service {
    origin: String,
    secret: SecretKey,
    auth: [u8; 16],
    status: Arc<Mutex<u16>>,
    heard: Arc<Mutex<Vec<Value>>>,
}

impl Service {
    async fn open() -> Self {
        let (listener, address) = listen().await;
        let service = Self {
            origin: format!("http://{address}"),
            secret: SecretKey::from_slice(&[9; 32]).unwrap(),
            auth: [5; 16],
            status: Arc::new(Mutex::new(201)),
            heard: Arc::default(),
        };
        let router = Router::new().route("/push/{id}", post(take));
        testkit::serve(listener, router.with_state(service.clone()));
        service
    }

    /// What the browser's page sends.
    fn fields(&self) -> [(&'static str, String); 3] {
        let point = self.secret.public_key().to_encoded_point(false);
        [
            ("endpoint", format!("{}/push/1", self.origin)),
            ("p256dh", URL_SAFE_NO_PAD.encode(point.as_bytes())),
            ("auth", URL_SAFE_NO_PAD.encode(self.auth)),
        ]
    }
}

async fn take(
    State(service): State<Service>,
    headers: HeaderMap,
    body: Bytes,
) -> axum::http::StatusCode {
    let header = |name: &str| headers[name].to_str().unwrap();
    assert_eq!(header("content-encoding"), "aes128gcm");
    assert!(header("ttl").parse::<u32>().unwrap() > 0);
    let signed = header("authorization").strip_prefix("vapid t=").unwrap();
    let (token, key) = signed.split_once(", k=").unwrap();
    assert_eq!(key, PUBLIC);
    let point = URL_SAFE_NO_PAD.decode(key).unwrap();
    let part = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
    let key = DecodingKey::from_ec_components(&part(&point[1..33]), &part(&point[33..]));
    let mut rules = Validation::new(Algorithm::ES256);
    rules.set_audience(&[&service.origin]);
    let claims = decode::<Value>(token, &key.unwrap(), &rules)
        .unwrap()
        .claims;
    assert!(claims["sub"].as_str().unwrap().starts_with("http"));
    let auth: Auth = service.auth.into();
    let opened = decrypt(body.to_vec(), &service.secret, &auth).unwrap();
    let status = *service.status.lock().unwrap();
    if status < 300 {
        let heard = serde_json::from_slice(&opened).unwrap();
        service.heard.lock().unwrap().push(heard);
    }
    axum::http::StatusCode::from_u16(status).unwrap()
}

#[tokio::test]
async fn a_browser_is_pushed_to_until_it_is_gone() {
    let service = Service::open().await;
    let key = PushKey::parse(&KEY.into()).unwrap();
    let server = TestServer::with(|config| config.push_key = Some(key)).await;
    server.put_model("BREW-2", &model()).await;
    let (browser, _, token) = server.owner("Ada", "K1").await;
    for (name, value) in [("language", "it"), ("zone", "Europe/Rome")] {
        let mut jar = browser.jar.lock().unwrap();
        jar.insert(name.to_owned(), value.to_owned());
    }
    let page = browser.get("/settings/notices").await.body;
    assert!(page.contains(&format!("data-key=\"{PUBLIC}\"")), "{page}");
    let fields = service.fields();
    let fields = fields
        .each_ref()
        .map(|(name, value)| (*name, value.as_str()));
    for endpoint in ["http://10.0.0.1/push", "https://192.168.0.1/push", "push"] {
        let mut wrong = fields;
        wrong[0].1 = endpoint;
        let refused = browser.post("/settings/notices/subscribe", &wrong).await;
        assert_eq!(
            refused.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{endpoint}"
        );
    }
    let taken = browser.post("/settings/notices/subscribe", &fields).await;
    assert_eq!(taken.location(), "/settings/notices", "{}", taken.body);

    server.disconnected().await;
    let heard = service.heard.lock().unwrap().clone();
    assert_eq!(heard.len(), 1);
    assert_eq!(heard[0]["title"], "Brewer 2 non è più collegato");
    assert_eq!(heard[0]["lang"], "it");
    let url = heard[0]["url"].as_str().unwrap();
    assert!(
        url.starts_with(&format!("{}/devices/", server.origin)),
        "{url}"
    );

    // Not now, and then again.
    *service.status.lock().unwrap() = 503;
    let low = json!({"id": "1", "slot": "pods", "used": "90"});
    server.reports(&token, low).await;
    *service.status.lock().unwrap() = 201;
    server.after(60_000).await;
    assert_eq!(service.heard.lock().unwrap().len(), 2);
    *service.status.lock().unwrap() = 410;
    for (id, minutes) in [("2", 0), ("3", 15)] {
        server.after(minutes * 60_000).await;
        let at = (server.clock.now() - super::HOUR).to_string();
        let late = json!({"id": id, "slot": "pods", "used": "1", "at": at});
        server.reports(&token, late).await;
    }
    let page = browser.get("/settings/notices").await.body;
    assert!(!page.contains("/settings/notices/browsers/"), "{page}");
    assert_eq!(service.heard.lock().unwrap().len(), 2);
}
