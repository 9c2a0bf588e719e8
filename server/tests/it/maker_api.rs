//! What the maker and the factory call.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::device_api::answer;
use crate::test_server::{OPERATOR, PROVISION, TestServer, model};

#[tokio::test]
async fn a_model_is_made_changed_and_checked() {
    let server = TestServer::with_model().await;
    let put = |body: &Value| {
        server
            .maker(Method::PUT, "/api/v1/models/BREW-2")
            .json(body)
    };
    assert_eq!(answer(put(&model())).await.0, 200);
    server.device("K1").await;

    let mut other = model();
    other["slots"][0]["unit"] = json!("ml");
    let (status, body) = answer(put(&other)).await;
    assert_eq!((status, &body["code"]), (409, &json!("conflict")));
    let mut coarser = model();
    coarser["slots"]
        .as_array_mut()
        .unwrap()
        .push(json!({"slot": "beans", "name": "Beans", "unit": "g", "capacity": "500"}));
    assert_eq!(answer(put(&coarser)).await.0, 200);
    coarser["slots"][2]["unit"] = json!("kg");
    let (status, body) = answer(put(&coarser)).await;
    assert_eq!((status, &body["code"]), (409, &json!("conflict")));
    let detail = body["detail"].as_str().unwrap();
    assert!(
        detail.contains("`beans`") && detail.contains("in another unit than g"),
        "{detail}"
    );
    let mut fewer = model();
    fewer["slots"].as_array_mut().unwrap().pop();
    assert_eq!(answer(put(&fewer)).await.0, 409);

    let mut wrong = model();
    wrong["slots"][0]["unit"] = json!("boxes");
    let (status, body) = answer(put(&wrong)).await;
    assert_eq!((status, &body["code"]), (422, &json!("invalid")));
    assert!(
        body["errors"][0]["field"]
            .as_str()
            .unwrap()
            .contains("unit"),
        "{body}"
    );
    let mut no_count = model();
    no_count["slots"][1]
        .as_object_mut()
        .unwrap()
        .remove("count_is");
    assert_eq!(answer(put(&no_count)).await.0, 422);
    assert_eq!(answer(put(&json!({"name": "x"}))).await.0, 400);
}

#[tokio::test]
async fn devices_are_created_once_and_show_their_secrets_once() {
    let server = TestServer::with_model().await;
    let create = |body: Value| server.maker(Method::POST, "/api/v1/devices").json(&body);
    let one = json!({"model": "BREW-2", "serial": "K1"});
    let (status, first) = answer(create(one.clone())).await;
    assert_eq!(status, 201);
    assert!(first["token"].is_string() && first["claim_code"].is_string());
    let (status, again) = answer(create(one)).await;
    assert_eq!(
        (status, &again),
        (200, &json!({"id": first["id"], "serial": "K1"}))
    );

    let many = json!([{"model": "BREW-2", "serial": "K1"}, {"model": "BREW-2", "serial": "K2"}]);
    let (status, both) = answer(create(many.clone())).await;
    assert_eq!((status, both.as_array().unwrap().len()), (201, 2));
    assert_eq!(
        (&both[0]["serial"], &both[1]["serial"]),
        (&json!("K1"), &json!("K2"))
    );
    assert!(both[0].get("token").is_none() && both[1]["token"].is_string());
    assert_eq!(answer(create(many)).await.0, 200);

    let spaced = json!({"model": "BREW-2", "serial": "K 1"});
    assert_eq!(answer(create(spaced)).await.0, 422);
    let unknown = json!({"model": "BREW-9", "serial": "K3"});
    assert!([404, 409, 422].contains(&answer(create(unknown)).await.0));
}

