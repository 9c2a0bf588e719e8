//! The maker's list of events.

use reqwest::Method;
use serde_json::{Value, json};

use crate::device_api::answer;
use crate::test_server::TestServer;

impl TestServer {
    /// A list of events, with what each says.
    async fn events(&self, query: &str) -> (Vec<Value>, Value) {
        let path = format!("/api/v1/events{query}");
        let (status, body) = answer(self.maker(Method::GET, &path)).await;
        assert_eq!(status, 200, "{path}: {body}");
        (
            body["items"].as_array().unwrap().clone(),
            body["next"].clone(),
        )
    }
}

fn types(events: &[Value]) -> Vec<&str> {
    events
        .iter()
        .map(|it| it["type"].as_str().unwrap())
        .collect()
}

#[tokio::test]
async fn events_are_told_in_parts_and_by_type_as_long_as_they_are_kept() {
    let server = TestServer::with_model().await;
    let (_anna, _, token) = server.owner("Anna", "K1").await;
    let report = json!([{"id": "1", "slot": "pods", "used": "90"}]);
    assert_eq!(answer(server.usage(&token, &report)).await.0, 200);
    server.settle().await;

    let (all, next) = server.events("").await;
    assert_eq!(next, Value::Null);
    let expected = ["device.created", "device.claimed", "device.registered"];
    assert_eq!(types(&all)[..3], expected);
    let low = all.iter().find(|it| it["type"] == "slot.low").unwrap();
    assert_eq!(
        (&low["serial"], &low["slot"]),
        (&json!("K1"), &json!("pods"))
    );
    assert_eq!(
        (&low["order"], &low["data"]["at_home"]),
        (&Value::Null, &json!("10"))
    );
    let requested = all.iter().find(|it| it["type"] == "order.requested");
    assert_eq!(
        requested.unwrap()["order"],
        server.get("/api/v1/orders").await["items"][0]["id"]
    );

    // In parts they are the same.
    let (mut parts, mut query) = (Vec::new(), "?limit=2".to_owned());
    loop {
        let (items, next) = server.events(&query).await;
        assert!(items.len() <= 2);
        parts.extend(items);
        let Some(next) = next.as_str() else { break };
        query = format!("?limit=2&after={next}");
    }
    assert_eq!(parts, all);
    let last = all.last().unwrap()["id"].as_str().unwrap();
    let (newer, next) = server.events(&format!("?after={last}")).await;
    assert_eq!((newer.len(), next), (0, Value::Null));

    let (some, _) = server.events("?types=slot.low,device.created").await;
    assert_eq!(types(&some), ["device.created", "slot.low"]);
    for query in [
        "types=",
        "types=slot",
        "types=slot.low,",
        "types=slot.low,x",
        "after=x",
        "after=",
        "after=-1",
        "after=%2B1",
        "after=0000000000000000000",
        "limit=0",
        "limit=1001",
    ] {
        let path = format!("/api/v1/events?{query}");
        let (status, body) = answer(server.maker(Method::GET, &path)).await;
        assert_eq!(
            (status, &body["code"]),
            (400, &json!("bad_query")),
            "{query}"
        );
    }
}
