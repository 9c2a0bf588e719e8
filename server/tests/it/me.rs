//! The personal API: each of its calls by each kind of caller, and what its tokens are worth.

use domain::personal_token::PersonalScope::{self, Read, Restock};
use domain::time::{DAY, MINUTE, SECOND};
use reqwest::{Method, RequestBuilder, StatusCode};
use serde_json::{Value, json};
use serde_yaml_ng::Value as Yaml;

use crate::contract::{Answer, checked};
use crate::live::{next, run};
use crate::test_server::{Browser, OPERATOR, PROVISION, TestServer};

const ADDED: &str = r#"{"key":"k","kind":"add","amount":"1"}"#;

/// Method, path under `/api/v1/me`, scope, status for the right caller, body.
const CALLS: [(&str, &str, PersonalScope, u16, &str); 5] = [
    ("GET", "/supplies", Read, 200, ""),
    ("GET", "/supplies/{supply}", Read, 200, ""),
    ("GET", "/supplies/{supply}/journal", Read, 200, ""),
    ("POST", "/supplies/{supply}/journal", Restock, 201, ADDED),
    ("GET", "/events", Read, 200, ""),
];

impl TestServer {
    fn own(&self, method: Method, path: &str, token: &str) -> RequestBuilder {
        self.call(method, &format!("/api/v1/me{path}"), token)
    }

    async fn read(&self, path: &str, token: &str) -> Answer {
        checked(self.own(Method::GET, path, token)).await
    }

    /// What a token is answered at every call, each from an address of its own; where it is answered a stream, too.
    async fn answers(&self, token: &str, supply: &str, from: &str) -> Vec<u16> {
        let mut answers = Vec::new();
        for (method, path, _, _, body) in CALLS {
            let path = path.replace("{supply}", supply);
            let request = self.own(method.parse().unwrap(), &path, token);
            let request = request.header("x-forwarded-for", from);
            answers.push(checked(request.body(body)).await.status.as_u16());
        }
        let stream = self.own(Method::GET, "/stream", token);
        let stream = stream.header("x-forwarded-for", from).send().await.unwrap();
        answers.push(stream.status().as_u16());
        answers
    }
}

/// Another customer of the same household.
async fn guest<'a>(server: &'a TestServer, host: &Browser<'_>, role: &str) -> Browser<'a> {
    let made = host
        .post("/settings/household/invite", &[("role", role)])
        .await;
    let code = made.location().rsplit('=').next().unwrap().to_owned();
    let guest = server.customer("Ben").await;
    assert_eq!(guest.post("/join", &[("code", &code)]).await.status, 303);
    guest
}

#[tokio::test]
async fn every_call_answers_its_own_customer_and_nobody_else() {
    let server = TestServer::with_model().await;
    let (anna, _, machine) = server.owner("Anna", "K1").await;
    let supply = anna.supply("Coffee pods").await;
    let cleo = server.customer("Cleo").await;
    let ben = guest(&server, &anna, "member").await;
    let new = json!({"name": "all", "scopes": ["fleet.read", "fleet.write", "usage", "orders"]});
    let key = server.maker(Method::POST, "/api/v1/keys").json(&new);
    let key: Value = key.send().await.unwrap().json().await.unwrap();

    let over = anna.personal_token(Restock, "1").await;
    server.clock.advance_to(server.clock.now() + DAY);
    let revoked = anna.personal_token(Restock, "").await;
    let page = anna.get("/settings/tokens").await.body;
    let (_, rest) = page.split_once("action=\"/settings/tokens/").unwrap();
    let revoke = format!("/settings/tokens/{}", rest.split('"').next().unwrap());
    assert_eq!(anna.post(&revoke, &[]).await.location(), "/settings/tokens");
    let removed = ben.personal_token(Restock, "").await;
    let right = [200, 200, 200, 201, 200, 200];
    assert_eq!(
        server.answers(&removed, &supply, "203.0.113.1").await,
        right
    );
    let page = ben.get("/settings/household").await.body;
    let mut forms = page.split("action=\"/settings/household/");
    let own = forms.find(|it| it.contains("Leave this household"));
    let leave = format!(
        "/settings/household/{}",
        own.unwrap().split('"').next().unwrap()
    );
    assert_eq!(anna.post(&leave, &[]).await.status, StatusCode::SEE_OTHER);

    let made_up = format!("{}x", &revoked[..revoked.len() - 1]);
    let nobody = [401; 6];
    let key = key["key"].as_str().unwrap();
    for (n, token) in [
        "",
        &machine,
        OPERATOR,
        PROVISION,
        key,
        &made_up,
        "larder_me_",
        &over,
        &revoked,
        &removed,
    ]
    .into_iter()
    .enumerate()
    {
        let from = format!("203.0.113.{}", n + 2);
        let answers = server.answers(token, &supply, &from).await;
        assert_eq!(answers, nobody, "caller {n}");
    }
    let read = anna.personal_token(Read, "").await;
    let looks = [200, 200, 200, 403, 200, 200];
    assert_eq!(server.answers(&read, &supply, "203.0.113.50").await, looks);
    let foreign = cleo.personal_token(Restock, "").await;
    let theirs = [200, 404, 404, 404, 200, 200];
    assert_eq!(
        server.answers(&foreign, &supply, "203.0.113.51").await,
        theirs
    );
    for path in ["/supplies", "/events"] {
        assert_eq!(server.read(path, &foreign).await.json()["items"], json!([]));
    }
    let restock = anna.personal_token(Restock, "").await;
    // The key of the restock is the one that Ben has used.
    let again = [200, 200, 200, 200, 200, 200];
    assert_eq!(
        server.answers(&restock, &supply, "203.0.113.52").await,
        again
    );
    let refused = server.read("/supplies", "").await.json();
    let detail = refused["detail"].as_str().unwrap();
    assert!(detail.contains(&format!("{}/settings/tokens", server.origin)));
}

