//! How the maker's people come in, and that they are out when that ends.

use domain::OperatorRole;
use domain::time::HOUR;
use oidc::Provider;
use replenish::clock::system_now;
use replenish::operators::SESSION;
use replenish::{Caller, Error, Maker, NewKey};
use reqwest::StatusCode;
use sandbox::identity::{Client, IdentityProvider, Lie, ROLE_CLAIM};
use sandbox::wall_clock;
use server::config::OperatorSignIn;
use sqlx::SqlitePool;
use url::Url;

use super::{on_the_server, spend};
use crate::larder::Browser;
use crate::test_server::{TestServer, listen};

#[tokio::test]
async fn a_link_is_spent_by_its_button_once() {
    let server = TestServer::new().await;
    let link = server.link("Ada", OperatorRole::Support).await;
    let reader = server.browser();
    for _ in 0..3 {
        let page = reader.get(&link).await;
        assert_eq!(page.status, 200);
        assert!(page.body.contains("action=\"/ops/join\""), "{}", page.body);
        assert!(
            reader.jar.lock().unwrap().is_empty(),
            "reading it does nothing"
        );
    }
    let ada = server.browser();
    assert_eq!(spend(&ada, &link).await.location(), "/ops");
    assert!(ada.get("/ops").await.body.contains("Ada, support"));
    let again = spend(&reader, &link).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        again.body.contains("does not work any more"),
        "{}",
        again.body
    );
    assert!(reader.jar.lock().unwrap().is_empty());
    let kept = ada.jar.lock().unwrap()["larder-ops"].clone();
    assert!(!link.contains(&kept));
}

#[tokio::test]
async fn whoever_guesses_links_has_to_wait_and_a_right_one_works_all_the_same() {
    let server = TestServer::new().await;
    let link = server.link("Ada", OperatorRole::Viewer).await;
    let browser = server.browser();
    let mut refused = 0;
    for n in 0..30 {
        let guess = format!("/ops/join?code=guess{n}");
        let page = spend(&browser, &guess).await;
        refused += usize::from(page.status == StatusCode::TOO_MANY_REQUESTS);
        assert!(
            [422, 429].contains(&page.status.as_u16()),
            "{}",
            page.status
        );
    }
    assert!(refused > 0);
    assert_eq!(spend(&browser, &link).await.location(), "/ops");
}

#[tokio::test]
async fn a_newer_link_takes_the_place_of_one_and_leads_to_the_same_person() {
    let server = TestServer::new().await;
    let first = server.link("Ada", OperatorRole::Viewer).await;
    let second = server.link("Ada", OperatorRole::Admin).await;
    assert_eq!(spend(&server.browser(), &first).await.status, 422);
    let ada = server.browser();
    assert_eq!(spend(&ada, &second).await.location(), "/ops");
    let id = server.operator_id("Ada").await;
    server.operator("Ada", OperatorRole::Viewer).await;
    assert_eq!(server.operator_id("Ada").await, id);
    assert_eq!(ada.get("/ops/people").await.status, 403, "the newer role");
}

#[tokio::test]
async fn a_cookie_is_the_consoles_alone_and_no_scripts() {
    let server = TestServer::new().await;
    let link = server.link("Ada", OperatorRole::Viewer).await;
    let landed = spend(&server.browser(), &link).await;
    let cookie = landed.header("set-cookie");
    assert!(cookie.starts_with("larder-ops="), "{cookie}");
    let end = format!(
        "; Path=/ops; Max-Age={}; HttpOnly; SameSite=Lax",
        SESSION / 1_000
    );
    assert!(cookie.ends_with(&end), "{cookie}");

    let server = TestServer::with(|config| {
        config.public_url = Url::parse("https://larder.example").unwrap();
    })
    .await;
    let operators = server.application.operators();
    let link = operators.invite(on_the_server(), "Ada", OperatorRole::Viewer);
    let link = link.await.unwrap();
    let code = link.split_once("code=").unwrap().1.to_owned();
    let post = server.http.post(server.url("/ops/join"));
    let answer = post.form(&[("code", code)]).send().await.unwrap();
    let cookie = answer.headers()["set-cookie"].to_str().unwrap().to_owned();
    assert!(cookie.starts_with("__Secure-larder-ops="), "{cookie}");
    assert!(cookie.ends_with("; Secure"), "{cookie}");
}

