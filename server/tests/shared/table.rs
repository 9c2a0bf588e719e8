//! Every route, in one table: whose it is, what it answers, and what it may cost.

use domain::api_key::Scope;
use domain::personal_token::PersonalScope;
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

use crate::test_server::{Browser, TestServer, model};

/// Whose route it is, and so what others are answered.
#[derive(Clone, Copy, PartialEq)]
pub enum Of {
    /// Anybody's: the same for all.
    Anybody,
    /// A page that everybody has, each with their own things: 303 to sign in.
    Each,
    /// A thing of one customer: 303 to sign in, 404 for another customer.
    Owner,
    /// 401 without the machine's token.
    Machine,
    /// 401 without a token of the maker's; 403 with one that does not open it.
    Scope(Scope),
    /// 401 without a token of the maker's; 403 with the factory's and with every key.
    Operator,
    /// 401 without a personal token; 403 with one that does not open it.
    Personal(PersonalScope),
}
use Of::{Anybody, Each, Machine, Operator, Owner};

const LOOK: Of = Of::Personal(PersonalScope::Read);
const READ: Of = Of::Scope(Scope::FleetRead);
const WRITE: Of = Of::Scope(Scope::FleetWrite);
const FACTORY: Of = Of::Scope(Scope::Factory);
const HOOKS: Of = Of::Scope(Scope::Webhooks);

