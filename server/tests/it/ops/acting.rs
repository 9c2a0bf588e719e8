//! Acting for a customer: with a reason, by the same gates as everything else, and seen by the customer as the maker's.

use domain::OperatorRole;
use reqwest::StatusCode;
use serde_json::json;

use crate::larder::{Browser, Page};
use crate::test_server::TestServer;

const REASON: &str = "replacement for a damaged parcel";

/// What the forms of a machine's page say of whose it is.
async fn tenure(browser: &Browser<'_>) -> String {
    let page = browser.get("/ops/machines/K1").await.body;
    let held = page.split("name=\"tenure\" value=\"").nth(1).unwrap();
    held.split('"').next().unwrap().to_owned()
}

/// Sends a form of a machine's page as it is now.
async fn act(browser: &Browser<'_>, act: &str, fields: &[(&str, &str)]) -> Page {
    let tenure = tenure(browser).await;
    let fields = [fields, &[("tenure", &*tenure)]].concat();
    let path = format!("/ops/machines/K1/{act}");
    browser.post(&path, &fields).await
}

#[tokio::test]
async fn a_customer_reads_what_the_maker_did_and_why_and_not_who() {
    let server = TestServer::with_model().await;
    server.amazon.subscribe().await;
    server.settle().await;
    let (anna, device, token) = server.owner("Anna", "K1").await;
    let report = json!([{"id": "1", "slot": "pods", "used": "20", "at": "2026-11-22T11:00:00Z"}]);
    server.usage(&token, &report).send().await.unwrap();
    server.settle().await;
    let sam = server.operator("Sam Spade", OperatorRole::Support).await;
    let restock = [
        ("form", "restock"),
        ("key", "k1"),
        ("slot", "pods"),
        ("kind", "add"),
        ("amount", "12"),
        ("reason", REASON),
    ];
    let done = act(&sam, "restock", &restock).await;
    assert_eq!(done.location(), "/ops/machines/K1", "{}", done.body);
    let supply = anna.supply("Coffee pods").await;
    for path in ["", "/journal"] {
        let page = anna.get(&format!("/supplies/{supply}{path}")).await.body;
        assert!(page.contains("Added 12"), "{page}");
        assert!(page.contains(&format!("Reason: {REASON}")), "{page}");
        assert!(page.contains("by Larder"), "{page}");
        assert!(!page.contains("Sam Spade"), "{page}");
    }

    let ordered = [
        ("form", "order"),
        ("slot", "pods"),
        ("reason", "a gift of ours"),
    ];
    let done = act(&sam, "order", &ordered).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    server.settle().await;
    let orders = server.get("/api/v1/orders").await;
    assert_eq!(orders["items"].as_array().unwrap().len(), 1, "{orders}");
    assert_eq!(orders["items"][0]["state"], "awaiting", "{orders}");
    let order = orders["items"][0]["id"].as_str().unwrap();
    let page = anna.get(&format!("/orders/{order}")).await.body;
    assert!(page.contains("Larder ordered this for you"), "{page}");
    assert!(page.contains("a gift of ours"), "{page}");
    let again = act(&sam, "order", &ordered).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    assert!(again.body.contains("under way already"), "{}", again.body);

    let gone = [("form", "disconnect"), ("reason", "the account is closed")];
    act(&sam, "disconnect", &gone).await;
    server.settle().await;
    let page = anna.get(&format!("/devices/{device}")).await.body;
    assert!(page.contains("Larder disconnected the machine"), "{page}");
    assert!(page.contains("the account is closed"), "{page}");
    let refused = act(&sam, "order", &ordered).await;
    assert!(
        refused.body.contains("is not connected"),
        "{}",
        refused.body
    );

    let seen = sam.get("/ops/machines/K1/as-customer").await;
    assert_eq!(seen.status, 200, "{}", seen.body);
    assert!(
        seen.body.contains(&format!("Reason: {REASON}")),
        "{}",
        seen.body
    );
    assert!(seen.body.contains("Coffee pods") && seen.body.contains("Added 12"));
    assert_eq!(
        seen.body.matches("<form").count(),
        1,
        "but the one that signs out"
    );

    let lines = sam.get("/ops/audit?action=supply.restock").await.body;
    assert!(
        lines.contains("Sam Spade") && lines.contains(REASON),
        "{lines}"
    );
}

