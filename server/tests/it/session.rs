//! Sessions: signed out is final, and a session ends when what is in it says.

use std::sync::atomic::{AtomicBool, Ordering};

use domain::Time;
use domain::time::DAY;
use futures_util::future::join_all;
use replenish::Random;
use replenish::clock::system_now;
use reqwest::StatusCode;
use serde_json::json;
use server::Server;
use store::session::{Sessions, name};
use tower_sessions::SessionStore as _;
use tower_sessions::cookie::time::OffsetDateTime;
use tower_sessions::session::Id;

use crate::larder::client;
use crate::test_server::{Browser, TestServer, config, listen};

const LOOPS: usize = 16;
const ROUNDS: usize = 5;

/// What a browser sends.
fn cookie(browser: &Browser<'_>) -> String {
    browser.cookie.lock().unwrap().clone().unwrap()
}

/// A browser that has that cookie and takes no other.
fn with<'a>(server: &'a TestServer, cookie: &str) -> Browser<'a> {
    let browser = server.browser();
    *browser.cookie.lock().unwrap() = Some(cookie.to_owned());
    browser
}

/// The session that a cookie names.
fn id(cookie: &str) -> Id {
    let (_, id) = cookie.split_once('=').unwrap();
    id.parse().unwrap()
}

/// When the session of a cookie ends, by the database.
async fn end(server: &TestServer, cookie: &str) -> Option<Time> {
    let name = name(id(cookie));
    let mut tx = server.application.store().read().await.unwrap();
    tx.session(&name).await.unwrap().map(|row| row.expires_at)
}

/// Sixteen loops go to Amazon with the cookie, one signs out.
#[tokio::test]
async fn who_has_signed_out_stays_so_whatever_was_under_way() {
    let server = TestServer::with_model().await;
    let (anna, device, _) = server.owner("Anna", "K1").await;
    let start = format!("/devices/{device}/connect/start");
    for round in 0..ROUNDS {
        let anna = if round == 0 {
            with(&server, &cookie(&anna))
        } else {
            server.customer("Anna").await
        };
        let session = cookie(&anna);
        assert_eq!(anna.get("/supplies").await.status, StatusCode::OK);
        let is_out = AtomicBool::new(false);
        let loops = join_all((0..LOOPS).map(|n| {
            let (session, start, is_out, server) = (&session, &start, &is_out, &server);
            async move {
                while !is_out.load(Ordering::SeqCst) {
                    let path = if n % 2 == 0 { start } else { "/auth/lwa/start" };
                    with(server, session).get(path).await;
                }
            }
        }));
        let signing_out = async {
            let out = with(&server, &session).post("/sign-out", &[]).await;
            assert_eq!(out.status, StatusCode::SEE_OTHER);
            let page = with(&server, &session).get("/supplies").await;
            assert_eq!(page.status, StatusCode::SEE_OTHER, "signed out");
            is_out.store(true, Ordering::SeqCst);
        };
        tokio::join!(loops, signing_out);
        let page = with(&server, &session).get("/supplies").await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "still signed out");
        assert_eq!(end(&server, &session).await, None);
    }
}

