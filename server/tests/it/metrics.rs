//! What the operator's metrics tell after a day's work.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use reqwest::{Method, StatusCode};
use serde_json::json;
use server::metrics::{Kind, METRICS};

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
    assert!(counted("larder_webhook_oldest_seconds") >= 0.0);
    for lane in ["prompt", "bulk", "webhook", "notice"] {
        for gauge in ["larder_jobs_due", "larder_job_oldest_seconds"] {
            assert!(counted(&format!("{gauge}{{lane=\"{lane}\"}}")) >= 0.0);
        }
    }
    for name in ["K1", &device, "Anna", &token] {
        assert!(!text.contains(name), "{name}");
    }
}

#[tokio::test]
async fn what_has_not_happened_is_counted_as_nothing() {
    let server = TestServer::new().await;
    let answer = server.maker(Method::GET, "/metrics").send().await.unwrap();
    let text = answer.text().await.unwrap();
    for line in [
        r#"larder_reports_total{outcome="rejected"}"#,
        r#"larder_sns_messages_total{outcome="clock"}"#,
        r#"larder_webhook_deliveries_total{outcome="late"}"#,
        r#"larder_webhooks_disabled_total{reason="gone"}"#,
        r#"larder_orders_total{state="failed"}"#,
        r#"larder_alerts_total{signal="old_token_used"}"#,
        "# HELP larder_orders_total ",
    ] {
        assert!(text.lines().any(|it| it.starts_with(line)), "{line}");
    }
}

/// The project's root.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn text(file: &str) -> String {
    fs::read_to_string(root().join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// What begins like a metric in a text, as far as its name goes, with what stands behind it.
fn named(text: &str) -> Vec<(&str, &str)> {
    let starts = text.match_indices("larder_").map(|(at, _)| at);
    let starts = starts.filter(|at| {
        let before = text[..*at].chars().next_back();
        let is_whole = !before.is_some_and(|it| it.is_alphanumeric() || "_/-".contains(it));
        // Not the file of a package, as larder_1.2.3_amd64.deb.
        is_whole && text[*at + 7..].starts_with(|it: char| it.is_ascii_lowercase())
    });
    starts
        .map(|at| {
            let rest = &text[at..];
            let end = rest
                .find(|it: char| !it.is_ascii_lowercase() && it != '_')
                .unwrap_or(rest.len());
            rest.split_at(end)
        })
        .collect()
}

/// The metric that a name in a query is of, and its labels.
fn metric(name: &str) -> Option<&'static [&'static str]> {
    METRICS.iter().find_map(|(own, kind, labels, _)| {
        let ends: &[&str] = match kind {
            Kind::Histogram => &["", "_bucket", "_sum", "_count"],
            Kind::Counter | Kind::Gauge => &[""],
        };
        let is_it = ends.iter().any(|end| format!("{own}{end}") == name);
        is_it.then_some(*labels)
    })
}

#[test]
fn rules_dashboard_and_manual_name_what_is_there() {
    for file in [
        "deploy/prometheus/rules.yml",
        "deploy/prometheus/rules_test.yml",
        "deploy/grafana/larder.json",
        "docs/operations.md",
    ] {
        let text = text(file);
        let found = named(&text);
        assert!(found.len() >= METRICS.len() / 2, "{file}");
        for (name, rest) in found {
            let labels = metric(name).unwrap_or_else(|| panic!("{file}: there is no {name}"));
            let Some(selector) = rest.strip_prefix('{') else {
                continue;
            };
            let selector = selector.split('}').next().unwrap();
            for pair in selector.split(',') {
                let label = pair.split(['=', '!']).next().unwrap().trim();
                let of_prometheus = ["job", "instance", "le"].contains(&label);
                assert!(
                    of_prometheus || labels.contains(&label),
                    "{file}: {name} has no label {label}"
                );
            }
        }
    }
}

#[test]
fn every_metric_of_the_sources_is_listed_and_explained() {
    let mut counted = BTreeSet::new();
    for folder in ["server/src", "crates/amazon/src", "crates/replenish/src"] {
        sources(&root().join(folder), &mut counted);
    }
    let listed: BTreeSet<String> = METRICS.map(|(name, ..)| name.to_owned()).into();
    assert_eq!(counted, listed);
    let manual = text("docs/operations.md");
    for name in listed {
        assert!(
            manual.contains(&format!("`{name}`")),
            "docs/operations.md: {name}"
        );
    }
}

/// Names in calls of `counter!`, `gauge!` and `histogram!` below a folder.
fn sources(folder: &Path, counted: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, counted);
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        for call in ["counter!(\"", "gauge!(\"", "histogram!(\""] {
            for rest in text.split(call).skip(1) {
                counted.insert(rest.split('"').next().unwrap().to_owned());
            }
        }
    }
}
