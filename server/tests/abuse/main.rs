//! What a page, an endpoint or a job costs where very much is stored: 576,000 entries that change nothing, one
//! id used 100,000 times, three thousand other machines. Each is held to a budget of rows that its plans
//! read on PostgreSQL, of instructions on SQLite, of statements and of memory. How long it takes is printed,
//! not held: that is the machine's.

#![cfg(test)]

#[path = "../shared/binary.rs"]
#[expect(dead_code, reason = "other tests start the binary")]
mod binary;
mod capture;
mod ground;
mod jobs;
#[path = "../shared/larder.rs"]
#[expect(dead_code, reason = "other tests need more of it")]
mod larder;
mod sheet;
#[path = "../shared/table.rs"]
mod table;
#[path = "../it/test_server.rs"]
#[expect(dead_code, reason = "other tests need more of it")]
mod test_server;

use std::time::Instant;

use reqwest::{RequestBuilder, StatusCode};

use crate::capture::{Capture, Cost};
use crate::ground::Ground;
use crate::sheet::Stylesheet;
use crate::table::Of::{Anybody, Each, Machine, Operator, Owner};
use crate::table::{Of, TABLE, World, world};
use crate::test_server::{Browser, OPERATOR, TestServer};

/// What the process may hold at its most, in MiB. It has the simulated Amazon and the tests in it.
const MEMORY: u64 = 200;
/// How often a call that changes nothing is made; the median counts.
const TIMES: usize = 3;
/// As much of a download as is read.
const READ: usize = 64 << 10;

/// What a call may cost.
#[derive(Clone, Copy)]
pub struct Budget {
    /// Rows that its statements read on PostgreSQL.
    pub rows: f64,
    /// Thousands of SQLite's instructions.
    pub work: u64,
    /// Statements.
    pub statements: usize,
}

/// What a page or an endpoint may cost, unless it is named below.
const CALL: Budget = Budget {
    rows: 3_000.0,
    work: 600,
    statements: 60,
};
/// Lists of so many devices, as many as one answer has.
const LIST: Budget = Budget {
    rows: 120_000.0,
    work: 6_000,
    statements: 12,
};
/// A report of long ago, before as many others as its request counts again.
const LATE: Budget = Budget {
    statements: 16,
    ..LIST
};
/// A filter that nothing passes.
const FILTER: Budget = Budget {
    rows: 25_000.0,
    work: 1_500,
    statements: 12,
};

/// A download, of which a part is read.
const DOWNLOAD: Budget = Budget {
    rows: f64::INFINITY,
    work: u64::MAX,
    statements: usize::MAX,
};