#[tokio::test]
async fn a_personal_token_opens_nothing_else() {
    let server = TestServer::with_model().await;
    let (anna, _, _) = server.owner("Anna", "K1").await;
    let token = anna.personal_token(Restock, "").await;
    for path in [
        "/api/v1/devices",
        "/api/v1/events",
        "/api/v1/keys",
        "/api/v1/device",
        "/metrics",
    ] {
        let answer = server.call(Method::GET, path, &token).send().await.unwrap();
        assert_eq!(answer.status(), 401, "{path}");
    }
    let page = server.call(Method::GET, "/supplies", &token);
    assert_eq!(page.send().await.unwrap().status(), 303);
}

#[tokio::test]
async fn whoever_may_only_look_restocks_by_no_token() {
    let server = TestServer::with_model().await;
    let (anna, _, _) = server.owner("Anna", "K1").await;
    let supply = anna.supply("Coffee pods").await;
    let ben = guest(&server, &anna, "viewer").await;
    let page = ben.get("/settings/tokens").await.body;
    assert!(!page.contains("value=\"restock\""), "{page}");
    let token = ben.personal_token(Restock, "").await;
    let answers = server.answers(&token, &supply, "203.0.113.1").await;
    assert_eq!(answers, [200, 200, 200, 403, 200, 200]);
}

#[tokio::test]
async fn supplies_are_as_the_maker_reads_them_and_304_while_nothing_changes() {
    let server = TestServer::with_model().await;
    let (anna, device, machine) = server.owner("Anna", "K1").await;
    let supply = anna.supply("Coffee pods").await;
    let token = anna.personal_token(Read, "").await;
    anna.post(&format!("/devices/{device}/name"), &[("name", "Küche")])
        .await;
    let report = json!([{"id": "1", "slot": "pods", "used": "3", "at": "2026-11-22T11:00:00Z"}]);
    server.usage(&machine, &report).send().await.unwrap();

    let all = server.read("/supplies", &token).await;
    assert_eq!(all.headers["cache-control"], "private, no-cache");
    let items = all.json()["items"].clone();
    let slots = server.get("/api/v1/devices/K1").await["slots"].clone();
    for (own, slot) in items
        .as_array()
        .unwrap()
        .iter()
        .zip(slots.as_array().unwrap())
    {
        for (field, value) in slot.as_object().unwrap() {
            assert_eq!(&own[field], value, "{field}");
        }
        assert_eq!(own["machine"]["id"], device);
        assert_eq!(own["machine"]["name"], "Küche");
        assert_eq!(own["machine"]["serial"], "K1");
    }
    assert_eq!(items[0]["at_home"], "97");
    let one = server.read(&format!("/supplies/{supply}"), &token).await;
    assert_eq!(one.json(), items[0]);

    let again = async |tag: &str| {
        let request = server.own(Method::GET, "/supplies", &token);
        checked(request.header("if-none-match", tag)).await
    };
    let tag = all.headers["etag"].to_str().unwrap().to_owned();
    for known in [tag.clone(), format!("W/{tag}"), format!("\"x\", {tag}")] {
        let same = again(&known).await;
        assert_eq!((same.status.as_u16(), &*same.text), (304, ""), "{known}");
        assert_eq!(same.headers["etag"], tag.as_str());
    }
    // Another use, and time alone: a pace falls while nothing is used.
    let report = json!([{"id": "2", "slot": "pods", "used": "1"}]);
    server.usage(&machine, &report).send().await.unwrap();
    let used = again(&tag).await;
    assert_eq!(used.status, 200);
    let tag = used.headers["etag"].to_str().unwrap().to_owned();
    assert_eq!(again(&tag).await.status, 304);
    server.clock.advance_to(server.clock.now() + 20 * DAY);
    let later = again(&tag).await;
    assert_eq!(later.status, 200);
    let pace = |answer: &Answer| answer.json()["items"][0]["pace_per_day"].clone();
    assert_ne!(pace(&later), pace(&used));
}

