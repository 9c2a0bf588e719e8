//! What the operator's metrics tell after a day's work.

use reqwest::{Method, StatusCode};
use serde_json::json;

use crate::test_server::TestServer;

#[tokio::test]
async fn what_happened_is_counted_and_nobody_is_named() {
    let server = TestServer::with_model().await;
    server.amazon.subscribe().await;
    server.settle().await;
    let (_anna, device, token) = server.owner("Anna", "K1").await;
    let reports = json!([
        {"id": "1", "slot": "pods", "used": "95"},
        {"id": "1", "slot": "pods", "used": "95"},
        {"id": "2", "slot": "nothing", "used": "1"},
    ]);
    server.usage(&token, &reports).send().await.unwrap();
    server.settle().await;
    let answer = server.maker(Method::GET, "/metrics").send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    let text = answer.text().await.unwrap();
    // Other tests of this process are counted too.
    let counted = |line: &str| {
        let found = text.lines().find_map(|it| it.strip_prefix(line));
        let value = found.unwrap_or_else(|| panic!("no {line} in\n{text}"));
        value.trim().parse::<f64>().unwrap()
    };
    for line in [
        r#"larder_reports_total{outcome="accepted"}"#,
        r#"larder_reports_total{outcome="duplicate"}"#,
        r#"larder_reports_total{outcome="rejected"}"#,
        r#"larder_orders_total{state="requested"}"#,
        r#"larder_orders_total{state="awaiting"}"#,
        r#"larder_alerts_total{signal="low"}"#,
        r#"larder_amazon_calls_total{call="DrsReplenishInput",outcome="ok"}"#,
        r#"larder_sns_messages_total{outcome="kept"}"#,
        r#"larder_jobs_total{kind="replenish",outcome="done"}"#,
        "larder_notification_lag_seconds_count",
        r#"larder_job_wait_seconds_count{lane="prompt"}"#,
    ] {
        assert!(counted(line) >= 1.0, "{line}");
    }
    for lane in ["prompt", "bulk"] {
        for gauge in ["larder_jobs_due", "larder_job_oldest_seconds"] {
            assert!(counted(&format!("{gauge}{{lane=\"{lane}\"}}")) >= 0.0);
        }
    }
    for name in ["K1", &device, "Anna", &token] {
        assert!(!text.contains(name), "{name}");
    }
}
