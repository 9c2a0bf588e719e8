//! Every page and form of the console, by what one must be allowed to for it, with every role. One that is not in the table
//! fails.

use domain::OperatorRole;
use domain::api_key::Scope;
use domain::operator::Duty;
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

use super::on_the_server;
use crate::larder::Browser;
use crate::test_server::{TestServer, model};

/// What one must be allowed to; none for what anybody may open.
type Needs = Option<Duty>;

const READ: Needs = Some(Duty::Api(Scope::FleetRead));
const ACT: Needs = Some(Duty::Api(Scope::FleetWrite));
const PEOPLE: Needs = Some(Duty::People);
const KEYS: Needs = Some(Duty::Keys);
const HOOKS: Needs = Some(Duty::Api(Scope::Webhooks));

/// Method, path, what it needs, status for whoever may, fields. In the order in which one may send them one after another.
const TABLE: &[(&str, &str, Needs, u16, &str)] = &[
    ("GET", "/ops", READ, 200, ""),
    ("GET", "/ops/machines", READ, 200, ""),
    ("GET", "/ops/orders", READ, 200, ""),
    ("GET", "/ops/work", READ, 200, ""),
    ("GET", "/ops/messages", READ, 200, ""),
    ("POST", "/ops/work/{nothing}/run", ACT, 404, ""),
    ("POST", "/ops/work/{nothing}/give-up", ACT, 404, ""),
    ("GET", "/ops/models", READ, 200, ""),
    ("GET", "/ops/models/BREW-2", READ, 200, ""),
    ("GET", "/ops/webhooks", HOOKS, 200, ""),
    (
        "POST",
        "/ops/webhooks",
        HOOKS,
        200,
        "url=http%3A%2F%2F127.0.0.1%3A9%2Fhook&type=*",
    ),
    ("GET", "/ops/webhooks/{hook}", HOOKS, 200, ""),
    ("POST", "/ops/webhooks/{hook}/test", HOOKS, 303, ""),
    (
        "POST",
        "/ops/webhooks/{hook}/resend",
        HOOKS,
        404,
        "delivery={nothing}",
    ),
    ("POST", "/ops/webhooks/{hook}/secret", HOOKS, 200, ""),
    ("POST", "/ops/webhooks/{hook}/enable", HOOKS, 409, ""),
    ("POST", "/ops/webhooks/{hook}/delete", HOOKS, 303, ""),
    ("GET", "/ops/people", PEOPLE, 200, ""),
    ("GET", "/ops/audit", Some(Duty::Audit), 200, ""),
    (
        "POST",
        "/ops/people/invite",
        PEOPLE,
        200,
        "name=New&role=viewer",
    ),
    (
        "POST",
        "/ops/people/{other}/role",
        PEOPLE,
        303,
        "role=support",
    ),
    ("POST", "/ops/people/{other}/remove", PEOPLE, 303, ""),
    (
        "POST",
        "/ops/people/keys",
        KEYS,
        200,
        "name=new&scope=usage&days=30",
    ),
    ("POST", "/ops/people/keys/{key}/revoke", KEYS, 303, ""),
    ("GET", "/ops/machines/K1", READ, 200, ""),
    ("GET", "/ops/machines/K1/as-customer", READ, 200, ""),
    (
        "POST",
        "/ops/machines/K1/restock",
        ACT,
        303,
        "tenure={tenure}&key=a&slot=pods&kind=add&amount=1&reason=a+gift",
    ),
    (
        "POST",
        "/ops/machines/K1/undo",
        ACT,
        303,
        "tenure={tenure}&entry={entry}&reason=a+mistake",
    ),
    (
        "POST",
        "/ops/machines/K1/order",
        ACT,
        409,
        "tenure={tenure}&slot=pods&reason=a+gift",
    ),
    (
        "POST",
        "/ops/machines/K1/hold",
        ACT,
        303,
        "tenure={tenure}&slot=pods&reason=they+leak",
    ),
    (
        "POST",
        "/ops/machines/K1/resume",
        ACT,
        303,
        "tenure={tenure}&slot=pods&reason=mended",
    ),
    (
        "POST",
        "/ops/machines/K1/claim-code",
        ACT,
        200,
        "tenure={tenure}&reason=a+lost+label",
    ),
    (
        "POST",
        "/ops/machines/K1/token",
        ACT,
        200,
        "tenure={tenure}&reason=a+new+board",
    ),
    (
        "POST",
        "/ops/machines/K1/disconnect",
        ACT,
        409,
        "tenure={tenure}&reason=it+was+sold",
    ),
    (
        "POST",
        "/ops/models/BREW-2/held",
        ACT,
        409,
        "decision=let_go&reason=as+it+should+be",
    ),
    ("GET", "/ops/sign-in", None, 200, ""),
    ("GET", "/ops/start", None, 303, ""),
    ("GET", "/ops/callback", None, 303, ""),
    ("GET", "/ops/join", None, 200, ""),
    ("POST", "/ops/join", None, 422, "code=none"),
    ("POST", "/ops/sign-out", None, 303, ""),
];

