use reqwest::header::{COOKIE, LOCATION, SET_COOKIE};
use reqwest::{RequestBuilder, Response};
use serde_json::json;

use crate::rig::{CLIENT, RETURN, Rig, SECRET, authorize_url, query};

/// A browser without scripts: one cookie, and redirects followed by hand.
struct Browser<'a> {
    rig: &'a Rig,
    cookie: String,
}

impl Browser<'_> {
    async fn go(&mut self, request: RequestBuilder) -> Response {
        let answer = request.header(COOKIE, &self.cookie).send().await.unwrap();
        if let Some(cookie) = answer.headers().get(SET_COOKIE) {
            self.cookie = cookie
                .to_str()
                .unwrap()
                .split(';')
                .next()
                .unwrap()
                .to_owned();
        }
        answer
    }

    async fn get(&mut self, path: &str) -> String {
        let answer = self
            .go(self.rig.http.get(format!("{}{path}", self.rig.origin)))
            .await;
        assert_eq!(answer.status(), 200, "{path}");
        answer.text().await.unwrap()
    }

    /// Where the form leads.
    async fn post(&mut self, path: &str, form: &[(&str, &str)]) -> String {
        let url = format!("{}{path}", self.rig.origin);
        let answer = self.go(self.rig.http.post(url).form(form)).await;
        assert_eq!(answer.status(), 303, "{path}");
        answer.headers()[LOCATION].to_str().unwrap().to_owned()
    }
}

fn path(url: &str) -> String {
    url.replacen("http://localhost", "", 1)
}

#[tokio::test]
async fn the_customer_walks_through_plain_forms() {
    let rig = Rig::new().await;
    let mut browser = Browser {
        rig: &rig,
        cookie: String::new(),
    };
    let start = path(&authorize_url("K1", false, &[]));

    let page = browser.get(&start).await;
    assert!(
        page.contains("<h1>Sign in</h1>") && page.contains("not the real Amazon"),
        "{page}"
    );
    assert!(page.contains("value=\"Ben\""));
    let form = [("step", "sign-in"), ("customer", "Ben"), ("name", "")];
    let consent = browser.post(&start, &form).await;
    let page = browser.get(&consent).await;
    assert!(
        page.contains(">Allow</button>") && page.contains(">Cancel</button>"),
        "{page}"
    );
    assert!(page.contains("Brewer 2"));

    let products = browser.post(&consent, &[("step", "allow")]).await;
    let page = browser.get(&products).await;
    assert!(page.contains("<legend>Coffee pods</legend>") && page.contains("House blend, 36 pods"));
    assert!(page.contains(">Complete setup</button>"));
    let form = [("slot.pods", "B00PODS100"), ("slot.filter", "")];
    let back = browser.post(&products, &form).await;
    assert!(back.starts_with(RETURN));
    assert!(query(&back, "code").is_some());
    let state = rig.amazon.state();
    let one = &state.registrations[0];
    assert_eq!(one.customer, "Ben");
    assert_eq!(one.slots["pods"].asin.as_deref(), Some("B00PODS100"));
    assert!(!one.slots["filter"].subscribed);

    // Known now: the second device starts at consent, and can be refused.
    let second = path(&authorize_url("K2", false, &[]));
    let page = browser.get(&second).await;
    assert!(page.contains(">Allow</button>"), "{page}");
    let back = browser.post(&second, &[("step", "cancel")]).await;
    assert_eq!(query(&back, "error").as_deref(), Some("access_denied"));
    assert_eq!(query(&back, "state").as_deref(), Some("s t&te"));
    assert_eq!(rig.amazon.state().registrations.len(), 1);
}

#[tokio::test]
async fn nobody_skips_consent() {
    let rig = Rig::new().await;
    let mut browser = Browser {
        rig: &rig,
        cookie: "sandbox_customer=Ben".to_owned(),
    };
    let start = path(&authorize_url("K1", false, &[]));
    let products = start.replacen("/ap/oa", "/ap/oa/products", 1);
    assert_eq!(
        browser
            .post(&products, &[("slot.pods", "B00PODS100")])
            .await,
        start
    );
    assert!(rig.amazon.state().registrations.is_empty());
}

#[tokio::test]
async fn names_and_serials_cannot_break_a_page() {
    let rig = Rig::new().await;
    let mut browser = Browser {
        rig: &rig,
        cookie: String::new(),
    };
    let start = path(&authorize_url("K1", false, &[("x", "\"><script>")]));
    let form = [
        ("step", "sign-in"),
        ("customer", "Anna"),
        ("name", "<b>\"Zoë\"</b>"),
    ];
    let consent = browser.post(&start, &form).await;
    let page = browser.get(&consent).await;
    assert!(
        page.contains("Hello, &lt;b&gt;&quot;Zoë&quot;&lt;/b&gt;."),
        "{page}"
    );
    assert!(!page.contains("<script"));
}

