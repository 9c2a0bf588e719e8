//! Endpoints of the maker's by the API: what is taken, what is refused, and what arrives.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};
use standardwebhooks::Webhook;

use crate::contract::checked;
use crate::test_server::{TestServer, listen};

async fn answer(request: RequestBuilder) -> (u16, Value) {
    let answer = checked(request).await;
    (answer.status.as_u16(), answer.json())
}

impl TestServer {
    fn webhooks(&self, method: Method, rest: &str) -> RequestBuilder {
        self.maker(method, &format!("/api/v1/webhooks{rest}"))
    }

    async fn create(&self, new: &Value) -> (u16, Value) {
        answer(self.webhooks(Method::POST, "").json(new)).await
    }
}

type Heard = Arc<Mutex<Vec<(HeaderMap, Bytes)>>>;

/// An endpoint of this machine, and what it heard.
async fn endpoint() -> (String, Heard) {
    let heard = Heard::default();
    let all = heard.clone();
    let hear = move |headers: HeaderMap, body: Bytes| async move {
        all.lock().unwrap().push((headers, body));
        StatusCode::OK
    };
    let (listener, address) = listen().await;
    testkit::serve(listener, Router::new().route("/hook", post(hear)));
    (format!("http://{address}/hook"), heard)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

#[tokio::test]
async fn what_arrives_is_what_the_list_of_events_says_byte_for_byte() {
    let server = TestServer::with_model().await;
    let (url, heard) = endpoint().await;
    let (status, made) = server.create(&json!({"url": url, "types": "*"})).await;
    assert_eq!(status, 201, "{made}");
    let secret = text(&made["secret"]).to_owned();
    assert!(secret.starts_with("whsec_"));
    let (_anna, _, token) = server.owner("Anna", "K1").await;
    let report = json!([{"id": "1", "slot": "pods", "used": "90"}]);
    server.usage(&token, &report).send().await.unwrap();
    server.settle().await;

    let list = server.maker(Method::GET, "/api/v1/events");
    let list = list.send().await.unwrap().text().await.unwrap();
    let heard = heard.lock().unwrap().clone();
    assert!(heard.len() >= 5, "{}", heard.len());
    let bodies: Vec<_> = heard
        .iter()
        .map(|(_, body)| std::str::from_utf8(body).unwrap())
        .collect();
    let items = format!("{{\"items\":[{}],\"next\":null}}", bodies.join(","));
    assert_eq!(list, items);
    let webhook = Webhook::new(&secret).unwrap();
    for (headers, body) in &heard {
        webhook.verify(body, headers).unwrap();
        let event: Value = serde_json::from_slice(body).unwrap();
        assert_eq!(headers["webhook-id"], text(&event["id"]));
    }

    let id = text(&made["id"]);
    let (_, listed) = answer(server.webhooks(Method::GET, "")).await;
    let hook = &listed["items"][0];
    assert_eq!(
        (&hook["id"], &hook["state"]),
        (&json!(id), &json!("active"))
    );
    assert_eq!(
        (&hook["types"], &hook["waiting"]),
        (&json!(["*"]), &json!(0))
    );
    assert!(
        !listed.to_string().contains("whsec_"),
        "a secret is shown once"
    );

    // In parts, newest first.
    let (mut found, mut query) = (Vec::new(), "?limit=2".to_owned());
    loop {
        let path = format!("/{id}/deliveries{query}");
        let (status, page) = answer(server.webhooks(Method::GET, &path)).await;
        assert_eq!(status, 200, "{page}");
        found.extend(page["items"].as_array().unwrap().clone());
        let Some(next) = page["next"].as_str() else {
            break;
        };
        query = format!("?limit=2&after={next}");
    }
    assert_eq!(found.len(), heard.len());
    for (headers, _) in &heard {
        let id = headers["webhook-id"].to_str().unwrap();
        let delivery = found.iter().find(|it| it["message_id"] == id).unwrap();
        assert_eq!(delivery["message_id"], delivery["event"]);
        let state = (&delivery["state"], &delivery["last_status"]);
        assert_eq!(state, (&json!("delivered"), &json!(200)));
    }
}

#[tokio::test]
async fn what_cannot_be_an_endpoint_is_refused_by_its_field() {
    let server = TestServer::new().await;
    let good = "https://example.com/larder";
    for (new, field, code) in [
        (json!({"url": "", "types": "*"}), "url", "bad_url"),
        (
            json!({"url": "http://example.com", "types": "*"}),
            "url",
            "bad_url",
        ),
        (
            json!({"url": "https://10.0.0.1", "types": "*"}),
            "url",
            "bad_url",
        ),
        (
            json!({"url": "https://[fe80::1]", "types": "*"}),
            "url",
            "bad_url",
        ),
        (
            json!({"url": "https://169.254.169.254/", "types": "*"}),
            "url",
            "bad_url",
        ),
        (
            json!({"url": "https://a:b@example.com", "types": "*"}),
            "url",
            "bad_url",
        ),
        (json!({"url": good, "types": []}), "types", "bad_type"),
        (
            json!({"url": good, "types": ["slot.low", "king"]}),
            "types[1]",
            "bad_type",
        ),
        (
            json!({"url": good, "types": ["slot.low", "*"]}),
            "types[1]",
            "bad_type",
        ),
        (
            json!({"url": good, "types": "king"}),
            "types[0]",
            "bad_type",
        ),
    ] {
        let post = server.webhooks(Method::POST, "").json(&new);
        let answer = post.send().await.unwrap();
        assert_eq!(answer.status(), 422, "{new}");
        let body: Value = answer.json().await.unwrap();
        let fault = &body["errors"][0];
        assert_eq!(
            (&fault["field"], &fault["code"]),
            (&json!(field), &json!(code)),
            "{body}"
        );
    }
    assert_eq!(
        server
            .create(&json!({"url": good, "types": "slot.low"}))
            .await
            .0,
        201
    );
    for _ in 1..10 {
        assert_eq!(
            server.create(&json!({"url": good, "types": ["*"]})).await.0,
            201
        );
    }
    let (status, body) = server.create(&json!({"url": good, "types": "*"})).await;
    assert_eq!((status, &body["code"]), (409, &json!("conflict")));
}

/// Where customers are, nothing of this machine is called.
#[tokio::test]
async fn a_live_larder_calls_nothing_of_its_own_machine() {
    let server = TestServer::with(|config| {
        config.public_url = "https://larder.example.com".parse().unwrap();
        config.sandbox = false;
    })
    .await;
    for url in [
        "http://127.0.0.1:4000/hook",
        "https://127.0.0.1/hook",
        "https://localhost/hook",
        "https://[::1]/hook",
    ] {
        let new = json!({"url": url, "types": "*"});
        let post = server.webhooks(Method::POST, "").json(&new);
        assert_eq!(post.send().await.unwrap().status(), 422, "{url}");
    }
}
