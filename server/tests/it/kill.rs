//! SIGKILL at the two worst moments. The binary itself is started, killed and started again on the
//! same file; Amazon stays. Each time there is one order, on both sides, and the report counts once.

use std::process::Child;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use replenish::Clock;
use sandbox::{Pace, Sandbox, wall_clock};
use serde_json::{Value, json};
use testkit::{Database, setting};
use tokio::sync::{Semaphore, watch};

use crate::binary::command;
use crate::test_server::{Browser, Larder, listen};

const MODEL: &str = "BREW-5";
const SERIAL: &str = "K1";
/// For anything a healthy machine does in a second.
const PATIENCE: Duration = Duration::from_secs(60);

/// Calls of some path, stopped on their way: before Amazon does anything, or before it answers.
#[derive(Clone)]
struct Barrier(Arc<Parts>);

struct Parts {
    path: &'static str,
    after: bool,
    closed: AtomicBool,
    reached: watch::Sender<usize>,
    opened: Semaphore,
}

impl Barrier {
    fn new(path: &'static str, after: bool) -> Self {
        Self(Arc::new(Parts {
            path,
            after,
            closed: AtomicBool::new(false),
            reached: watch::Sender::new(0),
            opened: Semaphore::new(0),
        }))
    }

    fn close(&self) {
        self.0.closed.store(true, Ordering::SeqCst);
    }

    fn open(&self) {
        self.0.closed.store(false, Ordering::SeqCst);
        self.0.opened.close();
    }

    async fn reached(&self, calls: usize) {
        let mut reached = self.0.reached.subscribe();
        let waiting = reached.wait_for(|reached| *reached >= calls);
        tokio::time::timeout(PATIENCE, waiting)
            .await
            .unwrap()
            .unwrap();
    }

    async fn stop(&self) {
        self.0.reached.send_modify(|reached| *reached += 1);
        let _ = self.0.opened.acquire().await;
    }
}

async fn barrier(State(barrier): State<Barrier>, request: Request, next: Next) -> Response {
    let stops =
        barrier.0.closed.load(Ordering::SeqCst) && request.uri().path().starts_with(barrier.0.path);
    if stops && !barrier.0.after {
        barrier.stop().await;
    }
    let answer = next.run(request).await;
    if stops && barrier.0.after {
        barrier.stop().await;
    }
    answer
}

struct Scene {
    larder: Larder,
    amazon: Sandbox,
    amazon_origin: String,
    database: Database,
    server: Child,
    token: String,
}

impl Drop for Scene {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

impl Scene {
    /// A connected machine of five slots: `pods` is full, the level of the others is not known.
    async fn new(barrier_at: &Barrier) -> Self {
        let (amazon_listener, amazon_address) = listen().await;
        let (free, address) = listen().await;
        drop(free);
        let amazon_origin = format!("http://localhost:{}", amazon_address.port());
        let larder = Larder::at(&format!("http://{address}"));
        let config = sandbox::Config {
            pace: Pace {
                placed_after_ms: 0,
                ..Pace::default()
            },
            ..setting::sandbox_config(&amazon_origin, &larder.origin)
        };
        let amazon = setting::sandbox_on(&Clock::system(), config);
        amazon.put_model(MODEL, serde_json::from_value(model(true)).unwrap());
        let router = amazon
            .router()
            .layer(from_fn_with_state(barrier_at.clone(), barrier));
        testkit::serve(amazon_listener, router);

        let database = Database::sqlite();
        let server = start(&larder.origin, &amazon_origin, &database);
        let mut scene = Self {
            larder,
            amazon,
            amazon_origin,
            database,
            server,
            token: String::new(),
        };
        scene.ready().await;
        scene.amazon.subscribe().await;
        scene.amazon.run_due().await;
        scene.token = scene.set_up().await;
        scene
    }

    /// Anna connects the machine; its token.
    async fn set_up(&self) -> String {
        self.larder.put_model(MODEL, &model(false)).await;
        let (token, code) = self.larder.device_of(MODEL, SERIAL).await;
        let mut browser = Browser::new(&self.larder, &self.amazon);
        browser.choices = &[("pods", Some("B00PODS036"))];
        browser.sign_in("Anna").await;
        browser.connect("Anna", &code).await;
        self.amazon.run_due().await;
        self.until("the machine may order", |machine| {
            machine["slots"][4]["subscribed"] == true
        })
        .await;
        token
    }

    async fn report(&self, report: &Value) -> Value {
        let post = self.larder.usage(&self.token, &json!([report]));
        let answer = post.send().await.unwrap();
        assert!(answer.status().is_success(), "{}", answer.status());
        answer.json().await.unwrap()
    }