/// Paths that lead nowhere, which nobody is told who is not signed in.
const NOWHERE: [&str; 2] = ["/ops/", "/ops/{*rest}"];

/// What the braces of the table stand for at a server.
async fn names(server: &TestServer) -> Vec<(&'static str, String)> {
    server.operator("Other", OperatorRole::Viewer).await;
    server.put_model("BREW-2", &model()).await;
    server.device("K1").await;
    let body = json!({"key": "x", "slot": "pods", "kind": "add", "amount": "1"});
    let post = server.maker(Method::POST, "/api/v1/devices/K1/journal");
    let entry: Value = post.json(&body).send().await.unwrap().json().await.unwrap();
    let new = replenish::NewKey {
        name: "old".to_owned(),
        scopes: vec!["usage".to_owned()],
        expires_at: None,
    };
    let keys = server.application.keys();
    let (key, _) = keys.create(on_the_server(), &new).await.unwrap();
    let hook = replenish::NewWebhook {
        url: "http://127.0.0.1:9/hook".to_owned(),
        types: vec!["*".to_owned()],
    };
    let webhooks = server.application.webhooks();
    let (hook, _) = webhooks.create(on_the_server(), &hook).await.unwrap();
    let sheet = server.application.queries().sheet("K1").await.unwrap();
    vec![
        ("{tenure}", sheet.tenure.text()),
        ("{hook}", hook.id.to_string()),
        ("{other}", server.operator_id("Other").await),
        ("{nothing}", uuid::Uuid::nil().to_string()),
        ("{key}", key.id.to_string()),
        ("{entry}", entry["id"].as_str().unwrap().to_owned()),
    ]
}

fn request(
    server: &TestServer,
    (method, path, body): (&str, &str, &str),
    names: &[(&str, String)],
) -> RequestBuilder {
    let fill = |text: &str| {
        let mut names = names.iter();
        names.try_fold(text.to_owned(), |text, (name, value)| {
            Some(text.replace(name, value))
        })
    };
    let method: Method = method.parse().unwrap();
    let url = server.url(&fill(path).unwrap());
    let body = fill(body).unwrap();
    let request = server.http.request(method, url).body(body);
    request.header("content-type", "application/x-www-form-urlencoded")
}

/// Whoever is not signed in there is sent to sign in, and nothing is done.
async fn opens_nothing(server: &TestServer, browser: &Browser<'_>, who: &str) {
    let names = names(server).await;
    for &(method, path, needs, right, body) in TABLE {
        let page = browser
            .send(request(server, (method, path, body), &names))
            .await;
        let name = format!("{who}: {method} {path}");
        if needs.is_none() {
            assert_eq!(page.status, right, "{name}");
            continue;
        }
        assert_eq!(page.status, 303, "{name}");
        assert!(
            page.location().starts_with("/ops/sign-in?next=%2Fops"),
            "{name}"
        );
    }
    let page = browser.get("/ops/nowhere").await;
    assert_eq!(page.location(), "/ops/sign-in?next=%2Fops", "{who}");
}

#[tokio::test]
async fn whoever_is_not_signed_in_to_the_console_gets_nowhere() {
    let server = TestServer::new().await;
    opens_nothing(&server, &server.browser(), "nobody").await;
    let server = TestServer::new().await;
    let anna = server.customer("Anna").await;
    opens_nothing(&server, &anna, "a customer").await;
}

