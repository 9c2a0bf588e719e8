//! The console: every page and act with every role, signed out and with a customer's session; how its people come in, and
//! that they are out when that ends.

mod acting;
mod sign_in;
mod table;

use domain::OperatorRole;
use replenish::{Caller, Maker};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::larder::{Browser, Page};
use crate::test_server::TestServer;

/// The caller of a command on the server.
fn on_the_server() -> Caller {
    Caller::Maker(Maker::Operator, "test".to_owned())
}

impl TestServer {
    /// A link's path with its code.
    pub async fn link(&self, name: &str, role: OperatorRole) -> String {
        let operators = self.application.operators();
        let link = operators.invite(on_the_server(), name, role).await.unwrap();
        link.strip_prefix(&self.origin).unwrap().to_owned()
    }

    /// A browser in which somebody of the maker's is signed in.
    pub async fn operator(&self, name: &str, role: OperatorRole) -> Browser<'_> {
        let browser = self.browser();
        let landed = spend(&browser, &self.link(name, role).await).await;
        assert_eq!(landed.location(), "/ops", "{}", landed.body);
        browser
    }

    /// The id of somebody of the maker's.
    pub async fn operator_id(&self, name: &str) -> String {
        let operators = self.application.operators();
        let (people, _) = operators.list(&on_the_server(), 100, None).await.unwrap();
        let found = people.into_iter().find(|it| it.name == name);
        found.unwrap().id.to_string()
    }
}

/// Presses the button of a link's page.
async fn spend(browser: &Browser<'_>, link: &str) -> Page {
    let code = link.split_once("code=").unwrap().1;
    browser.post("/ops/join", &[("code", code)]).await
}

#[tokio::test]
async fn what_was_done_names_the_person_who_did_it() {
    let server = TestServer::new().await;
    let ada = server.operator("Ada Lovelace", OperatorRole::Admin).await;
    let sam = server.operator("Sam", OperatorRole::Support).await;
    let fields = [
        ("form", "key"),
        ("name", "shop"),
        ("scope", "usage"),
        ("days", "30"),
    ];
    let made = ada.post("/ops/people/keys", &fields).await;
    assert_eq!(made.status, 200, "{}", made.body);
    let key = made.body.split("value=\"larder_").nth(1).unwrap();
    let key = format!("larder_{}", key.split('"').next().unwrap());
    let listed = ada.get("/ops/people").await.body;
    assert!(
        listed.contains("shop") && !listed.contains(&key),
        "{listed}"
    );

    let lines = ada.get("/ops/audit?action=key.create").await.body;
    assert!(lines.contains("Ada Lovelace"), "{lines}");
    assert!(!lines.contains("operator.sign_in"), "{lines}");
    let id = server.operator_id("Sam").await;
    let lines = sam.get(&format!("/ops/audit?actor={id}")).await.body;
    assert!(lines.contains("operator.sign_in"), "{lines}");
    assert!(!lines.contains("Ada Lovelace"), "{lines}");
    let both = format!("/ops/audit?actor={id}&action=key.create");
    assert!(sam.get(&both).await.body.contains("No such line here."));

    let model = server.call(Method::PUT, "/api/v1/models/BREW-2", &key);
    let refused = model.json(&json!({})).send().await.unwrap();
    assert_eq!(refused.status(), StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn the_audit_goes_on_page_by_page() {
    let server = TestServer::new().await;
    let ada = server.operator("Ada", OperatorRole::Admin).await;
    for n in 0..60 {
        server
            .link(&format!("Guest {n}"), OperatorRole::Viewer)
            .await;
    }
    let mut seen = 0;
    let mut path = "/ops/audit?action=operator.invite".to_owned();
    loop {
        let page = ada.get(&path).await;
        assert_eq!(page.status, 200);
        seen += page
            .body
            .matches("<tr role=\"row\"><th role=\"rowheader\"")
            .count();
        let Some((_, next)) = page.body.split_once("rel=\"next\" href=\"") else {
            break;
        };
        path = next.split('"').next().unwrap().replace("&amp;", "&");
    }
    assert_eq!(seen, 61);
}

#[tokio::test]
async fn nothing_of_the_console_is_kept_found_or_scripted() {
    let server = TestServer::new().await;
    let ada = server.operator("Ada", OperatorRole::Admin).await;
    for path in [
        "/ops",
        "/ops/people",
        "/ops/audit",
        "/ops/sign-in?x",
        "/ops/nowhere",
    ] {
        let page = ada.get(path).await;
        assert_eq!(page.header("cache-control"), "no-store", "{path}");
        assert!(!page.body.contains("manifest"), "{path}");
        assert!(!page.body.contains("<script src"), "{path}");
        assert!(
            page.header("content-security-policy")
                .contains("frame-ancestors 'none'")
        );
    }
    let nobody = server.browser();
    for path in ["/ops/sign-in", "/ops/join?code=x"] {
        let page = nobody.get(path).await;
        assert_eq!(page.header("x-robots-tag"), "noindex", "{path}");
    }
    let anna = server.customer("Anna").await;
    for path in ["/supplies", "/settings", "/help", "/"] {
        let page = anna.get(path).await;
        assert!(!page.body.contains("/ops"), "{path}: {}", page.body);
    }
    let worker = server
        .http
        .get(server.url("/service-worker.js"))
        .send()
        .await;
    let worker = worker.unwrap().text().await.unwrap();
    assert!(worker.contains("pathname.startsWith('/ops/')) return;"));
}

#[tokio::test]
async fn a_key_of_the_maker_is_an_admins_and_of_no_other_key() {
    let server = TestServer::new().await;
    let sam = server.operator("Sam", OperatorRole::Support).await;
    let fields = [("form", "key"), ("name", "shop"), ("scope", "usage")];
    assert_eq!(sam.post("/ops/people/keys", &fields).await.status, 403);
    let keys: Value = server.get("/api/v1/keys").await;
    assert_eq!(keys["items"], json!([]));
}
