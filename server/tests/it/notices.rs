//! Notices over the whole server: a customer in a browser, a real mail server, a push service that reads what it is sent.

mod killed;
mod push;

use delivery::{Mailer, mail};
use reqwest::{Method, StatusCode};
use serde_json::json;
use server::Config;
use testkit::{Mailbox, ReceivedMail};

use crate::test_server::{Browser, TestServer, model};

const FROM: &str = "Brewster <notices@brewster.example>";
const HOUR: i64 = 3_600_000;

fn by_mail(mailbox: &Mailbox) -> impl FnOnce(&mut Config) {
    let server = mailbox.url().into();
    move |config| config.mailer = Some(Mailer::new(&server, FROM, mail::TIME).unwrap())
}

/// A customer in Berlin with a connected machine, who has confirmed an address.
async fn reader<'a>(
    server: &'a TestServer,
    mailbox: &Mailbox,
) -> (Browser<'a>, String, ReceivedMail) {
    server.put_model("BREW-2", &model()).await;
    let (browser, _, token) = server.owner("Ada", "K1").await;
    for (name, value) in [("language", "de"), ("zone", "Europe/Berlin")] {
        let mut jar = browser.jar.lock().unwrap();
        jar.insert(name.to_owned(), value.to_owned());
    }
    let sent = [("address", "ada@example.com")];
    let answer = browser.post("/settings/notices/address", &sent).await;
    assert_eq!(answer.location(), "/settings/notices", "{}", answer.body);
    server.settle().await;
    let mail = mailbox.mails().remove(0);
    let page = browser.get("/settings/notices").await.body;
    assert!(page.contains("ada@example.com erhält einen Link"), "{page}");
    let confirmed = follow(server, &mail.link("/notices/confirm"), "").await;
    assert_eq!(confirmed.0, StatusCode::OK);
    (browser, token, mail)
}

/// Posts to a link of a mail, as nobody in particular.
async fn follow(server: &TestServer, link: &str, body: &'static str) -> (StatusCode, String) {
    let post = server.http.post(link).body(body);
    let post = post.header("content-type", "application/x-www-form-urlencoded");
    let answer = post.send().await.unwrap();
    (answer.status(), answer.text().await.unwrap())
}

impl TestServer {
    async fn after(&self, millis: i64) {
        self.clock.advance_to(self.clock.now() + millis);
        self.settle().await;
    }

    async fn reports(&self, token: &str, report: serde_json::Value) {
        let post = self.usage(token, &json!([report]));
        assert_eq!(post.send().await.unwrap().status(), 200);
        self.settle().await;
    }

    /// Amazon ends the connection.
    async fn disconnected(&self) {
        self.amazon.subscribe().await;
        self.settle().await;
        self.amazon.deregister("K1").unwrap();
        self.settle().await;
    }
}

fn subjects(mailbox: &Mailbox) -> Vec<String> {
    let mails = mailbox.mails();
    mails.iter().map(|mail| mail.header("Subject")).collect()
}

#[tokio::test]
async fn an_address_is_confirmed_by_a_link_that_is_spent_once() {
    let mailbox = Mailbox::open().await;
    let server = TestServer::with(by_mail(&mailbox)).await;
    let (browser, _, mail) = reader(&server, &mailbox).await;
    assert_eq!(mail.to, "ada@example.com");
    assert_eq!(mail.header("From"), FROM);
    assert_eq!(
        mail.header("Subject"),
        "Bestätigen Sie Ihre Adresse für Benachrichtigungen"
    );
    assert_eq!(mail.header("List-Unsubscribe"), "");
    let link = mail.link("/notices/confirm");
    assert_eq!(follow(&server, &link, "").await.0, StatusCode::GONE);
    let page = browser.get("/settings/notices").await.body;
    assert!(page.contains("gehen an ada@example.com"), "{page}");
    let wrong = [("address", "ada")];
    let wrong = browser.post("/settings/notices/address", &wrong).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("Geben Sie eine E-Mail-Adresse an"));
    server.settle().await;
    assert_eq!(mailbox.mails().len(), 1);
}