#[tokio::test]
async fn nothing_is_done_without_a_reason_and_what_was_typed_stays() {
    let server = TestServer::with_model().await;
    let (anna, _, _) = server.owner("Anna", "K1").await;
    let sam = server.operator("Sam", OperatorRole::Support).await;
    let before = server.get("/api/v1/devices/K1").await;
    for act in [
        "restock",
        "order",
        "hold",
        "claim-code",
        "token",
        "disconnect",
    ] {
        for reason in ["", "no", &"x".repeat(201)] {
            let fields = [
                ("form", act),
                ("key", "k"),
                ("slot", "pods"),
                ("kind", "add"),
                ("amount", "12"),
                ("reason", reason),
            ];
            let page = self::act(&sam, act, &fields).await;
            assert_eq!(
                page.status,
                StatusCode::UNPROCESSABLE_ENTITY,
                "{act} {reason}"
            );
            assert!(page.body.contains("3 to 200 characters"), "{}", page.body);
        }
    }
    assert_eq!(server.get("/api/v1/devices/K1").await, before);
    assert!(!anna.get("/supplies").await.body.contains("on hold"));
}

#[tokio::test]
async fn what_is_on_hold_orders_nothing_until_it_is_let_go() {
    let server = TestServer::with_model().await;
    server.amazon.subscribe().await;
    server.settle().await;
    let (anna, _, token) = server.owner("Anna", "K1").await;
    let sam = server.operator("Sam", OperatorRole::Support).await;
    let hold = [
        ("form", "hold"),
        ("slot", "pods"),
        ("reason", "a batch leaks"),
    ];
    let done = act(&sam, "hold", &hold).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let report = json!([{"id": "1", "slot": "pods", "used": "95", "at": "2026-11-22T11:00:00Z"}]);
    server.usage(&token, &report).send().await.unwrap();
    server.settle().await;
    let none = server.get("/api/v1/orders").await;
    assert_eq!(none["items"], json!([]));
    let device = server.get("/api/v1/devices/K1").await;
    let decision = &device["slots"][0]["decision"];
    assert_eq!(decision["outcome"], "held_by_maker", "{decision}");
    assert!(device["slots"][0]["held_since"].is_string(), "{device}");
    // Whoever looks at the fleet finds it again.
    let held = server.get("/api/v1/devices?alert=on_hold").await;
    assert_eq!(held["items"][0]["serial"], "K1", "{held}");
    let overview = sam.get("/ops").await.body;
    assert!(overview.contains("Reordering is on hold"), "{overview}");
    let seen = sam.get("/ops/machines/K1").await.body;
    for says in [
        "reordering is on hold",
        "pods: Reordering was put on hold, by Sam",
    ] {
        assert!(seen.contains(says), "{says} in {seen}");
    }
    let seen = sam.get("/ops/machines/K1/as-customer").await.body;
    assert!(seen.contains("has put reordering on hold"), "{seen}");
    let supply = anna.supply("Coffee pods").await;
    let page = anna.get(&format!("/supplies/{supply}")).await.body;
    assert!(page.contains("Larder has put reordering on hold"), "{page}");
    assert!(page.contains("a batch leaks"), "{page}");
    let order = [
        ("form", "order"),
        ("slot", "pods"),
        ("reason", "a gift of ours"),
    ];
    let refused = act(&sam, "order", &order).await;
    assert!(
        refused.body.contains("on hold. Let it go on first"),
        "{}",
        refused.body
    );
    let go = [("form", "resume"), ("slot", "pods"), ("reason", "mended")];
    act(&sam, "resume", &go).await;
    server.settle().await;
    let orders = server.get("/api/v1/orders").await;
    assert_eq!(orders["items"].as_array().unwrap().len(), 1, "{orders}");
    let page = anna.get(&format!("/supplies/{supply}")).await.body;
    assert!(
        page.contains("let reordering go on") && page.contains("mended"),
        "{page}"
    );
}

#[tokio::test]
async fn a_code_and_a_token_are_shown_once() {
    let server = TestServer::with_model().await;
    server.device("K1").await;
    let sam = server.operator("Sam", OperatorRole::Support).await;
    for (act, says) in [("claim-code", "New claim code"), ("token", "New token")] {
        let fields = [("form", act), ("reason", "a lost label")];
        let page = self::act(&sam, act, &fields).await;
        assert_eq!(page.status, 200, "{}", page.body);
        let made = page
            .body
            .split(&format!("id=\"made-{act}\""))
            .nth(1)
            .unwrap();
        let made = made
            .split("value=\"")
            .nth(1)
            .unwrap()
            .split('"')
            .next()
            .unwrap();
        assert!(page.body.contains(says) && made.len() > 10, "{made}");
        assert!(!sam.get("/ops/machines/K1").await.body.contains(made));
    }
}

