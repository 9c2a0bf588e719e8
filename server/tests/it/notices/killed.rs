//! SIGKILL between what was decided and what was sent: the binary itself is killed while the mail server has the mail and has
//! not said so. It is sent again, with the same id.

use std::process::Child;
use std::time::{Duration, Instant};

use replenish::Clock;
use sandbox::{Pace, Sandbox};
use serde_json::json;
use testkit::{Database, Mailbox, setting};

use super::FROM;
use crate::binary::command;
use crate::test_server::{Browser, Larder, listen, model};

/// For anything a healthy machine does in a second.
const PATIENCE: Duration = Duration::from_secs(60);

struct Process(Child);

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

async fn start(larder: &Larder, amazon: &str, database: &Database, mailbox: &Mailbox) -> Process {
    let mut command = command(&larder.origin, &larder.origin, amazon, database.url());
    command
        .env("LARDER_SMTP_URL", mailbox.url())
        .env("LARDER_MAIL_FROM", FROM);
    let process = Process(command.spawn().unwrap());
    let (began, url) = (Instant::now(), larder.url("/health/ready"));
    while !larder
        .http
        .get(&url)
        .send()
        .await
        .is_ok_and(|answer| answer.status().is_success())
    {
        assert!(began.elapsed() < PATIENCE, "the server does not start");
        tokio::task::yield_now().await;
    }
    process
}

async fn took(mailbox: &Mailbox, amazon: &Sandbox, mails: usize) {
    let taken = mailbox.took(mails);
    tokio::pin!(taken);
    let began = Instant::now();
    loop {
        amazon.run_due().await;
        assert!(began.elapsed() < PATIENCE, "no mail comes");
        let waited = tokio::time::timeout(Duration::from_millis(20), &mut taken).await;
        if waited.is_ok() {
            return;
        }
    }
}

#[tokio::test]
async fn killed_while_a_notice_is_sent_it_is_sent_again_with_the_same_id() {
    let (amazon_listener, amazon_address) = listen().await;
    let (free, address) = listen().await;
    drop(free);
    let amazon_origin = format!("http://localhost:{}", amazon_address.port());
    let larder = Larder::at(&format!("http://{address}"));
    let config = sandbox::Config {
        pace: Pace::default(),
        ..setting::sandbox_config(&amazon_origin, &larder.origin)
    };
    let amazon = setting::sandbox_on(&Clock::system(), config);
    let product =
        |asin: &str| json!([{"asin": asin, "name": "One", "quantity": 1, "unit": "count"}]);
    let theirs = json!({"name": "Brewer 2", "slots": [
        {"slot": "pods", "name": "Coffee pods", "unit": "count", "products": product("B00PODS036")},
        {"slot": "filter", "name": "Water filter", "products": product("B00FILTER1")}]});
    amazon.put_model("BREW-2", serde_json::from_value(theirs).unwrap());
    testkit::serve(amazon_listener, amazon.router());
    let (database, mailbox) = (Database::sqlite(), Mailbox::open().await);
    let server = start(&larder, &amazon_origin, &database, &mailbox).await;
    amazon.subscribe().await;
    amazon.run_due().await;

    larder.put_model("BREW-2", &model()).await;
    let (_, code) = larder.device("K1").await;
    let browser = Browser::new(&larder, &amazon);
    browser.sign_in("Ada").await;
    browser.connect("Ada", &code).await;
    let sent = [("address", "ada@example.com")];
    browser.post("/settings/notices/address", &sent).await;
    // Whatever hour it is.
    browser
        .post("/settings/notices", &[("mail", "disconnected")])
        .await;
    took(&mailbox, &amazon, 1).await;
    let link = mailbox.mails()[0].link("/notices/confirm");
    let confirmed = larder.http.post(link).send().await.unwrap();
    assert_eq!(confirmed.status(), 200);

    mailbox.hold();
    amazon.deregister("K1").unwrap();
    took(&mailbox, &amazon, 2).await;
    drop(server);
    mailbox.answer();
    let _server = start(&larder, &amazon_origin, &database, &mailbox).await;
    took(&mailbox, &amazon, 3).await;
    let mails = mailbox.mails();
    let [first, again] = &mails[1..] else {
        panic!("{mails:?}");
    };
    assert_eq!(first.header("Message-ID"), again.header("Message-ID"));
    assert_eq!(first.text(), again.text());
}
