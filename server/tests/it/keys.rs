//! Keys of the maker's API: every route with every scope, and what becomes of a key.

use domain::api_key::Scope;
use domain::time::HOUR;
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

use crate::contract::checked;
use crate::table::{Of, TABLE, World, world};
use crate::test_server::{OPERATOR, PROVISION, TestServer};

async fn answer(request: RequestBuilder) -> (u16, Value) {
    let answer = checked(request).await;
    (answer.status.as_u16(), answer.json())
}

impl TestServer {
    fn keys(&self, method: Method, rest: &str) -> RequestBuilder {
        self.maker(method, &format!("/api/v1/keys{rest}"))
    }

    /// A key of some scopes: its id and itself.
    async fn key(&self, name: &str, scopes: &[Scope], expires_at: Option<String>) -> [String; 2] {
        let scopes: Vec<_> = scopes.iter().map(|scope| scope.name()).collect();
        let new = json!({"name": name, "scopes": scopes, "expires_at": expires_at});
        let (status, made) = answer(self.keys(Method::POST, "").json(&new)).await;
        assert_eq!(status, 201, "{made}");
        ["id", "key"].map(|field| made[field].as_str().unwrap().to_owned())
    }
}

/// What a caller is answered at every route of the maker's, by the route's scope; none for what is the operator's alone.
async fn answers(world: &World<'_>, key: &str) -> Vec<(Option<Scope>, u16, String)> {
    let mut answers = Vec::new();
    for &(method, path, of, _, body) in TABLE {
        let scope = match of {
            Of::Scope(scope) => Some(scope),
            Of::Operator => None,
            _ => continue,
        };
        let request = world.request(method, path, body).bearer_auth(key);
        answers.push((
            scope,
            checked(request).await.status.as_u16(),
            path.to_owned(),
        ));
    }
    answers
}

#[tokio::test]
async fn a_key_opens_the_routes_of_its_scopes_and_no_others() {
    for scope in Scope::ALL {
        let server = TestServer::with_model().await;
        let (world, _anna) = world(&server).await;
        let [_, key] = server.key("one", &[scope], None).await;
        let mut opened = 0;
        for (asked, status, path) in answers(&world, &key).await {
            let is_open = asked.is_some_and(|asked| scope.covers(asked));
            opened += usize::from(is_open);
            assert_eq!(status == 403, !is_open, "{path} with {scope:?}: {status}");
            assert_ne!(status, 401, "{path} with {scope:?}");
        }
        assert!(opened > 0, "{scope:?} opens nothing");
    }
}

#[tokio::test]
async fn a_key_that_is_over_revoked_or_wrong_opens_nothing() {
    let server = TestServer::with_model().await;
    let (world, _anna) = world(&server).await;
    let soon = (server.clock.now() + HOUR).to_string();
    let [_, over] = server.key("over", &Scope::ALL, Some(soon)).await;
    let [id, revoked] = server.key("revoked", &Scope::ALL, None).await;
    let status = async |key: &str| {
        let fleet = server.call(Method::GET, "/api/v1/devices", key);
        checked(fleet).await.status.as_u16()
    };
    for key in [&over, &revoked] {
        assert_eq!(status(key).await, 200);
    }
    server.clock.advance_to(server.clock.now() + HOUR);
    let (gone, _) = answer(server.keys(Method::DELETE, &format!("/{id}"))).await;
    assert_eq!(gone, 204);
    let wrong = format!("{}x", &over[..over.len() - 1]);
    for key in [&over, &revoked, &wrong, "larder_"] {
        assert_eq!(status(key).await, 401, "{key}");
    }
    for (_, status, path) in answers(&world, &over).await {
        assert!([401, 429].contains(&status), "{path}: {status}");
    }
}

