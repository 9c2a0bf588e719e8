//! The API's description against the router.

use reqwest::{Method, StatusCode};
use serde_json::Value;

use crate::rig::Rig;

pub async fn description(rig: &Rig) -> Value {
    let answer = rig.http.get(rig.url("/api/openapi.json")).send().await;
    answer.unwrap().json().await.unwrap()
}

/// Every call: its method, its path with names in braces, and what is said of it.
fn calls(description: &Value) -> Vec<(Method, String, Value)> {
    let paths = description["paths"].as_object().unwrap();
    let calls = paths.iter().flat_map(|(path, item)| {
        let item = item.as_object().unwrap().iter();
        item.map(|(method, call)| {
            let method: Method = method.to_uppercase().parse().unwrap();
            (method, path.clone(), call.clone())
        })
    });
    calls.collect()
}

/// A path of nothing that is there.
fn filled(path: &str) -> String {
    path.replace("{entry}", "00000000-0000-7000-8000-000000000000")
        .replace(['{', '}'], "")
}

#[tokio::test]
async fn what_is_described_is_routed_and_nothing_else() {
    let rig = Rig::new().await;
    let description = description(&rig).await;
    let calls = calls(&description);
    assert!(calls.len() > 15, "{}", calls.len());
    let methods = [
        Method::GET,
        Method::PUT,
        Method::POST,
        Method::DELETE,
        Method::PATCH,
    ];
    for (_, path, _) in &calls {
        for method in &methods {
            let name = format!("{method} {path}");
            let described = calls.iter().any(|(m, p, _)| m == method && p == path);
            let answer = rig
                .maker(method.clone(), &filled(path))
                .send()
                .await
                .unwrap();
            let (status, headers) = (answer.status(), answer.headers().clone());
            let problem: Value = answer.json().await.unwrap_or_default();
            assert_ne!(problem["code"], "no_such_call", "{name}");
            assert_eq!(
                status != StatusCode::METHOD_NOT_ALLOWED,
                described,
                "{name}"
            );
            assert_eq!(!headers.contains_key("allow"), described, "{name}");
        }
    }
    // A path is written once, beside its handler; the router has none of its own under `/api`.
    let source = include_str!("../../src/router.rs");
    let start = source.find("fn api()").unwrap();
    let end = source.find("fn pages(").unwrap();
    assert!(
        !source[start..end].contains(".route(\""),
        "a path that is not described"
    );
    assert!(
        !source.contains(".route(\"/api"),
        "a path that is not described"
    );
}

#[tokio::test]
async fn every_call_says_what_it_may_be_answered() {
    let rig = Rig::new().await;
    let description = description(&rig).await;
    let mut names = Vec::new();
    for (method, path, call) in calls(&description) {
        let name = format!("{method} {path}");
        names.push(call["operationId"].as_str().unwrap().to_owned());
        assert!(call["summary"].is_string(), "{name}");
        assert!(!call["security"].as_array().unwrap().is_empty(), "{name}");
        let answers = call["responses"].as_object().unwrap();
        for status in ["401", "429", "500", "503"] {
            assert!(answers.contains_key(status), "{status} of {name}");
        }
        for (status, answer) in answers {
            let answer = match answer["$ref"].as_str() {
                Some(at) => description.pointer(at.trim_start_matches('#')).unwrap(),
                None => answer,
            };
            let failed = status.as_str() >= "400";
            let kind = if failed {
                "application/problem+json"
            } else {
                "application/json"
            };
            assert!(answer["description"].is_string(), "{status} of {name}");
            let empty = ["202", "204"].contains(&status.as_str());
            assert_eq!(
                answer["content"][kind]["schema"].is_null(),
                empty,
                "{status} of {name}"
            );
        }
        let body = &call["requestBody"]["content"]["application/json"]["schema"];
        assert_eq!(call["requestBody"].is_null(), body.is_null(), "{name}");
        assert_ne!(body, &serde_json::json!({}), "{name}");
    }
    let count = names.len();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), count, "{names:?}");
}

#[tokio::test]
async fn the_description_can_be_read() {
    let rig = Rig::new().await;
    let page = rig.http.get(rig.url("/api/docs/")).send().await.unwrap();
    assert_eq!(page.status(), 200);
    let start = rig.http.get(rig.url("/api/docs/swagger-initializer.js"));
    let start = start.send().await.unwrap().text().await.unwrap();
    assert!(start.contains("/api/openapi.json"), "{start}");
}
