//! Pages that are open hear that something changed.

use reqwest::{StatusCode, header};
use serde_json::json;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::test_server::{Browser, TestServer};

/// A stream of events, as the browser's session opens it.
async fn open(server: &TestServer, browser: &Browser<'_>, since: i64) -> reqwest::Response {
    let request = server.http.get(server.url(&format!("/live?since={since}")));
    let cookie = browser.cookie.lock().unwrap().clone().unwrap();
    request.header(header::COOKIE, cookie).send().await.unwrap()
}

/// The id of the next event.
pub(crate) async fn next(stream: &mut reqwest::Response) -> i64 {
    let mut text = String::new();
    while !text.ends_with("\n\n") || !text.contains("event: changed") {
        let chunk = stream.chunk().await.unwrap().expect("the stream is open");
        text.push_str(std::str::from_utf8(&chunk).unwrap());
    }
    let id = text.lines().find_map(|line| line.strip_prefix("id: "));
    id.unwrap().parse().unwrap()
}

/// What a stream says until it ends.
async fn rest(stream: &mut reqwest::Response) -> String {
    let mut text = String::new();
    while let Some(chunk) = stream.chunk().await.unwrap() {
        text.push_str(std::str::from_utf8(&chunk).unwrap());
    }
    text
}

/// Has pages told of what changes, until it is told to stop.
pub(crate) fn run(server: &TestServer) -> (JoinHandle<()>, CancellationToken) {
    let (application, shutdown) = (server.application.clone(), CancellationToken::new());
    let stop = shutdown.clone();
    let running = tokio::spawn(async move { application.run(stop).await });
    (running, shutdown)
}

#[tokio::test]
async fn an_open_page_hears_of_each_change_and_of_what_it_missed() {
    let server = TestServer::with_model().await;
    let (anna, _, token) = server.owner("Anna", "K1").await;
    let bert = server.customer("Bert").await;
    let (running, shutdown) = run(&server);

    let mut stream = open(&server, &anna, -1).await;
    assert_eq!(stream.status(), StatusCode::OK);
    assert_eq!(stream.headers()["content-type"], "text/event-stream");
    let first = next(&mut stream).await;
    let mut theirs = open(&server, &bert, -1).await;
    next(&mut theirs).await;

    let report = json!([{"id": "1", "slot": "pods", "used": "1"}]);
    server.usage(&token, &report).send().await.unwrap();
    server
        .clock
        .advance_to(server.clock.now() + domain::time::SECOND);
    assert_ne!(next(&mut stream).await, first);

    // What follows from the change is over. A page that was away hears at once; one that knows the newest
    // hears of the next change first, and Bert's of none.
    shutdown.cancel();
    running.await.unwrap();
    let newest = next(&mut open(&server, &anna, first).await).await;
    assert_ne!(newest, first);
    let mut knows = open(&server, &anna, newest).await;
    let report = json!([{"id": "2", "slot": "pods", "used": "1"}]);
    server.usage(&token, &report).send().await.unwrap();
    let _running = run(&server);
    assert_ne!(next(&mut knows).await, newest);
    server
        .clock
        .advance_to(server.clock.now() + 5 * domain::time::MINUTE);
    let heard = rest(&mut theirs).await;
    assert!(!heard.contains("event:"), "{heard}");
}

#[tokio::test]
async fn a_stream_ends_with_the_household_the_session_and_by_itself() {
    let server = TestServer::with_model().await;
    let (anna, _, token) = server.owner("Anna", "K1").await;
    let ben = server.customer("Ben").await;
    let made = anna
        .post("/settings/household/invite", &[("role", "member")])
        .await;
    let code = made.location().rsplit('=').next().unwrap().to_owned();
    ben.post("/join", &[("code", &code)]).await;
    let page = ben.get("/settings/household").await.body;
    let mut forms = page.split("action=\"/settings/household/");
    let own = forms.find(|it| it.contains("Leave this household"));
    let id = own.unwrap().split('/').next().unwrap().to_owned();

    let mut streams = Vec::new();
    for browser in [&anna, &ben, &server.customer("Anna").await] {
        let mut stream = open(&server, browser, -1).await;
        next(&mut stream).await;
        streams.push((stream, browser.cookie.lock().unwrap().clone()));
    }
    let [(mut annas, _), (mut bens, _), (mut annas_other, other)] =
        <[_; 3]>::try_from(streams).unwrap();
    // Ben is let go, and Anna's other browser is signed out.
    let leave = format!("/settings/household/{id}/leave");
    assert_eq!(anna.post(&leave, &[]).await.status, StatusCode::SEE_OTHER);
    let there = server.browser();
    *there.cookie.lock().unwrap() = other;
    there.post("/sign-out", &[]).await;
    server
        .clock
        .advance_to(server.clock.now() + domain::time::MINUTE);
    rest(&mut bens).await;
    rest(&mut annas_other).await;
    // Anna's goes on.
    let report = json!([{"id": "1", "slot": "pods", "used": "1"}]);
    server.usage(&token, &report).send().await.unwrap();
    let _running = run(&server);
    next(&mut annas).await;
    server
        .clock
        .advance_to(server.clock.now() + 5 * domain::time::MINUTE);
    rest(&mut annas).await;
    // Whoever may comes back.
    next(&mut open(&server, &anna, -1).await).await;
}

#[tokio::test]
async fn an_account_follows_with_eight_pages_at_once() {
    let server = TestServer::new().await;
    let anna = server.customer("Anna").await;
    let ben = server.customer("Ben").await;
    let mut streams = Vec::new();
    for _ in 0..8 {
        streams.push(open(&server, &anna, -1).await);
    }
    let ninth = open(&server, &anna, -1).await;
    assert_eq!(ninth.status(), StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(ninth.headers()["retry-after"], "60");
    assert_eq!(open(&server, &ben, -1).await.status(), StatusCode::OK);
    server
        .clock
        .advance_to(server.clock.now() + 5 * domain::time::MINUTE);
    for mut stream in streams {
        rest(&mut stream).await;
    }
    assert_eq!(open(&server, &anna, -1).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn who_is_not_signed_in_hears_nothing_and_is_told_not_to_ask_again() {
    let server = TestServer::new().await;
    let answer = server.browser().get("/live").await;
    assert_eq!(answer.status, StatusCode::NO_CONTENT);
}
