//! A household of several: invited, of three roles, and left again.

use reqwest::StatusCode;
use serde_json::json;

use crate::test_server::{Browser, TestServer};

const OK: StatusCode = StatusCode::OK;
const SEEN: StatusCode = StatusCode::SEE_OTHER;
const FORBIDDEN: StatusCode = StatusCode::FORBIDDEN;

/// The code of an invitation that somebody makes.
async fn invite(owner: &Browser<'_>, role: &str) -> String {
    let made = owner
        .post("/settings/household/invite", &[("role", role)])
        .await;
    assert_eq!(made.status, SEEN, "{}", made.body);
    let page = owner.get(made.location()).await;
    let code = made.location().rsplit('=').next().unwrap().to_owned();
    assert!(
        page.body.contains(&format!("/join?code={code}")),
        "{}",
        page.body
    );
    code
}

/// What a role may: read, restock, disconnect, invite.
async fn may(browser: &Browser<'_>, supply: &str, device: &str, key: &str) -> [StatusCode; 4] {
    let restock = [
        ("key", key),
        ("kind", "add"),
        ("amount", "1"),
        ("unit", "count"),
    ];
    let invited = [("role", "viewer")];
    [
        browser.get(&format!("/supplies/{supply}")).await.status,
        browser
            .post(&format!("/supplies/{supply}/restock"), &restock)
            .await
            .status,
        browser
            .get(&format!("/devices/{device}/connect/start"))
            .await
            .status,
        browser
            .post("/settings/household/invite", &invited)
            .await
            .status,
    ]
}

