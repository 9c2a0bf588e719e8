//! The schemas of `tests/schemas/alexa`, which were written from Amazon's pages and not from the code.

use std::path::PathBuf;

use boon::{Compiler, Schemas};
use serde_json::{Map, Value};

/// Every message that is sent, and every answer.
pub const MESSAGES: [&str; 8] = [
    "change_report",
    "add_or_update_report",
    "delete_report",
    "accept_grant_response",
    "accept_grant_error",
    "discover_response",
    "state_report",
    "error_response",
];

fn read(name: &str) -> Value {
    let path: PathBuf = [env!("CARGO_MANIFEST_DIR"), "tests/schemas/alexa", name]
        .iter()
        .collect();
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// What is wrong with a message, by its schema.
pub fn fault(name: &str, message: &Value) -> Option<String> {
    let mut compiler = Compiler::new();
    for file in ["common", name] {
        let schema = read(&format!("{file}.json"));
        let id = schema["$id"].as_str().unwrap().to_owned();
        compiler.add_resource(&id, schema).unwrap();
    }
    let mut schemas = Schemas::new();
    let of = compiler
        .compile(&format!("larder:alexa/{name}.json"), &mut schemas)
        .unwrap();
    let checked = schemas.validate(message, of);
    checked.err().map(|error| error.to_string())
}

/// Compares a message with its golden file, and holds it against its schema.
#[track_caller]
pub fn check(name: &str, message: &Value) {
    let golden = golden(name);
    assert_eq!(*message, golden, "{name}: {message:#}");
    assert_eq!(fault(name, message), None, "{name}");
}

fn golden(name: &str) -> Value {
    serde_json::from_str(&crate::golden::read(&format!("alexa/{name}.json"))).unwrap()
}

/// Puts `to` at the place that a JSON pointer names; takes away what is there where it is `null`.
fn put(message: &mut Value, at: &str, to: Value) {
    let (parent, last) = at.rsplit_once('/').unwrap();
    match message.pointer_mut(parent).unwrap() {
        Value::Object(object) if to.is_null() => {
            object.remove(last).unwrap();
        }
        Value::Object(object) => drop(Map::insert(object, last.to_owned(), to)),
        Value::Array(items) => items[last.parse::<usize>().unwrap()] = to,
        other => panic!("{other} has no {last}"),
    }
}

#[test]
fn a_schema_refuses_what_it_must() {
    let examples = read("counter_examples.json");
    let mut seen = std::collections::BTreeSet::new();
    for example in examples.as_array().unwrap() {
        let name = example["message"].as_str().unwrap();
        let mut message = golden(name);
        assert_eq!(fault(name, &message), None);
        put(
            &mut message,
            example["at"].as_str().unwrap(),
            example["to"].clone(),
        );
        assert!(fault(name, &message).is_some(), "{example}");
        seen.insert(name.to_owned());
    }
    assert_eq!(seen.len(), MESSAGES.len(), "each has a counter-example");
}
