//! Limits: nothing valid is refused for what was wrong before it, nobody is taken for somebody else, and
//! strangers write nothing.

use std::fs;
use std::io::Write as _;
use std::net::TcpStream;
use std::path::Path;

use reqwest::{Method, RequestBuilder, StatusCode};
use serde_json::json;

use crate::larder::Page;
use crate::test_server::{Browser, OPERATOR, PROVISION, TestServer};

/// More than any bucket of failures holds.
const MANY: usize = 25;

async fn status(request: RequestBuilder) -> u16 {
    request.send().await.unwrap().status().as_u16()
}

/// As if a proxy on this host had passed it on.
fn from(request: RequestBuilder, address: &str) -> RequestBuilder {
    request.header("x-forwarded-for", address)
}

#[tokio::test]
async fn whatever_an_address_got_wrong_the_right_thing_is_taken_from_it() {
    let server = TestServer::with_model().await;
    let (token, code) = server.device("K1").await;
    let lamp = |token: &str| server.call(Method::GET, "/api/v1/device", token);
    let fleet = |token: &str| server.call(Method::GET, "/api/v1/devices", token);
    let make = |token: &str| server.call(Method::POST, "/api/v1/devices", token);
    let browser = server.browser();
    for _ in 0..MANY {
        status(lamp("wrong")).await;
        status(server.usage("wrong", &json!([]))).await;
        status(fleet("wrong")).await;
        status(make("wrong")).await;
        browser.get("/auth/lwa/callback?state=guess&code=x").await;
    }
    let (_, state) = {
        let leaving = browser.get("/auth/lwa/start").await;
        let location = leaving.location().to_owned();
        (
            leaving,
            location
                .split("state=")
                .nth(1)
                .unwrap()
                .split('&')
                .next()
                .unwrap()
                .to_owned(),
        )
    };
    let wrong = browser
        .get(&format!("/auth/lwa/callback?state={state}&code=made-up"))
        .await;
    assert_eq!(wrong.location(), "/sign-in?error=limit");
    assert_eq!(status(lamp("wrong")).await, 429);
    assert_eq!(status(fleet("wrong")).await, 429);

    let customer = server.customer("Anna").await;
    assert_eq!(status(lamp(&token)).await, 200);
    let one = json!([{"id": "1", "slot": "pods", "used": 1}]);
    assert_eq!(status(server.usage(&token, &one)).await, 200);
    assert_eq!(status(fleet(OPERATOR)).await, 200);
    let new = json!({"model": "BREW-2", "serial": "K2"});
    assert_eq!(status(make(PROVISION).json(&new)).await, 201);
    let added = customer.post("/devices/add", &[("code", &code)]).await;
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.body);
}

#[tokio::test]
async fn each_purpose_has_failures_of_its_own() {
    let server = TestServer::new().await;
    let lamp = || server.call(Method::GET, "/api/v1/device", "wrong");
    let fleet = || server.call(Method::GET, "/api/v1/devices", "wrong");
    for _ in 0..MANY {
        status(lamp()).await;
    }
    assert_eq!(status(lamp()).await, 429);
    assert_eq!(status(fleet()).await, 401, "another purpose");
    assert_eq!(
        status(from(lamp(), "192.0.2.1")).await,
        401,
        "another client"
    );
    let guess = server.browser().get("/auth/lwa/callback?state=guess").await;
    assert_eq!(guess.location(), "/sign-in?error=state");
}

#[tokio::test]
async fn only_a_trusted_proxy_tells_clients_apart() {
    let server = TestServer::with(|config| config.trusted_proxies.clear()).await;
    let lamp = || server.call(Method::GET, "/api/v1/device", "wrong");
    for number in 0..MANY {
        status(from(lamp(), &format!("192.0.2.{number}"))).await;
    }
    assert_eq!(status(from(lamp(), "192.0.2.200")).await, 429);
}

#[tokio::test]
async fn a_stranger_writes_nothing() {
    let server = TestServer::with_model().await;
    server.device("K1").await;
    let database = server.database.url().strip_prefix("sqlite://").unwrap();
    let written = || -> Vec<Vec<u8>> {
        let files = [database.to_owned(), format!("{database}-wal")];
        files.map(|file| fs::read(Path::new(&file)).unwrap()).into()
    };
    let before = written();
    for _ in 0..3 {
        let stranger = server.browser();
        stranger.get("/auth/lwa/start?next=/orders").await;
        stranger.get("/auth/lwa/start").await;
        let back = stranger.to_amazon("/auth/lwa/start", "Anna").await;
        stranger
            .get(&back.replace("code=", "error=access_denied&x="))
            .await;
        stranger.get("/auth/lwa/callback?state=guess&code=x").await;
        stranger
            .post("/devices/add", &[("code", "7K3M-9QXA-2B5C")])
            .await;
        stranger.post("/join", &[("code", "x")]).await;
        stranger.post("/sign-out", &[]).await;
        for page in [
            "/",
            "/sign-in",
            "/help",
            "/offline",
            "/devices/add",
            "/live",
            "/nowhere",
        ] {
            stranger.get(page).await;
        }
        let invented = server.browser();
        *invented.cookie.lock().unwrap() = Some("larder=AAAAAAAAAAAAAAAAAAAAAA".to_owned());
        for page in ["/", "/supplies", "/auth/lwa/start"] {
            invented.get(page).await;
        }
        status(server.call(Method::GET, "/api/v1/device", "wrong")).await;
        status(server.http.post(server.url("/webhooks/sns")).body("{}")).await;
    }
    assert!(before == written(), "the database is as it was");
}