#[tokio::test]
async fn the_settings_page_pauses_resumes_and_deregisters() {
    let (rig, token, refresh) = Rig::registered().await;
    let mut browser = Browser {
        rig: &rig,
        cookie: String::new(),
    };
    let mut address = url::Url::parse("http://localhost/settings").unwrap();
    address
        .query_pairs_mut()
        .append_pair("access_token", &token)
        .append_pair("exitUri", "http://127.0.0.1:3000/devices/1");
    let settings = path(address.as_str());
    let page = browser.get(&settings).await;
    assert!(page.contains(">Pause Coffee pods</button>"), "{page}");
    assert!(page.contains("href=\"http://127.0.0.1:3000/devices/1\">Exit</a>"));

    let lever = |lever| [("slot", "pods"), ("lever", lever), ("asin", "B00PODS036")];
    assert_eq!(browser.post(&settings, &lever("pause")).await, settings);
    assert!(
        browser
            .get(&settings)
            .await
            .contains(">Resume Coffee pods</button>")
    );
    rig.amazon.run_due().await;
    assert_eq!(rig.webhook.kinds(), ["SubscriptionChangedNotification"]);

    browser.post(&settings, &[("lever", "deregister")]).await;
    let page = browser.get(&settings).await;
    assert!(
        page.contains("<h1>Not registered</h1>") && page.contains(">Exit</a>"),
        "{page}"
    );
    let form = [
        ("grant_type", "refresh_token"),
        ("refresh_token", refresh.as_str()),
        ("client_id", CLIENT),
        ("client_secret", SECRET),
    ];
    assert_eq!(rig.token(&form).await.1["error"], "invalid_grant");
}

#[tokio::test]
async fn an_exit_that_is_no_web_address_is_not_linked() {
    let (rig, ..) = Rig::registered().await;
    let mut browser = Browser {
        rig: &rig,
        cookie: String::new(),
    };
    let page = browser
        .get("/settings?access_token=x&exitUri=javascript:alert(1)")
        .await;
    assert!(!page.contains("javascript:"));
}

#[tokio::test]
async fn the_console_shows_both_sides_and_has_the_levers() {
    let (rig, token, _) = Rig::registered().await;
    let mut browser = Browser {
        rig: &rig,
        cookie: String::new(),
    };
    rig.replenish(&token, "pods").await;
    let page = browser.get("/sandbox").await;
    assert!(
        page.contains("aria-label=\"Ship Coffee pods of K1\""),
        "{page}"
    );
    assert!(page.contains("accepted"));
    let form = [("serial", "K1"), ("slot", "pods"), ("lever", "ship")];
    assert_eq!(browser.post("/sandbox", &form).await, "/sandbox");
    rig.amazon.run_due().await;
    assert_eq!(
        rig.webhook.kinds(),
        ["OrderPlacedNotification", "ItemShippedNotification"]
    );
    assert!(browser.get("/sandbox").await.contains("shipped"));
}

#[tokio::test]
async fn levers_answer_json_and_say_what_is_wrong() {
    let (rig, token, _) = Rig::registered().await;
    let pull = async |lever: &str, body: serde_json::Value| {
        let url = format!("{}/sandbox/devices/K1/{lever}", rig.origin);
        let answer = rig.http.post(url).json(&body).send().await.unwrap();
        (answer.status().as_u16(), answer.text().await.unwrap())
    };
    assert_eq!(pull("pause", json!({})).await.0, 204);
    assert_eq!(
        rig.replenish(&token, "filter").await.0,
        400,
        "without a slot all are meant"
    );
    assert_eq!(pull("resume", json!({"slot": "pods"})).await.0, 204);
    assert_eq!(
        pull("product", json!({"slot": "pods", "asin": "B00PODS100"}))
            .await
            .0,
        204
    );
    assert_eq!(
        pull("product", json!({"slot": "pods", "asin": "B0NONE"}))
            .await
            .0,
        409
    );
    assert_eq!(pull("cancel", json!({"slot": "pods"})).await.0, 409);
    assert_eq!(pull("explode", json!({})).await.0, 404);
    let (status, words) = pull("pause", json!({"slots": ["pods"]})).await;
    assert_eq!(status, 400);
    assert!(words.contains("slots"), "{words}");
    assert_eq!(pull("deregister", json!({})).await.0, 204);
    assert_eq!(pull("pause", json!({})).await.0, 404);

    let url = format!("{}/sandbox/pace", rig.origin);
    let answer = rig
        .http
        .put(url)
        .json(&json!({"placed_after_ms": 5}))
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 204);
    let pace = rig.amazon.state().pace;
    assert_eq!(
        (pace.placed_after_ms, pace.shipped_after_ms),
        (5, 24 * crate::rig::HOUR)
    );
}
