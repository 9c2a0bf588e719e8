//! How fast the console's pages come where the fleet is large, and what whoever opens them takes from machines that report.

use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use cluster::Cluster;
use reqwest::{Client, StatusCode, header};
use serde_json::json;
use tokio::time::interval;

use super::Arguments;
use super::baseline::{AT_ONCE, Fleet, MODEL, machine, put_model};
use super::pgbench;
use super::programs::Programs;
use super::quantile::quantile;
use super::wrk::Load;
use crate::Engine;
use crate::deployment::Deployment;

/// Machines on SQLite, and of a quick look.
const ON_SQLITE: u32 = 100_000;
const FEW: u32 = 5_000;
/// What a page may take, and a search, at the median; milliseconds.
const PAGE: f64 = 200.0;
const SEARCH: f64 = 100.0;
/// How often each page is opened.
const TIMES: u32 = 31;
/// How many people open a page each second while machines report.
const READERS: u64 = 5;
/// Which part of the posts is taken beside them, at least.
const LEAST: f64 = 0.9;

/// Measures and prints; false where a goal was missed.
pub async fn run(programs: &Programs, arguments: &Arguments) -> Result<bool> {
    let mut is_met = true;
    for engine in arguments.engines() {
        is_met &= measure(programs, arguments, engine).await?;
    }
    Ok(is_met)
}

async fn measure(programs: &Programs, arguments: &Arguments, engine: Engine) -> Result<bool> {
    let machines = match (engine, arguments.quick) {
        (_, true) => FEW,
        (Engine::Postgres, _) => arguments.devices,
        (Engine::Sqlite, _) => ON_SQLITE,
    };
    println!("{}: making {machines} machines.", engine.name());
    // The database ends with its baseline.
    let (deployment, _baseline) = match engine {
        Engine::Postgres => {
            let cluster = Arc::new(Cluster::durable()?);
            let fleet = Fleet::new(&cluster, programs, machines).await?;
            let database = fleet.baseline.database();
            pgbench::alerts(&cluster, database, machines)?;
            fleet.baseline.settle(machines)?;
            (fleet.deployment, Some(fleet.baseline))
        }
        Engine::Sqlite => {
            let file = programs.folder.join("console.db");
            let url = format!("sqlite://{}", file.display());
            let deployment = programs.start(&url).await?;
            put_model(&deployment).await?;
            for first in (1..=machines).step_by(AT_ONCE as usize) {
                let made: Vec<_> = (first..first + AT_ONCE).map(machine).collect();
                let made = json!(made);
                deployment.maker.post("/api/v1/devices", &made).await?;
            }
            (deployment, None)
        }
    };
    // What is there was reported by these.
    let seconds = arguments.seconds();
    Load::full(deployment.origin(), machines, seconds).run()?;
    let reader = Reader::sign_in(&deployment).await?;
    let mut is_met = look(&reader, engine, machines).await?;
    let alone = Load::full(deployment.origin(), machines, seconds).run()?;
    let beside = beside(&reader, &deployment, machines, seconds).await?;
    let part = beside / alone.per_second;
    println!(
        "posts a second, alone and beside {READERS} pages a second: {:.0}, {beside:.0} ({part:.2}, at least {LEAST})\n",
        alone.per_second
    );
    is_met &= part >= LEAST;
    Ok(is_met)
}