#[tokio::test]
async fn a_cookie_of_somebody_else_signs_nobody_out() {
    let server = TestServer::new().await;
    let ada = server.operator("Ada", OperatorRole::Viewer).await;
    *ada.cookie.lock().unwrap() = Some("larder-ops=bogus; larder-ops=".to_owned());
    assert_eq!(ada.get("/ops").await.status, 200);
    let own = ada.jar.lock().unwrap()["larder-ops"].clone();
    ada.post("/ops/sign-out", &[]).await;
    ada.jar.lock().unwrap().insert("larder-ops".to_owned(), own);
    assert_eq!(ada.get("/ops").await.status, 303, "its session has ended");
}

#[tokio::test]
async fn whoever_is_removed_or_has_another_role_is_that_at_the_next_request() {
    let server = TestServer::new().await;
    let ada = server.operator("Ada", OperatorRole::Admin).await;
    let bob = server.operator("Bob", OperatorRole::Admin).await;
    let id = server.operator_id("Bob").await;
    assert_eq!(bob.get("/ops/people").await.status, 200);
    let role = [("role", "viewer")];
    let changed = ada.post(&format!("/ops/people/{id}/role"), &role).await;
    assert_eq!(changed.status, 303, "{}", changed.body);
    assert_eq!(bob.get("/ops/people").await.status, 403);
    assert_eq!(bob.get("/ops").await.status, 200);
    ada.post(&format!("/ops/people/{id}/remove"), &[]).await;
    assert_eq!(bob.get("/ops").await.status, 303);
    let own = server.operator_id("Ada").await;
    for act in ["role", "remove"] {
        let refused = ada.post(&format!("/ops/people/{own}/{act}"), &role).await;
        assert_eq!(refused.status, StatusCode::CONFLICT, "{act}");
    }
}

#[tokio::test]
async fn what_somebody_invited_to_goes_with_them() {
    let server = TestServer::new().await;
    let ada = server.operator("Ada", OperatorRole::Admin).await;
    let id = server.operator_id("Ada").await;
    let fields = [("form", "invite"), ("name", "Eve"), ("role", "admin")];
    let made = ada.post("/ops/people/invite", &fields).await;
    let code = made.body.split("/ops/join?code=").nth(1).unwrap();
    let link = format!("/ops/join?code={}", code.split('"').next().unwrap());
    let operators = server.application.operators();
    operators
        .remove(on_the_server(), id.parse().unwrap())
        .await
        .unwrap();
    assert_eq!(spend(&server.browser(), &link).await.status, 422);
}

#[tokio::test]
async fn a_link_ends_with_what_is_said_later_of_whom_it_is_for() {
    let server = TestServer::new().await;
    let ada = server.operator("Ada", OperatorRole::Admin).await;
    let bob = server.operator("Bob", OperatorRole::Admin).await;
    let id = server.operator_id("Bob").await;
    for (act, left) in [("role", 200), ("remove", 303)] {
        let link = server.link("Bob", OperatorRole::Admin).await;
        let path = format!("/ops/people/{id}/{act}");
        let done = ada.post(&path, &[("role", "viewer")]).await;
        assert_eq!(done.status, 303, "{}", done.body);
        assert_eq!(spend(&server.browser(), &link).await.status, 422, "{act}");
        assert_eq!(bob.get("/ops").await.status, left, "{act}");
    }
}

#[tokio::test]
async fn what_somebody_invited_to_goes_with_a_link_that_makes_them_less() {
    let server = TestServer::new().await;
    let ada = server.operator("Ada", OperatorRole::Admin).await;
    let fields = [("form", "invite"), ("name", "Eve"), ("role", "admin")];
    let made = ada.post("/ops/people/invite", &fields).await;
    let code = made.body.split("/ops/join?code=").nth(1).unwrap();
    let link = format!("/ops/join?code={}", code.split('"').next().unwrap());
    server.operator("Ada", OperatorRole::Viewer).await;
    assert_eq!(spend(&server.browser(), &link).await.status, 422);
}

