//! Signing in and out, and what protects it.

use replenish::Random;
use reqwest::StatusCode;
use server::Server;
use url::Url;

use crate::test_server::{Browser, TestServer, config};

fn state_of(location: &str) -> String {
    let url = Url::parse(location).unwrap();
    url.query_pairs()
        .find(|(name, _)| name == "state")
        .unwrap()
        .1
        .into_owned()
}

async fn callback(browser: &Browser<'_>, query: &str) -> String {
    let page = browser.get(&format!("/auth/lwa/callback?{query}")).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    page.location().to_owned()
}

#[tokio::test]
async fn a_customer_signs_in_goes_on_and_signs_out() {
    let server = TestServer::new().await;
    let browser = server.browser();
    let asked = browser.get("/supplies?show=low").await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER);
    assert_eq!(asked.location(), "/sign-in?next=%2Fsupplies%3Fshow%3Dlow");

    let leaving = browser.get("/auth/lwa/start?next=%2Forders").await;
    assert_eq!(leaving.status, StatusCode::FOUND);
    let set = leaving.header("set-cookie");
    for part in ["larder-way-", "HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(set.contains(part), "{part} in {set}");
    }
    let url = Url::parse(leaving.location()).unwrap();
    let scope = url
        .query_pairs()
        .find(|(name, _)| name == "scope")
        .unwrap()
        .1;
    assert_eq!(scope, "profile:user_id");

    let back = server
        .amazon
        .authorize(leaving.location(), "Anna", &[])
        .unwrap();
    let back = back.strip_prefix(&server.origin).unwrap().to_owned();
    let signed_in = browser.get(&back).await;
    assert_eq!(signed_in.location(), "/orders");
    assert!(browser.jar.lock().unwrap().is_empty(), "it is forgotten");
    assert_eq!(browser.get("/orders").await.status, StatusCode::OK);
    let home = browser.get("/").await;
    assert_eq!(
        (home.status, home.location()),
        (StatusCode::FOUND, "/supplies")
    );

    let kept = browser.cookie.lock().unwrap().clone();
    let out = browser.post("/sign-out", &[]).await;
    assert_eq!((out.status, out.location()), (StatusCode::SEE_OTHER, "/"));
    let again = server.browser();
    *again.cookie.lock().unwrap() = kept;
    assert_eq!(
        again.get("/orders").await.status,
        StatusCode::SEE_OTHER,
        "the session is gone"
    );
    assert_eq!(
        again.post("/sign-out", &[]).await.status,
        StatusCode::SEE_OTHER
    );
}

#[tokio::test]
async fn a_way_back_works_once_and_in_its_own_browser() {
    let server = TestServer::new().await;
    let (anna, other) = (server.browser(), server.browser());
    let back = anna.to_amazon("/auth/lwa/start", "Anna").await;
    assert_eq!(other.get(&back).await.location(), "/sign-in?error=state");
    assert_eq!(anna.get(&back).await.location(), "/supplies");
    assert_eq!(anna.get(&back).await.location(), "/sign-in?error=state");
}

#[tokio::test]
async fn two_windows_do_not_disturb_each_other() {
    let server = TestServer::new().await;
    let browser = server.browser();
    let first = browser
        .to_amazon("/auth/lwa/start?next=/orders", "Anna")
        .await;
    let second = browser
        .to_amazon("/auth/lwa/start?next=/devices", "Anna")
        .await;
    assert_eq!(browser.get(&first).await.location(), "/orders");
    assert_eq!(browser.get(&second).await.location(), "/devices");
}