/// Calls beside the table: lists at their longest, filters that nothing passes.
const LISTS: [(&str, Budget); 22] = [
    ("/api/v1/devices?limit=1000", LIST),
    ("/api/v1/orders?limit=1000", LIST),
    ("/api/v1/alerts?limit=1000", LIST),
    ("/api/v1/alerts?open=true&limit=1000", LIST),
    ("/api/v1/events?limit=1000", LIST),
    ("/api/v1/devices/K1/journal?limit=1000", LIST),
    ("/api/v1/devices/K1/decisions?limit=1000", LIST),
    ("/api/v1/devices?q=002", LIST),
    ("/api/v1/devices?q=K1002", CALL),
    ("/api/v1/devices?model=BREW-2&limit=1000", LIST),
    ("/api/v1/devices?alert=low&limit=1000", LIST),
    ("/api/v1/devices?alert=clock_wrong", FILTER),
    ("/api/v1/devices/K1/timeline?limit=1000", LIST),
    ("/api/v1/orders?stuck=true&limit=1000", LIST),
    ("/api/v1/orders?reason=refused&limit=1000", LIST),
    ("/api/v1/jobs?limit=1000", LIST),
    ("/api/v1/messages?limit=1000", LIST),
    ("/api/v1/messages?serial=K1&limit=1000", LIST),
    ("/api/v1/webhooks/{hook}/deliveries?limit=1000", LIST),
    ("/api/v1/devices?registration=deregistered", FILTER),
    ("/api/v1/devices?silent_for=3000d", FILTER),
    (
        "/api/v1/events?types=device.moved,order.not_arrived",
        FILTER,
    ),
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_costs_more_where_much_is_stored() {
    let capture = Capture::start();
    let mut sheet = Stylesheet::default();
    live_on(Ground::sqlite().await, &capture, &mut sheet).await;
    live_on(Ground::postgres().await, &capture, &mut sheet).await;
    sheet.print();
    sheet.judge();
}

/// Calls everything on one database.
async fn live_on(ground: Ground, capture: &Capture, sheet: &mut Stylesheet) {
    let server = &ground.server;
    let (world, anna) = world(server).await;
    let noisy = anna.supply("Water filter").await;
    let began = Instant::now();
    ground.fill(&world, &noisy).await;
    println!("{}: filled in {:?}", ground.name(), began.elapsed());
    let of = Calls {
        ground: &ground,
        world: &world,
        anna: &anna,
        capture,
    };
    memory::forget();
    let before = memory::now();

    for (path, budget) in LISTS {
        let cost = of.measure("GET", path, Operator, 200, "").await;
        sheet.note(&ground, &format!("GET {path}"), cost, budget);
    }
    of.lists_are_read_in_as_many_statements_as_one_row().await;
    of.a_slow_download_holds_nothing(&noisy).await;
    for (path, whose) in of.of_the_noisy_supply(&noisy) {
        let cost = of.measure("GET", &path, whose, 200, "").await;
        sheet.note(&ground, &format!("GET {path}"), cost, CALL);
    }
    let late = ground.late_report();
    let cost = of
        .measure("POST", "/api/v1/usage", Machine, 200, &late)
        .await;
    sheet.note(&ground, "POST /api/v1/usage, 390 days ago", cost, LATE);
    for job in jobs::JOBS.iter().filter(|job| !job.is_last) {
        sheet.note(
            &ground,
            &format!("job {}", job.name),
            of.job(job).await,
            jobs::BUDGET,
        );
    }
    for &(method, path, whose, right, body) in TABLE {
        let cost = of.measure(method, path, whose, right, body).await;
        let is_file = path.ends_with(".csv") || path.ends_with("/download");
        let budget = match path {
            _ if is_file => DOWNLOAD,
            "/api/v1/devices" => LIST,
            _ => CALL,
        };
        sheet.note(&ground, &format!("{method} {path}"), cost, budget);
    }
    // What was left is deleted in pieces.
    for job in jobs::JOBS.iter().filter(|job| job.is_last) {
        sheet.note(
            &ground,
            &format!("job {}", job.name),
            of.job(job).await,
            jobs::BUDGET,
        );
    }
    let peak = memory::peak();
    println!(
        "{}: {before} MiB before, {peak} MiB at its most",
        ground.name()
    );
    assert!(peak <= MEMORY, "{peak} MiB");
}

struct Calls<'a> {
    ground: &'a Ground,
    world: &'a World<'a>,
    anna: &'a Browser<'a>,
    capture: &'a Capture,
}

