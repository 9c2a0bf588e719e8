//! The program as it is built: what it can play.

use std::io::{BufRead as _, BufReader};
use std::net::TcpListener;
use std::process::{Command, Stdio};

#[test]
fn the_program_names_what_it_plays() {
    let help = Command::new(env!("CARGO_BIN_EXE_larder-sandbox"))
        .arg("--help")
        .output()
        .unwrap();
    let text = String::from_utf8(help.stdout).unwrap();
    for name in ["amazon", "fleet", "demo"] {
        assert!(text.contains(&format!("\n  {name} ")), "{text}");
    }
}

/// As in a fresh container: everything of the demo is on this machine, and nothing of it needs a certificate.
#[test]
fn the_demo_starts_where_the_system_trusts_nobody() {
    let free = || {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.local_addr().unwrap().port().to_string()
    };
    let nothing = tempfile::tempdir().unwrap();
    let mut demo = Command::new(env!("CARGO_BIN_EXE_larder-sandbox"))
        .args(["demo", "--port", &free(), "--sandbox-port", &free()])
        .env("SSL_CERT_FILE", nothing.path().join("none.pem"))
        .env("SSL_CERT_DIR", nothing.path())
        .current_dir(nothing.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(demo.stdout.take().unwrap()).lines();
    let ready = lines
        .map_while(Result::ok)
        .any(|line| line.starts_with("Larder is running"));
    demo.kill().unwrap();
    let said = demo.wait_with_output().unwrap();
    assert!(ready, "{}", String::from_utf8_lossy(&said.stderr));
}