/// Everything that leaves a line in the audit, of things that are not there.
const CHANGES: [&str; 11] = [
    "/join",
    "/settings/household/invite",
    "/settings/household/00000000-0000-7000-8000-000000000000/role",
    "/settings/tokens",
    "/devices/add",
    "/devices/00000000-0000-7000-8000-000000000000/name",
    "/supplies/00000000-0000-7000-8000-000000000000/restock",
    "/supplies/00000000-0000-7000-8000-000000000000/level",
    "/supplies/00000000-0000-7000-8000-000000000000/undo",
    "/orders/00000000-0000-7000-8000-000000000000/arrived",
    "/orders/00000000-0000-7000-8000-000000000000/not-arrived",
];

/// What ends something, and is never told to wait.
const ENDS: [&str; 5] = [
    "/settings/household/uninvite",
    "/settings/household/00000000-0000-7000-8000-000000000000/leave",
    "/settings/tokens/00000000-0000-7000-8000-000000000000/revoke",
    "/devices/00000000-0000-7000-8000-000000000000/disconnect",
    "/devices/00000000-0000-7000-8000-000000000000/remove",
];

/// The seconds that a page tells to wait.
fn waits(page: &Page) -> Option<u64> {
    let limited = page.status == StatusCode::TOO_MANY_REQUESTS;
    limited.then(|| page.header("retry-after").parse().unwrap())
}

#[tokio::test]
async fn a_loop_of_changes_is_told_to_wait_and_nobody_else_is() {
    let server = TestServer::with_model().await;
    let (token, _) = server.device("K1").await;
    let anna = server.customer("Anna").await;
    // Five hundred of all of them together: if one did not count, the loop would end before them.
    let mut is_limited = false;
    for path in CHANGES.iter().cycle().take(530) {
        let page = anna.post(path, &[]).await;
        if waits(&page).is_some_and(|seconds| seconds <= 5) {
            is_limited = true;
            break;
        }
    }
    assert!(is_limited);
    for path in ENDS {
        assert_eq!(waits(&anna.post(path, &[]).await), None, "{path}");
    }
    let ben = server.customer("Ben").await;
    let other = ben
        .post("/settings/household/invite", &[("role", "member")])
        .await;
    assert_eq!(other.status, StatusCode::SEE_OTHER);
    assert_eq!(anna.get("/supplies").await.status, StatusCode::OK);

    let code = |token: &str| server.call(Method::POST, "/api/v1/device/claim-code", token);
    let mut answer = code(&token).send().await.unwrap();
    for _ in 0..100 {
        answer = code(&token).send().await.unwrap();
    }
    assert_eq!(answer.status(), StatusCode::TOO_MANY_REQUESTS);
    let wait = answer.headers()["retry-after"].to_str().unwrap();
    assert!(wait.parse::<u64>().unwrap() <= 10, "{wait}");
    let (other, _) = server.device("K2").await;
    assert_eq!(status(code(&other)).await, 201);
}

/// A form of a browser that is begun and not sent to its end.
fn hold(server: &TestServer, browser: &Browser<'_>) -> TcpStream {
    let host = server.origin.strip_prefix("http://").unwrap();
    let cookie = browser.cookie.lock().unwrap().clone().unwrap();
    let mut connection = TcpStream::connect(host).unwrap();
    let head = format!(
        "POST /settings HTTP/1.1\r\nhost: {host}\r\ncookie: {cookie}\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: 10\r\n\r\n"
    );
    connection.write_all(head.as_bytes()).unwrap();
    connection
}

#[tokio::test]
async fn who_fills_a_customers_line_does_not_keep_them_from_signing_out_everywhere() {
    let server = TestServer::new().await;
    let (anna, stolen) = (server.customer("Anna").await, server.customer("Anna").await);
    let _held: Vec<_> = (0..32).map(|_| hold(&server, &stolen)).collect();
    let settings = || server.http.get(server.url("/settings"));
    let mut page = anna.send(settings().header("accept", "text/html")).await;
    while page.status != StatusCode::TOO_MANY_REQUESTS {
        page = anna.send(settings().header("accept", "text/html")).await;
    }
    let form = "name=\"everywhere\" value=\"1\"";
    assert!(page.body.contains(form), "{}", page.body);
    let out = anna.post("/sign-out", &[("everywhere", "1")]).await;
    assert_eq!((out.status, out.location()), (StatusCode::SEE_OTHER, "/"));
    let page = stolen.get("/settings").await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "signed out");
}