#[tokio::test]
async fn each_role_may_do_what_it_says() {
    let server = TestServer::with_model().await;
    let (anna, device, _) = server.owner("Anna", "K1").await;
    let supply = anna.supply("Coffee pods").await;
    let ben = server.customer("Ben").await;
    assert_eq!(
        ben.get(&format!("/supplies/{supply}")).await.status,
        StatusCode::NOT_FOUND
    );
    let code = invite(&anna, "viewer").await;
    let joined = ben.post("/join", &[("code", &code)]).await;
    assert_eq!((joined.status, joined.location()), (SEEN, "/supplies"));
    assert_eq!(
        may(&ben, &supply, &device, "b").await,
        [OK, FORBIDDEN, FORBIDDEN, FORBIDDEN]
    );
    let page = ben.get(&format!("/supplies/{supply}")).await;
    for form in ["/restock\"", "/undo\"", "/amazon-settings"] {
        assert!(!page.body.contains(form), "{form}");
    }

    let household = anna.get("/settings/household").await.body;
    let (_, rest) = household.split_once("/settings/household/").unwrap();
    let rest = rest
        .split("/settings/household/")
        .find(|it| it.contains("/role"))
        .unwrap_or(rest);
    let id = rest.split('/').next().unwrap().to_owned();
    let role = format!("/settings/household/{id}/role");
    assert_eq!(
        anna.post(&role, &[("role", "king")]).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert_eq!(anna.post(&role, &[("role", "member")]).await.status, SEEN);
    assert_eq!(
        may(&ben, &supply, &device, "c").await,
        [OK, SEEN, FORBIDDEN, FORBIDDEN]
    );
    assert_eq!(anna.post(&role, &[("role", "owner")]).await.status, SEEN);
    assert_eq!(
        may(&ben, &supply, &device, "d").await,
        [OK, SEEN, StatusCode::FOUND, SEEN]
    );

    let leave = format!("/settings/household/{id}/leave");
    assert_eq!(anna.post(&leave, &[]).await.status, SEEN);
    assert_eq!(
        ben.get(&format!("/supplies/{supply}")).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        server.get("/api/v1/devices/K1").await["registration"],
        "registered"
    );
}

#[tokio::test]
async fn an_invitation_works_once_and_brings_nobody_with_machines() {
    let server = TestServer::with_model().await;
    let (anna, _, _) = server.owner("Anna", "K1").await;
    let (ben, _, _) = server.owner("Ben", "K2").await;
    let code = invite(&anna, "member").await;
    let refused = ben.post("/join", &[("code", &code)]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.body.contains("You have machines of your own."));
    let chiara = server.customer("Chiara").await;
    let typed = code.to_lowercase().replace('-', " ");
    assert_eq!(chiara.post("/join", &[("code", &typed)]).await.status, SEEN);
    let dora = server.customer("Dora").await;
    for code in [code.as_str(), "7K3M-9QXA-2B5C", ""] {
        let page = dora.post("/join", &[("code", code)]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{code}");
        assert!(page.body.contains("does not work any more"));
    }
    let taken_back = invite(&anna, "member").await;
    assert_eq!(
        anna.post("/settings/household/uninvite", &[]).await.status,
        SEEN
    );
    let page = dora.post("/join", &[("code", &taken_back)]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    for _ in 0..6 {
        dora.post("/join", &[("code", "WRONG")]).await;
    }
    let limited = dora.post("/join", &[("code", "WRONG")]).await;
    assert_eq!(limited.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn who_leaves_takes_the_own_connection_along_and_the_rest_have_an_owner() {
    let server = TestServer::with_model().await;
    server.amazon.subscribe().await;
    server.settle().await;
    let (anna, _, token) = server.owner("Anna", "K1").await;
    let ben = server.customer("Ben").await;
    let code = invite(&anna, "viewer").await;
    ben.post("/join", &[("code", &code)]).await;
    let page = anna.get("/settings/household").await.body;
    let form = page
        .split("action=\"/settings/household/")
        .find(|it| it.contains("Leave this household"));
    let id = form.unwrap().split('/').next().unwrap().to_owned();
    let left = anna
        .post(&format!("/settings/household/{id}/leave"), &[])
        .await;
    assert_eq!(left.status, SEEN);
    server.settle().await;
    let machine = server.get("/api/v1/devices/K1").await;
    assert_eq!(machine["registration"], "deregistered");
    assert!(!anna.get("/devices").await.body.contains("K1"));
    // Ben was a viewer; now he is the only one, and its owner.
    let report = json!([{"id": "1", "slot": "pods", "used": "1"}]);
    assert_eq!(
        server.usage(&token, &report).send().await.unwrap().status(),
        OK
    );
    let supply = ben.supply("Coffee pods").await;
    let device = machine["id"].as_str().unwrap();
    let may = may(&ben, &supply, device, "e").await;
    assert_eq!(may, [OK, SEEN, StatusCode::FOUND, SEEN]);
    let alone = ben.get("/settings/household").await.body;
    assert!(!alone.contains("Leave this household"));
}

/// The id of the other member, in the forms of an owner's page.
async fn other(owner: &Browser<'_>) -> String {
    let page = owner.get("/settings/household").await.body;
    let forms = page.split("action=\"/settings/household/").skip(1);
    let mut roles = forms.filter(|it| it.split('"').next().unwrap().ends_with("/role"));
    roles.next().unwrap().split('/').next().unwrap().to_owned()
}

#[tokio::test]
async fn what_an_owner_began_is_asked_for_again_and_amazons_page_is_whose_account_it_is_of() {
    let server = TestServer::with_model().await;
    let (anna, device, _) = server.owner("Anna", "K1").await;
    let ben = server.customer("Ben").await;
    let code = invite(&anna, "owner").await;
    ben.post("/join", &[("code", &code)]).await;

    let settings = format!("/devices/{device}/amazon-settings");
    assert_eq!(anna.get(&settings).await.status, StatusCode::FOUND);
    let refused = ben.get(&settings).await;
    assert_eq!(refused.status, FORBIDDEN);
    let words = "Only they can change on Amazon what it orders.";
    assert!(refused.body.contains(words), "{}", refused.body);
    assert!(
        !ben.get(&format!("/devices/{device}"))
            .await
            .body
            .contains(&settings)
    );

    let start = format!("/devices/{device}/connect/start");
    let back = ben.to_amazon(&start, "Ben").await;
    let role = format!("/settings/household/{}/role", other(&anna).await);
    assert_eq!(anna.post(&role, &[("role", "member")]).await.status, SEEN);
    let done = ben.get(&back).await;
    assert_eq!(done.location(), "/devices?error=forbidden");
    let page = ben.get(done.location()).await;
    assert!(page.body.contains("Your role does not allow this."));
    assert_eq!(
        anna.get(&settings).await.status,
        StatusCode::FOUND,
        "still hers"
    );
}