impl Calls<'_> {
    fn server(&self) -> &TestServer {
        &self.ground.server
    }

    /// Calls and says what it cost; what changes nothing several times.
    async fn measure(&self, method: &str, path: &str, of: Of, right: u16, body: &str) -> Cost {
        let times = if method == "GET" { TIMES } else { 1 };
        let mut costs = Vec::new();
        for _ in 0..times {
            let request = self.world.request(method, path, body);
            let request = match of {
                Machine => request.bearer_auth(&self.world.token),
                Of::Personal(_) => request.bearer_auth(&self.world.personal),
                Operator | Of::Scope(_) => request.bearer_auth(OPERATOR),
                Anybody | Each | Owner => request,
            };
            let again = request.try_clone().unwrap();
            self.capture.begin();
            let mut began = Instant::now();
            let mut status = self.send(request).await;
            while status == StatusCode::CONFLICT && right == 200 {
                // A download that was not taken to its end is about to be over.
                self.capture.begin();
                began = Instant::now();
                status = self.send(again.try_clone().unwrap()).await;
            }
            let took = began.elapsed();
            assert_eq!(status, right, "{} {method} {path}", self.ground.name());
            costs.push(self.capture.end(took));
        }
        costs.sort_by_key(|cost| cost.took);
        costs.swap_remove(times / 2)
    }

    /// Sends as the customer, whose cookie the API does not look at, and reads so much of the answer.
    async fn send(&self, request: RequestBuilder) -> StatusCode {
        let mut answer = self.anna.answer(request).await;
        self.anna.keep(&answer);
        let is_file = answer.headers().contains_key("content-disposition");
        let mut read = 0;
        while let Some(piece) = answer.chunk().await.unwrap() {
            read += piece.len();
            if is_file && read > READ {
                break;
            }
        }
        answer.status()
    }

    fn of_the_noisy_supply(&self, noisy: &str) -> Vec<(String, Of)> {
        let of_supply = |(_, path, ..): &&(&str, &str, Of, u16, &str)| path.contains("{supply}");
        TABLE
            .iter()
            .filter(|(method, ..)| *method == "GET")
            .filter(of_supply)
            .filter(|(_, path, ..)| !path.ends_with(".csv"))
            .map(|(_, path, whose, ..)| (path.replace("{supply}", noisy), *whose))
            .collect()
    }

    async fn lists_are_read_in_as_many_statements_as_one_row(&self) {
        for list in ["devices", "orders", "alerts", "events"] {
            let mut statements = Vec::new();
            for limit in [1, 1_000] {
                let path = format!("/api/v1/{list}?limit={limit}");
                let cost = self.measure("GET", &path, Operator, 200, "").await;
                statements.push(cost.statements);
            }
            let name = self.ground.name();
            assert_eq!(statements[0], statements[1], "{name} {list}");
        }
    }

    /// Begins to take a table of 576,000 lines, and takes no more of it.
    async fn a_slow_download_holds_nothing(&self, noisy: &str) {
        let path = format!("/supplies/{noisy}/journal.csv");
        let began = Instant::now();
        let mut slow = self
            .anna
            .answer(self.server().http.get(self.server().url(&path)))
            .await;
        assert_eq!(slow.status(), StatusCode::OK);
        slow.chunk().await.unwrap().unwrap();
        println!(
            "{}: the first of 576,000 lines after {:?}",
            self.ground.name(),
            began.elapsed()
        );
        for path in ["/settings/data/download", &path] {
            let refused = self.anna.get(path).await;
            assert_eq!(refused.status, StatusCode::CONFLICT, "{path}");
            let words = "A download of yours is still running.";
            assert!(refused.body.contains(words), "{path}");
        }
        self.ground.is_idle().await;
        assert_eq!(self.anna.get("/supplies").await.status, StatusCode::OK);
        // Whoever goes away leaves room for the next one.
        drop(slow);
        let next = || {
            self.anna
                .answer(self.server().http.get(self.server().url(&path)))
        };
        while next().await.status() == StatusCode::CONFLICT {}
    }

    /// Has a job done, one step of it where it has many.
    async fn job(&self, job: &jobs::Kind) -> Cost {
        let app = &self.server().application;
        self.ground.only(job, self.world).await;
        self.capture.begin();
        let began = Instant::now();
        app.run_until_idle().await.unwrap();
        self.capture.end(began.elapsed())
    }
}

mod memory {
    //! What the kernel says of this process, in MiB.

    use std::fs;

    fn line(name: &str) -> u64 {
        let status = fs::read_to_string("/proc/self/status").unwrap();
        let line = status.lines().find(|line| line.starts_with(name)).unwrap();
        let kib: u64 = line.split_whitespace().nth(1).unwrap().parse().unwrap();
        kib / 1_024
    }

    pub fn now() -> u64 {
        line("VmRSS:")
    }

    pub fn peak() -> u64 {
        line("VmHWM:")
    }

    /// Forgets the peak so far.
    pub fn forget() {
        fs::write("/proc/self/clear_refs", "5").unwrap();
    }
}