/// A request that is under way when its person is removed has no effect any more.
#[tokio::test]
async fn a_change_under_way_ends_with_its_person() {
    let server = TestServer::new().await;
    let ada = server.operator("Ada", OperatorRole::Admin).await;
    let kept = ada.jar.lock().unwrap()["larder-ops"].clone();
    let operators = server.application.operators();
    let person = operators.find(&kept).await.unwrap().unwrap();
    let id = person.operator.id;
    let caller = Caller::Maker(Maker::Person(person), "under way".to_owned());
    let key = |name: &str| NewKey {
        name: name.to_owned(),
        scopes: vec!["usage".to_owned()],
        expires_at: None,
    };
    let keys = server.application.keys();
    keys.create(caller.clone(), &key("one")).await.unwrap();
    operators
        .set_role(on_the_server(), id, OperatorRole::Support)
        .await
        .unwrap();
    let refused = keys.create(caller.clone(), &key("two")).await;
    assert!(matches!(refused, Err(Error::SignedOut)), "{refused:?}");
    operators.remove(on_the_server(), id).await.unwrap();
    let refused = keys.create(caller, &key("three")).await;
    assert!(matches!(refused, Err(Error::SignedOut)), "{refused:?}");
    assert_eq!(keys.list(on_the_server()).await.unwrap().len(), 1);
    assert!(operators.find(&kept).await.unwrap().is_none());
}

/// Rows whose time is over by the system's clock, which no test moves.
#[tokio::test]
async fn a_link_and_a_session_end_by_themselves() {
    let server = TestServer::new().await;
    let link = server.link("Ada", OperatorRole::Viewer).await;
    let bob = server.operator("Bob", OperatorRole::Viewer).await;
    let pool = SqlitePool::connect(server.database.url()).await.unwrap();
    for sql in [
        "UPDATE operator_links SET expires_at = $1",
        "UPDATE operator_sessions SET expires_at = $1",
    ] {
        let over = sqlx::query(sql).bind(system_now().millis());
        over.execute(&pool).await.unwrap();
    }
    assert_eq!(spend(&server.browser(), &link).await.status, 422);
    assert_eq!(bob.get("/ops").await.status, 303);
}

struct Provided {
    server: TestServer,
    idp: IdentityProvider,
}

/// A server whose people sign in at an identity provider.
async fn provided(role_claim: Option<&str>) -> Provided {
    let (identities, at) = listen().await;
    let mut idp = None;
    let server = TestServer::with(|config| {
        let back = config.public_url.join("/ops/callback").unwrap();
        let client = Client {
            id: "larder".to_owned(),
            secret: "between us".to_owned(),
            redirect_uris: vec![back.into()],
        };
        let provider = IdentityProvider::new(&format!("http://{at}"), client, wall_clock());
        config.operator_oidc = Some(OperatorSignIn {
            provider: Provider {
                issuer: Url::parse(provider.issuer()).unwrap(),
                client_id: "larder".to_owned(),
                client_secret: "between us".into(),
            },
            role_claim: role_claim.map(str::to_owned),
        });
        idp = Some(provider);
    })
    .await;
    let idp = idp.unwrap();
    testkit::serve(identities, idp.router());
    Provided { server, idp }
}

impl Provided {
    async fn way_back(&self, browser: &Browser<'_>, who: &str) -> String {
        let leaving = browser.get("/ops/start?next=%2Fops%2Faudit").await;
        assert_eq!(leaving.status, StatusCode::FOUND, "{}", leaving.body);
        let back = self.idp.authorize(leaving.location(), who).unwrap();
        back.strip_prefix(&self.server.origin).unwrap().to_owned()
    }

    async fn sign_in(&self, who: &str) -> Browser<'_> {
        let browser = self.server.browser();
        let back = self.way_back(&browser, who).await;
        let landed = browser.get(&back).await;
        assert_eq!(landed.location(), "/ops/audit", "{}", landed.body);
        browser
    }
}