#[tokio::test]
async fn each_kind_comes_once_in_the_customers_language() {
    let mailbox = Mailbox::open().await;
    let server = TestServer::with(by_mail(&mailbox)).await;
    let (_browser, token, _) = reader(&server, &mailbox).await;
    // In the afternoon in Berlin, none of whose hours until ten are quiet.
    server.disconnected().await;
    let low = json!({"id": "1", "slot": "pods", "used": "90"});
    server.reports(&token, low).await;
    for (id, minutes) in [("2", 0), ("3", 15)] {
        server.after(minutes * 60_000).await;
        let at = (server.clock.now() - HOUR).to_string();
        let late = json!({"id": id, "slot": "pods", "used": "1", "at": at});
        server.reports(&token, late).await;
    }
    let total = json!({"id": "4", "slot": "pods", "total": "5000"});
    server.reports(&token, total).await;
    let fallen = json!({"id": "5", "slot": "pods", "total": "0"});
    server.reports(&token, fallen).await;
    server.after(23 * HOUR).await;
    let before = subjects(&mailbox);
    server.after(HOUR).await;
    let told = [
        "Brewer 2 ist nicht mehr verbunden",
        "Coffee pods in Brewer 2 geht zur Neige, und niemand bestellt nach",
        "Die Uhr von Brewer 2 geht falsch",
        "Der Bestand von Coffee pods in Brewer 2 ist unsicher",
        "Brewer 2 hat sich seit zwei Tagen nicht gemeldet",
    ];
    assert_eq!(before[1..], told[..3]);
    assert_eq!(subjects(&mailbox)[1..], told[..4]);
    server.after(48 * HOUR).await;
    assert_eq!(subjects(&mailbox)[1..], told);
    server.after(48 * HOUR).await;
    assert_eq!(subjects(&mailbox)[1..], told, "once");
    let mails = mailbox.mails();
    let first = &mails[1];
    assert!(first.text().contains("Verbinden Sie es wieder"));
    assert_eq!(first.header("Content-Language"), "de");
    assert!(first.header("Message-ID").ends_with("@brewster.example>"));
    let mut ids: Vec<_> = mails.iter().map(|it| it.header("Message-ID")).collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), mails.len());
    assert!(first.link("/devices/").starts_with(&server.origin));
}

#[tokio::test]
async fn one_click_ends_notices_and_nothing_else() {
    let mailbox = Mailbox::open().await;
    let server = TestServer::with(by_mail(&mailbox)).await;
    let (browser, token, _) = reader(&server, &mailbox).await;
    server.disconnected().await;
    let mail = mailbox.mails().remove(1);
    let click = mail.header("List-Unsubscribe-Post");
    assert_eq!(click, "List-Unsubscribe=One-Click");
    let link = mail.header("List-Unsubscribe");
    let link = link.trim_matches(['<', '>']);
    assert_eq!(link, mail.link("/notices/unsubscribe"));
    let looked = server.http.get(link).send().await.unwrap();
    assert_eq!(looked.status(), StatusCode::OK);
    let page = browser.get("/settings/notices").await.body;
    assert!(page.contains("gehen an"), "looking changes nothing");
    for _ in 0..2 {
        let ended = follow(&server, link, "List-Unsubscribe=One-Click").await;
        assert_eq!(ended.0, StatusCode::OK, "{}", ended.1);
    }
    let nobodys = format!("{}x", link);
    let refused = follow(&server, &nobodys, "List-Unsubscribe=One-Click").await;
    assert_eq!(refused.0, StatusCode::GONE);
    let page = browser.get("/settings/notices").await.body;
    assert!(
        page.contains("über den Link in einer E-Mail beendet"),
        "{page}"
    );
    let low = json!({"id": "1", "slot": "pods", "used": "90"});
    server.reports(&token, low).await;
    assert_eq!(mailbox.mails().len(), 2);
}