/// Method, path, whose, status for the right caller, fields or JSON. In the order in which the right
/// caller may call them one after the other.
pub const TABLE: &[(&str, &str, Of, u16, &str)] = &[
    ("GET", "/health/live", Anybody, 200, ""),
    ("GET", "/health/ready", Anybody, 200, ""),
    ("POST", "/webhooks/sns", Anybody, 403, ""),
    ("POST", "/webhooks/sns/", Anybody, 403, ""),
    ("POST", "/webhooks", Anybody, 404, ""),
    ("POST", "/webhooks/", Anybody, 404, ""),
    ("POST", "/webhooks/{nobody}", Anybody, 404, ""),
    ("GET", "/auth/lwa/start", Anybody, 302, ""),
    ("GET", "/auth/lwa/callback", Anybody, 303, ""),
    ("GET", "/auth/oidc/start", Anybody, 303, ""),
    ("GET", "/auth/oidc/callback", Anybody, 303, ""),
    ("GET", "/oauth/authorize", Anybody, 400, ""),
    ("POST", "/oauth/authorize", Anybody, 400, ""),
    ("POST", "/oauth/token", Anybody, 401, ""),
    ("POST", "/oauth/revoke", Anybody, 401, ""),
    ("POST", "/alexa/directive", Anybody, 401, ""),
    ("GET", "/style", Anybody, 200, ""),
    ("GET", "/brand/logo", Anybody, 404, ""),
    ("GET", "/brand/icon.svg", Anybody, 200, ""),
    ("GET", "/manifest.webmanifest", Anybody, 200, ""),
    ("GET", "/service-worker.js", Anybody, 200, ""),
    ("GET", "/", Each, 302, ""),
    ("GET", "/sign-in", Each, 303, ""),
    ("GET", "/supplies", Each, 200, ""),
    ("GET", "/orders", Each, 200, ""),
    ("GET", "/devices", Each, 200, ""),
    ("GET", "/devices/add", Each, 200, ""),
    ("GET", "/settings", Each, 200, ""),
    ("GET", "/settings/household", Each, 200, ""),
    ("GET", "/join", Each, 200, ""),
    ("GET", "/settings/tokens", Each, 200, ""),
    (
        "POST",
        "/settings/tokens",
        Each,
        200,
        "name=Kitchen&scope=read",
    ),
    ("POST", "/settings/tokens/{nobody}/revoke", Each, 404, ""),
    // Without a channel.
    ("GET", "/settings/notices", Each, 404, ""),
    ("POST", "/settings/notices", Each, 404, "quiet="),
    (
        "POST",
        "/settings/notices/address",
        Each,
        404,
        "address=ada%40example.com",
    ),
    ("POST", "/settings/notices/forget", Each, 303, ""),
    ("POST", "/settings/notices/subscribe", Each, 404, ""),
    (
        "POST",
        "/settings/notices/browsers/{nobody}/forget",
        Each,
        404,
        "",
    ),
    ("GET", "/notices/confirm", Anybody, 404, ""),
    ("POST", "/notices/confirm", Anybody, 404, ""),
    ("GET", "/notices/unsubscribe", Anybody, 404, ""),
    ("POST", "/notices/unsubscribe", Anybody, 404, ""),
    (
        "POST",
        "/settings/household/invite",
        Each,
        303,
        "role=member",
    ),
    ("POST", "/settings/household/uninvite", Each, 303, ""),
    (
        "POST",
        "/settings/household/{nobody}/role",
        Each,
        404,
        "role=member",
    ),
    ("POST", "/settings/household/{nobody}/leave", Each, 404, ""),
    ("POST", "/join", Each, 422, "code=wrong"),
    ("POST", "/settings/alexa/unlink", Each, 303, ""),
    ("GET", "/settings/data", Each, 200, ""),
    ("GET", "/settings/data/download", Each, 200, ""),
    ("GET", "/help", Anybody, 200, ""),
    ("GET", "/offline", Anybody, 200, ""),
    ("GET", "/legal/privacy", Anybody, 200, ""),
    ("GET", "/supplies/{supply}", Owner, 200, ""),
    ("GET", "/supplies/{supply}/restock", Owner, 200, ""),
    ("GET", "/supplies/{supply}/level", Owner, 200, ""),
    ("GET", "/supplies/{supply}/journal", Owner, 200, ""),
    ("GET", "/supplies/{supply}/journal.csv", Owner, 200, ""),
    ("GET", "/orders/{order}", Owner, 200, ""),
    ("GET", "/devices/{device}", Owner, 200, ""),
    ("GET", "/devices/{device}/connect", Owner, 200, ""),
    ("GET", "/devices/{device}/remove", Owner, 200, ""),
    ("GET", "/devices/{device}/connect/start", Owner, 302, ""),
    ("GET", "/devices/{device}/amazon-settings", Owner, 302, ""),
    (
        "POST",
        "/supplies/{supply}/restock",
        Owner,
        303,
        "key=a&kind=add&amount=1",
    ),
    (
        "POST",
        "/supplies/{supply}/level",
        Owner,
        303,
        "key=b&amount=40",
    ),
    (
        "POST",
        "/supplies/{supply}/delivered",
        Owner,
        303,
        "entry={entry}",
    ),
    (
        "POST",
        "/supplies/{supply}/bought",
        Owner,
        303,
        "entry={entry}",
    ),
    (
        "POST",
        "/supplies/{supply}/undo",
        Owner,
        303,
        "entry={entry}",
    ),
    ("POST", "/settings", Each, 303, "theme=dark"),
    ("POST", "/orders/{order}/arrived", Owner, 303, ""),
    ("POST", "/orders/{order}/not-arrived", Owner, 303, ""),
    (
        "POST",
        "/api/v1/usage",
        Machine,
        200,
        r#"{"reports":[{"id":"9","slot":"pods","used":"1","at":"2026-11-22T11:30:00Z"}]}"#,
    ),
    ("GET", "/api/v1/device", Machine, 200, ""),
    ("POST", "/api/v1/device/claim-code", Machine, 201, ""),
    ("GET", "/api/v1/me/supplies", LOOK, 200, ""),
    ("GET", "/api/v1/me/supplies/{supply}", LOOK, 200, ""),
    ("GET", "/api/v1/me/supplies/{supply}/journal", LOOK, 200, ""),
    (
        "POST",
        "/api/v1/me/supplies/{supply}/journal",
        Of::Personal(PersonalScope::Restock),
        201,
        r#"{"key":"d","kind":"add","amount":"1"}"#,
    ),
    ("GET", "/api/v1/me/events", LOOK, 200, ""),
    (
        "PUT",
        "/api/v1/models/BREW-2",
        Of::Scope(Scope::Models),
        200,
        "{model}",
    ),
    ("GET", "/api/v1/models", READ, 200, ""),
    ("GET", "/api/v1/models/BREW-2", READ, 200, ""),
    (
        "DELETE",
        "/api/v1/models/BREW-2",
        Of::Scope(Scope::Models),
        409,
        "",
    ),
    ("GET", "/api/v1/models/BREW-2/breaker", READ, 200, ""),
    (
        "POST",
        "/api/v1/models/BREW-2/breaker",
        WRITE,
        409,
        r#"{"decision":"let_go"}"#,
    ),
    ("GET", "/api/v1/devices", READ, 200, ""),
    ("GET", "/api/v1/devices/K1", READ, 200, ""),
    ("GET", "/api/v1/devices/K1/journal", READ, 200, ""),
    (
        "POST",
        "/api/v1/devices/K1/journal",
        WRITE,
        201,
        r#"{"key":"c","slot":"pods","kind":"add","amount":"1"}"#,
    ),
    (
        "POST",
        "/api/v1/devices/K1/journal/{second}/undo",
        WRITE,
        201,
        "",
    ),
    ("GET", "/api/v1/devices/K1/decisions", READ, 200, ""),
    ("GET", "/metrics", Of::Scope(Scope::Metrics), 200, ""),
    ("GET", "/api/v1/orders", READ, 200, ""),
    (
        "POST",
        "/api/v1/orders/{nobody}/events",
        Of::Scope(Scope::Orders),
        404,
        r#"{"id":"1","type":"placed","at":"2026-11-22T11:40:00Z"}"#,
    ),
    ("GET", "/api/v1/overview", READ, 200, ""),
    ("GET", "/api/v1/devices/K1/timeline", READ, 200, ""),
    ("GET", "/api/v1/devices/K1/jobs", READ, 200, ""),
    ("GET", "/api/v1/jobs", READ, 200, ""),
    ("POST", "/api/v1/jobs/{nobody}/run", WRITE, 404, ""),
    ("DELETE", "/api/v1/jobs/{nobody}", WRITE, 404, ""),
    ("GET", "/api/v1/messages", READ, 200, ""),
    ("GET", "/api/v1/alerts", READ, 200, ""),
    ("GET", "/api/v1/events", READ, 200, ""),
    (
        "POST",
        "/api/v1/devices",
        FACTORY,
        201,
        r#"{"model":"BREW-2","serial":"K9"}"#,
    ),
    (
        "POST",
        "/api/v1/devices/K1/usage",
        Of::Scope(Scope::Usage),
        200,
        r#"{"reports":[{"id":"10","slot":"pods","used":"1","at":"2026-11-22T11:40:00Z"}]}"#,
    ),
    (
        "POST",
        "/api/v1/webhooks",
        HOOKS,
        201,
        r#"{"url":"http://127.0.0.1:9/hook","types":["*"]}"#,
    ),
    ("GET", "/api/v1/webhooks", HOOKS, 200, ""),
    ("POST", "/api/v1/webhooks/{hook}/test", HOOKS, 201, ""),
    ("POST", "/api/v1/webhooks/{hook}/secret", HOOKS, 200, ""),
    ("POST", "/api/v1/webhooks/{hook}/enable", HOOKS, 409, ""),
    ("GET", "/api/v1/webhooks/{hook}/deliveries", HOOKS, 200, ""),
    (
        "POST",
        "/api/v1/webhooks/deliveries/{nobody}/resend",
        HOOKS,
        404,
        "",
    ),
    ("DELETE", "/api/v1/webhooks/{hook}", HOOKS, 204, ""),
    ("GET", "/api/v1/keys", Operator, 200, ""),
    (
        "POST",
        "/api/v1/keys",
        Operator,
        201,
        r#"{"name":"shop","scopes":["fleet.read"]}"#,
    ),
    ("DELETE", "/api/v1/keys/{nobody}", Operator, 404, ""),
    ("POST", "/api/v1/devices/K9/token", FACTORY, 201, ""),
    ("POST", "/api/v1/devices/K9/claim-code", FACTORY, 201, ""),
    ("POST", "/api/v1/devices/K9/label", FACTORY, 201, ""),
    (
        "POST",
        "/api/v1/devices/import",
        FACTORY,
        200,
        "serial,model\nK9,BREW-2\nK10,none\n",
    ),
    ("DELETE", "/api/v1/devices/K1/test-orders", WRITE, 204, ""),
    (
        "POST",
        "/api/v1/devices/K1/slots/pods/hold",
        WRITE,
        204,
        r#"{"reason":"the cartridges leak"}"#,
    ),
    (
        "POST",
        "/api/v1/devices/K1/slots/pods/resume",
        WRITE,
        204,
        "",
    ),
    (
        "POST",
        "/api/v1/devices/K1/slots/filter/order",
        WRITE,
        201,
        "",
    ),
    ("POST", "/api/v1/devices/K9/disconnect", WRITE, 409, ""),
    ("DELETE", "/api/v1/devices/K9", WRITE, 202, ""),
    ("POST", "/devices/{device}/name", Owner, 303, "name=Kitchen"),
    ("POST", "/supplies/{supply}/pause", Owner, 404, ""),
    ("POST", "/supplies/{supply}/resume", Owner, 404, ""),
    ("POST", "/devices/{device}/disconnect", Owner, 303, ""),
    ("POST", "/devices/{device}/remove", Owner, 303, ""),
    ("POST", "/devices/add", Each, 303, "code={code}"),
    ("POST", "/settings/data", Each, 303, "word=delete"),
    ("POST", "/sign-out", Anybody, 303, ""),
];

