//! Every flow is driven with everything written down: log lines of every level and target, answers,
//! pages and errors. No secret is in any of it.

use std::io;
use std::sync::{Arc, Mutex};

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use tracing_subscriber::fmt::format::FmtSpan;

use crate::larder::Page;
use crate::test_server::{Browser, TestServer};

const SERIAL: &str = "Q7SERIAL4711";

#[derive(Clone, Default)]
struct Written(Arc<Mutex<Vec<u8>>>);

impl Written {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().unwrap()).into_owned()
    }
}

impl io::Write for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What was answered, with what is meant for one receiver alone left out.
#[derive(Default)]
struct Answers(Vec<String>);

impl Answers {
    fn keep(&mut self, page: &Page) {
        self.0.push(format!("{}\n{}", page.location(), page.body));
    }

    async fn visit(&mut self, browser: &Browser<'_>, path: &str) -> Page {
        let page = browser.get(path).await;
        self.keep(&page);
        page
    }

    async fn submit(&mut self, browser: &Browser<'_>, path: &str, fields: &[(&str, &str)]) {
        let page = browser.post(path, fields).await;
        self.keep(&page);
    }

    async fn maker(&mut self, server: &TestServer, path: &str) {
        let answer = server.maker(Method::GET, path).send().await.unwrap();
        self.0.push(answer.text().await.unwrap());
    }
}

fn code_of(back: &str) -> String {
    let (_, rest) = back.split_once("code=").unwrap();
    rest.split('&').next().unwrap().to_owned()
}

fn faults(server: &TestServer, faults: Value) {
    server
        .amazon
        .set_faults(serde_json::from_value(faults).unwrap());
}

/// A run of so many hexadecimal digits is the token of a subscription.
fn has_hex(text: &str, length: usize) -> bool {
    let mut run = 0;
    text.bytes().any(|byte| {
        run = if byte.is_ascii_hexdigit() { run + 1 } else { 0 };
        run >= length
    })
}