#[tokio::test]
async fn a_restock_counts_once_and_its_journal_is_read_page_by_page() {
    let server = TestServer::with_model().await;
    let (anna, _, _) = server.owner("Anna", "K1").await;
    let supply = anna.supply("Coffee pods").await;
    let token = anna.personal_token(Restock, "").await;
    let path = format!("/supplies/{supply}/journal");
    let say = async |body: Value| {
        let post = server.own(Method::POST, &path, &token).json(&body);
        let answer = checked(post).await;
        (answer.status.as_u16(), answer.json())
    };
    let add = json!({"key": "1", "kind": "add", "amount": "2"});
    let (status, entered) = say(add.clone()).await;
    assert_eq!(status, 201, "{entered}");
    assert_eq!(say(add).await, (200, entered.clone()));
    let (status, reused) = say(json!({"key": "1", "kind": "set", "amount": "2"})).await;
    assert_eq!((status, &reused["code"]), (409, &json!("key_reused")));
    let (status, waits) = say(json!({"key": "2", "kind": "believed", "amount": "2"})).await;
    assert_eq!((status, &waits["code"]), (409, &json!("conflict")));
    for (wrong, field) in [
        (json!({"key": "3", "kind": "give", "amount": "2"}), "kind"),
        (json!({"key": "3", "kind": "add", "amount": "-2"}), "amount"),
        (
            json!({"key": "3", "kind": "add", "amount": "2", "unit": "l"}),
            "unit",
        ),
    ] {
        let (status, body) = say(wrong).await;
        assert_eq!(status, 422, "{body}");
        assert_eq!(body["errors"][0]["field"], field, "{body}");
    }
    assert_eq!(say(json!({"key": "4", "kind": "replaced"})).await.0, 201);

    let page = |rest: &str| {
        let path = format!("{path}?limit=1{rest}");
        let token = &token;
        let server = &server;
        async move { server.read(&path, token).await.json() }
    };
    let newest = page("").await;
    assert_eq!(newest["items"][0]["kind"], "replaced", "{newest}");
    assert_eq!(newest["items"][0]["by"], "customer");
    let next = newest["next"].as_str().unwrap();
    let older = page(&format!("&after={next}")).await;
    assert_eq!(older["items"][0]["id"], entered["id"], "{older}");
    assert_eq!(
        (&older["items"][0]["amount"], &older["next"]),
        (&json!("2"), &Value::Null)
    );
}

#[tokio::test]
async fn events_are_the_households_own_byte_for_byte() {
    let server = TestServer::with_model().await;
    let (anna, _, machine) = server.owner("Anna", "K1").await;
    let (_ben, _, _) = server.owner("Ben", "K2").await;
    let report = json!([{"id": "1", "slot": "pods", "used": "90", "at": "2026-11-22T11:00:00Z"}]);
    server.usage(&machine, &report).send().await.unwrap();
    server.settle().await;
    let token = anna.personal_token(Read, "").await;
    let own = server.read("/events?limit=1000", &token).await;
    let all = server.get("/api/v1/events?limit=1000").await;
    let is_hers = |it: &&Value| it["serial"] == "K1" && it["type"] != "device.created";
    let hers: Vec<_> = all["items"]
        .as_array()
        .unwrap()
        .iter()
        .filter(is_hers)
        .collect();
    assert!(hers.len() > 3, "{all}");
    assert_eq!(own.json()["items"], json!(hers));
    assert_eq!(own.json()["next"], Value::Null);
    let bytes = checked(server.maker(Method::GET, "/api/v1/events?limit=1000")).await;
    for line in own.text.split("},{\"id\"") {
        let line = line.trim_start_matches("{\"items\":[{\"id\"");
        let line = line.trim_end_matches("}],\"next\":null}");
        assert!(bytes.text.contains(line), "{line}");
    }
    let first = server.read("/events?limit=1", &token).await.json();
    let next = first["next"].as_str().unwrap();
    let rest = server.read(&format!("/events?after={next}"), &token).await;
    assert_eq!(rest.json()["items"], json!(hers[1..]));
    for query in ["after=x", "limit=0"] {
        let refused = server.read(&format!("/events?{query}"), &token).await;
        assert_eq!(refused.status, 400, "{query}");
    }
}