#[tokio::test]
async fn keys_are_made_listed_and_revoked_by_the_operator_alone() {
    let server = TestServer::with_model().await;
    let end = "2027-01-31T00:00:00Z";
    let [id, key] = server
        .key(
            "shop",
            &[Scope::Usage, Scope::FleetRead],
            Some(end.to_owned()),
        )
        .await;
    assert!(key.starts_with("larder_"), "{key}");
    let (_, listed) = answer(server.keys(Method::GET, "")).await;
    let shop = &listed["items"][0];
    assert_eq!(listed["items"].as_array().unwrap().len(), 1);
    assert_eq!(shop["id"], id);
    assert_eq!(shop["name"], "shop");
    assert_eq!(shop["scopes"], json!(["fleet.read", "usage"]));
    assert_eq!(
        (&shop["expires_at"], &shop["used_at"]),
        (&json!(end), &Value::Null)
    );
    assert!(!listed.to_string().contains(&key), "a key is shown once");
    checked(server.call(Method::GET, "/api/v1/devices", &key)).await;
    let (_, listed) = answer(server.keys(Method::GET, "")).await;
    assert_eq!(
        listed["items"][0]["used_at"],
        server.clock.now().to_string()
    );

    for other in [&key, PROVISION] {
        let (status, _) = answer(server.call(Method::GET, "/api/v1/keys", other)).await;
        assert_eq!(status, 403, "{other}");
    }
    let again = json!({"name": "shop", "scopes": ["usage"]});
    let (status, body) = answer(server.keys(Method::POST, "").json(&again)).await;
    assert_eq!((status, &body["code"]), (409, &json!("conflict")));
    for (new, field) in [
        (json!({"name": " ", "scopes": ["usage"]}), "name"),
        (json!({"name": "a", "scopes": []}), "scopes"),
        (
            json!({"name": "a", "scopes": ["usage", "king"]}),
            "scopes[1]",
        ),
        (
            json!({"name": "a", "scopes": ["usage"], "expires_at": "soon"}),
            "expires_at",
        ),
        (
            json!({"name": "a", "scopes": ["usage"], "expires_at": "2020-01-01T00:00:00Z"}),
            "expires_at",
        ),
    ] {
        let post = server.keys(Method::POST, "").json(&new);
        let answer = post.send().await.unwrap();
        assert_eq!(answer.status(), 422, "{new}");
        let body: Value = answer.json().await.unwrap();
        assert_eq!(body["errors"][0]["field"], field, "{body}");
    }
    let nobody = "/0192a000-0000-7000-8000-000000000000";
    let (status, _) = answer(server.keys(Method::DELETE, nobody)).await;
    assert_eq!(status, 404);
}

#[tokio::test]
async fn a_makers_cloud_reports_for_any_machine() {
    let server = TestServer::with_model().await;
    let (anna, _, _) = server.owner("Anna", "K1").await;
    let [_, key] = server.key("cloud", &[Scope::Usage], None).await;
    let usage = |serial: &str| {
        let path = format!("/api/v1/devices/{serial}/usage");
        server.call(Method::POST, &path, &key)
    };
    let used = |amount: &str| json!({"reports": [{"id": amount, "slot": "pods", "used": amount}]});
    let (status, body) = answer(usage("K1").json(&used("3"))).await;
    assert_eq!((status, &body["accepted"]), (200, &json!(1)), "{body}");
    let (_, body) = answer(usage("K1").json(&used("3"))).await;
    assert_eq!(body["duplicate"], 1, "{body}");
    let (status, body) = answer(usage("K1").json(&used("-1"))).await;
    assert_eq!((status, &body["code"]), (422, &json!("nothing_accepted")));
    let (status, _) = answer(usage("K7").json(&used("3"))).await;
    assert_eq!(status, 404);
    let fleet = server.call(Method::GET, "/api/v1/devices/K1", OPERATOR);
    let (_, machine) = answer(fleet).await;
    assert!(!machine["last_seen"].is_null(), "{machine}");
    drop(anna);
}
