//! Linking accounts: the way through it, a hostile client's ways, and with what reason each token ends.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use reqwest::{Method, RequestBuilder, StatusCode};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use sqlx::SqlitePool;
use url::Url;

use crate::larder::Page;
use crate::test_server::{Browser, LINK_SECRET, REDIRECT, TestServer};

const CLIENT: &str = "alexa-link";
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const STATE: &str = "A2S A&=x/é";

type Change<'a> = (&'a str, &'a str);

/// Parameters with some otherwise; an empty value takes one away.
fn with(parameters: &[(&str, &str)], changes: &[Change<'_>]) -> Vec<(String, String)> {
    let mut all: Vec<_> = parameters.to_vec();
    for (name, value) in changes {
        all.retain(|(known, _)| known != name);
        all.push((name, value));
    }
    all.retain(|(_, value)| !value.is_empty());
    let owned = all.into_iter();
    owned
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

fn challenge() -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(VERIFIER))
}

/// What Alexa sends a browser to.
pub fn authorize(changes: &[Change<'_>]) -> String {
    let challenge = challenge();
    let parameters = [
        ("response_type", "code"),
        ("client_id", CLIENT),
        ("redirect_uri", REDIRECT),
        ("state", STATE),
        ("scope", "machines"),
        ("code_challenge", &challenge),
        ("code_challenge_method", "S256"),
    ];
    let query = url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(with(&parameters, changes))
        .finish();
    format!("/oauth/authorize?{query}")
}

/// What the client's address is told.
fn told(page: &Page) -> HashMap<String, String> {
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let location = page.location();
    assert!(location.starts_with(&format!("{REDIRECT}?")), "{location}");
    assert_eq!(page.header("cache-control"), "no-store");
    assert_eq!(page.header("referrer-policy"), "no-referrer");
    let url = Url::parse(location).unwrap();
    url.query_pairs().into_owned().collect()
}

/// The customer allows it: the code.
pub async fn allow(browser: &Browser<'_>) -> String {
    let answer = browser.post(&authorize(&[]), &[("allow", "yes")]).await;
    let told = told(&answer);
    assert_eq!(told["state"], STATE);
    told["code"].clone()
}

fn post(server: &TestServer, path: &str, form: &[(String, String)]) -> RequestBuilder {
    server.http.post(server.url(path)).form(form)
}

/// The client's form for a code.
fn for_code(code: &str, changes: &[Change<'_>]) -> Vec<(String, String)> {
    let form = [
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", REDIRECT),
        ("code_verifier", VERIFIER),
        ("client_id", CLIENT),
        ("client_secret", LINK_SECRET),
    ];
    with(&form, changes)
}

/// The same for a refresh token.
fn for_refresh(token: &str) -> Vec<(String, String)> {
    let form = [
        ("grant_type", "refresh_token"),
        ("refresh_token", token),
        ("client_id", CLIENT),
        ("client_secret", LINK_SECRET),
    ];
    with(&form, &[])
}

/// Status and body of what the token endpoint answers.
async fn token(server: &TestServer, form: &[(String, String)]) -> (u16, Value) {
    let answer = post(server, "/oauth/token", form).send().await.unwrap();
    assert_eq!(answer.headers()["cache-control"], "no-store");
    (answer.status().as_u16(), answer.json().await.unwrap())
}

#[derive(Clone)]
pub struct Given {
    pub access: String,
    pub refresh: String,
}

async fn given(server: &TestServer, form: &[(String, String)]) -> Given {
    let (status, body) = token(server, form).await;
    assert_eq!(status, 200, "{body}");
    assert_eq!(body["token_type"], "Bearer");
    assert_eq!(body["expires_in"], 3_600);
    let text = |name: &str| body[name].as_str().unwrap().to_owned();
    Given {
        access: text("access_token"),
        refresh: text("refresh_token"),
    }
}

/// The customer links their account.
pub async fn link(server: &TestServer, browser: &Browser<'_>) -> Given {
    given(server, &for_code(&allow(browser).await, &[])).await
}

async fn error(server: &TestServer, form: &[(String, String)]) -> String {
    let (status, body) = token(server, form).await;
    assert_eq!(status, 400, "{body}");
    body["error"].as_str().unwrap().to_owned()
}

/// Whether an access token opens Alexa's directives.
async fn opens(server: &TestServer, access: &str) -> bool {
    let bearer = server.application.oauth().bearer(access).await.unwrap();
    matches!(bearer, replenish::Bearer::Of(_))
}

#[tokio::test]
async fn an_account_is_linked_by_whoever_signs_in_on_the_way() {
    let server = TestServer::new().await;
    let browser = server.browser();
    let page = authorize(&[]);
    let asked = browser.get(&page).await;
    assert_eq!(asked.location(), "/sign-in?next=%2Foauth%2Fauthorize");
    assert!(asked.header("set-cookie").contains("larder-link="));
    let back = browser
        .to_amazon("/auth/lwa/start?next=/oauth/authorize", "Anna")
        .await;
    let signed_in = browser.get(&back).await;
    assert_eq!(signed_in.location(), "/oauth/authorize");
    let again = browser.get("/oauth/authorize").await;
    assert_eq!(again.location(), page);
    assert!(browser.jar.lock().unwrap().is_empty(), "it is forgotten");

    let consent = browser.get(&page).await;
    assert_eq!(consent.status, StatusCode::OK);
    assert!(consent.body.contains("name=\"allow\" value=\"yes\""));
    assert!(!consent.body.contains("<script src"), "it needs none");
    let first = link(&server, &browser).await;
    assert!(opens(&server, &first.access).await);
    let second = given(&server, &for_refresh(&first.refresh)).await;
    assert!(
        opens(&server, &first.access).await,
        "until its hour is over"
    );
    assert!(opens(&server, &second.access).await);
    assert_ne!(first.refresh, second.refresh);

    // Allowed anew, the former link ends.
    let third = link(&server, &browser).await;
    assert!(!opens(&server, &second.access).await);
    assert!(opens(&server, &third.access).await);
}

#[tokio::test]
async fn whoever_says_no_is_led_back_with_that() {
    let server = TestServer::new().await;
    let browser = server.customer("Anna").await;
    for answer in [&[("allow", "no")][..], &[]] {
        let told = told(&browser.post(&authorize(&[]), answer).await);
        assert_eq!(told["error"], "access_denied");
        assert_eq!(told["state"], STATE);
        assert!(!told.contains_key("code"));
    }
    let without = browser.post(&authorize(&[("state", "")]), &[]).await;
    assert!(!self::told(&without).contains_key("state"));
}

#[tokio::test]
async fn the_consent_page_is_framed_by_nobody_and_its_form_leads_to_the_client_alone() {
    let server = TestServer::new().await;
    let page = server.customer("Anna").await.get(&authorize(&[])).await;
    let policy = page.header("content-security-policy");
    for part in [
        "frame-ancestors 'none'",
        &format!(
            "form-action 'self' https://pitangui.amazon.com https://layla.amazon.com {};",
            server.amazon_origin
        ),
        "default-src 'none'",
    ] {
        assert!(policy.contains(part), "{part} in {policy}");
    }
    assert_eq!(page.header("x-frame-options"), "DENY");
    assert_eq!(page.header("cache-control"), "no-store");
}

#[tokio::test]
async fn nobody_is_sent_where_alexa_is_not() {
    let server = TestServer::new().await;
    let browser = server.customer("Anna").await;
    for change in [
        ("redirect_uri", "https://evil.example/"),
        (
            "redirect_uri",
            "https://pitangui.amazon.com/api/skill/link/M1/../x",
        ),
        (
            "redirect_uri",
            "https://pitangui.amazon.com/api/skill/link/M12",
        ),
        ("redirect_uri", ""),
        ("client_id", "other"),
        ("client_id", ""),
    ] {
        let path = authorize(&[change, ("response_type", "token")]);
        for page in [
            server.browser().get(&path).await,
            browser.get(&path).await,
            browser.post(&path, &[("allow", "yes")]).await,
            browser.post(&path, &[("allow", "no")]).await,
        ] {
            assert_eq!(page.status, StatusCode::BAD_REQUEST, "{change:?}");
            assert_eq!(page.location(), "", "{change:?}");
            assert!(page.body.contains("This way to link does not work"));
            assert!(!page.body.contains("evil.example"));
        }
    }
    let twice = format!("{}&redirect_uri=https%3A%2F%2Fevil.example", authorize(&[]));
    assert_eq!(browser.get(&twice).await.status, StatusCode::BAD_REQUEST);
    let long = authorize(&[("state", &"x".repeat(2_800))]);
    assert_eq!(browser.get(&long).await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn what_the_client_asks_wrongly_is_told_to_it_before_anybody_is_asked() {
    let server = TestServer::new().await;
    let browser = server.customer("Anna").await;
    for (change, error) in [
        (("response_type", "token"), "unsupported_response_type"),
        (("response_type", ""), "invalid_request"),
        (("code_challenge", ""), "invalid_request"),
        (
            ("code_challenge", VERIFIER.split_at(42).0),
            "invalid_request",
        ),
        (("code_challenge_method", "plain"), "invalid_request"),
        (("code_challenge_method", ""), "invalid_request"),
        (("scope", "a \"b\""), "invalid_scope"),
    ] {
        let path = authorize(&[change]);
        for page in [
            server.browser().get(&path).await,
            browser.get(&path).await,
            browser.post(&path, &[("allow", "yes")]).await,
        ] {
            let told = told(&page);
            assert_eq!(told["error"], error, "{change:?}");
            assert_eq!(told["state"], STATE);
        }
    }
}

#[tokio::test]
async fn a_form_of_another_site_allows_nothing() {
    let server = TestServer::new().await;
    let browser = server.customer("Anna").await;
    let request = server.http.post(server.url(&authorize(&[])));
    let request = request.form(&[("allow", "yes")]);
    let page = browser
        .send(request.header("origin", "https://evil.example"))
        .await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
}

/// What a client may do with a code that is good, and what it gets.
#[tokio::test]
async fn a_code_is_for_its_client_its_address_and_its_verifier_once() {
    let server = TestServer::new().await;
    let browser = server.customer("Anna").await;
    let other = "a".repeat(43);
    // Whether the code is still good after that.
    for (change, answer, error, still) in [
        (("code_verifier", ""), 400, "invalid_request", true),
        (("code_verifier", "short"), 400, "invalid_request", true),
        (("redirect_uri", ""), 400, "invalid_request", true),
        (("grant_type", ""), 400, "invalid_request", true),
        (
            ("grant_type", "password"),
            400,
            "unsupported_grant_type",
            true,
        ),
        (("client_secret", "wrong"), 401, "invalid_client", true),
        (("client_secret", ""), 401, "invalid_client", true),
        (("client_id", "other"), 401, "invalid_client", true),
        (("code", "lac_made-up"), 400, "invalid_grant", true),
        (
            ("code_verifier", other.as_str()),
            400,
            "invalid_grant",
            false,
        ),
        (
            ("code_verifier", challenge().as_str()),
            400,
            "invalid_grant",
            false,
        ),
        (
            ("redirect_uri", "https://layla.amazon.com/link"),
            400,
            "invalid_grant",
            false,
        ),
        (
            ("redirect_uri", "https://evil.example/"),
            400,
            "invalid_grant",
            false,
        ),
    ] {
        let code = allow(&browser).await;
        let (status, body) = token(&server, &for_code(&code, &[change])).await;
        assert_eq!(
            (status, body["error"].as_str().unwrap()),
            (answer, error),
            "{change:?}"
        );
        let (status, _) = token(&server, &for_code(&code, &[])).await;
        assert_eq!(status == 200, still, "{change:?}");
    }
    // Twice: what came of it is gone.
    let code = allow(&browser).await;
    let mine = given(&server, &for_code(&code, &[])).await;
    let mine = given(&server, &for_refresh(&mine.refresh)).await;
    assert_eq!(error(&server, &for_code(&code, &[])).await, "invalid_grant");
    assert!(!opens(&server, &mine.access).await);
    assert_eq!(
        error(&server, &for_refresh(&mine.refresh)).await,
        "invalid_grant"
    );
}

#[tokio::test]
async fn another_clients_code_and_tokens_are_nobodys() {
    let server = TestServer::new().await;
    let browser = server.customer("Anna").await;
    let oauth = server.application.oauth();
    let code = allow(&browser).await;
    let theirs = oauth.exchange("other", &code, REDIRECT, VERIFIER).await;
    assert!(theirs.unwrap().is_none());
    let mine = link(&server, &browser).await;
    assert!(
        oauth
            .refresh("other", &mine.refresh)
            .await
            .unwrap()
            .is_none()
    );
    for token in [&mine.access, &mine.refresh] {
        oauth.revoke("other", token).await.unwrap();
    }
    assert!(opens(&server, &mine.access).await, "untouched");
    given(&server, &for_refresh(&mine.refresh)).await;
}

#[tokio::test]
async fn a_refresh_token_works_until_its_successor_is_used_and_then_ends_everything() {
    let server = TestServer::new().await;
    let browser = server.customer("Anna").await;
    let first = link(&server, &browser).await;
    let lost = given(&server, &for_refresh(&first.refresh)).await;
    let second = given(&server, &for_refresh(&first.refresh)).await;
    let third = given(&server, &for_refresh(&second.refresh)).await;
    assert!(opens(&server, &third.access).await);
    assert_eq!(
        error(&server, &for_refresh(&first.refresh)).await,
        "invalid_grant"
    );
    for token in [first, lost, second, third] {
        assert!(!opens(&server, &token.access).await);
        assert_eq!(
            error(&server, &for_refresh(&token.refresh)).await,
            "invalid_grant"
        );
    }
    // What is no refresh token ends nothing.
    let mine = link(&server, &browser).await;
    for wrong in [&mine.access, "lar_", "x", &mine.refresh[1..]] {
        assert_eq!(error(&server, &for_refresh(wrong)).await, "invalid_grant");
    }
    given(&server, &for_refresh(&mine.refresh)).await;
}

#[tokio::test]
async fn a_client_proves_itself_by_header_or_body_and_not_by_both() {
    let server = TestServer::new().await;
    let browser = server.customer("Anna").await;
    let basic =
        |id: &str, secret: &str| format!("Basic {}", STANDARD.encode(format!("{id}:{secret}")));
    let bare = [("client_id", ""), ("client_secret", "")];
    let right = basic(CLIENT, LINK_SECRET);
    for (header, changes, status) in [
        (right.clone(), &bare[..], 200),
        (basic(CLIENT, &LINK_SECRET.replace('-', "%2D")), &bare, 200),
        (right.clone(), &[("client_secret", "")], 200),
        (right.clone(), &[], 400),
        (
            right.clone(),
            &[("client_id", "other"), ("client_secret", "")],
            401,
        ),
        (basic(CLIENT, "wrong"), &bare, 401),
        (basic("other", LINK_SECRET), &bare, 401),
        ("Basic !".to_owned(), &bare, 401),
        (format!("Bearer {LINK_SECRET}"), &bare, 401),
    ] {
        let form = for_code(&allow(&browser).await, changes);
        let request = post(&server, "/oauth/token", &form).header("authorization", &header);
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status(), status, "{header} {changes:?}");
        let challenge = answer.headers().get("www-authenticate");
        assert_eq!(challenge.is_some(), status == 401);
    }
}

#[tokio::test]
async fn a_body_that_is_no_form_is_refused() {
    let server = TestServer::new().await;
    let form = for_refresh("lar_x");
    let json = server
        .http
        .post(server.url("/oauth/token"))
        .json(&json!({}));
    let twice: Vec<_> = form.iter().chain(&form).cloned().collect();
    let long = with(&[("grant_type", &*"x".repeat(20_000))], &[]);
    for request in [
        json,
        post(&server, "/oauth/token", &twice),
        post(&server, "/oauth/token", &long),
    ] {
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status(), 400);
        let body: Value = answer.json().await.unwrap();
        assert_eq!(body["error"], "invalid_request");
    }
    let get = server.http.get(server.url("/oauth/token")).send().await;
    assert_eq!(get.unwrap().status(), 405);
}

#[tokio::test]
async fn guessing_a_clients_secret_is_limited_and_the_right_one_never_refused() {
    let server = TestServer::new().await;
    let mine = link(&server, &server.customer("Anna").await).await;
    let wrong = for_code("lac_x", &[("client_secret", "guess")]);
    let mut statuses = Vec::new();
    for _ in 0..25 {
        let answer = post(&server, "/oauth/token", &wrong).send().await.unwrap();
        statuses.push(answer.status().as_u16());
    }
    assert!(statuses[..20].iter().all(|status| *status == 401));
    assert_eq!(statuses.last(), Some(&429));
    given(&server, &for_refresh(&mine.refresh)).await;
}

#[tokio::test]
async fn whichever_of_many_answers_comes_is_the_one_that_counts() {
    let server = TestServer::new().await;
    let mine = link(&server, &server.customer("Anna").await).await;
    let mut answers = Vec::new();
    for _ in 0..9 {
        answers.push(given(&server, &for_refresh(&mine.refresh)).await);
    }
    let next = given(&server, &for_refresh(&answers[0].refresh)).await;
    assert!(opens(&server, &next.access).await);
    given(&server, &for_refresh(&next.refresh)).await;
    assert_eq!(
        error(&server, &for_refresh(&answers[8].refresh)).await,
        "invalid_grant"
    );
}

#[tokio::test]
async fn what_takes_too_long_says_so_and_may_be_sent_again() {
    let server = TestServer::new().await;
    let browser = server.customer("Anna").await;
    let code = allow(&browser).await;
    let mine = link(&server, &browser).await;
    let pool = SqlitePool::connect(server.database.url()).await.unwrap();
    let held = pool.begin_with("BEGIN IMMEDIATE").await.unwrap();
    let secret = [("client_id", CLIENT), ("client_secret", LINK_SECRET)];
    let revoke = with(&secret, &[("token", &mine.refresh)]);
    let (refresh, exchange) = (for_refresh(&mine.refresh), for_code(&code, &[]));
    let late = async |path: &str, form: &[(String, String)]| {
        let answer = post(&server, path, form).send().await.unwrap();
        assert_eq!(answer.status(), 503, "{path}");
        assert_eq!(answer.headers()["cache-control"], "no-store");
        let body: Value = answer.json().await.unwrap();
        assert_eq!(body["error"], "temporarily_unavailable", "{path}");
    };
    tokio::join!(
        late("/oauth/token", &refresh),
        late("/oauth/token", &exchange),
        late("/oauth/revoke", &revoke)
    );
    held.rollback().await.unwrap();
    given(&server, &refresh).await;
}

#[tokio::test]
async fn a_token_that_is_given_back_is_nobodys() {
    let server = TestServer::new().await;
    let browser = server.customer("Anna").await;
    let revoke = async |token: &str, secret: &str| {
        let form = with(
            &[
                ("token", token),
                ("client_id", CLIENT),
                ("client_secret", secret),
            ],
            &[("token_type_hint", "access_token")],
        );
        let answer = post(&server, "/oauth/revoke", &form).send().await.unwrap();
        answer.status().as_u16()
    };
    let mine = link(&server, &browser).await;
    assert_eq!(revoke(&mine.access, "wrong").await, 401);
    assert!(opens(&server, &mine.access).await);
    assert_eq!(revoke("", LINK_SECRET).await, 400);
    for unknown in ["x", "laa_x", &format!("lar_{}", "A".repeat(64))] {
        assert_eq!(revoke(unknown, LINK_SECRET).await, 200);
    }
    assert_eq!(revoke(&mine.access, LINK_SECRET).await, 200);
    assert!(!opens(&server, &mine.access).await);
    let next = given(&server, &for_refresh(&mine.refresh)).await;
    assert_eq!(revoke(&next.refresh, LINK_SECRET).await, 200);
    assert!(!opens(&server, &next.access).await);
    assert_eq!(
        error(&server, &for_refresh(&next.refresh)).await,
        "invalid_grant"
    );
    assert_eq!(revoke(&next.refresh, LINK_SECRET).await, 200, "again");
}

#[tokio::test]
async fn alexas_tokens_open_nothing_else() {
    let server = TestServer::with_model().await;
    let (browser, _, _) = server.owner("Anna", "K1").await;
    let mine = link(&server, &browser).await;
    for token in [&mine.access, &mine.refresh] {
        for (method, path) in [
            (Method::GET, "/api/v1/device"),
            (Method::POST, "/api/v1/usage"),
            (Method::GET, "/api/v1/devices"),
            (Method::GET, "/api/v1/devices/K1"),
            (Method::GET, "/api/v1/keys"),
            (Method::GET, "/metrics"),
        ] {
            let call = server
                .call(method, path, token)
                .json(&json!({"reports": []}));
            assert_eq!(call.send().await.unwrap().status(), 401, "{path}");
        }
        let page = server.http.get(server.url("/supplies")).bearer_auth(token);
        let page = server.browser().send(page).await;
        assert_eq!(page.location(), "/sign-in?next=%2Fsupplies");
    }
}

#[tokio::test]
async fn only_an_owner_lets_alexa_in() {
    let server = TestServer::with_model().await;
    let (anna, _, _) = server.owner("Anna", "K1").await;
    let made = anna
        .post("/settings/household/invite", &[("role", "member")])
        .await;
    let code = made.location().split("code=").nth(1).unwrap().to_owned();
    let ben = server.customer("Ben").await;
    // What he let in before opens Anna's machines no more than he does.
    let before = link(&server, &ben).await;
    let joined = ben.post("/join", &[("code", &code)]).await;
    assert_eq!(joined.status, StatusCode::SEE_OTHER, "{}", joined.body);
    assert!(!opens(&server, &before.access).await);

    let page = ben.get(&authorize(&[])).await;
    assert!(page.body.contains("Only an owner"), "{}", page.body);
    assert!(!page.body.contains("value=\"yes\""));
    let refused = ben.post(&authorize(&[]), &[("allow", "yes")]).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let no = ben.post(&authorize(&[]), &[("allow", "no")]).await;
    assert_eq!(told(&no)["error"], "access_denied");
}

#[tokio::test]
async fn a_link_ends_with_its_reason() {
    let server = TestServer::new().await;
    for end in ["everywhere", "deleted"] {
        let browser = server.customer("Anna").await;
        let mine = link(&server, &browser).await;
        let unspent = allow(&browser).await;
        let other = server.customer("Anna").await;
        other.post("/sign-out", &[]).await;
        assert!(
            opens(&server, &mine.access).await,
            "a browser is not the link"
        );
        match end {
            "everywhere" => browser.post("/sign-out", &[("everywhere", "1")]).await,
            _ => browser.post("/settings/data", &[("word", "delete")]).await,
        };
        assert!(!opens(&server, &mine.access).await, "{end}");
        assert_eq!(
            error(&server, &for_refresh(&mine.refresh)).await,
            "invalid_grant"
        );
        assert_eq!(
            error(&server, &for_code(&unspent, &[])).await,
            "invalid_grant"
        );
    }
}

#[tokio::test]
async fn codes_end_after_five_minutes_and_access_after_an_hour() {
    let server = TestServer::new().await;
    let browser = server.customer("Anna").await;
    let pool = SqlitePool::connect(server.database.url()).await.unwrap();
    let run = async |sql: &'static str| {
        sqlx::query(sql).execute(&pool).await.unwrap();
    };
    let late = allow(&browser).await;
    run("UPDATE oauth_codes SET expires_at = expires_at - 5 * 60000").await;
    assert_eq!(error(&server, &for_code(&late, &[])).await, "invalid_grant");

    let mine = link(&server, &browser).await;
    run("UPDATE oauth_access_tokens SET expires_at = expires_at - 3600000").await;
    let bearer = async |token: &str| server.application.oauth().bearer(token).await.unwrap();
    assert_eq!(bearer(&mine.access).await, replenish::Bearer::Expired);
    // Those that have ended are forgotten, and said to have ended all the same.
    server.application.start().await.unwrap();
    server.settle().await;
    let left: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM oauth_access_tokens")
        .fetch_one(&pool)
        .await
        .unwrap();
    assert_eq!(left, 0);
    assert_eq!(bearer(&mine.access).await, replenish::Bearer::Expired);
    let next = given(&server, &for_refresh(&mine.refresh)).await;
    assert!(opens(&server, &next.access).await);
    for secret in [mine.access, mine.refresh, next.refresh] {
        assert!(!dump(&pool).await.contains(&secret), "kept as a hash");
    }
}

/// Every text of the tables of the authorization server, bytes as text.
async fn dump(pool: &SqlitePool) -> String {
    let sql = "SELECT hex(code_hash) || CAST(code_hash AS TEXT) FROM oauth_families
        UNION ALL SELECT CAST(refresh_unused AS TEXT) FROM oauth_families
        UNION ALL SELECT CAST(token_hash AS TEXT) FROM oauth_access_tokens";
    let rows: Vec<Vec<u8>> = sqlx::query_scalar(sql).fetch_all(pool).await.unwrap();
    rows.iter()
        .map(|row| String::from_utf8_lossy(row).into_owned())
        .collect()
}

#[tokio::test]
async fn without_alexas_settings_there_is_nothing_to_link() {
    let server = TestServer::with(|config| config.alexa = None).await;
    let browser = server.customer("Anna").await;
    assert_eq!(
        browser.get(&authorize(&[])).await.status,
        StatusCode::NOT_FOUND
    );
    for path in ["/oauth/token", "/oauth/revoke"] {
        let answer = post(&server, path, &for_refresh("x")).send().await.unwrap();
        assert_eq!(answer.status(), 404, "{path}");
    }
}

/// Alexa gives up after 4.5 s; half of the answers take a tenth of a second at most.
#[tokio::test]
async fn a_client_is_answered_at_once() {
    let server = TestServer::new().await;
    let mut mine = link(&server, &server.customer("Anna").await).await;
    let mut took = Vec::new();
    for _ in 0..31 {
        let began = Instant::now();
        mine = given(&server, &for_refresh(&mine.refresh)).await;
        took.push(began.elapsed());
    }
    took.sort();
    println!(
        "refreshed in {:?} at the median, {:?} at the most",
        took[15], took[30]
    );
    assert!(took[15] <= Duration::from_millis(100), "{took:?}");
}
