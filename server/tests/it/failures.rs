//! What a browser sees of what cannot be shown: pages of ours, with the status that is right.

use domain::time::DAY;
use reqwest::{Method, RequestBuilder, StatusCode};
use serde_json::json;

use crate::larder::Page;
use crate::test_server::{Browser, TestServer};

/// Sends a request as a browser that wants a page.
async fn ask(browser: &Browser<'_>, request: RequestBuilder) -> Page {
    let wanted = "text/html,application/xhtml+xml,*/*;q=0.8";
    browser.send(request.header("accept", wanted)).await
}

#[tokio::test]
async fn what_is_refused_in_plain_words_is_a_page_for_a_browser() {
    let server = TestServer::new().await;
    let browser = server.customer("Anna").await;
    let call = |method: Method, path: &str| server.http.request(method, server.url(path));
    for (request, status, heading) in [
        (
            call(Method::GET, "/sign-out"),
            405,
            "This page does not exist",
        ),
        (
            call(Method::POST, "/sign-out").header("origin", "https://evil.example"),
            403,
            "You can’t do this",
        ),
        (
            call(Method::POST, "/settings").json(&json!({"theme": "dark"})),
            415,
            "We could not read that",
        ),
        (
            call(Method::POST, "/devices/add").body("x".repeat(70_000)),
            415,
            "We could not read that",
        ),
    ] {
        let page = ask(&browser, request).await;
        assert_eq!(page.status.as_u16(), status, "{heading}");
        assert!(
            page.body.contains(&format!("<h1>{heading}</h1>")),
            "{}",
            page.body
        );
        assert!(page.header("content-type").starts_with("text/html"));
        assert!(
            page.header("content-security-policy")
                .contains("default-src 'none'")
        );
        assert!(!page.body.contains("<code>"), "nobody is to tell us");
    }
    let spoken_to = browser.send(call(Method::GET, "/sign-out")).await;
    assert_eq!(spoken_to.body, "", "who asked for no page gets none");
}

#[tokio::test]
async fn our_own_fault_is_a_page_that_names_its_request() {
    let server = TestServer::new().await;
    let browser = server.customer("Anna").await;
    let other = server.database.store().await;
    let lock = other.write().await.unwrap();
    let page = ask(&browser, server.http.post(server.url("/sign-out"))).await;
    drop(lock);
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
    let named = format!("<code>{}</code>", page.header("x-request-id"));
    assert!(page.body.contains(&named), "{named} in {}", page.body);
}

#[tokio::test]
async fn what_is_not_there_any_more_is_named() {
    let server = TestServer::new().await;
    let browser = server.customer("Anna").await;
    let nobody = "00000000-0000-7000-8000-000000000000";
    for (list, what) in [
        ("supplies", "supply"),
        ("devices", "machine"),
        ("orders", "order"),
    ] {
        let page = browser.get(&format!("/{list}/{nobody}")).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
        let heading = format!("<h1>This {what} does not exist any more</h1>");
        assert!(page.body.contains(&heading), "{}", page.body);
    }
}

#[tokio::test]
async fn an_invitation_that_was_not_taken_in_time_is_gone() {
    let server = TestServer::new().await;
    let (anna, ben) = (server.customer("Anna").await, server.customer("Ben").await);
    let made = anna
        .post("/settings/household/invite", &[("role", "member")])
        .await;
    let code = made.location().split("code=").nth(1).unwrap().to_owned();
    let link = format!("/join?code={code}");
    assert_eq!(ben.get(&link).await.status, StatusCode::OK);
    server.clock.advance_to(server.clock.now() + 7 * DAY);
    let page = ben.get(&link).await;
    assert_eq!(page.status, StatusCode::GONE);
    assert!(page.body.contains("<h1>This invitation has expired</h1>"));
    assert_eq!(
        ben.get("/join?code=7K3M-9QXA-2B5C").await.status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn the_levels_of_a_silent_machine_are_estimates() {
    let server = TestServer::with_model().await;
    let (browser, _, token) = server.owner("Anna", "K1").await;
    let supply = browser.supply("Coffee pods").await;
    let full = [("key", "1"), ("full", "1")];
    browser
        .post(&format!("/supplies/{supply}/level"), &full)
        .await;
    let at = server.clock.now().to_string();
    let report = json!([{"id": "1", "slot": "pods", "used": "3", "at": at}]);
    server.usage(&token, &report).send().await.unwrap();
    let said = async || browser.get("/supplies").await.body;
    let young = said().await;
    assert!(
        young.contains("97 left") && !young.contains("about 97 left"),
        "{young}"
    );
    assert!(
        young.contains("From about Nov 29 we can name a date."),
        "{young}"
    );
    server.clock.advance_to(server.clock.now() + 2 * DAY + 1);
    let old = said().await;
    for part in [
        "about 97 left",
        "No news from the machine since",
        "There may be less than shown. Check its Wi-Fi.",
    ] {
        assert!(old.contains(part), "{part} in {old}");
    }
}
