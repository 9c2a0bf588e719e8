//! The program as it is built: what it can play.

use std::process::Command;

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
