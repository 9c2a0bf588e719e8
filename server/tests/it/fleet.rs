//! The maker's fleet in bulk: machines of a file, labels, models, and what machines say of themselves.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Stdio;

use reqwest::{Method, RequestBuilder, header};
use serde_json::{Value, json};

use crate::binary::command;
use crate::contract::{Answer, checked};
use crate::device_api::answer;
use crate::test_server::{PROVISION, TestServer, model};

const HASH: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

impl TestServer {
    fn import(&self, file: &str) -> RequestBuilder {
        let call = self.call(Method::POST, "/api/v1/devices/import", PROVISION);
        call.header(header::CONTENT_TYPE, "text/csv")
            .body(file.to_owned())
    }

    async fn imported(&self, file: &str) -> Value {
        let answer = checked(self.import(file)).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        answer.json()
    }

    async fn opens(&self, token: &str) -> bool {
        let lamp = self.call(Method::GET, "/api/v1/device", token);
        checked(lamp).await.status == 200
    }
}

#[tokio::test]
async fn each_row_of_a_file_is_taken_for_itself() {
    let server = TestServer::with_model().await;
    let file = format!(
        "\u{feff}serial,model,token_sha256\r\nK1,BREW-2,\r\nK2,BREW-2,{HASH}\r\nK 3,BREW-2,\r\nK4,NONE,\r\n\
         K5,BREW-2,{HASH}\r\nK1,BREW-2,\r\nK6,BREW-2,abc\r\nK7,BREW-2,\r\n"
    );
    let told = server.imported(&file).await;
    let made: Vec<_> = told["devices"].as_array().unwrap().iter().collect();
    let lines: Vec<_> = made.iter().map(|it| it["line"].as_u64().unwrap()).collect();
    assert_eq!(lines, [2, 3, 9]);
    assert!(made[0]["token"].is_string() && made[1].get("token").is_none());
    let code = made[0]["claim_code"].as_str().unwrap();
    let url = format!("{}/devices/add?code={code}", server.origin);
    assert_eq!(made[0]["claim_url"], url);
    let failed: Vec<_> = told["failed"].as_array().unwrap().iter().collect();
    let failed: Vec<_> = failed
        .iter()
        .map(|it| {
            (
                it["line"].as_u64().unwrap(),
                it["field"].as_str().unwrap(),
                it["code"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        failed,
        [
            (4, "serial", "bad_serial"),
            (5, "model", "unknown_model"),
            (6, "token_sha256", "conflict"),
            (7, "serial", "conflict"),
            (8, "token_sha256", "bad_hash"),
        ]
    );
    assert_eq!(told["failed"][0]["row"], json!(["K 3", "BREW-2", ""]));

    let (status, fleet) = answer(server.maker(Method::GET, "/api/v1/devices")).await;
    assert_eq!((status, fleet["items"].as_array().unwrap().len()), (200, 3));
    // Whoever scans the label has a page with the code in it.
    let anna = server.customer("Anna").await;
    let page = anna.get(url.strip_prefix(&server.origin).unwrap()).await;
    assert!(page.body.contains(code), "{}", page.body);
}

#[tokio::test]
async fn what_was_imported_is_not_made_twice_and_gets_its_code_anew_until_it_is_heard_or_owned() {
    let server = TestServer::with_model().await;
    let file = "serial,model\nK1,BREW-2\nK2,BREW-2\nK3,BREW-2\n";
    let first = server.imported(file).await;
    let text =
        |told: &Value, n: usize, name: &str| told["devices"][n][name].as_str().map(str::to_owned);
    let heard = text(&first, 1, "token").unwrap();
    let report = json!([{"id": "1", "slot": "pods", "used": 1}]);
    let taken = server.usage(&heard, &report).send().await.unwrap();
    assert_eq!(taken.status(), 200);
    let anna = server.customer("Anna").await;
    anna.connect("Anna", &text(&first, 2, "claim_code").unwrap())
        .await;

    let again = server.imported(file).await;
    for n in 0..3 {
        assert_eq!(text(&again, n, "id"), text(&first, n, "id"));
        assert_eq!(again["devices"][n]["created"], false);
        assert_eq!(text(&again, n, "claim_code").is_some(), n == 0, "{again}");
        assert_eq!(text(&again, n, "token").is_some(), n == 0, "{again}");
    }
    assert_ne!(text(&again, 0, "claim_code"), text(&first, 0, "claim_code"));
    assert!(server.opens(&heard).await);
    assert!(!server.opens(&text(&first, 0, "token").unwrap()).await);
    assert!(server.opens(&text(&again, 0, "token").unwrap()).await);
    let ben = server.customer("Ben").await;
    let old = text(&first, 0, "claim_code").unwrap();
    let added = ben.post("/devices/add", &[("code", &old)]).await;
    assert_eq!(added.status, 422, "the code of before is nobody's");
    ben.connect("Ben", &text(&again, 0, "claim_code").unwrap())
        .await;

    // Of another model it is another machine, and a row says so.
    server.put_model("MILL", &model()).await;
    let told = server.imported("serial,model\nK1,MILL\n").await;
    assert_eq!(told["failed"][0]["field"], "model");
    let detail = told["failed"][0]["detail"].as_str().unwrap();
    assert!(detail.contains("BREW-2"), "{detail}");
}

#[tokio::test]
async fn what_failed_is_kept_whole_and_fails_again_until_it_is_mended() {
    let server = TestServer::with_model().await;
    let mut file = "serial,model,token_sha256\nK1,BREW-2,,x\nK2,BREW-2\n\"K3,BREW-2,\nK4,BREW-2,\n=1+1,BREW-2,\n".to_owned();
    for time in 0..2 {
        let csv = server.import(&file).header(header::ACCEPT, "text/csv");
        file = checked(csv).await.text;
        let (_, fleet) = answer(server.maker(Method::GET, "/api/v1/devices")).await;
        let made = fleet["items"].as_array().unwrap();
        assert_eq!(
            (made.len(), &made[0]["serial"]),
            (1, &json!("K4")),
            "{time}"
        );
        let lines: Vec<_> = file.lines().skip(1).collect();
        assert_eq!(lines.len(), 5, "{file}");
        assert!(lines[0].ends_with(",x") || time > 0, "{file}");
        assert!(lines[4].contains(",'=1+1,BREW-2,"), "{file}");
    }
}

#[tokio::test]
async fn an_answer_in_csv_can_be_sent_as_it_is() {
    let server = TestServer::with_model().await;
    let file = "model,serial\nBREW-2,K1\nNONE,K2\n";
    let csv = server.import(file).header(header::ACCEPT, "text/csv");
    let answer = checked(csv).await;
    assert_eq!(answer.headers["content-type"], "text/csv; charset=utf-8");
    let lines: Vec<_> = answer.text.lines().collect();
    assert_eq!(
        lines[0],
        "line,serial,model,token_sha256,id,claim_code,claim_url,token,error"
    );
    assert!(lines[1].starts_with("2,K1,BREW-2,,"), "{lines:?}");
    assert!(
        lines[2].starts_with("3,K2,NONE,,,,,,\"line 3, model: There is no such model."),
        "{lines:?}"
    );
    server.put_model("NONE", &model()).await;
    let told = server.imported(&answer.text).await;
    assert_eq!(told["devices"].as_array().unwrap().len(), 2);
    assert_eq!(told["failed"], json!([]));
}

#[tokio::test]
async fn a_file_that_is_none_or_too_long_is_refused_whole() {
    let server = TestServer::with_model().await;
    let code = |answer: &Answer| answer.json()["code"].as_str().unwrap().to_owned();
    let bad = checked(server.import("K1;BREW-2\n")).await;
    assert_eq!(
        (bad.status.as_u16(), code(&bad)),
        (400, "bad_shape".to_owned())
    );
    let mut long = "serial,model\n".to_owned();
    (0..=10_000).for_each(|n| long.push_str(&format!("K{n},BREW-2\n")));
    let refused = checked(server.import(&long)).await;
    assert_eq!(
        (refused.status.as_u16(), code(&refused)),
        (413, "too_many_devices".to_owned())
    );
    let (_, fleet) = answer(server.maker(Method::GET, "/api/v1/devices")).await;
    assert_eq!(fleet["items"], json!([]));
}

/// `larder import devices FILE` on the server's own database.
fn importing(server: &TestServer, file: &Path) -> std::process::Command {
    let mut command = command(
        "http://127.0.0.1:1",
        &server.origin,
        &server.amazon_origin,
        server.database.url(),
    );
    command.args(["import", "devices"]).arg(file);
    command
}

fn results(file: &Path) -> BTreeMap<String, Vec<String>> {
    let mut reader = csv::Reader::from_path(file).unwrap();
    let mut results = BTreeMap::new();
    for record in reader.records() {
        let fields: Vec<String> = record.unwrap().iter().map(str::to_owned).collect();
        let before = results.insert(fields[0].clone(), fields);
        assert!(before.is_none(), "{before:?} is there twice");
    }
    results
}

#[tokio::test]
async fn an_import_that_is_killed_goes_on_and_makes_nothing_twice() {
    const MACHINES: usize = 3_000;
    let server = TestServer::with_model().await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("week.csv");
    let mut text = "serial,model\r\n".to_owned();
    (0..MACHINES).for_each(|n| text.push_str(&format!("W{n},BREW-2\r\n")));
    text.push_str("W1,BREW-2\r\nWX,NONE\r\n");
    std::fs::write(&file, text).unwrap();
    let told = folder.path().join("week.results.csv");
    let mut killed = 0;
    // Again and again, a little later each time.
    for lines in [1, 600, 1_500] {
        let mut child = importing(&server, &file).spawn().unwrap();
        let written = || std::fs::read_to_string(&told).map_or(0, |it| it.lines().count());
        while written() <= lines && child.try_wait().unwrap().is_none() {
            tokio::task::yield_now().await;
        }
        killed += usize::from(child.try_wait().unwrap().is_none());
        child.kill().unwrap();
        child.wait().unwrap();
        // As where a line was half written.
        let mut cut = std::fs::read(&told).unwrap();
        cut.truncate(cut.len() - 7);
        std::fs::write(&told, cut).unwrap();
    }
    assert_eq!(killed, 3, "it was over before it was killed");
    let last = importing(&server, &file)
        .stderr(Stdio::piped())
        .output()
        .unwrap();
    let said = String::from_utf8(last.stderr).unwrap();
    assert_eq!(last.status.code(), Some(1), "{said}");
    assert!(said.contains("2 lines failed"), "{said}");

    let results = results(&told);
    assert_eq!(results.len(), MACHINES);
    let ids: BTreeSet<&str> = results.values().map(|it| it[1].as_str()).collect();
    assert_eq!(ids.len(), MACHINES);
    let (mut fleet, mut after) = (BTreeMap::new(), String::new());
    loop {
        let page = server
            .get(&format!("/api/v1/devices?limit=1000{after}"))
            .await;
        for device in page["items"].as_array().unwrap() {
            let [serial, id] = ["serial", "id"].map(|it| device[it].as_str().unwrap().to_owned());
            assert!(fleet.insert(serial, id).is_none());
        }
        let Some(next) = page["next"].as_str() else {
            break;
        };
        after = format!("&after={next}");
    }
    let told_ids = results
        .iter()
        .map(|(serial, it)| (serial.clone(), it[1].clone()));
    assert_eq!(fleet, told_ids.collect::<BTreeMap<_, _>>());
    // What the results say opens: of every machine whose line was near one of the ends.
    for (serial, line) in results.iter().step_by(40) {
        assert!(server.opens(&line[4]).await, "{serial}: its token");
        let with = json!({"claim_code": line[2]});
        let label = server.maker(Method::POST, &format!("/api/v1/devices/{serial}/label"));
        assert_eq!(
            checked(label.json(&with)).await.status,
            200,
            "{serial}: its code"
        );
    }

    // The file of failures is sent as it is, once what was wrong is right.
    let failed = folder.path().join("week.failed.csv");
    let text = std::fs::read_to_string(&failed).unwrap();
    assert!(
        text.starts_with("serial,model,error\nW1,BREW-2,\"line 3002, serial: "),
        "{text}"
    );
    server.put_model("NONE", &model()).await;
    let again = importing(&server, &failed).status().unwrap();
    assert!(again.success());
    assert!(!folder.path().join("week.failed.failed.csv").exists());
    // And everything once more changes nothing.
    let before = std::fs::read_to_string(&told).unwrap();
    let good = before.lines().count();
    std::fs::write(&file, "serial,model\nW7,BREW-2\n").unwrap();
    assert!(importing(&server, &file).status().unwrap().success());
    let after = std::fs::read_to_string(&told).unwrap();
    assert_eq!(after.lines().count(), good);
    assert_eq!(
        before.lines().collect::<BTreeSet<_>>(),
        after.lines().collect::<BTreeSet<_>>()
    );
}

#[tokio::test]
async fn a_label_is_made_with_a_new_code_or_the_one_that_is_there() {
    let server = TestServer::with_model().await;
    server.device("K1").await;
    let label = |query: &str| {
        let path = format!("/api/v1/devices/K1/label{query}");
        server.call(Method::POST, &path, PROVISION)
    };
    let made = checked(label("")).await;
    assert_eq!(
        (
            made.status.as_u16(),
            &made.headers["content-type"].to_str().unwrap()
        ),
        (201, &"image/svg+xml")
    );
    let code = made.text.split("font-size=\"2.6\">").nth(1).unwrap();
    let code = code.split('<').next().unwrap().to_owned();
    let known = json!({"claim_code": code.to_lowercase().replace('-', " ")});
    let zpl = checked(label("?format=zpl").json(&known)).await;
    assert_eq!(zpl.status, 200);
    assert!(
        zpl.text.starts_with("^XA") && zpl.text.contains(&code),
        "{}",
        zpl.text
    );
    let wrong = json!({"claim_code": "0000-0000-0000"});
    assert_eq!(checked(label("").json(&wrong)).await.status, 422);
    assert_eq!(checked(label("?format=png")).await.status, 400);
    let anna = server.customer("Anna").await;
    anna.connect("Anna", &code).await;
    let refused = checked(label("")).await;
    assert_eq!(
        (refused.status.as_u16(), refused.json()["code"].clone()),
        (403, json!("not_the_factorys"))
    );
}

#[tokio::test]
async fn labels_are_made_of_results() {
    let folder = tempfile::tempdir().unwrap();
    let results = folder.path().join("week.results.csv");
    let row = |n: usize| {
        format!("W{n},id,7QK3-0ZXW-91FN,https://x.example/devices/add?code=7QK3-0ZXW-91FN,t\n")
    };
    let rows: String = (0..31).map(row).collect();
    std::fs::write(
        &results,
        format!("serial,id,claim_code,claim_url,token\n{rows}OLD,id,,,\n"),
    )
    .unwrap();
    let labels = |more: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_larder"));
        let output = command
            .arg("labels")
            .arg(&results)
            .args(more)
            .output()
            .unwrap();
        let [out, err] = [output.stdout, output.stderr].map(|it| String::from_utf8(it).unwrap());
        assert!(output.status.success(), "{err}");
        assert!(err.contains("1 machines have no code"), "{err}");
        out
    };
    let sheet = labels(&["--format", "sheet"]);
    assert_eq!(
        (
            sheet.matches("<svg").count(),
            sheet.matches("<section>").count()
        ),
        (31, 2)
    );
    assert!(labels(&["--format", "sheet", "--paper", "letter"]).contains("size: letter"));
    assert_eq!(labels(&["--format", "zpl"]).matches("^XA").count(), 31);
    labels(&["--format", "svg"]);
    let folder = folder.path().join("week.results.labels");
    assert_eq!(std::fs::read_dir(folder).unwrap().count(), 31);
}

#[tokio::test]
async fn models_are_listed_and_what_is_read_can_be_put() {
    let server = TestServer::with_model().await;
    let whole = json!({"name": " Mill ", "replenisher": "shop", "slots": [
        {"slot": "beans", "name": "Beans", "unit": "kg", "capacity": "1.5", "count_is": "0.25", "starts": "full",
            "typical_per_day": "0.035", "most_per_day": "1", "step": "0.1",
            "products": [{"asin": "B0", "name": "House"}],
            "policy": {"kind": "forecast", "service_level": 0.95},
            "shop": {"product": "BEANS-1", "quantity": "0.5"}},
        {"slot": "filter", "name": "Filter", "unit": "percent", "capacity": 100, "count_is": 100}]});
    server.put_model("MILL", &whole).await;
    server
        .put_model(
            "AROMA",
            &json!({"name": "Aroma", "replenisher": "alexa", "slots": [
        {"slot": "oil", "name": "Oil", "unit": "ml", "capacity": 10,
            "alexa": {"instance": "Sensor.Oil", "replenishment_id": "arn:1"}}]}),
        )
        .await;
    for name in ["MILL", "AROMA", "BREW-2"] {
        let path = format!("/api/v1/models/{name}");
        let read = answer(server.maker(Method::GET, &path)).await;
        assert_eq!(read.0, 200);
        let put = answer(server.maker(Method::PUT, &path).json(&read.1)).await;
        assert_eq!(put.0, 200, "{}", put.1);
        assert_eq!(answer(server.maker(Method::GET, &path)).await, read);
    }
    let mill = server.get("/api/v1/models/MILL").await;
    for field in [
        "slot", "name", "unit", "capacity", "count_is", "starts", "step", "products", "policy",
        "shop",
    ] {
        assert_eq!(mill["slots"][0][field], whole["slots"][0][field], "{field}");
    }
    let page = answer(server.maker(Method::GET, "/api/v1/models?limit=2"))
        .await
        .1;
    let names = |page: &Value| {
        let items = page["items"].as_array().unwrap().iter();
        items
            .map(|it| it["model"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(names(&page), ["AROMA", "BREW-2"]);
    let next = format!("/api/v1/models?after={}", page["next"].as_str().unwrap());
    let page = answer(server.maker(Method::GET, &next)).await.1;
    assert_eq!(
        (names(&page), &page["next"]),
        (vec!["MILL".to_owned()], &Value::Null)
    );
    assert_eq!(page["items"][0]["slots"], mill["slots"]);
    assert_eq!(
        answer(server.maker(Method::GET, "/api/v1/models/NONE"))
            .await
            .0,
        404
    );
}

#[tokio::test]
async fn a_model_goes_where_no_machine_is_of_it() {
    let server = TestServer::with_model().await;
    for serial in ["K1", "K2"] {
        server.device(serial).await;
    }
    let delete = || server.maker(Method::DELETE, "/api/v1/models/BREW-2");
    let (status, refused) = answer(delete()).await;
    assert_eq!((status, &refused["code"]), (409, &json!("conflict")));
    let detail = refused["detail"].as_str().unwrap();
    assert!(
        detail.starts_with("2 machines of this model are there"),
        "{detail}"
    );
    for serial in ["K1", "K2"] {
        let path = format!("/api/v1/devices/{serial}");
        assert_eq!(answer(server.maker(Method::DELETE, &path)).await.0, 202);
    }
    assert_eq!(answer(delete()).await.0, 409);
    server.settle().await;
    assert_eq!(answer(delete()).await.0, 204);
    assert_eq!(answer(delete()).await.0, 404);
    server.settle().await;
    server.put_model("BREW-2", &model()).await;
    server.device("K1").await;
}

#[tokio::test]
async fn a_machine_says_its_firmware_beside_its_reports() {
    let server = TestServer::with_model().await;
    let (token, _) = server.device("K1").await;
    let said = async |n: usize, firmware: Value| {
        let body = json!({"reports": [{"id": n.to_string(), "slot": "pods", "used": 1}], "firmware": firmware});
        let call = server
            .call(Method::POST, "/api/v1/usage", &token)
            .json(&body);
        answer(call).await.0
    };
    let kept = async || server.get("/api/v1/devices/K1").await["firmware"].clone();
    assert_eq!(kept().await, Value::Null);
    assert_eq!(said(1, json!("2.1.7")).await, 200);
    assert_eq!(kept().await, "2.1.7");
    assert_eq!(said(2, Value::Null).await, 200);
    assert_eq!(kept().await, "2.1.7", "what is not said changes nothing");
    assert_eq!(said(3, json!("2.1.8\n")).await, 200);
    assert_eq!(kept().await, "2.1.8");
    assert_eq!(said(4, json!("x".repeat(80))).await, 200);
    assert_eq!(kept().await, "x".repeat(64));
    assert_eq!(said(5, json!(7)).await, 400);
    let left = server.get("/api/v1/devices/K1").await;
    assert_eq!(left["slots"][0]["in_machine"], "96", "{left}");

    let of_cloud = json!({"reports": [{"id": "6", "slot": "pods", "used": 1}], "firmware": "3"});
    let call = server
        .maker(Method::POST, "/api/v1/devices/K1/usage")
        .json(&of_cloud);
    assert_eq!(answer(call).await.0, 200);
    assert_eq!(kept().await, "3");
}