#[tokio::test]
async fn an_address_that_is_refused_for_good_is_not_written_to_any_more() {
    let mailbox = Mailbox::open().await;
    let server = TestServer::with(by_mail(&mailbox)).await;
    let (browser, token, _) = reader(&server, &mailbox).await;
    // Of the sender, and not of the address.
    mailbox.refuse(Some("554 5.7.1 relay access denied"));
    server.disconnected().await;
    mailbox.refuse(Some("451 4.2.0 later"));
    server.after(60_000).await;
    mailbox.refuse(None);
    server.after(HOUR).await;
    assert_eq!(mailbox.mails().len(), 2, "it is tried again");
    mailbox.refuse(Some("550 5.1.1 no such user"));
    let low = json!({"id": "1", "slot": "pods", "used": "90"});
    server.reports(&token, low).await;
    mailbox.refuse(None);
    server.after(HOUR).await;
    assert_eq!(mailbox.mails().len(), 2);
    let page = browser.get("/settings/notices").await.body;
    assert!(page.contains("nimmt keine E-Mails an"), "{page}");
}

#[tokio::test]
async fn what_is_due_in_quiet_hours_comes_when_they_end_as_one_message() {
    let mailbox = Mailbox::open().await;
    let server = TestServer::with(by_mail(&mailbox)).await;
    let (browser, token, _) = reader(&server, &mailbox).await;
    let mut chosen = vec![
        ("quiet", "1"),
        ("quiet_from", "13:00"),
        ("quiet_to", "15:30"),
    ];
    chosen.extend([
        ("mail", ""),
        ("mail", "disconnected"),
        ("mail", "low_unconnected"),
    ]);
    let saved = browser.post("/settings/notices", &chosen).await;
    assert_eq!(saved.location(), "/settings/notices", "{}", saved.body);
    server.disconnected().await;
    let low = json!({"id": "1", "slot": "pods", "used": "90"});
    server.reports(&token, low).await;
    server.after(2 * HOUR).await;
    assert_eq!(mailbox.mails().len(), 1, "one o'clock to three");
    server.after(HOUR / 2).await;
    let mails = mailbox.mails();
    assert_eq!(mails.len(), 2);
    assert_eq!(
        mails[1].header("Subject"),
        "2 Benachrichtigungen zu Ihren Geräten"
    );
    assert!(mails[1].text().contains("Coffee pods in Brewer 2"));
    // A digest at four in the morning: what has ended by then is not told, and what nobody wants is not either.
    chosen.extend([("daily", "1"), ("daily_at", "04:00")]);
    let chosen: Vec<_> = chosen
        .into_iter()
        .filter(|it| it.1 != "disconnected")
        .collect();
    browser.post("/settings/notices", &chosen).await;
    let wrong = [
        ("quiet", "1"),
        ("quiet_from", "late"),
        ("quiet_to", "07:00"),
    ];
    let wrong = browser.post("/settings/notices", &wrong).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    server.after(24 * HOUR).await;
    assert_eq!(mailbox.mails().len(), 2);
}

#[tokio::test]
async fn without_a_channel_there_is_nothing_of_it() {
    let server = TestServer::with_model().await;
    let (browser, _, _) = server.owner("Ada", "K1").await;
    let settings = browser.get("/settings").await.body;
    assert!(!settings.contains("Notices"), "{settings}");
    for path in ["/settings/notices", "/notices/confirm?token=x"] {
        assert_eq!(
            browser.get(path).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
    let sent = [("address", "ada@example.com")];
    let answer = browser.post("/settings/notices/address", &sent).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    server.disconnected().await;
    let alerts = server.maker(Method::GET, "/api/v1/alerts").send().await;
    let alerts: serde_json::Value = alerts.unwrap().json().await.unwrap();
    assert_eq!(alerts["items"][0]["signal"], "disconnected");
}