#[tokio::test]
async fn each_role_opens_what_it_may_and_nothing_else() {
    for role in OperatorRole::ALL {
        let server = TestServer::new().await;
        let names = names(&server).await;
        let browser = server.operator("Person", role).await;
        for &(method, path, needs, right, body) in TABLE {
            let page = browser
                .send(request(&server, (method, path, body), &names))
                .await;
            let name = format!("{}: {method} {path}", role.name());
            match needs {
                Some(needs) if !role.may(needs) => {
                    assert_eq!(page.status, 403, "{name}: {}", page.body);
                    assert!(page.body.contains("role does not allow this"), "{name}");
                }
                // Whoever is signed in already goes on.
                _ if path == "/ops/sign-in" => assert_eq!(page.location(), "/ops", "{name}"),
                _ => assert_eq!(page.status, right, "{name}: {}", page.body),
            }
        }
        let left = browser.get("/ops").await;
        assert_eq!(left.status, 303, "signed out");
    }
}

/// Whatever is wrong with a form, the page that answers says it, with what was typed.
#[tokio::test]
async fn what_is_refused_is_said() {
    let server = TestServer::new().await;
    let names = names(&server).await;
    let ada = server.operator("Ada", OperatorRole::Admin).await;
    let mut refused = 0;
    for &(method, path, needs, right, body) in TABLE {
        if method != "POST" || needs.is_none() {
            continue;
        }
        let mut bodies = vec!["reason=x&name=%E2%80%8B&days=soon&url=x".to_owned()];
        if right == 409 {
            bodies.push(body.to_owned());
        }
        for body in bodies {
            let sent = request(&server, (method, path, &body), &names);
            let page = ada.send(sent).await;
            if [409, 422].contains(&page.status.as_u16()) {
                refused += 1;
                let says = page.body.matches("role=\"alert\"").count();
                assert_eq!(says, 1, "{path} {body}: {}", page.body);
            }
        }
    }
    assert!(refused > 12, "{refused}");
}

#[tokio::test]
async fn an_operator_is_no_customer_and_no_program() {
    let server = TestServer::with_model().await;
    let ada = server.operator("Ada", OperatorRole::Admin).await;
    let page = ada.get("/supplies").await;
    assert_eq!(page.location(), "/sign-in?next=%2Fsupplies");
    let kept = ada.jar.lock().unwrap()["larder-ops"].clone();
    let api = server
        .call(Method::GET, "/api/v1/devices", &kept)
        .send()
        .await;
    assert_eq!(api.unwrap().status(), 401);
    let api = ada.get("/api/v1/devices").await;
    assert_eq!(api.status, 401);
    // One who is both has both, and each by its own cookie.
    ada.sign_in("Anna").await;
    assert_eq!(ada.get("/supplies").await.status, 200);
    assert_eq!(ada.get("/ops/people").await.status, 200);
    ada.post("/sign-out", &[]).await;
    assert_eq!(ada.get("/ops/people").await.status, 200);
}

#[tokio::test]
async fn a_form_of_another_site_does_nothing() {
    let server = TestServer::new().await;
    let ada = server.operator("Ada", OperatorRole::Admin).await;
    let names = names(&server).await;
    let posts = TABLE.iter().filter(|(method, ..)| *method == "POST");
    for &(method, path, _, _, body) in posts {
        for (header, value) in [
            ("sec-fetch-site", "cross-site"),
            ("origin", "https://evil.example"),
        ] {
            let sent = request(&server, (method, path, body), &names).header(header, value);
            let page = ada.send(sent).await;
            assert_eq!(page.status, 403, "{path}");
        }
    }
    assert_eq!(ada.get("/ops").await.status, 200, "still signed in");
}

#[test]
fn every_route_of_the_console_is_in_the_table() {
    let source = include_str!("../../../src/ops.rs");
    let routes = source.split(".route(\"").skip(1);
    let routes = routes.map(|rest| rest.split('"').next().unwrap());
    let forms = routes.filter(|path| !NOWHERE.contains(path));
    let pages = leptos_axum::generate_route_list(app::ops::ConsoleApp);
    let pages = pages.iter().map(|page| page.path());
    let shape = |path: &str| {
        let parts = path.split('/').map(|part| match part {
            "K1" | "BREW-2" => "{}",
            part if part.starts_with(['{', ':']) => "{}",
            part => part,
        });
        parts.collect::<Vec<_>>().join("/")
    };
    let known: Vec<_> = TABLE.iter().map(|(_, path, ..)| shape(path)).collect();
    let mut seen = 0;
    for path in forms.chain(pages) {
        seen += 1;
        assert!(known.contains(&shape(path)), "{path}");
    }
    assert!(seen > 10, "{seen}");
}
