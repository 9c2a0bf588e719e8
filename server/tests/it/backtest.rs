//! `larder backtest`, by running the binary on real use.

use std::process::{Command, Output};

use serde_json::Value;

const LEADS: &str = "3:.1,4:.2,5:.25,6:.2,7:.12,8:.08,10:.05";

fn backtest(file: &str, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_larder"));
    command.args(["backtest", file, "--pack", "30", "--lead-days", LEADS]);
    command.args(arguments).env_clear().output().unwrap()
}

fn laundry() -> String {
    format!(
        "{}/../crates/demo/data/laundry-runs.csv",
        env!("CARGO_MANIFEST_DIR")
    )
}

fn json(output: &Output) -> Value {
    assert!(output.status.success(), "{output:?}");
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Steady use of some machines, day by day: often, and alike.
fn smooth() -> String {
    let mut text = "machine,day,used\n".to_owned();
    let mut state = 20_261_125_u32;
    let mut dice = |sides: u32| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 16) % sides
    };
    for machine in 0..8_u32 {
        for day in 0..900_i64 {
            let date = domain::Day(18_000 + day).start().to_string();
            let used = 1 + dice(2) + dice(2) + machine % 2;
            text += &format!("M{machine},{},{used}\n", &date[..10]);
        }
    }
    text
}

#[test]
fn use_that_comes_in_bursts_runs_out_less_often_with_a_forecast() {
    let policies = [
        "--policy",
        "burn_rate",
        "--policy",
        "forecast:0.95",
        "--json",
    ];
    let report = json(&backtest(&laundry(), &policies));
    let share = |n: usize| {
        report["policies"][n]["stockout_cycles_share"]
            .as_f64()
            .unwrap()
    };
    assert_eq!(report["policies"][1]["policy"], "forecast:0.95");
    assert!(share(0) > 0.15, "{report}");
    assert!(share(1) <= 0.03, "{report}");
    let ratio = report["frontier"]["ratio_at_equal_stock"].as_f64().unwrap();
    assert!(ratio <= 0.6, "{report}");
    let thresholds = report["frontier"]["burn_rate"].as_array().unwrap();
    assert_eq!(
        (thresholds.len(), &thresholds[0]["policy"]),
        (15, &"burn_rate".into())
    );
    assert_eq!(
        json(&backtest(&laundry(), &policies)),
        report,
        "the same again"
    );
}

#[test]
fn steady_use_is_no_worse_with_a_forecast() {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), smooth()).unwrap();
    let file = file.path().to_str().unwrap();
    let report = json(&backtest(file, &["--json", "--seeds", "10"]));
    assert_eq!(report["policies"][0]["keys"], 8);
    let ratio = report["frontier"]["ratio_at_equal_stock"].as_f64().unwrap();
    assert!(ratio <= 1.05, "{report}");
}

#[test]
fn a_table_is_printed_for_people() {
    let output = backtest(&laundry(), &["--seeds", "2"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.starts_with("policy  "), "{text}");
    assert!(text.contains("\nforecast:0.95  ") && text.contains("At equal average stock"));
}

#[test]
fn what_cannot_be_replayed_is_said_in_a_line() {
    let said = |output: Output| {
        assert!(!output.status.success());
        String::from_utf8(output.stderr).unwrap()
    };
    assert_eq!(
        said(backtest("nowhere.csv", &[])),
        "larder: nowhere.csv: cannot be read: No such file or directory (os error 2)\n"
    );
    let wrong = backtest(&laundry(), &["--policy", "forecast:95"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(said(wrong).contains("service_level must be 0.5 to 0.999"));
    let short = backtest(&laundry(), &["--warmup", "5000"]);
    assert!(said(short).contains("1440 days are no more than the 5000 of --warmup"));
}