#[tokio::test]
async fn a_stream_tells_what_is_new_and_ends_with_its_token() {
    let server = TestServer::with_model().await;
    let (anna, _, machine) = server.owner("Anna", "K1").await;
    let token = anna.personal_token(Read, "").await;
    let open = || server.own(Method::GET, "/stream", &token);
    let mut stream = open().send().await.unwrap();
    assert_eq!(stream.headers()["content-type"], "text/event-stream");
    let _running = run(&server);
    let first = next(&mut stream).await;
    let report = json!([{"id": "1", "slot": "pods", "used": "1"}]);
    server.usage(&machine, &report).send().await.unwrap();
    server.clock.advance_to(server.clock.now() + SECOND);
    assert_ne!(next(&mut stream).await, first);
    // Whoever was away hears of it at once.
    let back = open().header("last-event-id", first.to_string());
    assert_ne!(next(&mut back.send().await.unwrap()).await, first);

    let page = anna.get("/settings/tokens").await.body;
    let (_, rest) = page.split_once("action=\"/settings/tokens/").unwrap();
    let revoke = format!("/settings/tokens/{}", rest.split('"').next().unwrap());
    anna.post(&revoke, &[]).await;
    server.clock.advance_to(server.clock.now() + MINUTE);
    while stream.chunk().await.unwrap().is_some() {}
    assert_eq!(open().send().await.unwrap().status(), 401);
}

#[tokio::test]
async fn a_token_that_is_used_without_end_keeps_nobody_from_ending_it() {
    let server = TestServer::with_model().await;
    let (anna, device, _) = server.owner("Anna", "K1").await;
    let token = anna.personal_token(Restock, "").await;
    let supplies = server.read("/supplies", &token).await.json();
    let supply = supplies["items"][0]["id"].as_str().unwrap();
    let path = format!("/api/v1/me/supplies/{supply}/journal");
    let restock = async |token: &str| {
        let request = server.call(Method::POST, &path, token);
        let same = json!({"key": "same", "kind": "add", "amount": "1"});
        request.json(&same).send().await.unwrap().status().as_u16()
    };
    let mut last = 0;
    for _ in 0..510 {
        last = restock(&token).await;
    }
    assert_eq!(last, 429);
    let other = anna.personal_token(Restock, "").await;
    assert_eq!(restock(&other).await, 200, "each has its own");
    let rename = format!("/devices/{device}/name");
    let rename = async || anna.post(&rename, &[("name", "Office")]).await.status;
    assert_eq!(rename().await, 303);

    // The customer's own line is full: what ends something waits in none.
    for _ in 0..510 {
        last = rename().await.as_u16();
    }
    assert_eq!(last, 429);
    let page = anna.get("/settings/tokens").await.body;
    let (_, rest) = page.split_once("action=\"/settings/tokens/").unwrap();
    let revoke = format!("/settings/tokens/{}", rest.split('"').next().unwrap());
    for path in [
        &*revoke,
        "/settings/alexa/unlink",
        &format!("/devices/{device}/disconnect"),
        &format!("/devices/{device}/remove"),
    ] {
        let ended = anna.post(path, &[]).await;
        assert_ne!(ended.status, 429, "{path}");
    }
}

#[tokio::test]
async fn wrong_tokens_are_counted_for_themselves_and_keep_no_right_one_out() {
    let server = TestServer::with_model().await;
    let (anna, _, machine) = server.owner("Anna", "K1").await;
    let token = anna.personal_token(Read, "").await;
    for _ in 0..20 {
        assert_eq!(
            server.read("/supplies", "larder_me_guess").await.status,
            401
        );
    }
    let limited = server.read("/supplies", "larder_me_guess").await;
    assert_eq!(limited.status, 429);
    assert!(limited.headers.contains_key("retry-after"));
    assert_eq!(server.read("/supplies", &token).await.status, 200);
    let device = |token: &str| server.call(Method::GET, "/api/v1/device", token);
    assert_eq!(checked(device(&machine)).await.status, 200);
    assert_eq!(
        checked(device("guess")).await.status,
        401,
        "a bucket of its own"
    );
}

