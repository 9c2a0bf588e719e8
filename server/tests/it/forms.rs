//! Forms: 303 to where the effect shows, or the page again with what was typed.

use reqwest::StatusCode;

use crate::test_server::TestServer;

const UNPROCESSABLE: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;

#[tokio::test]
async fn a_wrong_code_is_said_kept_and_limited() {
    let server = TestServer::with_model().await;
    let browser = server.customer("Anna").await;
    for _ in 0..10 {
        let page = browser
            .post("/devices/add", &[("code", "7K3M-9QXA-2B5C")])
            .await;
        assert_eq!(page.status, UNPROCESSABLE);
        assert!(page.body.contains("7K3M-9QXA-2B5C") && page.body.contains("add-code"));
        assert!(page.body.contains("This code is not known."));
    }
    let limited = browser
        .post("/devices/add", &[("code", "7K3M-9QXA-2B5C")])
        .await;
    assert_eq!(limited.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(!limited.header("retry-after").is_empty());
}

#[tokio::test]
async fn supplies_are_added_once_for_each_key_and_can_be_taken_back() {
    let server = TestServer::with_model().await;
    let (browser, _, _) = server.owner("Anna", "K1").await;
    let supply = browser.supply("Coffee pods").await;
    let restock = format!("/supplies/{supply}/restock");
    let fields = [
        ("key", "one"),
        ("kind", "add"),
        ("amount", "36"),
        ("unit", "count"),
    ];
    let done = browser.post(&restock, &fields).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let there = done.location().to_owned();
    assert!(
        there.starts_with(&format!("/supplies/{supply}?done=")),
        "{there}"
    );
    assert_eq!(browser.post(&restock, &fields).await.location(), there);
    assert_eq!(browser.get(&there).await.status, StatusCode::OK);
    let at_home = async || server.get("/api/v1/devices/K1").await["slots"][0]["at_home"].clone();
    assert_eq!(at_home().await, "136");

    let entry = there.rsplit('=').next().unwrap();
    let undo = format!("/supplies/{supply}/undo");
    assert_eq!(
        browser.post(&undo, &[("entry", entry)]).await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(at_home().await, "100");
    let twice = browser.post(&undo, &[("entry", entry)]).await;
    assert_eq!(twice.status, StatusCode::CONFLICT);
    assert!(twice.body.contains("Nothing was changed"), "{}", twice.body);
    assert!(twice.body.contains("This entry has already been undone."));
    assert_eq!(
        browser.post(&undo, &[("entry", "x")]).await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn a_refused_form_keeps_what_was_typed() {
    let server = TestServer::with_model().await;
    let (browser, _, _) = server.owner("Anna", "K1").await;
    let supply = browser.supply("Coffee pods").await;
    let restock = format!("/supplies/{supply}/restock");
    for (kind, amount, kept) in [
        ("add", "many boxes", "many boxes"),
        ("set", "<b>1</b>", "&lt;b&gt;1"),
        ("sell", "1", ""),
    ] {
        let fields = [
            ("key", "k"),
            ("kind", kind),
            ("amount", amount),
            ("unit", "count"),
        ];
        let page = browser.post(&restock, &fields).await;
        assert_eq!(page.status, UNPROCESSABLE, "{kind}");
        assert!(
            page.body.contains(kept) && page.body.contains("Nothing was changed"),
            "{kind}"
        );
        assert!(!page.body.contains("<b>1</b>"));
    }
    let level = format!("/supplies/{supply}/level");
    let page = browser
        .post(
            &level,
            &[("key", "k"), ("amount", "lots"), ("unit", "count")],
        )
        .await;
    assert_eq!(page.status, UNPROCESSABLE);
    assert_eq!(page.header("cache-control"), "no-store");
}

#[tokio::test]
async fn an_amount_is_taken_as_it_is_meant() {
    let server = TestServer::with_model().await;
    server.amazon.subscribe().await;
    server.settle().await;
    let (browser, _, _) = server.owner("Anna", "K1").await;
    server.settle().await;
    let supply = browser.supply("Coffee pods").await;
    let restock = format!("/supplies/{supply}/restock");
    let at_home = async || server.get("/api/v1/devices/K1").await["slots"][0]["at_home"].clone();
    let set = async |key: &str, amount: &str| {
        let fields = [
            ("key", key),
            ("kind", "set"),
            ("amount", amount),
            ("unit", "count"),
        ];
        browser.post(&restock, &fields).await
    };
    for (n, (typed, left)) in [
        ("12 pods", "12"),
        ("2 packs", "72"),
        ("１２", "12"),
        ("1\u{202f}200", "1200"),
        ("1,200", "1200"),
    ]
    .into_iter()
    .enumerate()
    {
        let done = set(&format!("k{n}"), typed).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{typed}: {}", done.body);
        assert_eq!(at_home().await, left, "{typed}");
    }
    for (typed, said) in [
        ("", "Say how much it is."),
        (" ", "Say how much it is."),
        ("1.5", "Pieces are counted whole."),
        ("12 l", "This supply is not measured in that."),
        ("999999999", "The amount is too large."),
    ] {
        let refused = set("refused", typed).await;
        assert_eq!(refused.status, UNPROCESSABLE, "{typed}");
        assert!(refused.body.contains(said), "{typed}: {}", refused.body);
        assert!(
            refused.body.contains("tabindex=\"-1\" autofocus"),
            "{typed}"
        );
    }
    assert_eq!(at_home().await, "1200");
}

#[tokio::test]
async fn an_amount_that_may_mean_two_things_is_asked_back() {
    let server = TestServer::with_model().await;
    let mut coffee = crate::test_server::model();
    coffee["slots"][0]["unit"] = "g".into();
    coffee["slots"][0]["capacity"] = "1000".into();
    let model = server
        .maker(reqwest::Method::PUT, "/api/v1/models/BREW-2")
        .json(&coffee);
    assert_eq!(model.send().await.unwrap().status(), StatusCode::OK);
    let (browser, _, _) = server.owner("Anna", "K1").await;
    let supply = browser.supply("Coffee pods").await;
    let restock = format!("/supplies/{supply}/restock");
    let at_home = async || server.get("/api/v1/devices/K1").await["slots"][0]["at_home"].clone();
    let speak = |language: &str| {
        let mut jar = browser.jar.lock().unwrap();
        jar.insert("language".to_owned(), language.to_owned());
    };
    let send = async |key: &str, (field, amount): (&str, &str)| {
        let fields = [
            ("key", key),
            ("kind", "set"),
            ("unit", "g"),
            (field, amount),
        ];
        browser.post(&restock, &fields).await
    };
    for (language, typed) in [("en-US", "1,500"), ("de", "1.500"), ("fr", "1 500")] {
        speak(language);
        send(&format!("low-{language}"), ("amount", "2")).await;
        assert_eq!(at_home().await, "2");
        let done = send(language, ("amount", typed)).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{typed} in {language}");
        assert_eq!(at_home().await, "1500", "{typed} in {language}");
    }

    speak("en-US");
    let asked = send("asked", ("amount", "1.500")).await;
    assert_eq!(asked.status, UNPROCESSABLE);
    for button in [
        r#"name="meant" value="1.5" class="button">1.5 g</button>"#,
        r#"name="meant" value="1500" class="button">1,500 g</button>"#,
        r#"name="key" value="asked""#,
    ] {
        assert!(asked.body.contains(button), "{button}: {}", asked.body);
    }
    assert_eq!(
        at_home().await,
        "1500",
        "nothing is done before it is answered"
    );
    for _ in 0..2 {
        let meant = send("asked", ("meant", "1.5")).await;
        assert_eq!(meant.status, StatusCode::SEE_OTHER, "{}", meant.body);
        assert_eq!(at_home().await, "1.5");
    }

    let level = format!("/supplies/{supply}/level");
    let much = [("key", "much"), ("amount", "11"), ("unit", "kg")];
    let asked = browser.post(&level, &much).await;
    assert!(asked.body.contains("Did you mean 11 kg?"), "{}", asked.body);
    assert_eq!(at_home().await, "1.5");
    let yes = [("key", "much"), ("meant", "11000")];
    let done = browser.post(&level, &yes).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert_eq!(at_home().await, "11000");
}

#[tokio::test]
async fn the_first_level_is_full_or_an_amount() {
    let server = TestServer::with_model().await;
    let (browser, _, _) = server.owner("Anna", "K1").await;
    let supply = browser.supply("Coffee pods").await;
    let level = format!("/supplies/{supply}/level");
    let at_home = async || server.get("/api/v1/devices/K1").await["slots"][0]["at_home"].clone();
    let some = browser
        .post(&level, &[("key", "a"), ("amount", "40"), ("unit", "count")])
        .await;
    assert_eq!(some.status, StatusCode::SEE_OTHER, "{}", some.body);
    assert_eq!(at_home().await, "40");
    let full = browser.post(&level, &[("key", "b"), ("full", "1")]).await;
    assert_eq!(full.status, StatusCode::SEE_OTHER);
    assert_eq!(at_home().await, "100");
}

#[tokio::test]
async fn an_order_arrives_by_a_customers_word() {
    let server = TestServer::with_model().await;
    server.amazon.subscribe().await;
    server.settle().await;
    let (browser, _, token) = server.owner("Anna", "K1").await;
    let report = serde_json::json!([
        {"id": "1", "slot": "pods", "used": "90", "at": "2026-11-22T11:00:00Z"}]);
    server.usage(&token, &report).send().await.unwrap();
    server.settle().await;
    server.amazon.ship("K1", "pods").unwrap();
    server.settle().await;
    let order = server.get("/api/v1/orders").await["items"][0].clone();
    assert_eq!(order["state"], "shipped");
    let page = format!("/orders/{}", order["id"].as_str().unwrap());
    let arrived = browser.post(&format!("{page}/arrived"), &[]).await;
    assert_eq!(
        (arrived.status, arrived.location()),
        (StatusCode::SEE_OTHER, page.as_str())
    );
    let arrived = server.get("/api/v1/orders?state=arrived").await["items"][0].clone();
    assert_eq!(
        (&arrived["id"], arrived["confirmed"].as_bool()),
        (&order["id"], Some(true))
    );
    let not = browser.post(&format!("{page}/not-arrived"), &[]).await;
    assert!([303, 409].contains(&not.status.as_u16()), "{}", not.body);
}

#[tokio::test]
async fn a_machine_is_disconnected_and_given_up() {
    let server = TestServer::with_model().await;
    let (browser, id, _) = server.owner("Anna", "K1").await;
    let settings = browser.get(&format!("/devices/{id}/amazon-settings")).await;
    assert_eq!(settings.status, StatusCode::FOUND);
    assert_eq!(settings.header("referrer-policy"), "no-referrer");
    assert_eq!(settings.header("cache-control"), "no-store");
    assert!(
        settings
            .location()
            .starts_with(&format!("{}/settings?", server.amazon_origin))
    );

    let page = format!("/devices/{id}");
    let off = browser.post(&format!("{page}/disconnect"), &[]).await;
    assert_eq!(
        (off.status, off.location()),
        (StatusCode::SEE_OTHER, page.as_str())
    );
    server.settle().await;
    let device = server.get("/api/v1/devices/K1").await;
    assert_eq!(device["registration"], "deregistered");
    assert_eq!(device["ended_by"], "customer");
    assert_eq!(
        browser
            .post(&format!("{page}/disconnect"), &[])
            .await
            .status,
        StatusCode::SEE_OTHER
    );
    let gone = browser.get(&format!("{page}/amazon-settings")).await;
    assert!(gone.status.is_client_error(), "{}", gone.status);

    let remove = format!("{page}/remove");
    let removed = browser.post(&remove, &[]).await;
    assert_eq!(
        (removed.status, removed.location()),
        (StatusCode::SEE_OTHER, "/devices")
    );
    assert_eq!(
        server.get("/api/v1/devices/K1").await["registration"],
        "unclaimed"
    );
    assert_eq!(browser.get(&page).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_machine_is_called_what_its_household_calls_it_until_it_is_given_up() {
    let server = TestServer::with_model().await;
    let (browser, id, _) = server.owner("Anna", "K1").await;
    let page = format!("/devices/{id}");
    let name = format!("{page}/name");
    let called = async |typed: &str| browser.post(&name, &[("name", typed)]).await;
    assert_eq!(called(" Küche <1> ").await.location(), page);
    let supplies = browser.get("/supplies").await.body;
    assert!(supplies.contains("Küche &lt;1&gt;") && !supplies.contains("Brewer 2"));
    assert!(
        browser
            .get(&page)
            .await
            .body
            .contains("value=\"Küche &lt;1&gt;\"")
    );

    for wrong in ["x".repeat(41), "two\nlines".to_owned()] {
        let refused = called(&wrong).await;
        assert_eq!(refused.status, UNPROCESSABLE);
        assert!(refused.body.contains("at most 40 characters"));
        assert!(refused.body.contains("href=\"#machine-name\""));
    }
    assert_eq!(called("").await.status, StatusCode::SEE_OTHER);
    assert!(browser.get("/supplies").await.body.contains("Brewer 2"));

    called("Mine").await;
    browser.post(&format!("{page}/remove"), &[]).await;
    server.settle().await;
    let rig_code = server.maker(reqwest::Method::POST, "/api/v1/devices/K1/claim-code");
    let code: serde_json::Value = rig_code.send().await.unwrap().json().await.unwrap();
    let code = code["claim_code"].as_str().unwrap();
    let other = server.customer("Ben").await;
    other.post("/devices/add", &[("code", code)]).await;
    let supplies = other.get("/supplies").await.body;
    assert!(supplies.contains("Brewer 2") && !supplies.contains("Mine"));
}

#[tokio::test]
async fn a_form_of_another_site_is_not_taken() {
    let server = TestServer::with_model().await;
    let (browser, id, _) = server.owner("Anna", "K1").await;
    let url = server.url(&format!("/devices/{id}/disconnect"));
    for (name, value) in [
        ("origin", "https://evil.example"),
        ("origin", "null"),
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
    ] {
        let page = browser
            .send(server.http.post(&url).header(name, value))
            .await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{name}: {value}");
    }
    assert_eq!(
        server.get("/api/v1/devices/K1").await["registration"],
        "registered"
    );
}

#[tokio::test]
async fn a_form_outlives_the_session_it_was_typed_in() {
    let server = TestServer::with_model().await;
    let (browser, _, _) = server.owner("Anna", "K1").await;
    let supply = browser.supply("Coffee pods").await;
    let restock = format!("/supplies/{supply}/restock");
    let fields = [
        ("key", "one"),
        ("kind", "set"),
        ("amount", "47"),
        ("unit", "count"),
    ];
    *browser.cookie.lock().unwrap() = None;
    let sent = browser.post(&restock, &fields).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
    let sign_in = browser.get(sent.location()).await;
    assert!(sign_in.body.contains("What you typed is kept"));

    let start = sent.location().replace("/sign-in", "/auth/lwa/start");
    let back = browser.to_amazon(&start, "Anna").await;
    let signed_in = browser.get(&back).await;
    assert_eq!(signed_in.location(), restock);
    let page = browser.get(&restock).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(
        page.body.contains("was not saved yet") && page.body.contains("value=\"47\""),
        "{}",
        page.body
    );
    assert_eq!(
        server.get("/api/v1/devices/K1").await["slots"][0]["at_home"],
        "100",
        "nothing was done by it"
    );
    let again = browser.get(&restock).await.body;
    assert!(!again.contains("was not saved yet") && !again.contains("value=\"47\""));
    assert_eq!(
        browser.post(&restock, &fields).await.status,
        StatusCode::SEE_OTHER
    );
}

#[tokio::test]
async fn what_a_stranger_sends_is_kept_within_bounds_and_for_its_own_page() {
    let server = TestServer::with_model().await;
    let stranger = server.browser();
    let large = "x".repeat(4_000);
    let sent = stranger.post("/devices/add", &[("code", &large)]).await;
    assert_eq!(sent.location(), "/sign-in?next=%2Fdevices%2Fadd");
    assert!(stranger.cookie.lock().unwrap().is_none(), "no session");

    stranger
        .post("/devices/add", &[("code", "7K3M-9QXA-2B5C")])
        .await;
    let back = stranger.to_amazon("/auth/lwa/start", "Ben").await;
    stranger.get(&back).await;
    let join = stranger.get("/join").await.body;
    assert!(!join.contains("7K3M-9QXA-2B5C"));
    let add = stranger.get("/devices/add").await.body;
    assert!(add.contains("value=\"7K3M-9QXA-2B5C\""), "{add}");
}
