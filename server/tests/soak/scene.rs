//! Servers on one database, an Amazon that stays, and machines.

use std::future::pending;
use std::time::{Duration, Instant};

use cluster::{Cluster, Proxy};
use reqwest::{Client, Method, StatusCode, header};
use sandbox::{Pace, Sandbox, wall_clock};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::net::TcpListener;

use crate::binary::OPERATOR;
use crate::server::{LOOK, PATIENCE, Server};

/// Supplies of a machine that may order.
pub const SLOTS: [&str; 5] = ["a", "b", "c", "d", "e"];
const DAY: i64 = 86_400_000;
/// How far away a far database is.
const AWAY: Duration = Duration::from_millis(10);

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Sqlite,
    Postgres,
    /// PostgreSQL, 10 ms away.
    Far,
}

pub enum Database {
    Sqlite {
        _folder: TempDir,
    },
    /// The cluster, and the name of the database in it.
    Postgres(Cluster, String),
}

pub struct Scene {
    pub amazon: Sandbox,
    pub http: Client,
    pub servers: Vec<Server>,
    pub database: Database,
    _proxy: Option<Proxy>,
}

/// A machine, as the factory knows it.
#[derive(Clone)]
pub struct Made {
    pub serial: String,
    pub token: String,
    claim_code: String,
}

impl Scene {
    pub async fn new(kind: Kind, servers: usize) -> Self {
        let (database, url) = match kind {
            Kind::Sqlite => {
                let folder = tempfile::tempdir().unwrap();
                let url = format!("sqlite://{}", folder.path().join("larder.db").display());
                (Database::Sqlite { _folder: folder }, url)
            }
            Kind::Postgres | Kind::Far => {
                let cluster = Cluster::durable().unwrap();
                let url = cluster.database().unwrap();
                let name = url.rsplit('/').next().unwrap().to_owned();
                (Database::Postgres(cluster, name), url)
            }
        };
        let (proxy, url) = match &database {
            Database::Postgres(cluster, _) if kind == Kind::Far => {
                let proxy = Proxy::to(cluster, AWAY).await.unwrap();
                let url = proxy.url(&url);
                (Some(proxy), url)
            }
            _ => (None, url),
        };
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let amazon_origin = format!("http://localhost:{}", listener.local_addr().unwrap().port());
        let mut origins = Vec::new();
        for _ in 0..servers {
            let free = TcpListener::bind("127.0.0.1:0").await.unwrap();
            origins.push(format!("http://{}", free.local_addr().unwrap()));
        }
        let amazon = amazon(&amazon_origin, &origins[0]);
        let (router, runs) = (amazon.router(), amazon.clone());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        let http = client();
        let mut started = Vec::new();
        for origin in &origins {
            let mut server = Server::new(origin, &origins[0], &amazon_origin, &url);
            server.start(&http).await;
            started.push(server);
        }
        tokio::spawn(async move { runs.run(pending()).await });
        let scene = Self {
            amazon,
            http,
            servers: started,
            database,
            _proxy: proxy,
        };
        scene.models().await;
        scene
    }

    pub fn origins(&self) -> Vec<String> {
        self.servers.iter().map(|one| one.origin.clone()).collect()
    }

    /// One large container for those that only report, five small ones for those that order.
    async fn models(&self) {
        let slot = |slot: &str, capacity| json!({"slot": slot, "name": slot, "unit": "count", "capacity": capacity, "starts": "full"});
        let reporter = json!({"name": "Reporter", "slots": [slot("pods", 1_000_000)]});
        let orderer = json!({"name": "Orderer", "slots": SLOTS.map(|name| slot(name, 100))});
        self.call(Method::PUT, "/api/v1/models/REPORTER", &reporter)
            .await;
        self.call(Method::PUT, "/api/v1/models/ORDERER", &orderer)
            .await;
        let products = json!([{"asin": "B00PODS036", "name": "36", "quantity": 36}]);
        let theirs = SLOTS
            .map(|slot| json!({"slot": slot, "name": slot, "unit": "count", "products": products}));
        let theirs = json!({"name": "Orderer", "slots": theirs});
        let theirs = serde_json::from_value(theirs).unwrap();
        self.amazon.put_model("ORDERER", theirs);
    }

    pub async fn make(&self, model: &str, serial: &str) -> Made {
        let device = json!({"model": model, "serial": serial});
        let made = self.call(Method::POST, "/api/v1/devices", &device).await;
        let text = |field: &str| made[field].as_str().unwrap().to_owned();
        Made {
            serial: serial.to_owned(),
            token: text("token"),
            claim_code: text("claim_code"),
        }
    }

