use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::json;

use crate::rig::{CLIENT, RETURN, Rig, SECRET, authorize_url, query};

const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

fn challenge() -> String {
    URL_SAFE_NO_PAD.encode(ring::digest::digest(
        &ring::digest::SHA256,
        VERIFIER.as_bytes(),
    ))
}

fn code_form<'a>(code: &'a str, extra: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut form = vec![
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", RETURN),
        ("client_id", CLIENT),
    ];
    form.extend(extra);
    form
}

#[tokio::test]
async fn a_registration_ends_in_a_code_and_two_notifications() {
    let rig = Rig::new().await;
    let back = rig
        .amazon
        .authorize(
            &authorize_url("K1", false, &[]),
            "Anna",
            &[("pods", Some("B00PODS036"))],
        )
        .unwrap();
    assert!(back.starts_with(&format!("{RETURN}?code=")), "{back}");
    assert_eq!(query(&back, "scope").as_deref(), Some("dash:replenish"));
    assert_eq!(query(&back, "state").as_deref(), Some("s t&te"));
    rig.amazon.run_due().await;
    let got = rig.webhook.take();
    assert_eq!(got[0].kind(), "DeviceRegisteredNotification");
    assert_eq!(got[1].kind(), "SubscriptionChangedNotification");
    let slots = &got[1].message()["subscriptionInfo"]["slotsSubscriptionStatus"];
    assert_eq!(
        slots["filter"],
        json!({"subscribed": false, "productInfoList": []})
    );
    assert_eq!(slots["pods"]["subscribed"], true);
    let state = rig.amazon.state();
    let customer = &got[0].message()["customerInfo"]["directedCustomerId"];
    assert_eq!(
        *customer,
        json!(state.registrations[0].directed_customer_id)
    );
    assert_ne!(
        state.registrations[0].directed_customer_id,
        state.registrations[0].user_id
    );
}

#[tokio::test]
async fn a_code_works_once_with_its_verifier_and_return_url() {
    let rig = Rig::new().await;
    let challenge = challenge();
    let extra = [
        ("code_challenge", challenge.as_str()),
        ("code_challenge_method", "S256"),
    ];
    let code = || {
        let url = authorize_url("K1", false, &extra);
        query(&rig.amazon.authorize(&url, "Anna", &[]).unwrap(), "code").unwrap()
    };
    let secret = ("client_secret", SECRET);

    let wrong = rig
        .token(&code_form(&code(), &[secret, ("code_verifier", "other")]))
        .await;
    assert_eq!((wrong.0, &wrong.1["error"]), (400, &json!("invalid_grant")));
    let none = rig.token(&code_form(&code(), &[secret])).await;
    assert_eq!((none.0, &none.1["error"]), (400, &json!("invalid_grant")));

    let code = code();
    let form = code_form(&code, &[secret, ("code_verifier", VERIFIER)]);
    let (status, tokens) = rig.token(&form).await;
    assert_eq!(status, 200);
    assert!(
        tokens["access_token"]
            .as_str()
            .unwrap()
            .starts_with("Atza|")
    );
    assert!(tokens["access_token"].as_str().unwrap().len() >= 350);
    assert!(
        tokens["refresh_token"]
            .as_str()
            .unwrap()
            .starts_with("Atzr|")
    );
    assert_eq!(
        (&tokens["expires_in"], &tokens["token_type"]),
        (&json!(3600), &json!("bearer"))
    );
    assert_eq!(
        rig.token(&form).await.1["error"],
        "invalid_grant",
        "the code is used up"
    );
}

