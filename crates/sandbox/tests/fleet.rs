//! A fleet against a server that is silent, refuses by name, and finally takes everything.
#![cfg(test)]

use std::collections::{BTreeSet, VecDeque};
use std::sync::{Arc, Mutex};

use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse as _;
use axum::routing::post;
use axum::{Json, Router};
use sandbox::fleet::{Config, Device, Kind, SlotUse, Totals, run};
use serde_json::{Value, json};
use tokio::sync::watch;

/// One call: its token and its reports.
type Call = (String, Vec<Value>);

fn ids(call: &Call) -> BTreeSet<String> {
    call.1
        .iter()
        .map(|report| report["id"].as_str().unwrap().to_owned())
        .collect()
}

/// Answers with the statuses given, naming the first report where it refuses, then with 200.
async fn run_against(statuses: &[u16], until_calls: usize) -> (Vec<Call>, Totals) {
    run_fleet(statuses, until_calls, 0.0).await
}

/// The same with bad sensors beside such a share of the reports.
async fn run_fleet(statuses: &[u16], until_calls: usize, bad_sensors: f64) -> (Vec<Call>, Totals) {
    let calls: Arc<Mutex<Vec<Call>>> = Arc::default();
    let statuses = Arc::new(Mutex::new(VecDeque::from(statuses.to_vec())));
    let (count, mut counted) = watch::channel(0);
    let record = calls.clone();
    let receive = move |headers: HeaderMap, body: Bytes| async move {
        let body: Value = serde_json::from_slice(&body).unwrap();
        let reports = body["reports"].as_array().unwrap().clone();
        let first = reports[0]["id"].clone();
        record.lock().unwrap().push((
            headers["authorization"].to_str().unwrap().to_owned(),
            reports,
        ));
        count.send_modify(|count| *count += 1);
        match statuses.lock().unwrap().pop_front() {
            None => Json(json!({"rejected": []})).into_response(),
            Some(status) => {
                let body = json!({"rejected": [{"id": first, "code": "bad_unit"}]});
                (StatusCode::from_u16(status).unwrap(), Json(body)).into_response()
            }
        }
    };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let larder = format!("http://{}", listener.local_addr().unwrap());
    let router = Router::new().route("/api/v1/usage", post(receive));
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    let slot = SlotUse {
        slot: "pods".to_owned(),
        kind: Kind::Used,
        amount: "2".parse().unwrap(),
        unit: Some("count".to_owned()),
        every_ms: 1,
        jitter: 0.5,
        start: None,
    };
    let device = Device {
        serial: "K1".to_owned(),
        token: "tok".to_owned(),
        slots: vec![slot],
    };
    let config = Config {
        larder,
        seed: 1,
        retry_ms: 1,
        bad_sensors,
        devices: vec![device],
        clock: sandbox::wall_clock(),
    };
    let totals = run(config, async move {
        counted
            .wait_for(|count| *count >= until_calls)
            .await
            .unwrap();
    })
    .await;
    let calls = calls.lock().unwrap().clone();
    (calls, totals)
}

#[tokio::test]
async fn what_was_not_answered_is_sent_again_under_the_same_ids() {
    let (calls, totals) = run_against(&[503, 500, 429], 6).await;
    for pair in calls[..4].windows(2) {
        assert!(ids(&pair[0]).is_subset(&ids(&pair[1])));
    }
    assert!(
        ids(&calls[3]).is_disjoint(&ids(&calls[4])),
        "what was taken is not sent again"
    );
    assert_eq!(totals.failed_calls, 3);
    assert!(totals.taken >= ids(&calls[3]).len() as u64);
    assert_eq!(calls[0].0, "Bearer tok");
    let report = &calls[0].1[0];
    assert_eq!(
        (&report["used"], &report["unit"]),
        (&json!("2"), &json!("count"))
    );
    assert!(
        report["at"]
            .as_str()
            .unwrap()
            .parse::<jiff::Timestamp>()
            .is_ok()
    );
}

#[tokio::test]
async fn a_report_refused_by_name_is_dropped_and_the_others_stay() {
    let (calls, totals) = run_against(&[503, 503, 503, 422], 5).await;
    let refused = calls[3].1[0]["id"].as_str().unwrap();
    let rest: BTreeSet<_> = ids(&calls[3])
        .into_iter()
        .filter(|id| id != refused)
        .collect();
    assert!(!ids(&calls[4]).contains(refused));
    assert!(rest.is_subset(&ids(&calls[4])));
    assert_eq!(totals.refused, 1);
}

#[tokio::test]
async fn a_device_whose_token_is_refused_stops() {
    let (calls, totals) = run_against(&[401], usize::MAX).await;
    assert_eq!((calls.len(), totals.locked_out), (1, 1));
}

#[tokio::test]
async fn a_bad_sensor_speaks_beside_the_truth() {
    let (calls, _) = run_fleet(&[], 40, 1.0).await;
    let said: Vec<_> = calls.iter().flat_map(|call| &call.1).collect();
    let used = |report: &&&Value| report["used"] == "2";
    let others: BTreeSet<_> = said
        .iter()
        .filter(|it| !used(it))
        .map(|report| report["used"].as_str().unwrap())
        .collect();
    assert!(others.contains("0") && others.len() > 2, "{others:?}");
    // What was told again has the id of the first time, and the same content.
    let all = said.iter().filter(used).count();
    let ids: BTreeSet<_> = said
        .iter()
        .filter(used)
        .map(|it| it["id"].as_str())
        .collect();
    assert!(ids.len() < all);
}