#[tokio::test]
async fn each_failure_has_its_code() {
    let server = TestServer::new().await;
    let browser = server.browser();
    assert_eq!(
        callback(&browser, "state=made-up&code=x").await,
        "/sign-in?error=state"
    );
    assert_eq!(callback(&browser, "").await, "/sign-in?error=state");

    let state = state_of(browser.get("/auth/lwa/start").await.location());
    let refused = format!("state={state}&error=access_denied");
    assert_eq!(callback(&browser, &refused).await, "/sign-in?error=refused");

    let state = state_of(browser.get("/auth/lwa/start").await.location());
    let wrong = format!("state={state}&code=made-up");
    assert_eq!(callback(&browser, &wrong).await, "/sign-in?error=code");

    let faults = r#"{"statuses":[{"path":"/auth/o2/token","status":503,"body":{},"times":9}]}"#;
    let back = browser.to_amazon("/auth/lwa/start", "Anna").await;
    server
        .amazon
        .set_faults(serde_json::from_str(faults).unwrap());
    assert_eq!(browser.get(&back).await.location(), "/sign-in?error=amazon");
    for code in ["refused", "state", "code", "amazon", "limit"] {
        let page = browser.get(&format!("/sign-in?error={code}")).await;
        assert_eq!(page.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn guessing_is_limited() {
    let server = TestServer::new().await;
    let browser = server.browser();
    for _ in 0..20 {
        assert_eq!(
            callback(&browser, "state=guess&code=x").await,
            "/sign-in?error=state"
        );
    }
    assert_eq!(
        callback(&browser, "state=guess&code=x").await,
        "/sign-in?error=limit"
    );
}

#[tokio::test]
async fn nobody_is_sent_to_another_site() {
    let server = TestServer::new().await;
    for next in [
        "//evil.example",
        "https://evil.example",
        "/%5Cevil.example",
        "/a%0d%0ab",
        "x",
    ] {
        let browser = server.browser();
        let back = browser
            .to_amazon(&format!("/auth/lwa/start?next={next}"), "Anna")
            .await;
        assert_eq!(browser.get(&back).await.location(), "/supplies", "{next}");
    }
}

#[tokio::test]
async fn connecting_asks_for_its_own_permission_and_tells_failures() {
    let server = TestServer::with_model().await;
    let (_, code) = server.device("K1").await;
    let browser = server.customer("Anna").await;
    let added = browser.post("/devices/add", &[("code", &code)]).await;
    let page = added.location().to_owned();
    let start = format!("{page}/start");
    let leaving = browser.get(&start).await;
    let url = Url::parse(leaving.location()).unwrap();
    let query: std::collections::HashMap<_, _> = url.query_pairs().into_owned().collect();
    assert_eq!(query["scope"], "dash:replenish");
    assert!(query["scope_data"].contains("K1"), "{query:?}");

    let state = state_of(leaving.location());
    let refused = callback(&browser, &format!("state={state}&error=access_denied")).await;
    assert_eq!(refused, format!("{page}?error=refused"));
    let state = state_of(browser.get(&start).await.location());
    let wrong = callback(&browser, &format!("state={state}&code=made-up")).await;
    assert_eq!(wrong, format!("{page}?error=code"));

    // Somebody else's answer cannot be brought into this browser's session.
    let ben = server.customer("Ben").await;
    let back = browser.to_amazon(&start, "Anna").await;
    assert_eq!(ben.get(&back).await.location(), "/sign-in?error=state");
    assert_eq!(
        browser.get(&back).await.location(),
        format!("{page}?step=done")
    );
    assert_eq!(
        browser.get(&format!("{page}?step=done")).await.status,
        StatusCode::OK
    );
    assert_eq!(ben.get(&start).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_machine_that_moved_on_meanwhile_is_not_connected_and_says_so() {
    let server = TestServer::with_model().await;
    let (token, code) = server.device("K1").await;
    let anna = server.customer("Anna").await;
    let added = anna.post("/devices/add", &[("code", &code)]).await;
    let back = anna
        .to_amazon(&format!("{}/start", added.location()), "Anna")
        .await;
    let screen = server.call(reqwest::Method::POST, "/api/v1/device/claim-code", &token);
    let screen: serde_json::Value = screen.send().await.unwrap().json().await.unwrap();
    let ben = server.customer("Ben").await;
    let code = screen["claim_code"].as_str().unwrap();
    ben.post("/devices/add", &[("code", code)]).await;
    let answered = anna.get(&back).await;
    assert_eq!(answered.location(), "/devices?error=moved");
    let page = anna.get("/devices?error=moved").await;
    assert!(page.body.contains("belongs to another household now"));
}

#[tokio::test]
async fn under_https_the_cookie_is_secure_and_the_hosts_own() {
    let folder = tempfile::tempdir().unwrap();
    let database = format!("sqlite://{}", folder.path().join("larder.db").display());
    let config = config(
        "https://larder.example",
        "https://amazon.example",
        &database,
    );
    let clock = replenish::Clock::system();
    let server = Server::open(&config, clock, Random::seeded(1))
        .await
        .unwrap();
    let (listener, address) = crate::test_server::listen().await;
    testkit::serve(listener, server.router());
    let url = format!("http://{address}/auth/lwa/start");
    let start = crate::larder::client()
        .get(url)
        .header("host", "larder.example");
    let leaving = start.send().await.unwrap();
    let set = leaving.headers()["set-cookie"].to_str().unwrap();
    assert!(
        set.starts_with("__Host-larder-way-") && set.contains("Secure"),
        "{set}"
    );
    assert_eq!(
        leaving.headers()["strict-transport-security"],
        "max-age=31536000"
    );
}