    /// Waits until the maker's view of the machine is so.
    async fn until(&self, what: &str, so: impl Fn(&Value) -> bool) -> Value {
        let began = Instant::now();
        loop {
            self.amazon.run_due().await;
            let machine = self.larder.get(&format!("/api/v1/devices/{SERIAL}")).await;
            if so(&machine) {
                return machine;
            }
            assert!(began.elapsed() < PATIENCE, "{what}: {machine}");
        }
    }

    async fn ready(&self) {
        let began = Instant::now();
        let (http, url) = (&self.larder.http, self.larder.url("/health/ready"));
        while !http
            .get(&url)
            .send()
            .await
            .is_ok_and(|answer| answer.status().is_success())
        {
            assert!(began.elapsed() < PATIENCE, "the server does not start");
            tokio::task::yield_now().await;
        }
    }

    /// SIGKILL, and a new process on the same file.
    fn kill(&mut self) {
        self.server.kill().unwrap();
        self.server.wait().unwrap();
    }

    async fn start_again(&mut self) {
        self.server = start(&self.larder.origin, &self.amazon_origin, &self.database);
        self.ready().await;
    }

    /// One order, placed, on both sides; the report is known, and counted once.
    async fn one_order(&self, report: &Value) {
        let machine = self.until("the order is placed", |machine| {
            machine["slots"][4]["order"]["state"] == "placed"
        });
        let machine = machine.await;
        assert_eq!(machine["slots"][4]["at_home"], "5");
        let again = self.report(report).await;
        assert_eq!(
            (&again["accepted"], &again["duplicate"]),
            (&json!(0), &json!(1))
        );
        let orders = self.larder.get("/api/v1/orders").await;
        assert_eq!(orders["items"].as_array().unwrap().len(), 1);
        let theirs = self.amazon.state().orders;
        assert_eq!(theirs.len(), 1);
        assert_eq!(orders["items"][0]["instance"], json!(theirs[0].instance));
    }
}

fn start(origin: &str, amazon: &str, database: &Database) -> Child {
    let mut command = command(origin, origin, amazon, database.url());
    command.env("LARDER_AMAZON_CALLS", "1").spawn().unwrap()
}

/// The maker's model, or Amazon's of the same.
fn model(amazons: bool) -> Value {
    let slot = |name: &str| {
        let mut slot = json!({"slot": name, "name": name, "unit": "count"});
        if amazons {
            slot["products"] = json!([{"asin": "B00PODS036", "name": "36", "quantity": 36}]);
        } else {
            slot["capacity"] = json!(100);
        }
        slot
    };
    let mut slots: Vec<Value> = ["a", "b", "c", "d", "pods"].into_iter().map(slot).collect();
    if !amazons {
        slots[4]["starts"] = json!("full");
    }
    json!({"name": "Brewer 5", "slots": slots})
}

fn low() -> Value {
    json!({"id": "low", "slot": "pods", "used": 95, "at": wall_clock_text()})
}

fn wall_clock_text() -> String {
    domain::Time::from_millis((wall_clock())()).to_string()
}

#[tokio::test]
async fn killed_between_an_accepted_report_and_the_replenish_call_there_is_one_order() {
    let barrier = Barrier::new("/slotStatus/", false);
    let mut scene = Scene::new(&barrier).await;
    // A status has the one place that there is: what is accepted now is not begun.
    barrier.close();
    for slot in ["a", "b", "c", "d"] {
        for level in [50, 40] {
            let id = format!("{slot}{level}");
            let report = json!({"id": id, "slot": slot, "level": level});
            scene.report(&report).await;
        }
    }
    barrier.reached(1).await;
    let report = low();
    assert_eq!(scene.report(&report).await["accepted"], 1);
    scene.kill();
    assert_eq!(scene.amazon.state().orders.len(), 0);

    barrier.open();
    scene.start_again().await;
    scene.one_order(&report).await;
    assert_eq!(scene.amazon.state().calls["replenish"], 1);
}

#[tokio::test]
async fn killed_between_the_replenish_call_and_its_settling_there_is_one_order() {
    let barrier = Barrier::new("/replenish/", true);
    let mut scene = Scene::new(&barrier).await;
    barrier.close();
    let report = low();
    assert_eq!(scene.report(&report).await["accepted"], 1);
    barrier.reached(1).await;
    scene.kill();
    assert_eq!(scene.amazon.state().orders.len(), 1);

    barrier.open();
    scene.start_again().await;
    scene.one_order(&report).await;
}