#[tokio::test]
async fn a_token_is_on_one_page_once_and_nowhere_else() {
    let server = TestServer::with_model().await;
    let (anna, _, _) = server.owner("Anna", "K1").await;
    let token = anna.personal_token(Restock, "30").await;
    let page = anna.get("/settings/tokens").await;
    assert_eq!(page.header("cache-control"), "no-store");
    assert!(page.body.contains("Kitchen") && !page.body.contains(&token));
    let fields = [("name", ""), ("made", &*token)];
    let refused = anna.post("/settings/tokens", &fields).await;
    assert_eq!(refused.status, 422);
    assert!(!refused.body.contains(&token), "{}", refused.body);
    for _ in 1..10 {
        anna.personal_token(Read, "").await;
    }
    let fields = [("name", "Eleventh"), ("scope", "read"), ("days", "")];
    let full = anna.post("/settings/tokens", &fields).await;
    assert_eq!(full.status, 409);
    assert!(full.body.contains("You have ten tokens."), "{}", full.body);
    let copy = anna.get("/settings/data/download").await;
    assert_eq!(copy.status, 200);
    let kept = server.database.store().await;
    let lines = kept.read().await.unwrap().audit_list(1_000).await.unwrap();
    let made = lines.iter().filter(|line| line.action == "token.create");
    assert_eq!(made.count(), 10);
}

/// The recipes of the manual, each a document.
fn recipes() -> Vec<Yaml> {
    let page = include_str!("../../../docs/personal-api.md");
    let blocks = page.split("```yaml\n").skip(1);
    let blocks = blocks.map(|rest| rest.split("```").next().unwrap());
    blocks
        .map(|block| serde_yaml_ng::from_str(block).unwrap())
        .collect()
}

/// The paths into `value_json` that a template names.
fn paths(template: &str) -> Vec<Vec<&str>> {
    let rest = template.split("value_json.").skip(1);
    rest.map(|rest| {
        let is_path = |c: char| c.is_ascii_lowercase() || c == '_' || c == '.';
        let end = rest.find(|c| !is_path(c)).unwrap_or(rest.len());
        rest[..end].split('.').collect()
    })
    .collect()
}

#[tokio::test]
async fn the_recipe_for_home_assistant_reads_and_says_what_is_there() {
    let server = TestServer::with_model().await;
    let (anna, _, machine) = server.owner("Anna", "K1").await;
    let supply = anna.supply("Coffee pods").await;
    let token = anna.personal_token(Restock, "").await;
    // With an order under way.
    let report = json!([{"id": "1", "slot": "pods", "used": "90", "at": "2026-11-22T11:00:00Z"}]);
    server.usage(&machine, &report).send().await.unwrap();
    server.settle().await;
    let recipes = recipes();
    let filled = |url: &Yaml| {
        let url = url.as_str().unwrap();
        let path = url
            .strip_prefix("https://larder.example/api/v1/me")
            .unwrap();
        path.replace("SUPPLY", &supply)
    };

    let rest = recipes.iter().find(|it| it.get("rest").is_some()).unwrap();
    let source = &rest["rest"][0];
    assert_eq!(
        source["headers"]["Authorization"].as_str(),
        Some("larder_token")
    );
    let answer = server.read(&filled(&source["resource"]), &token).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    let answer = answer.json();
    let sensors = source["sensor"].as_sequence().unwrap();
    assert!(sensors.len() >= 3);
    for sensor in sensors {
        let template = sensor["value_template"].as_str().unwrap();
        let paths = paths(template);
        assert!(!paths.is_empty(), "{template}");
        for path in paths {
            let found = path.iter().fold(&answer, |at, name| &at[*name]);
            assert!(!found.is_null(), "{path:?} in {answer}");
        }
        for attribute in sensor["json_attributes"]
            .as_sequence()
            .into_iter()
            .flatten()
        {
            let name = attribute.as_str().unwrap();
            assert!(answer.get(name).is_some(), "{name} in {answer}");
        }
    }

    let command = recipes.iter().find(|it| it.get("rest_command").is_some());
    let command = &command.unwrap()["rest_command"]["add_pods"];
    let payload = command["payload"].as_str().unwrap();
    let payload = payload.replace("{{ now().timestamp() }}", "1795341600.5");
    let payload = payload.replace("{{ amount }}", "36");
    let method: Method = command["method"]
        .as_str()
        .unwrap()
        .to_uppercase()
        .parse()
        .unwrap();
    let post = server.own(method, &filled(&command["url"]), &token);
    let kind = command["content_type"].as_str().unwrap();
    let entered = checked(post.header("content-type", kind).body(payload)).await;
    assert_eq!(entered.status, 201, "{}", entered.text);
}