/// A page by the number of some machine, what it is, and what it may take.
type Page = (&'static str, f64, fn(u32) -> String);

const PAGES: [Page; 16] = [
    ("the overview", PAGE, |_| String::new()),
    ("machines", PAGE, |_| "/machines".to_owned()),
    ("machines by model", PAGE, |_| {
        format!("/machines?model={MODEL}")
    }),
    ("machines by what there is about them", PAGE, |_| {
        "/machines?alert=low".to_owned()
    }),
    ("machines of which none is so", PAGE, |_| {
        "/machines?registration=registered".to_owned()
    }),
    ("a search of what all have", SEARCH, |_| {
        "/machines?q=ENC".to_owned()
    }),
    ("a search of four digits", SEARCH, |some| {
        format!("/machines?q={:04}", some % 10_000)
    }),
    ("a search of a serial", SEARCH, |some| {
        format!("/machines?q=bench{some}")
    }),
    ("a search that finds nothing", SEARCH, |_| {
        "/machines?q=XYZ".to_owned()
    }),
    ("a machine", PAGE, |some| format!("/machines/BENCH{some}")),
    ("orders", PAGE, |_| "/orders".to_owned()),
    ("work", PAGE, |_| "/work".to_owned()),
    ("messages", PAGE, |_| "/messages".to_owned()),
    ("a model", PAGE, |_| format!("/models/{MODEL}")),
    ("people and keys", PAGE, |_| "/people".to_owned()),
    ("the audit", PAGE, |_| "/audit".to_owned()),
];

/// Another machine each time.
fn some(n: u32, machines: u32) -> u32 {
    n.wrapping_mul(7_919) % machines + 1
}

/// Opens each page, one after the other; false where one takes too long.
async fn look(reader: &Reader, engine: Engine, machines: u32) -> Result<bool> {
    println!("{}, {machines} machines: milliseconds", engine.name());
    let mut is_met = true;
    for (what, most, path) in PAGES {
        let mut times = Vec::new();
        for n in 0..TIMES {
            times.push(reader.open(&path(some(n, machines))).await?);
        }
        let value = |part| quantile(&times, part).context("nothing was measured");
        let (median, worst) = (value(0.5)?, value(1.0)?);
        let missed = if median <= most { "" } else { "  MISSED" };
        println!("{what:38} {median:7.1} (at most {most:.0}), slowest {worst:7.1}{missed}");
        is_met &= median <= most;
    }
    Ok(is_met)
}

/// How many posts a second are taken while pages are opened.
async fn beside(
    reader: &Reader,
    deployment: &Deployment,
    machines: u32,
    seconds: u32,
) -> Result<f64> {
    let load = Load::full(deployment.origin(), machines, seconds);
    let is_over = Arc::new(AtomicBool::new(false));
    let posting = {
        let is_over = is_over.clone();
        tokio::task::spawn_blocking(move || {
            let taken = load.run();
            is_over.store(true, Ordering::Relaxed);
            taken
        })
    };
    let mut next = interval(Duration::from_millis(1_000 / READERS));
    let mut n = 0;
    while !is_over.load(Ordering::Relaxed) {
        next.tick().await;
        n += 1;
        let (_, _, path) = PAGES[n as usize % PAGES.len()];
        reader.open(&path(some(n, machines))).await?;
    }
    Ok(posting.await??.per_second)
}

/// Somebody of the maker's who is signed in.
struct Reader {
    http: Client,
    origin: String,
    cookie: String,
}

impl Reader {
    /// By a link, as the first admin comes in.
    async fn sign_in(deployment: &Deployment) -> Result<Self> {
        let mut invite =
            deployment.servers[0].beside(&["operator", "invite", "Bench", "--role", "admin"]);
        let invited = invite.stderr(Stdio::null()).output()?;
        let link = String::from_utf8(invited.stdout)?;
        let (_, code) = link.trim().split_once("code=").context("no link")?;
        let (http, origin) = (deployment.http.clone(), deployment.origin().to_owned());
        let join = http.post(format!("{origin}/ops/join"));
        let joined = join.form(&[("code", code)]).send().await?;
        ensure!(joined.status() == StatusCode::SEE_OTHER, "nobody comes in");
        let set = joined.headers().get(header::SET_COOKIE);
        let set = set.context("no session")?.to_str()?;
        let cookie = set.split(';').next().unwrap_or_default().to_owned();
        Ok(Self {
            http,
            origin,
            cookie,
        })
    }

    /// Milliseconds until a page is there, whole.
    async fn open(&self, path: &str) -> Result<f64> {
        let asked = Instant::now();
        let page = self.http.get(format!("{}/ops{path}", self.origin));
        let page = page.header(header::COOKIE, &self.cookie).send().await?;
        let status = page.status();
        let text = page.text().await?;
        ensure!(status.is_success(), "{path} was answered {status}: {text}");
        Ok(asked.elapsed().as_secs_f64() * 1e3)
    }
}
