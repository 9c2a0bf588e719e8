//! `larder backtest`, by running the binary on real use.

use std::process::{Command, Output};

use domain::time::DAY;
use serde_json::{Value, json};
use sqlx::{PgPool, Row as _, SqlitePool};

use crate::test_server::{TestServer, model};

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
    for (arguments, why) in [
        (&["backtest"][..], "<FILE>"),
        (&["backtest", "x.csv", "--pack", "30"], "--lead-days"),
        (&["backtest", "--database", "--pack", "30"], "--pack"),
    ] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_larder"));
        let refused = command.args(arguments).env_clear().output().unwrap();
        assert_eq!(refused.status.code(), Some(2), "{arguments:?}");
        assert!(said(refused).contains(why), "{arguments:?}");
    }
}

fn of_database(url: &str, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_larder"));
    command.args(["backtest", "--database"]).args(arguments);
    command.env_clear().env("LARDER_DATABASE_URL", url);
    command.output().unwrap()
}

/// Everything that a database has, as far as its tables count it.
async fn rows(url: &str) -> i64 {
    const SQL: &str = "
        SELECT (SELECT COUNT(*) FROM journal) + (SELECT COUNT(*) FROM days) + (SELECT COUNT(*) FROM jobs)
            + (SELECT COUNT(*) FROM decisions) + (SELECT SUM(revision) FROM devices) AS rows";
    if url.starts_with("sqlite:") {
        let pool = SqlitePool::connect(url).await.unwrap();
        return sqlx::query(SQL).fetch_one(&pool).await.unwrap().get(0);
    }
    let pool = PgPool::connect(url).await.unwrap();
    let sql = SQL.replace("AS rows", "::BIGINT AS rows");
    let asked = sqlx::query(sqlx::AssertSqlSafe(sql));
    asked.fetch_one(&pool).await.unwrap().get(0)
}

async fn the_fleet_is_replayed_where_it_is(server: TestServer, url: &str) {
    server.put_model("BREW-2", &model()).await;
    let mut machines = Vec::new();
    for n in 0..5_i64 {
        let (name, serial) = (format!("Owner {n}"), format!("SERIAL{n}"));
        let (_, device, token) = server.owner(&name, &serial).await;
        machines.push((serial, device));
        // The last one has just begun.
        let days = if n == 4 { 20 } else { 150 };
        let now = server.clock.now();
        let reports = (1..=days).map(|ago: i64| {
            let at = (now - ago * DAY).to_string();
            json!({"id": format!("d{ago}"), "slot": "pods", "used": 1 + (n + ago * ago) % 4, "at": at})
        });
        let reports = Value::Array(reports.collect());
        let answer = server.usage(&token, &reports).send().await.unwrap();
        assert!(answer.status().is_success());
    }
    server.settle().await;
    let before = rows(url).await;

    let report = json(&of_database(url, &["--json"]));
    let supplies = report["supplies"].as_array().unwrap();
    assert_eq!(supplies.len(), 1, "nothing is known of the other slot");
    let pods = &supplies[0];
    assert_eq!(
        (&pods["model"], &pods["slot"]),
        (&"BREW-2".into(), &"pods".into())
    );
    assert_eq!((&pods["fleet"], &pods["prior"]), (&5.into(), &Value::Null));
    let forecast = &pods["policies"][1];
    assert_eq!(
        (&forecast["machines"], &forecast["promised"]),
        (&4.into(), &0.95.into())
    );
    assert!(forecast["kept"].as_f64().unwrap() > 0.8, "{pods}");
    let stock = forecast["average_stock"].as_f64().unwrap();
    assert!((0.1..1.5).contains(&stock), "{stock} packs");
    assert_eq!(
        json(&of_database(url, &["--json"])),
        report,
        "the same again"
    );

    let few = json(&of_database(url, &["--json", "--machines", "2"]));
    let drawn = few["supplies"][0]["policies"][1]["machines"].as_u64();
    assert!(drawn <= Some(2), "{few}");
    let table = of_database(url, &["--model", "BREW-2", "--policy", "forecast:0.9"]);
    let table = String::from_utf8(table.stdout).unwrap();
    assert!(table.starts_with("BREW-2 pods: "), "{table}");
    assert!(table.contains(" kept of 90.0 %, 4 machines\n"), "{table}");
    for text in [&table, &report.to_string()] {
        for (serial, device) in &machines {
            assert!(!text.contains(serial) && !text.contains(device), "{text}");
        }
    }
    let none = of_database(url, &["--model", "MILL"]);
    let said = String::from_utf8(none.stderr).unwrap();
    assert_eq!(said, "larder: no machine of it has been used for 90 days\n");
    assert_eq!(rows(url).await, before, "it is only read");
}

#[tokio::test]
async fn the_fleet_is_replayed_where_it_is_on_sqlite() {
    let server = TestServer::new().await;
    let url = server.database.url().to_owned();
    the_fleet_is_replayed_where_it_is(server, &url).await;
}

#[tokio::test]
async fn the_fleet_is_replayed_where_it_is_on_postgres() {
    let url = cluster::Cluster::shared().unwrap().database().unwrap();
    let server = TestServer::with(|config| config.database_url = url.as_str().into()).await;
    the_fleet_is_replayed_where_it_is(server, &url).await;
}

#[test]
fn a_database_that_is_not_there_is_not_made() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}/larder.db", folder.path().display());
    let said = String::from_utf8(of_database(&url, &[]).stderr).unwrap();
    assert_eq!(said, "larder: there is no Larder in this database\n");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}