    /// `count` machines that Anna has connected to Amazon; every supply may be ordered.
    pub async fn connected(&self, count: usize) -> Vec<Made> {
        let mut cookie = None;
        self.to_amazon_and_back("/auth/lwa/start", &mut cookie)
            .await;
        let mut machines = Vec::new();
        for number in 0..count {
            let made = self.make("ORDERER", &format!("O{number}")).await;
            let added = self
                .http
                .post(format!("{}/devices/add", self.servers[0].origin))
                .header(header::COOKIE, cookie.clone().unwrap())
                .form(&[("code", &made.claim_code)])
                .send()
                .await
                .unwrap();
            let page = added.headers()["location"].to_str().unwrap().to_owned();
            self.to_amazon_and_back(&format!("{page}/start"), &mut cookie)
                .await;
            machines.push(made);
        }
        for machine in &machines {
            let path = format!("/api/v1/devices/{}", machine.serial);
            self.until("every supply may be ordered", async || {
                let machine = self.call(Method::GET, &path, &Value::Null).await;
                let slots = machine["slots"].as_array().unwrap();
                slots.iter().all(|slot| slot["subscribed"] == true)
            })
            .await;
        }
        machines
    }

    async fn to_amazon_and_back(&self, path: &str, cookie: &mut Option<String>) {
        let origin = self.servers[0].origin.clone();
        let leaving = self.get(&format!("{origin}{path}"), cookie).await;
        let to = leaving.headers()["location"].to_str().unwrap().to_owned();
        let choices = SLOTS.map(|slot| (slot, Some("B00PODS036")));
        let back = self.amazon.authorize(&to, "Anna", &choices).unwrap();
        let answer = self.get(&back, cookie).await;
        assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    }

    async fn get(&self, url: &str, cookie: &mut Option<String>) -> reqwest::Response {
        let mut request = self.http.get(url);
        if let Some(cookie) = cookie.as_ref() {
            request = request.header(header::COOKIE, cookie);
        }
        let answer = request.send().await.unwrap();
        for set in answer.headers().get_all(header::SET_COOKIE) {
            let set = set.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = set.split_once('=').unwrap();
            let kept = cookie.take().unwrap_or_default();
            let of_name = |one: &&str| one.split('=').next() == Some(name);
            let mut kept: Vec<_> = kept.split("; ").filter(|one| !of_name(one)).collect();
            if !value.is_empty() {
                kept.push(set);
            }
            *cookie = Some(kept.join("; "));
        }
        answer
    }

    /// The maker's call, answered well.
    pub async fn call(&self, method: Method, path: &str, body: &Value) -> Value {
        let url = format!("{}{path}", self.servers[0].origin);
        let request = self.http.request(method, url).bearer_auth(OPERATOR);
        let answer = request.json(body).send().await.unwrap();
        let status = answer.status();
        let text = answer.text().await.unwrap();
        assert!(status.is_success(), "{path}: {status} {text}");
        serde_json::from_str(&text).unwrap_or(Value::String(text))
    }

    /// A whole list of the maker's.
    pub async fn list(&self, path: &str) -> Vec<Value> {
        let (mut all, mut after) = (Vec::new(), String::new());
        loop {
            let part = format!("{path}?limit=1000{after}");
            let part = self.call(Method::GET, &part, &Value::Null).await;
            all.extend(part["items"].as_array().unwrap().iter().cloned());
            match part["next"].as_str() {
                Some(next) => after = format!("&after={next}"),
                None => return all,
            }
        }
    }

    pub async fn until(&self, what: &str, so: impl AsyncFn() -> bool) {
        let (began, mut look) = (Instant::now(), tokio::time::interval(10 * LOOK));
        while !so().await {
            assert!(began.elapsed() < PATIENCE, "{what}: not in time");
            look.tick().await;
        }
    }

    /// Ends every connection to the database from outside.
    pub fn cut_connections(&self) {
        self.ask(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
             WHERE datname = current_database() AND pid <> pg_backend_pid()",
        );
    }

    /// PostgreSQL's own answer, a line for each row.
    pub fn ask(&self, sql: &str) -> Vec<String> {
        let Database::Postgres(cluster, name) = &self.database else {
            panic!("SQLite is no server to ask");
        };
        let mut psql = cluster.client("psql");
        let output = psql
            .args(["-X", "-A", "-t", "-d", name, "-c", sql])
            .output();
        let output = output.unwrap();
        assert!(output.status.success(), "{output:?}");
        let text = String::from_utf8(output.stdout).unwrap();
        text.lines().map(str::to_owned).collect()
    }
}

/// Places orders at once and ships none by itself.
fn amazon(origin: &str, larder: &str) -> Sandbox {
    let config = sandbox::Config {
        pace: Pace {
            placed_after_ms: 0,
            shipped_after_ms: 30 * DAY,
            ..Pace::default()
        },
        ..testkit::setting::sandbox_config(origin, larder)
    };
    Sandbox::new(config, wall_clock(), wall_clock())
}

fn client() -> Client {
    #[expect(clippy::disallowed_methods, reason = "the test is the client")]
    let builder = Client::builder();
    builder
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .timeout(Duration::from_secs(20))
        .build()
        .unwrap()
}