#[tokio::test]
async fn clients_prove_themselves_by_form_or_basic_or_pkce() {
    let (rig, _, refresh) = Rig::registered().await;
    let form = [
        ("grant_type", "refresh_token"),
        ("refresh_token", refresh.as_str()),
    ];
    let wrong = rig
        .token(&[
            form[0],
            form[1],
            ("client_id", CLIENT),
            ("client_secret", "x"),
        ])
        .await;
    let body =
        json!({"error": "invalid_client", "error_description": "Client authentication failed"});
    assert_eq!(wrong, (401, body));
    assert_eq!(
        rig.token(&[form[0], form[1], ("client_id", CLIENT)])
            .await
            .0,
        401
    );

    let basic = STANDARD.encode(format!("{CLIENT}:{SECRET}"));
    let answer = rig
        .http
        .post(format!("{}/auth/o2/token", rig.origin))
        .header("authorization", format!("Basic {basic}"))
        .form(&form)
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 200);

    let challenge = challenge();
    let extra = [
        ("code_challenge", challenge.as_str()),
        ("code_challenge_method", "S256"),
    ];
    let back = rig
        .amazon
        .authorize(&authorize_url("K2", false, &extra), "Anna", &[])
        .unwrap();
    let code = query(&back, "code").unwrap();
    let (status, tokens) = rig
        .token(&code_form(&code, &[("code_verifier", VERIFIER)]))
        .await;
    assert_eq!(status, 200);
    let refresh = tokens["refresh_token"].as_str().unwrap();
    let form = [
        ("grant_type", "refresh_token"),
        ("refresh_token", refresh),
        ("client_id", CLIENT),
    ];
    assert_eq!(rig.token(&form).await.0, 200);
}

#[tokio::test]
async fn what_is_wrong_with_a_request_is_told_at_the_return_url_if_that_is_known() {
    let rig = Rig::new().await;
    let error = |from: &str, to: &str| {
        let url = authorize_url("K1", false, &[]).replacen(from, to, 1);
        rig.amazon
            .authorize(&url, "Anna", &[])
            .map(|back| query(&back, "error").unwrap())
    };
    assert_eq!(
        error("response_type=code", "response_type=token").unwrap(),
        "unsupported_response_type"
    );
    assert_eq!(
        error("scope=dash%3Areplenish", "scope=dash").unwrap(),
        "invalid_scope"
    );
    assert_eq!(error("%22K1%22", "%22K%2F1%22").unwrap(), "invalid_scope");
    assert!(error("auth%2Flwa", "elsewhere").is_err());
    assert!(error(CLIENT, "other").is_err());
    assert!(error("BREW-2", "BREW-3").is_err());
}

#[tokio::test]
async fn the_profile_has_the_user_id_alone() {
    let rig = Rig::new().await;
    let url = authorize_url("K1", false, &[]).replacen(
        "scope=dash%3Areplenish",
        "scope=profile%3Auser_id",
        1,
    );
    let id = async |customer: &str| {
        let code = query(&rig.amazon.authorize(&url, customer, &[]).unwrap(), "code").unwrap();
        let (_, tokens) = rig
            .token(&code_form(&code, &[("client_secret", SECRET)]))
            .await;
        let answer = rig
            .http
            .get(format!("{}/user/profile", rig.origin))
            .bearer_auth(tokens["access_token"].as_str().unwrap())
            .send()
            .await
            .unwrap();
        answer.json::<serde_json::Value>().await.unwrap()
    };
    let anna = id("Anna").await;
    assert_eq!(anna.as_object().unwrap().len(), 1);
    assert!(
        anna["user_id"]
            .as_str()
            .unwrap()
            .starts_with("amzn1.account.A")
    );
    assert_eq!(anna, id("Anna").await);
    assert_ne!(anna, id("Ben").await);
}

#[tokio::test]
async fn a_device_token_does_not_open_the_profile() {
    let (rig, access, _) = Rig::registered().await;
    let ask = |token: String| {
        rig.http
            .get(format!("{}/user/profile", rig.origin))
            .bearer_auth(token)
            .send()
    };
    assert_eq!(ask(access).await.unwrap().status(), 403);
    assert_eq!(ask("Atza|none".to_owned()).await.unwrap().status(), 401);
}