#[tokio::test]
async fn the_fleet_comes_in_parts() {
    let server = TestServer::with_model().await;
    for serial in ["K1", "K2", "K3"] {
        server.device(serial).await;
    }
    let first = server.get("/api/v1/devices?limit=2").await;
    let next = first["next"].as_str().unwrap();
    let second = server
        .get(&format!("/api/v1/devices?limit=2&after={next}"))
        .await;
    assert_eq!(second["next"], Value::Null);
    let serials: Vec<&str> = [&first, &second]
        .iter()
        .flat_map(|part| part["items"].as_array().unwrap())
        .map(|device| device["serial"].as_str().unwrap())
        .collect();
    assert_eq!(serials.len(), 3, "{serials:?}");
    assert_eq!(
        server.get("/api/v1/devices?limit=3").await["next"],
        Value::Null
    );
    assert_eq!(
        server.get("/api/v1/devices?registration=claimed").await["items"],
        json!([])
    );
    for query in [
        "limit=0",
        "limit=1001",
        "limit=x",
        "after=x",
        "registration=x",
        "silent_for=x",
    ] {
        let path = format!("/api/v1/devices?{query}");
        let (status, body) = answer(server.maker(Method::GET, &path)).await;
        assert_eq!(
            (status, &body["code"]),
            (400, &json!("bad_query")),
            "{query}"
        );
    }
}

