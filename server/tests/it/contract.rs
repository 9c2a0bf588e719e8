//! What the API answers, against what its description says. The tests of the API send through
//! [`checked`], so that every call of theirs is held against it.

use std::collections::BTreeMap;

use boon::{Compiler, Schemas};
use reqwest::header::HeaderMap;
use reqwest::{Method, RequestBuilder, StatusCode};
use serde_json::{Map, Value, json};
use tokio::sync::OnceCell;

use crate::test_server::TestServer;

/// The description, as the first server of this process served it.
static DESCRIPTION: OnceCell<Description> = OnceCell::const_new();

pub struct Description(pub Value);

/// What one call takes and answers.
struct Call<'a> {
    of: &'a Description,
    said: &'a Value,
}

/// An answer as it came.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
    /// The `operationId` of its call, where that is described.
    pub of: Option<String>,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_default()
    }
}

/// Sends a call of the API; what is answered has to be as described, and what is taken, too.
pub async fn checked(request: RequestBuilder) -> Answer {
    let (http, request) = request.build_split();
    let request = request.unwrap();
    let method = request.method().clone();
    let url = request.url().clone();
    let body = request.body().and_then(|body| body.as_bytes());
    let sent: Option<Value> = body.and_then(|bytes| serde_json::from_slice(bytes).ok());
    let answer = http.execute(request).await.unwrap();
    let mut answer = Answer {
        status: answer.status(),
        headers: answer.headers().clone(),
        text: answer.text().await.unwrap(),
        of: None,
    };
    let description = url.join("/api/openapi.json").unwrap();
    let description = DESCRIPTION
        .get_or_init(async || {
            Description(
                http.get(description)
                    .send()
                    .await
                    .unwrap()
                    .json()
                    .await
                    .unwrap(),
            )
        })
        .await;
    if let Some(call) = description.call(&method, url.path()) {
        call.check(&format!("{method} {}", url.path()), sent.as_ref(), &answer);
        answer.of = Some(call.name());
    }
    answer
}

impl Description {
    pub async fn of(server: &TestServer) -> Self {
        let answer = server
            .http
            .get(server.url("/api/openapi.json"))
            .send()
            .await;
        Self(answer.unwrap().json().await.unwrap())
    }

    /// The statuses that each call is said to be answered with, by its `operationId`.
    pub fn statuses(&self) -> BTreeMap<String, Vec<u16>> {
        let items = self.0["paths"].as_object().unwrap().values();
        let calls = items.flat_map(|item| item.as_object().unwrap().values());
        let calls = calls.map(|said| Call { of: self, said });
        let statuses = calls.map(|call| {
            let statuses = call.answers().keys().map(|status| status.parse().unwrap());
            (call.name(), statuses.collect())
        });
        statuses.collect()
    }

    /// The call that a request is.
    fn call(&self, method: &Method, path: &str) -> Option<Call<'_>> {
        let method = method.as_str().to_lowercase();
        let paths = self.0["paths"].as_object().unwrap();
        let (_, item) = paths.iter().find(|(template, _)| fits(template, path))?;
        item.get(&method).map(|said| Call { of: self, said })
    }

    /// What a reference names, or the thing itself.
    fn resolved<'a>(&'a self, thing: &'a Value) -> &'a Value {
        match thing["$ref"].as_str() {
            Some(at) => self.0.pointer(at.trim_start_matches('#')).unwrap(),
            None => thing,
        }
    }

    fn validate(&self, what: &str, schema: &Value, value: &Value) {
        const AT: &str = "http://larder/schema";
        let schema = json!({"allOf": [schema], "components": self.0["components"]});
        let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
        compiler.enable_format_assertions();
        compiler.add_resource(AT, schema).unwrap();
        let schema = compiler.compile(AT, &mut schemas);
        let schema = schema.unwrap_or_else(|wrong| panic!("schema of {what}: {wrong}"));
        if let Err(wrong) = schemas.validate(value, schema) {
            panic!("{what} is not as described: {wrong:#}\n{value:#}");
        }
    }
}

impl Call<'_> {
    fn name(&self) -> String {
        self.said["operationId"].as_str().unwrap().to_owned()
    }

    /// Its answers, by status.
    fn answers(&self) -> &Map<String, Value> {
        self.said["responses"].as_object().unwrap()
    }

    fn check(&self, name: &str, sent: Option<&Value>, answer: &Answer) {
        let status = answer.status.as_str();
        let said = self.answers().get(status);
        let said =
            said.unwrap_or_else(|| panic!("{name}: {status} is not described: {}", answer.text));
        let said = self.of.resolved(said);
        if let Some(code) = answer.json()["code"].as_str() {
            let codes = said["description"].as_str().unwrap();
            let is_named = codes.contains(&format!("`{code}`"));
            assert!(
                is_named,
                "{name}: {status} {code} is not described: {codes}"
            );
        }
        for header in said["headers"].as_object().unwrap().keys() {
            assert!(
                answer.headers.contains_key(header),
                "{name}: {status} without {header}"
            );
        }
        match said["content"].as_object() {
            None => assert_eq!(answer.text, "", "{name}: {status} has a body"),
            Some(content) => {
                let kind = answer.headers["content-type"].to_str().unwrap();
                let kind = kind.split(';').next().unwrap();
                let known: Vec<_> = content.keys().collect();
                let said = content.get(kind);
                let said =
                    said.unwrap_or_else(|| panic!("{name}: {status} is {kind}, not {known:?}"));
                let body = if kind.ends_with("json") {
                    answer.json()
                } else {
                    json!(answer.text)
                };
                self.of
                    .validate(&format!("{name}: {status}"), &said["schema"], &body);
            }
        }
        let body = &self.said["requestBody"]["content"]["application/json"]["schema"];
        // Reports are judged one by one: one that is none leaves the call as it is.
        let rejected = answer.json()["rejected"].as_array().map_or(0, Vec::len);
        let taken = answer.status.is_success() && rejected == 0;
        if let Some(sent) = sent.filter(|_| taken) {
            assert!(!body.is_null(), "{name} takes a body that is not described");
            self.of.validate(&format!("what {name} takes"), body, sent);
        }
    }
}

/// Whether a path is one of a template's.
fn fits(template: &str, path: &str) -> bool {
    let (template, path) = (template.split('/'), path.split('/'));
    template.clone().count() == path.clone().count()
        && template
            .zip(path)
            .all(|(name, part)| name == part || name.starts_with('{'))
}