/// A form that was opened while the machine was somebody else's.
#[tokio::test]
async fn a_form_of_one_owner_does_nothing_to_the_next() {
    let server = TestServer::with_model().await;
    let (dora, device, _) = server.owner("Dora", "K1").await;
    let sam = server.operator("Sam", OperatorRole::Support).await;
    let added = [
        ("form", "restock"),
        ("key", "k0"),
        ("slot", "pods"),
        ("kind", "add"),
    ];
    let added = [&added[..], &[("amount", "12"), ("reason", REASON)]].concat();
    act(&sam, "restock", &added).await;
    let mut old = vec![tenure(&sam).await];
    let removed = dora.post(&format!("/devices/{device}/remove"), &[]).await;
    assert_eq!(removed.status, 303, "{}", removed.body);
    server.settle().await;
    old.push(tenure(&sam).await);
    let made = act(
        &sam,
        "claim-code",
        &[("form", "claim-code"), ("reason", "it was sold")],
    )
    .await;
    let code = made.body.split("id=\"made-claim-code\"").nth(1).unwrap();
    let code = code
        .split("value=\"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    let emil = server.customer("Emil").await;
    let theirs = emil.connect("Emil", code).await;
    server.settle().await;
    let before = server.get("/api/v1/devices/K1").await;
    old.push(String::new());
    for tenure in &old {
        for form in [
            "restock",
            "order",
            "hold",
            "resume",
            "claim-code",
            "token",
            "disconnect",
        ] {
            let fields = [
                ("form", form),
                ("key", "k1"),
                ("slot", "pods"),
                ("kind", "add"),
                ("amount", "12"),
                ("reason", "for Dora alone"),
                ("tenure", tenure),
            ];
            let page = sam.post(&format!("/ops/machines/K1/{form}"), &fields).await;
            assert_eq!(
                page.status,
                StatusCode::CONFLICT,
                "{form} {tenure}: {}",
                page.body
            );
            assert!(
                page.body.contains("has changed hands"),
                "{form}: {}",
                page.body
            );
        }
    }
    assert_eq!(server.get("/api/v1/devices/K1").await, before);
    let page = emil.get(&format!("/devices/{theirs}")).await.body;
    assert!(
        !page.contains("Dora") && !page.contains("it was sold"),
        "{page}"
    );
}

#[tokio::test]
async fn whoever_claims_a_machine_next_reads_nothing_of_before_and_starts_without_a_hold() {
    let server = TestServer::with_model().await;
    let (_, code) = server.device("K1").await;
    let sam = server.operator("Sam", OperatorRole::Support).await;
    for (form, reason) in [("hold", "the batch leaks"), ("claim-code", "a lost label")] {
        let fields = [("form", form), ("slot", "pods"), ("reason", reason)];
        let done = act(&sam, form, &fields).await;
        assert!(!done.status.is_client_error(), "{form}: {}", done.body);
    }
    let refused = act(
        &sam,
        "disconnect",
        &[("form", "disconnect"), ("reason", "no more")],
    )
    .await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(
        refused.body.contains("is not connected"),
        "{}",
        refused.body
    );
    let emil = server.customer("Emil").await;
    let stale = emil.post("/devices/add", &[("code", &code)]).await;
    assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
    let printed = server.maker(reqwest::Method::POST, "/api/v1/devices/K1/claim-code");
    let printed: serde_json::Value = printed.send().await.unwrap().json().await.unwrap();
    let theirs = emil
        .connect("Emil", printed["claim_code"].as_str().unwrap())
        .await;
    let supply = emil.supply("Coffee pods").await;
    for path in [format!("/devices/{theirs}"), format!("/supplies/{supply}")] {
        let page = emil.get(&path).await.body;
        for word in ["leaks", "lost label", "no more", "on hold"] {
            assert!(!page.contains(word), "{word} in {page}");
        }
    }
    let device = server.get("/api/v1/devices/K1").await;
    assert_ne!(device["slots"][0]["decision"]["outcome"], "held_by_maker");
}