/// What the braces of the table stand for at a server.
pub struct World<'a> {
    pub server: &'a TestServer,
    pub names: Vec<(&'static str, String)>,
    /// The machine's.
    pub token: String,
    /// A token of the customer's own.
    pub personal: String,
}

impl World<'_> {
    /// A text with what its braces stand for.
    pub fn fill(&self, text: &str) -> String {
        self.names
            .iter()
            .fold(text.to_owned(), |text, (name, value)| {
                text.replace(name, value)
            })
    }

    /// A call of the table.
    pub fn request(&self, method: &str, path: &str, body: &str) -> RequestBuilder {
        let path = match path {
            "/style" => app::style::Stylesheet::new(None).path,
            path => self.fill(path),
        };
        let method: Method = method.parse().unwrap();
        let request = self
            .server
            .http
            .request(method, self.server.url(&path))
            .body(self.fill(body));
        let kind = if path.starts_with("/api") {
            "json"
        } else {
            "x-www-form-urlencoded"
        };
        request.header("content-type", format!("application/{kind}"))
    }
}

/// A thing of a customer's, of a machine that waits for its order.
pub async fn world(server: &TestServer) -> (World<'_>, Browser<'_>) {
    server.amazon.subscribe().await;
    server.settle().await;
    let (anna, device, token) = server.owner("Anna", "K1").await;
    let report = json!([{"id": "1", "slot": "pods", "used": "90", "at": "2026-11-22T11:00:00Z"}]);
    assert_eq!(
        server.usage(&token, &report).send().await.unwrap().status(),
        200
    );
    server.settle().await;
    server.amazon.ship("K1", "pods").unwrap();
    server.settle().await;
    let order = server.get("/api/v1/orders").await["items"][0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let mut entries = Vec::new();
    for key in ["x", "y"] {
        let body = json!({"key": key, "slot": "pods", "kind": "add", "amount": "1"});
        let post = server
            .maker(Method::POST, "/api/v1/devices/K1/journal")
            .json(&body);
        let entry: Value = post.send().await.unwrap().json().await.unwrap();
        entries.push(entry["id"].as_str().unwrap().to_owned());
    }
    let hook = json!({"url": "http://127.0.0.1:9/hook", "types": ["device.moved"]});
    let post = server.maker(Method::POST, "/api/v1/webhooks").json(&hook);
    let hook: Value = post.send().await.unwrap().json().await.unwrap();
    let hook = hook["id"].as_str().unwrap().to_owned();
    let (_, code) = server.device("K2").await;
    let supply = anna.supply("Coffee pods").await;
    let personal = anna.personal_token(PersonalScope::Restock, "").await;
    let names = vec![
        ("{device}", device),
        ("{supply}", supply),
        ("{order}", order),
        ("{hook}", hook),
        ("{second}", entries.pop().unwrap()),
        ("{entry}", entries.pop().unwrap()),
        ("{code}", code),
        ("{model}", model().to_string()),
        (
            "{nobody}",
            "0192a000-0000-7000-8000-000000000000".to_owned(),
        ),
    ];
    (
        World {
            server,
            names,
            token,
            personal,
        },
        anna,
    )
}