#[tokio::test]
async fn signing_out_has_the_browser_forget_pages_and_everywhere_ends_them_all() {
    let server = TestServer::new().await;
    let browsers = [server.customer("Anna").await, server.customer("Anna").await];
    let ben = server.customer("Ben").await;
    let third = server.customer("Anna").await;
    let out = third.post("/sign-out", &[]).await;
    assert_eq!(out.header("clear-site-data"), r#""cache""#);
    for browser in &browsers {
        assert_eq!(browser.get("/supplies").await.status, StatusCode::OK);
    }
    let form = "name=\"everywhere\" value=\"1\"";
    assert!(browsers[0].get("/settings").await.body.contains(form));
    let out = browsers[0].post("/sign-out", &[("everywhere", "1")]).await;
    assert_eq!((out.status, out.location()), (StatusCode::SEE_OTHER, "/"));
    for browser in &browsers {
        assert_eq!(browser.get("/supplies").await.status, StatusCode::SEE_OTHER);
    }
    assert_eq!(ben.get("/supplies").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_deleted_account_is_signed_in_nowhere() {
    let server = TestServer::new().await;
    let (here, there) = (server.customer("Anna").await, server.customer("Anna").await);
    let session = cookie(&there);
    assert!(end(&server, &session).await.is_some());
    here.post("/settings/data", &[("word", "delete")]).await;
    assert_eq!(end(&server, &session).await, None);
    assert_eq!(there.get("/supplies").await.status, StatusCode::SEE_OTHER);
}

/// Whatever saves a session, it and its cookie end when its sign-in says.
#[tokio::test]
async fn connecting_a_machine_does_not_shorten_a_session() {
    let server = TestServer::with_model().await;
    let (_, code) = server.device("K1").await;
    let anna = server.customer("Anna").await;
    let added = anna.post("/devices/add", &[("code", &code)]).await;
    let start = format!("{}/start", added.location());
    let leaving = anna.get(&start).await;
    let month = |end: Time| end.since(system_now()) > 29 * DAY;
    assert!(end(&server, &cookie(&anna)).await.is_some_and(month));
    for set in leaving.headers.get_all("set-cookie") {
        let set = set.to_str().unwrap();
        if let Some((_, age)) = set.split_once("Max-Age=")
            && set.starts_with("larder=")
        {
            let age: i64 = age.split(';').next().unwrap().parse().unwrap();
            assert!(age > 29 * 86_400, "{set}");
        }
    }
    let back = anna.to_amazon(&start, "Anna").await;
    let done = anna.get(&back).await;
    assert!(
        done.location().ends_with("?step=done"),
        "{}",
        done.location()
    );
    assert!(end(&server, &cookie(&anna)).await.is_some_and(month));
}

/// A session that was begun or used by a clock two years ahead ends as one that was begun, or used, when the
/// right clock first saw it.
#[tokio::test]
async fn a_session_of_a_clock_that_was_ahead_lasts_no_longer() {
    let server = TestServer::new().await;
    let anna = server.customer("Anna").await;
    let session = cookie(&anna);
    let sessions = Sessions::new(server.application.store().clone(), system_now);
    let (right, ahead) = (system_now(), system_now() + 730 * DAY);
    let mut record = sessions.load(&id(&session)).await.unwrap().unwrap();
    let signed_in = json!({"since": ahead, "seen": ahead});
    record.data.insert("signed_in".to_owned(), signed_in);
    let in_years = (ahead + 30 * DAY).millis() / 1_000;
    record.expiry_date = OffsetDateTime::from_unix_timestamp(in_years).unwrap();
    sessions.save(&record).await.unwrap();

    assert_eq!(anna.get("/supplies").await.status, StatusCode::OK);
    let end = end(&server, &session).await.unwrap();
    assert!(end.since(system_now()) <= 30 * DAY, "{end}");
    let kept = sessions.load(&id(&session)).await.unwrap().unwrap();
    for moment in ["since", "seen"] {
        let text = kept.data["signed_in"][moment].as_str().unwrap();
        let moment = Time::parse(text).unwrap();
        assert!((right..=system_now()).contains(&moment), "{moment}");
    }
}

/// A browser takes a `__Host-` cookie with `Secure` and the path of the whole host alone, also to forget it.
#[tokio::test]
async fn under_https_signing_out_removes_the_cookie() {
    let folder = tempfile::tempdir().unwrap();
    let database = format!("sqlite://{}", folder.path().join("larder.db").display());
    let origin = "https://larder.example";
    let config = config(origin, "https://amazon.example", &database);
    let clock = replenish::Clock::system();
    let server = Server::open(&config, clock, Random::seeded(1)).await;
    let (listener, address) = listen().await;
    testkit::serve(listener, server.unwrap().router());
    let out = client()
        .post(format!("http://{address}/sign-out"))
        .header("origin", origin)
        .header("cookie", "__Host-larder=AAAAAAAAAAAAAAAAAAAAAA")
        .send()
        .await
        .unwrap();
    let set = out.headers()["set-cookie"].to_str().unwrap();
    assert!(set.starts_with("__Host-larder=;"), "{set}");
    for part in ["; Secure", "; Path=/", "Max-Age=0"] {
        assert!(set.contains(part), "{part} in {set}");
    }
    assert_eq!(set.matches("Secure").count(), 1);
}
