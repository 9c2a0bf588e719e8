//! Pages that are open hear that something changed.

use reqwest::{StatusCode, header};
use serde_json::json;
use tokio_util::sync::CancellationToken;

use crate::rig::{Browser, Rig};

/// A stream of events, as the browser's session opens it.
async fn open(rig: &Rig, browser: &Browser<'_>, since: i64) -> reqwest::Response {
    let request = rig.http.get(rig.url(&format!("/live?since={since}")));
    let cookie = browser.cookie.lock().unwrap().clone().unwrap();
    request.header(header::COOKIE, cookie).send().await.unwrap()
}

/// The id of the next event.
async fn next(stream: &mut reqwest::Response) -> i64 {
    let mut text = String::new();
    while !text.ends_with("\n\n") || !text.contains("event: changed") {
        let chunk = stream.chunk().await.unwrap().expect("the stream is open");
        text.push_str(std::str::from_utf8(&chunk).unwrap());
    }
    let id = text.lines().find_map(|line| line.strip_prefix("id: "));
    id.unwrap().parse().unwrap()
}

#[tokio::test]
async fn an_open_page_hears_of_each_change_and_of_what_it_missed() {
    let rig = Rig::with_model().await;
    let (anna, _, token) = rig.owner("Anna", "K1").await;
    let bert = rig.customer("Bert").await;
    let shutdown = CancellationToken::new();
    let running = tokio::spawn({
        let (application, shutdown) = (rig.application.clone(), shutdown.clone());
        async move { application.run(shutdown).await }
    });

    let mut stream = open(&rig, &anna, -1).await;
    assert_eq!(stream.status(), StatusCode::OK);
    assert_eq!(stream.headers()["content-type"], "text/event-stream");
    let first = next(&mut stream).await;
    let mut theirs = open(&rig, &bert, -1).await;
    next(&mut theirs).await;

    let report = json!([{"id": "1", "slot": "pods", "used": "1"}]);
    rig.usage(&token, &report).send().await.unwrap();
    rig.clock.advance_to(rig.clock.now() + domain::time::SECOND);
    assert_ne!(next(&mut stream).await, first);

    // What follows from the change is over. A page that was away hears at once; one that knows the newest
    // hears nothing, nor does Bert's.
    shutdown.cancel();
    running.await.unwrap();
    let newest = next(&mut open(&rig, &anna, first).await).await;
    assert_ne!(newest, first);
    for stream in [&mut open(&rig, &anna, newest).await, &mut theirs] {
        tokio::select! {
            biased;
            _ = next(stream) => panic!("nothing has changed there"),
            () = std::future::ready(()) => {}
        }
    }
}

#[tokio::test]
async fn who_is_not_signed_in_hears_nothing_and_is_told_not_to_ask_again() {
    let rig = Rig::new().await;
    let answer = rig.browser().get("/live").await;
    assert_eq!(answer.status, StatusCode::NO_CONTENT);
}