#[tokio::test]
async fn no_secret_is_in_anything_written() {
    let log = Written::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_span_events(FmtSpan::FULL)
        .with_ansi(false)
        .with_writer(move || writer.clone())
        .finish();
    // Of a subscriber that is the only one, a thread without it decides what is heard at all: another test's would.
    let _second = tracing::Dispatch::new(tracing::subscriber::NoSubscriber::default());
    let guard = tracing::subscriber::set_default(subscriber);

    let server = TestServer::with_model().await;
    let mut answers = Answers::default();
    let mut secrets = vec![testkit::setting::CLIENT_SECRET.to_owned()];

    // The topic is confirmed, ended by somebody, and messages are forged.
    server.amazon.subscribe().await;
    server.settle().await;
    let forged = json!({"Type": "Notification", "TopicArn": crate::test_server::TOPIC, "Message": "Atza|forged",
        "MessageId": "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324", "Signature": "AAAA",
        "Timestamp": "2026-11-22T12:00:00.000Z", "SignatureVersion": "1", "SigningCertURL": "Atza|url",
        "UnsubscribeURL": "https://sns.us-east-1.amazonaws.com/?Action=Unsubscribe"});
    let posted = server
        .http
        .post(server.url("/webhooks/sns"))
        .body(forged.to_string());
    answers
        .0
        .push(posted.send().await.unwrap().text().await.unwrap());

    // Signing in: refused, with a wrong code, while Amazon answers with nonsense, and well.
    let browser = server.browser();
    for fault in [
        json!({"path": "/auth/o2/token", "status": 200, "body": "{\"access_token\":\"Atza|broken"}),
        json!({"path": "/auth/o2/token", "status": 400, "body": {"error": "invalid_grant",
            "error_description": "Atzr|quoted"}}),
        json!({"path": "/auth/o2/token", "status": 401, "body": {"error": "invalid_client"}}),
        json!({"path": "/user/profile", "status": 403, "body": {"error": "insufficient_scope"}}),
    ] {
        let back = browser.to_amazon("/auth/lwa/start", "Anna").await;
        secrets.push(code_of(&back));
        faults(&server, json!({"statuses": [fault]}));
        let page = answers.visit(&browser, &back).await;
        answers.visit(&browser, page.location()).await;
    }
    faults(&server, json!({}));
    let leaving = browser.get("/auth/lwa/start").await;
    let (_, state) = leaving.location().split_once("state=").unwrap();
    let state = state.split('&').next().unwrap();
    let refused = format!("/auth/lwa/callback?state={state}&error=access_denied");
    answers.visit(&browser, &refused).await;
    let back = browser.to_amazon("/auth/lwa/start", "Anna").await;
    secrets.push(code_of(&back));
    answers.visit(&browser, &back).await;
    secrets.push(
        browser
            .cookie
            .lock()
            .unwrap()
            .clone()
            .unwrap()
            .replace("larder=", ""),
    );

    // A machine: claimed with a wrong code and the right one, connected in vain and well.
    let (token, claim_code) = server.device(SERIAL).await;
    secrets.extend([token.clone(), claim_code.clone()]);
    answers
        .submit(&browser, "/devices/add", &[("code", "WRONG-CODE")])
        .await;
    let added = browser.post("/devices/add", &[("code", &claim_code)]).await;
    let id = added.location().split('/').nth(2).unwrap().to_owned();
    for fault in [
        json!({"statuses": [{"path": "/auth/o2/token", "status": 503}]}),
        json!({}),
    ] {
        let back = browser
            .to_amazon(&format!("/devices/{id}/connect/start"), "Anna")
            .await;
        secrets.push(code_of(&back));
        faults(&server, fault);
        let page = answers.visit(&browser, &back).await;
        answers.visit(&browser, page.location()).await;
    }
    server.settle().await;

    // Its life: calls refused with the token quoted, refreshed, orders of every end.
    let quoting = json!({"path": "/slotStatus/", "status": 400,
        "body": {"message": "What is Atza|this?"}});
    faults(&server, json!({"statuses": [quoting]}));
    server.amazon.expire_tokens(SERIAL).unwrap();
    let reports = json!([
        {"id": "1", "slot": "pods", "used": 60, "at": "2026-11-10T08:00:00Z"},
        {"id": "2", "slot": "pods", "used": 35},
    ]);
    let used = server.usage(&token, &reports).send().await.unwrap();
    answers.0.push(used.text().await.unwrap());
    let unknown = server.usage("not-a-token-of-ours", &reports);
    answers
        .0
        .push(unknown.send().await.unwrap().text().await.unwrap());
    server.settle().await;
    server
        .clock
        .advance_to(server.clock.now() + 10 * domain::time::MINUTE);
    server.settle().await;
    drop(server.amazon.ship(SERIAL, "pods"));
    server.amazon.pause(SERIAL, "pods").unwrap();
    server.settle().await;
    let settings = browser.get(&format!("/devices/{id}/amazon-settings")).await;
    assert_eq!(settings.status, StatusCode::FOUND);
    assert_eq!(settings.header("referrer-policy"), "no-referrer");
    assert!(settings.location().contains("access_token=Atza%7C"));
    answers.0.push(settings.body);

    // Every page and list that there is.
    let pods = browser.supply("Coffee pods").await;
    for path in [
        "/supplies".to_owned(),
        format!("/supplies/{pods}"),
        format!("/supplies/{pods}/restock"),
        format!("/supplies/{pods}/journal"),
        "/orders".to_owned(),
        "/devices".to_owned(),
        format!("/devices/{id}"),
        format!("/devices/{id}/connect"),
        "/settings".to_owned(),
        "/nothing-here".to_owned(),
    ] {
        answers.visit(&browser, &path).await;
    }
    for path in [
        "/api/v1/devices".to_owned(),
        format!("/api/v1/devices/{SERIAL}"),
        format!("/api/v1/devices/{SERIAL}/journal"),
        "/api/v1/orders".to_owned(),
    ] {
        answers.maker(&server, &path).await;
    }

    // The end: by Amazon, by a refused refresh, by the customer while Amazon is away, by SNS.
    server.amazon.deregister(SERIAL).unwrap();
    server.settle().await;
    for end in ["revoked", "disconnected"] {
        faults(&server, json!({}));
        let back = browser
            .to_amazon(&format!("/devices/{id}/connect/start"), "Anna")
            .await;
        secrets.push(code_of(&back));
        answers.visit(&browser, &back).await;
        server.settle().await;
        if end == "revoked" {
            faults(&server, json!({"revocation": true}));
            server
                .usage(&token, &json!([{"id": end, "slot": "pods", "used": 1}]))
                .send()
                .await
                .unwrap();
            server
                .clock
                .advance_to(server.clock.now() + 2 * domain::time::MINUTE);
        } else {
            let away = json!({"path": "/registration", "status": 400, "body": "Atza|echo"});
            faults(&server, json!({"statuses": [away]}));
            answers
                .submit(&browser, &format!("/devices/{id}/disconnect"), &[])
                .await;
        }
        server.settle().await;
        answers.visit(&browser, &format!("/devices/{id}")).await;
    }
    let topic = server.amazon.state().subscription.topic;
    let unsubscribe = format!(
        "{}/?Action=Unsubscribe&SubscriptionArn={topic}",
        server.amazon_origin
    );
    server.http.get(unsubscribe).send().await.unwrap();
    server.settle().await;

    drop(guard);
    let log = log.text();
    assert!(log.contains("amazon.drs.replenish") && log.contains("the SNS subscription"));
    assert!(answers.0.len() > 30);
    let ours: String = log
        .lines()
        .filter(|line| !line.contains(" sandbox::"))
        .map(|line| format!("{line}\n"))
        .collect();
    answers.0.push(ours.clone());
    for text in &answers.0 {
        for secret in &secrets {
            assert!(
                !text.contains(secret.as_str()),
                "{secret} is in\n{}",
                near(text, secret)
            );
        }
        for sign in ["Atza|", "Atzr|", "Atza%7C", "Atzr%7C", "Action=Unsubscribe"] {
            assert!(!text.contains(sign), "{sign} is in\n{}", near(text, sign));
        }
        assert!(!has_hex(text, 200), "an SNS token");
    }
    assert!(
        !ours.contains(SERIAL),
        "a serial is in\n{}",
        near(&ours, SERIAL)
    );
}

/// The lines with the word, for the words of a failure.
fn near(text: &str, word: &str) -> String {
    let lines = text.lines().filter(|line| line.contains(word));
    lines.take(3).collect::<Vec<_>>().join("\n")
}
