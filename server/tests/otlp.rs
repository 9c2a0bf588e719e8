//! Traces, where the program is built with them: `cargo test --features server/otlp --test otlp`.

#![cfg(test)]

#[path = "shared/binary.rs"]
mod binary;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::process::Stdio;

/// Reads one request; returns its first line and its body, and answers 200.
fn take(listener: &TcpListener) -> (String, Vec<u8>) {
    let (stream, _) = listener.accept().unwrap();
    let mut reader = BufReader::new(stream);
    let (mut first, mut length) = (String::new(), 0);
    reader.read_line(&mut first).unwrap();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        let line = line.trim().to_lowercase();
        if line.is_empty() {
            break;
        }
        if let Some(value) = line.strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    let answer = b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n";
    reader.get_mut().write_all(answer).unwrap();
    (first, body)
}

#[test]
fn spans_of_requests_reach_the_collector_without_what_is_secret() {
    let collector = TcpListener::bind("127.0.0.1:0").unwrap();
    let endpoint = format!("http://{}", collector.local_addr().unwrap());
    let free = TcpListener::bind("127.0.0.1:0").unwrap();
    let origin = format!("http://{}", free.local_addr().unwrap());
    drop(free);
    let folder = tempfile::tempdir().unwrap();
    let database = format!("sqlite://{}/larder.db", folder.path().display());
    let mut server = binary::command(&origin, &origin, "http://127.0.0.1:9", &database)
        .env("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint)
        .env("OTEL_BSP_SCHEDULE_DELAY", "100")
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let log = BufReader::new(server.stderr.take().unwrap());
    assert!(log.lines().any(|line| line.unwrap().contains("listening")));
    let address = origin.trim_start_matches("http://");
    let mut client = std::net::TcpStream::connect(address).unwrap();
    let request = format!(
        "GET /api/v1/devices/K1?limit=1 HTTP/1.1\r\nhost: {address}\r\nauthorization: Bearer {}\r\nconnection: close\r\n\r\n",
        binary::OPERATOR
    );
    client.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    client.read_to_string(&mut answer).unwrap();
    let has = |body: &[u8], text: &str| body.windows(text.len()).any(|it| it == text.as_bytes());
    loop {
        let (first, body) = take(&collector);
        assert!(first.starts_with("POST /v1/traces "), "{first}");
        for secret in [binary::OPERATOR, "K1?", "limit=1"] {
            assert!(!has(&body, secret), "{secret}");
        }
        if has(&body, "/api/v1/devices/{serial}") && has(&body, "larder") {
            break;
        }
    }
    server.kill().unwrap();
    server.wait().unwrap();
}
