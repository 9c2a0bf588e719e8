//! The log as the binary writes it.

use std::io::{BufRead, BufReader};
use std::process::Stdio;

use serde_json::Value;

use crate::binary::command;

#[test]
fn a_log_in_json_is_one_object_a_line() {
    let folder = tempfile::tempdir().unwrap();
    let database = format!("sqlite://{}/larder.db", folder.path().display());
    // Nobody listens there.
    let nowhere = "http://127.0.0.1:9";
    let mut server = command(
        "http://127.0.0.1:0",
        "http://127.0.0.1:1",
        nowhere,
        &database,
    )
    .env("LARDER_LOG", "json")
    .stderr(Stdio::piped())
    .spawn()
    .unwrap();
    let lines = BufReader::new(server.stderr.take().unwrap()).lines();
    let mut listens = false;
    for line in lines {
        let line: Value = serde_json::from_str(&line.unwrap()).unwrap();
        for field in ["timestamp", "level", "target", "message"] {
            assert!(line[field].is_string(), "{field}: {line}");
        }
        listens = line["message"] == "listening" && line["url"] == "http://127.0.0.1:1/";
        if listens {
            break;
        }
    }
    server.kill().unwrap();
    server.wait().unwrap();
    assert!(listens);
}