#[tokio::test]
async fn however_many_begin_to_sign_in_at_one_address_none_is_refused() {
    let server = TestServer::new().await;
    for _ in 0..800 {
        let leaving = server.browser().get("/auth/lwa/start").await;
        assert_eq!(leaving.status, StatusCode::FOUND);
    }
    let typed = server.browser().post("/join", &[("code", "x")]).await;
    assert!(
        typed.location().ends_with("&draft=1"),
        "{}",
        typed.location()
    );
}

#[tokio::test]
async fn five_ways_to_amazon_fit_into_a_browser_and_it_forgets_the_oldest() {
    let server = TestServer::new().await;
    let browser = server.browser();
    let mut ways = Vec::new();
    for page in ["a", "b", "c", "d", "e"] {
        ways.push(
            browser
                .to_amazon(&format!("/auth/lwa/start?next=/{page}"), "Anna")
                .await,
        );
    }
    assert_eq!(browser.jar.lock().unwrap().len(), 5);
    for (back, page) in ways.iter().zip(["/a", "/b", "/c", "/d", "/e"]) {
        assert_eq!(browser.get(back).await.location(), page);
    }
    assert!(browser.jar.lock().unwrap().is_empty());
    let long = format!("/auth/lwa/start?next=/{}", "x".repeat(511));
    for _ in 0..7 {
        assert_eq!(browser.get(&long).await.status, StatusCode::FOUND);
    }
    let jar = browser.jar.lock().unwrap().clone();
    assert_eq!(jar.len(), 5);
    let size: usize = jar
        .iter()
        .map(|(name, value)| name.len() + value.len())
        .sum();
    assert!(
        size < 5 * 1_024,
        "{size} bytes: with a draft, one header of 8 KB"
    );
}

#[tokio::test]
async fn a_connection_is_finished_by_whoever_began_it() {
    let server = TestServer::with_model().await;
    let (browser, id, _) = server.owner("Anna", "K1").await;
    let back = browser
        .to_amazon(&format!("/devices/{id}/connect/start"), "Anna")
        .await;
    browser.post("/sign-out", &[]).await;
    let signed_out = browser.get(&back).await;
    assert_eq!(
        signed_out.location(),
        format!("/devices/{id}/connect?error=state")
    );
}

#[tokio::test]
async fn a_page_has_one_address() {
    let server = TestServer::with_model().await;
    let port = server.origin.rsplit(':').next().unwrap();
    let at = |host: &str, method: Method, path: &str| {
        let request = server.http.request(method, server.url(path));
        request.header("host", format!("{host}:{port}"))
    };
    for (method, path) in [
        (Method::GET, "/"),
        (Method::GET, "/sign-in?next=%2Forders"),
        (Method::HEAD, "/supplies?show=low"),
        (Method::GET, "/auth/lwa/start"),
        (Method::GET, "//evil.example/x"),
        (Method::GET, "/no/such/page"),
    ] {
        let answer = at("localhost", method, path).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::TEMPORARY_REDIRECT, "{path}");
        assert_eq!(answer.headers()["location"], server.url(path), "{path}");
        assert!(!answer.headers().contains_key("set-cookie"), "{path}");
    }
    for path in [
        "/health/live",
        "/health/ready",
        "/api/openapi.json",
        "/manifest.webmanifest",
        "/brand/icon.svg",
        "/service-worker.js",
        &app::style::Stylesheet::new(None).path,
    ] {
        let answer = at("localhost", Method::GET, path).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
    }
    let metrics = at("localhost", Method::GET, "/metrics").bearer_auth(OPERATOR);
    assert_eq!(status(metrics).await, 200);
    let webhook = at("10.0.0.1", Method::POST, "/webhooks/sns").body("{}");
    assert_eq!(status(webhook).await, 403);

    assert_eq!(status(at("127.0.0.1", Method::GET, "/sign-in")).await, 200);
    let without_port = server
        .http
        .get(server.url("/sign-in"))
        .header("host", "127.0.0.1");
    assert_eq!(status(without_port).await, 200);
    let passed_on = at("larder.internal", Method::GET, "/sign-in");
    let passed_on = passed_on.header("x-forwarded-host", "127.0.0.1");
    assert_eq!(status(passed_on).await, 200);
}

#[tokio::test]
async fn a_slash_too_many_is_taken_and_other_webhooks_are_refused_plainly() {
    let server = TestServer::with_model().await;
    server.amazon.subscribe().await;
    server.settle().await;
    let post = |path: &str| {
        server
            .http
            .post(server.url(path))
            .header("accept", "text/html")
    };
    assert_eq!(status(post("/webhooks/sns/").body("{}")).await, 403, "read");
    for path in [
        "/webhooks/sms",
        "/webhooks/",
        "/webhooks",
        "/webhooks/sns/x",
        "/webhooks/sns//",
    ] {
        let answer = post(path).body("{}").send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{path}");
        assert_eq!(answer.text().await.unwrap(), "", "{path}");
    }
    let get = server
        .http
        .get(server.url("/webhooks/sns/"))
        .send()
        .await
        .unwrap();
    assert_eq!(get.status(), StatusCode::METHOD_NOT_ALLOWED);
}