#[tokio::test]
async fn a_silent_machine_is_found() {
    let server = TestServer::with_model().await;
    let (token, _) = server.device("K1").await;
    server.device("K2").await;
    let report = json!([{"id": "1", "slot": "pods", "used": "1", "at": "2026-11-22T11:00:00Z"}]);
    assert_eq!(answer(server.usage(&token, &report)).await.0, 200);
    server
        .clock
        .advance_to(server.clock.now() + domain::time::DAY);
    let silent = server.get("/api/v1/devices?silent_for=12h").await;
    let serials: Vec<_> = silent["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| &it["serial"])
        .collect();
    assert!(serials.contains(&&json!("K1")), "{silent}");
    let longer = server.get("/api/v1/devices?silent_for=2d").await;
    assert!(!longer["items"].to_string().contains("K1"), "{longer}");
}

#[tokio::test]
async fn a_device_is_shown_with_everything_known() {
    let server = TestServer::with_model().await;
    let (_, id, token) = server.owner("Anna", "K1").await;
    let report = json!([{"id": "1", "slot": "pods", "used": "2.5", "at": "2026-11-22T11:00:00Z"}]);
    assert_eq!(answer(server.usage(&token, &report)).await.0, 200);
    server.settle().await;
    let device = server.get("/api/v1/devices/K1").await;
    assert_eq!(
        (&device["id"], &device["serial"], &device["model"]),
        (&json!(id), &json!("K1"), &json!("BREW-2"))
    );
    assert_eq!(device["registration"], "registered");
    assert_eq!(device["ended_by"], Value::Null);
    assert_eq!(device["last_seen"], "2026-11-22T12:00:00Z");
    let pods = &device["slots"][0];
    for (field, value) in [
        ("slot", json!("pods")),
        ("name", json!("Coffee pods")),
        ("unit", json!("count")),
        ("capacity", json!("100")),
        ("in_machine", json!("97.5")),
        ("spares", json!("0")),
        ("at_home", json!("97.5")),
        ("subscribed", json!(true)),
        ("order", Value::Null),
    ] {
        assert_eq!(pods[field], value, "{field} of {pods}");
    }
    assert_eq!(pods["products"][0]["asin"], "B00PODS036");
    assert!(
        pods["pace_per_day"].is_string() && pods["reorder_level"].is_string(),
        "{pods}"
    );
    assert!(pods["days_left"].is_string(), "{pods}");
    assert_eq!(pods["decision"]["outcome"], "enough");
    assert!(
        pods["decision"]["reason"]
            .as_str()
            .unwrap()
            .starts_with("97.5 left"),
        "{pods}"
    );
}

#[tokio::test]
async fn a_new_token_takes_over_when_it_is_used_or_at_once() {
    let server = TestServer::with_model().await;
    let (first, _) = server.device("K1").await;
    let lamp = async |token: &str| {
        answer(server.call(Method::GET, "/api/v1/device", token))
            .await
            .0
    };
    let renew = async |body: &str| {
        let request = server.maker(Method::POST, "/api/v1/devices/K1/token");
        let (status, token) = answer(request.body(body.to_owned())).await;
        assert_eq!(status, 201);
        token["token"].as_str().unwrap().to_owned()
    };
    let second = renew("").await;
    assert_eq!(lamp(&first).await, 200);
    assert_eq!(lamp(&second).await, 200);
    assert_eq!(lamp(&first).await, 401);
    let third = renew(r#"{"revoke":true}"#).await;
    assert_eq!(lamp(&second).await, 401);
    assert_eq!(lamp(&third).await, 200);
}

#[tokio::test]
async fn what_was_heard_or_owned_is_not_the_factorys() {
    let server = TestServer::with_model().await;
    let renewals = async |serial: &str, token: &str| {
        let mut answers = Vec::new();
        for what in ["token", "claim-code"] {
            let path = format!("/api/v1/devices/{serial}/{what}");
            answers.push(answer(server.call(Method::POST, &path, token)).await);
        }
        answers
    };
    let (heard, _) = server.device("K1").await;
    let (_, code) = server.device("K2").await;
    for serial in ["K1", "K2"] {
        for (status, _) in renewals(serial, PROVISION).await {
            assert_eq!(status, 201);
        }
    }
    answer(server.call(Method::GET, "/api/v1/device", &heard)).await;
    let anna = server.customer("Anna").await;
    // The factory's new code has taken the place of the first.
    let added = anna.post("/devices/add", &[("code", &code)]).await;
    assert_eq!(added.status, StatusCode::UNPROCESSABLE_ENTITY);
    let (_, code) = renewals("K2", PROVISION).await.remove(1);
    let code = code["claim_code"].as_str().unwrap();
    let added = anna.post("/devices/add", &[("code", code)]).await;
    assert_eq!(added.status, StatusCode::SEE_OTHER);
    for serial in ["K1", "K2"] {
        for (status, body) in renewals(serial, PROVISION).await {
            assert_eq!((status, &body["code"]), (403, &json!("not_the_factorys")));
        }
        for (status, _) in renewals(serial, OPERATOR).await {
            assert_eq!(status, 201);
        }
        let known = json!({"model": "BREW-2", "serial": serial});
        let request = server.call(Method::POST, "/api/v1/devices", PROVISION);
        let (status, body) = answer(request.json(&known)).await;
        assert_eq!(status, 200);
        assert_eq!((body.get("token"), body.get("claim_code")), (None, None));
    }
}

#[tokio::test]
async fn the_makers_own_app_keeps_the_journal() {
    let server = TestServer::with_model().await;
    server.device("K1").await;
    let journal = "/api/v1/devices/K1/journal";
    let post = |body: Value| server.maker(Method::POST, journal).json(&body);
    let add = json!({"key": "k1", "slot": "pods", "kind": "add", "amount": "36", "unit": "count"});
    let (status, entry) = answer(post(add.clone())).await;
    assert_eq!(status, 201);
    assert_eq!(answer(post(add)).await, (200, entry.clone()));
    let list = server.get(journal).await;
    let line = &list["items"][0];
    assert_eq!(
        (&line["id"], &line["kind"], &line["amount"], &line["by"]),
        (&entry["id"], &json!("add"), &json!("36"), &json!("maker"))
    );

    let undo = format!("{journal}/{}/undo", entry["id"].as_str().unwrap());
    let (status, undone) = answer(server.maker(Method::POST, &undo)).await;
    assert_eq!(status, 201);
    let (status, body) = answer(server.maker(Method::POST, &undo)).await;
    assert_eq!((status, &body["code"]), (409, &json!("conflict")));
    let list = server.get(journal).await;
    let back = list["items"]
        .as_array()
        .unwrap()
        .iter()
        .find(|it| it["id"] == undone["id"]);
    assert_eq!(back.unwrap()["undoes"], entry["id"]);
    assert_eq!(back.unwrap()["kind"], "undo");

    for (wrong, field) in [
        (
            json!({"key": "k2", "slot": "tea", "kind": "add", "amount": "1"}),
            "slot",
        ),
        (
            json!({"key": "k3", "slot": "pods", "kind": "sell", "amount": "1"}),
            "kind",
        ),
        (
            json!({"key": "k4", "slot": "pods", "kind": "add", "amount": "many"}),
            "amount",
        ),
        (
            json!({"key": "k5", "slot": "pods", "kind": "add", "amount": 1, "unit": "ml"}),
            "unit",
        ),
    ] {
        let (status, body) = answer(post(wrong)).await;
        assert_eq!(
            (status, &body["errors"][0]["field"]),
            (422, &json!(field)),
            "{body}"
        );
    }
    let nowhere = format!("{journal}/00000000-0000-7000-8000-000000000000/undo");
    assert_eq!(answer(server.maker(Method::POST, &nowhere)).await.0, 404);
}

#[tokio::test]
async fn orders_are_listed_by_state() {
    let server = TestServer::with_model().await;
    let (_, _, token) = server.owner("Anna", "K1").await;
    let report = json!([{"id": "1", "slot": "pods", "used": "90", "at": "2026-11-22T11:00:00Z"}]);
    assert_eq!(answer(server.usage(&token, &report)).await.0, 200);
    server.settle().await;
    let orders = server.get("/api/v1/orders").await;
    let order = &orders["items"][0];
    assert_eq!(
        (&order["serial"], &order["slot"]),
        (&json!("K1"), &json!("pods")),
        "{orders}"
    );
    let state = order["state"].as_str().unwrap();
    let same = server.get(&format!("/api/v1/orders?state={state}")).await;
    assert_eq!(same["items"].as_array().unwrap().len(), 1);
    assert_eq!(
        server.get("/api/v1/orders?state=failed").await["items"],
        json!([])
    );
    assert_eq!(
        answer(server.maker(Method::GET, "/api/v1/orders?state=lost"))
            .await
            .0,
        400
    );

    let (_, lamp) = answer(server.call(Method::GET, "/api/v1/device", &token)).await;
    assert_eq!(lamp["slots"][0]["order"]["state"], state);
    let device = server.get("/api/v1/devices/K1").await;
    assert_eq!(device["slots"][0]["order"]["id"], order["id"]);
}

#[tokio::test]
async fn a_deleted_device_is_silenced_at_once() {
    let server = TestServer::with_model().await;
    let (token, _) = server.device("K1").await;
    assert_eq!(
        answer(server.maker(Method::DELETE, "/api/v1/devices/K1"))
            .await
            .0,
        202
    );
    assert_eq!(
        answer(server.call(Method::GET, "/api/v1/device", &token))
            .await
            .0,
        401
    );
    server.settle().await;
    assert_eq!(
        answer(server.maker(Method::GET, "/api/v1/devices/K1"))
            .await
            .0,
        404
    );
    assert_eq!(
        answer(server.maker(Method::DELETE, "/api/v1/devices/K9"))
            .await
            .0,
        404
    );
}

#[tokio::test]
async fn a_closed_api_says_so() {
    let server = TestServer::with(|config| {
        config.operator_token = None;
        config.provision_token = None;
    })
    .await;
    for (method, path) in [
        (Method::GET, "/api/v1/devices"),
        (Method::POST, "/api/v1/devices"),
    ] {
        let (status, body) = answer(server.call(method, path, OPERATOR)).await;
        assert_eq!((status, &body["code"]), (403, &json!("closed")));
    }
    let server = TestServer::with(|config| config.operator_token = None).await;
    assert_eq!(
        answer(server.call(Method::GET, "/api/v1/devices", PROVISION))
            .await
            .0,
        403
    );
    let body = json!({"model": "BREW-2", "serial": "K1"});
    let create = server
        .call(Method::POST, "/api/v1/devices", PROVISION)
        .json(&body);
    assert_ne!(answer(create).await.0, 403);
}

#[tokio::test]
async fn test_orders_are_taken_back_and_made_again() {
    let server = TestServer::with_model().await;
    server.amazon.subscribe().await;
    server.settle().await;
    let (_anna, _, token) = server.owner("Anna", "K1").await;
    let used = json!([{"id": "1", "slot": "pods", "used": 60, "at": "2026-11-10T08:00:00Z"},
        {"id": "2", "slot": "pods", "used": 35}]);
    server.usage(&token, &used).send().await.unwrap();
    server.settle().await;
    let take_back = |slot: &str| {
        server.maker(
            Method::DELETE,
            &format!("/api/v1/devices/K1/test-orders{slot}"),
        )
    };
    let states = async || {
        let orders = server.get("/api/v1/orders").await;
        let state = |order: &Value| order["state"].as_str().unwrap().to_owned();
        let states = orders["items"].as_array().unwrap().iter().map(state);
        states.collect::<Vec<_>>()
    };
    assert_eq!(states().await, ["awaiting"]);
    let unknown = take_back("?slot=nothing").send().await.unwrap();
    assert_eq!(unknown.status(), 404);
    // Orders of one millisecond come in no order.
    server.clock.advance_to(server.clock.now() + 1);
    let done = take_back("?slot=pods").send().await.unwrap();
    assert_eq!(done.status(), 204);
    server.settle().await;
    assert_eq!(
        states().await,
        ["awaiting", "cancelled"],
        "due, and no cooldown"
    );
    assert_eq!(take_back("").send().await.unwrap().status(), 204);

    server.amazon.deregister("K1").unwrap();
    server.settle().await;
    assert_eq!(take_back("").send().await.unwrap().status(), 409);
}

#[tokio::test]
async fn more_devices_than_fit_are_refused_and_none_is_made() {
    let server = TestServer::with_model().await;
    let device = |n: usize| json!({"model": "BREW-2", "serial": format!("M{n}")});
    let many: Vec<_> = (0..=1_000).map(device).collect();
    let post = server.maker(Method::POST, "/api/v1/devices").json(&many);
    let (status, problem) = answer(post).await;
    assert_eq!(
        (status, &problem["code"]),
        (413, &json!("too_many_devices"))
    );
    let first = server.maker(Method::GET, "/api/v1/devices/M0").send().await;
    assert_eq!(first.unwrap().status(), 404);
}

#[tokio::test]
async fn an_amount_is_a_plain_decimal_and_a_comma_is_told_of() {
    let server = TestServer::with_model().await;
    let (token, _) = server.device("K1").await;
    let set = |key: &str, amount: &str| {
        let body = json!({"key": key, "slot": "pods", "kind": "set", "amount": amount});
        let call = server.maker(Method::POST, "/api/v1/devices/K1/journal");
        answer(call.json(&body))
    };
    assert_eq!(set("half", "2.5").await.0, 201, "half a piece is one here");
    for comma in ["1,500", "2,5"] {
        let (status, body) = set("comma", comma).await;
        let wrong = &body["errors"][0];
        assert_eq!((status, &wrong["field"]), (422, &json!("amount")), "{body}");
        let detail = wrong["detail"].as_str().unwrap();
        assert!(detail.contains("\"1500\" or \"1.5\""), "{detail}");
    }
    let reports = json!([{"id": "1", "slot": "pods", "used": "1,500"}]);
    let (status, body) = answer(server.usage(&token, &reports)).await;
    let wrong = &body["rejected"][0];
    assert_eq!(
        (status, &wrong["code"]),
        (422, &json!("bad_amount")),
        "{body}"
    );
    let detail = wrong["detail"].as_str().unwrap();
    assert!(
        detail.starts_with("`used`: ") && detail.contains("\"1500\""),
        "{detail}"
    );
}