#[tokio::test]
async fn the_identity_provider_says_who_comes_and_as_what() {
    let test = provided(Some(ROLE_CLAIM)).await;
    assert!(
        test.server
            .browser()
            .get("/ops/sign-in")
            .await
            .body
            .contains("/ops/start")
    );
    let ada = test.sign_in("Ada").await;
    assert_eq!(ada.get("/ops/people").await.status, 200);
    let sam = test.sign_in("Sam").await;
    assert!(sam.get("/ops/audit").await.body.contains("Sam, support"));
    assert_eq!(sam.get("/ops/people").await.status, 403);
    // What it says next time counts, for whoever is signed in, too.
    test.idp.employ("Sam", None);
    test.sign_in("Sam").await;
    let page = sam.get("/ops").await;
    assert_eq!(page.status, 403);
    assert!(
        page.body.contains("Sam, you have no role here yet"),
        "{}",
        page.body
    );
}

#[tokio::test]
async fn whoever_has_no_role_reads_whom_to_ask_until_an_admin_gives_one() {
    let test = provided(None).await;
    let noel = test.sign_in("Noel").await;
    for path in ["/ops", "/ops/people", "/ops/audit"] {
        let page = noel.get(path).await;
        assert_eq!(page.status, 403, "{path}");
        assert!(
            page.body.contains("until an admin of this console"),
            "{}",
            page.body
        );
    }
    let post = noel.post("/ops/people/keys", &[("name", "x"), ("scope", "usage")]);
    assert_eq!(post.await.status, 403);
    let ada = test.server.operator("Ada", OperatorRole::Admin).await;
    let id = test.server.operator_id("Noel").await;
    ada.post(&format!("/ops/people/{id}/role"), &[("role", "support")])
        .await;
    assert_eq!(noel.get("/ops/audit").await.status, 200);
    let again = test.sign_in("Noel").await;
    assert_eq!(
        again.get("/ops/audit").await.status,
        200,
        "a person's word stays"
    );
    ada.post(&format!("/ops/people/{id}/remove"), &[]).await;
    assert_eq!(noel.get("/ops").await.status, 303);
    let browser = test.server.browser();
    let back = test.way_back(&browser, "Noel").await;
    let refused = browser.get(&back).await;
    assert_eq!(
        refused.location(),
        "/ops/sign-in?error=code",
        "removed is removed"
    );
}

#[tokio::test]
async fn a_way_back_that_is_not_this_browsers_leads_nowhere() {
    let test = provided(Some(ROLE_CLAIM)).await;
    let browser = test.server.browser();
    let back = test.way_back(&browser, "Ada").await;
    let other = test.server.browser();
    assert_eq!(
        other.get(&back).await.location(),
        "/ops/sign-in?error=state"
    );
    assert_eq!(browser.get(&back).await.location(), "/ops/audit");
    assert_eq!(
        browser.get(&back).await.location(),
        "/ops/sign-in?error=state"
    );
    // The customers' way back takes none of the console's, and the reverse.
    let back = test.way_back(&other, "Ada").await;
    let query = back.split_once('?').unwrap().1;
    for path in ["/auth/lwa/callback", "/auth/oidc/callback"] {
        let page = other.get(&format!("{path}?{query}")).await;
        assert_eq!(page.location(), "/sign-in?error=state", "{path}");
    }
    let amazons = other.get("/auth/lwa/start").await;
    let state = amazons.location().split("state=").nth(1).unwrap();
    let state = state.split('&').next().unwrap();
    let page = other
        .get(&format!("/ops/callback?state={state}&code=x"))
        .await;
    assert_eq!(page.location(), "/ops/sign-in?error=state");
    test.idp.lie(Lie::OtherNonce);
    let back = test.way_back(&other, "Ada").await;
    assert_eq!(other.get(&back).await.location(), "/ops/sign-in?error=code");
    test.idp.lie(Lie::Down);
    let page = other.get("/ops/start").await;
    assert_eq!(page.location(), "/ops/sign-in?error=provider");
}

#[test]
fn a_session_lasts_half_a_day() {
    assert_eq!(SESSION, 12 * HOUR);
}
