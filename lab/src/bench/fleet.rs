//! How fast one server works off what a whole fleet has left to be told to Amazon, and what else waits for it meanwhile.
//!
//! Amazon takes a tenth of a second for each answer. A fleet of machines with two supplies each is made in the database
//! out of one that has been connected as customers do it; each machine's registration holds the token of one of theirs,
//! sealed as its own, so that the simulated Amazon knows it. Then all supplies have a slotStatus to be told. While the
//! server works that off, other customers' machines report, and their supplies run low.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use cluster::Cluster;
use replenish::clock::system_now;
use replenish::{Random, Vault};
use sandbox::amazon::Faults;
use secrecy::SecretString;
use serde_json::json;
use store::{Registration, Store};
use testkit::setting;
use tokio::time::{MissedTickBehavior, interval};

use super::calls::{self, Supply};
use super::processor;
use super::programs::Programs;
use super::quantile::quantile;
use crate::command::collect;
use crate::customer::{self, SLOTS};
use crate::deployment::{Deployment, Device};

/// For each answer of Amazon.
const LATENCY: u64 = 100;
/// Machines of the fleet, with two supplies each.
const MACHINES: u32 = 60_000;
const SUPPLIES: [&str; 2] = ["a", "b"];
/// Machines that customers connect: those whose supplies run low, and one that reports.
const CONNECTED: usize = 21;
/// Supplies that run low before there is a backlog, and during it.
const IDLE: usize = 20;
const BUSY: usize = 60;
/// What should be reached.
const CALLS: f64 = 1_000.0;
const COMMITS: f64 = 0.3;

/// What is asked of the database and of the kernel, at one moment.
struct Reading {
    at: Instant,
    commits: u64,
    /// Taken back, or only read and given up.
    rollbacks: u64,
    left: u64,
    calls: u64,
    /// Server, PostgreSQL, this program.
    spent: [Duration; 3],
}

struct Scene {
    cluster: Cluster,
    database: String,
    url: String,
    deployment: Deployment,
    postgres: u32,
}

/// Measures and prints; false where a goal was missed.
pub async fn run(programs: &Programs, calls: Option<u32>, quick: bool) -> Result<bool> {
    let settings: Vec<_> = calls
        .iter()
        .map(|calls| ("LARDER_AMAZON_CALLS", calls.to_string()))
        .collect();
    println!("Setting up.");
    let scene = Scene::new(programs, &settings).await?;
    let (_, machines) = customer::connect(&scene.deployment, "Anna", "A", CONNECTED).await?;
    let (reporter, ordering) = machines.split_first().context("no machine is connected")?;
    let supplies = calls::supplies(ordering);
    let (idle, busy) = supplies.split_at(IDLE);
    scene.fleet(reporter).await?;
    scene.deployment.amazon.set_faults(Faults {
        latency_ms: LATENCY,
        ..Faults::default()
    });

    println!("Without a backlog.");
    let second = Duration::from_secs(1);
    let before = scene.beside(reporter, idle, second / 2).await?;

    println!("With a backlog of {} statuses.", MACHINES * 2);
    scene.backlog()?;
    scene.begun().await?;
    let first = scene.reading()?;
    let spread = if quick { second / 6 } else { second };
    let during = scene.beside(reporter, &busy[..BUSY], spread).await?;
    let last = scene.reading()?;
    ensure!(last.left > 0, "the backlog was worked off before the end");
    Ok(print(&first, &last, &before, &during))
}

/// Milliseconds from a report to the replenish call that follows, and to the answer to a report.
struct Waits {
    orders: Vec<f64>,
    answers: Vec<f64>,
}

impl Scene {
    async fn new(programs: &Programs, settings: &[(&str, String)]) -> Result<Self> {
        let cluster = Cluster::durable()?;
        let url = cluster.database()?;
        let database = url
            .rsplit('/')
            .next()
            .context("a database without a name")?;
        let database = database.to_owned();
        let deployment = programs.start_told(&url, settings).await?;
        let mut this = Self {
            cluster,
            database,
            url,
            deployment,
            postgres: 0,
        };
        let file = this.sql("SELECT split_part(pg_read_file('postmaster.pid'), chr(10), 1)")?;
        this.postgres = file.trim().parse()?;
        Ok(this)
    }

    fn sql(&self, statement: &str) -> Result<String> {
        let mut psql = self.cluster.client("psql");
        psql.args(["-X", "-q", "-t", "-A", "-v", "ON_ERROR_STOP=1"]);
        psql.args(["-d", &self.database, "-c", statement]);
        collect(&mut psql)
    }

    fn number(&self, statement: &str) -> Result<u64> {
        Ok(self.sql(statement)?.trim().parse()?)
    }

    /// Makes the fleet as that machine is, which has reported, and gives its machines tokens.
    async fn fleet(&self, like: &Device) -> Result<()> {
        let machine = self.deployment.maker.with_token(&like.token);
        let reports = SUPPLIES.map(|slot| json!({"id": slot, "slot": slot, "used": "5"}));
        machine
            .post("/api/v1/usage", &json!({ "reports": reports }))
            .await?;
        let serial = &like.serial;
        let of = |table: &str, condition: &str, changed: &str| {
            let statement = format!(
                "INSERT INTO {table} SELECT made.* FROM {table} one, generate_series(1, {MACHINES}) n, \
                 LATERAL jsonb_populate_record(one, jsonb_build_object({changed})) made WHERE {condition}"
            );
            self.sql(&statement).map(drop)
        };
        let one = format!("(SELECT id FROM devices WHERE serial = '{serial}')");
        of(
            "devices",
            &format!("one.serial = '{serial}'"),
            "'id', lpad(to_hex(n), 32, '0'), 'serial', 'FLEET' || n, 'token_hash', NULL",
        )?;
        for (place, slot) in (1..).zip(SUPPLIES) {
            let id = format!("'{place}' || lpad(to_hex(n), 31, '0')");
            let this = format!("slot = '{slot}'");
            of(
                "slots",
                &format!("one.device_id = {one} AND one.{this}"),
                &format!("'id', {id}, 'device_id', lpad(to_hex(n), 32, '0'), 'status_at', NULL"),
            )?;
            of(
                "days",
                &format!("one.slot_id = (SELECT id FROM slots WHERE device_id = {one} AND {this})"),
                &format!("'slot_id', {id}, 'device_id', lpad(to_hex(n), 32, '0')"),
            )?;
        }
        self.tokens().await?;
        self.sql("VACUUM ANALYZE")?;
        self.sql("CHECKPOINT").map(drop)
    }

    /// Seals a token that Amazon knows for each machine of the fleet.
    async fn tokens(&self) -> Result<()> {
        let vault = Vault::parse(&SecretString::from(setting::KEY))?;
        let random = Random::seeded(1);
        let store = Store::open(&self.url).await?;
        let mut tx = store.write().await?;
        let mut known = Vec::new();
        for device in tx.registered_devices(None, 1_000).await? {
            let registration = tx.registration(device).await?.context("it is gone")?;
            let open = |sealed: &[u8], column| vault.open(sealed, &place(&registration, column));
            known.push((
                open(&registration.tokens.access_token, "access_token")?,
                open(&registration.tokens.refresh_token, "refresh_token")?,
                registration,
            ));
        }
        let mut known = known.iter().cycle();
        for n in 1..=MACHINES {
            let (access, refresh, of) = known.next().context("no machine is registered")?;
            let mut registration = Registration {
                device_id: uuid(n).into(),
                ..of.clone()
            };
            let seal = |secret, column| vault.seal(secret, &place(&registration, column), &random);
            let sealed = [
                seal(access, "access_token")?,
                seal(refresh, "refresh_token")?,
            ];
            let tokens = &mut registration.tokens;
            [tokens.access_token, tokens.refresh_token] = sealed;
            tx.registration_put(&registration).await?;
        }
        tx.commit().await?;
        store.close().await;
        Ok(())
    }

    /// Every supply of the fleet has something to be told.
    fn backlog(&self) -> Result<()> {
        let now = system_now().millis();
        let statement = format!(
            "INSERT INTO jobs (id, key, payload, run_at, revision, attempts) \
             SELECT s.id, 'slot_status:' || s.id, jsonb_build_object('job', 'slot_status', 'slot', s.id), {now}, 0, 0 \
             FROM slots s JOIN devices d ON d.id = s.device_id WHERE d.serial LIKE 'FLEET%'"
        );
        self.sql(&statement).map(drop)
    }

    /// Waits until a tenth of a second of it has been worked off.
    async fn begun(&self) -> Result<()> {
        let told = || self.deployment.amazon.state().calls["slotStatus"];
        let before = told();
        self.deployment
            .until("the server begins", async || Ok(told() > before + 100))
            .await
    }

    fn reading(&self) -> Result<Reading> {
        let server = self.deployment.servers[0].process();
        let calls = self.deployment.amazon.state().calls;
        Ok(Reading {
            at: Instant::now(),
            commits: self.number(
                "SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()",
            )?,
            rollbacks: self.number(
                "SELECT xact_rollback FROM pg_stat_database WHERE datname = current_database()",
            )?,
            left: self.number("SELECT COUNT(*) FROM jobs WHERE key LIKE 'slot_status:%'")?,
            calls: calls.get("slotStatus").copied().unwrap_or_default(),
            spent: [
                processor::of(server.context("the server does not run")?)?,
                processor::of_postgres(self.postgres)?,
                processor::of(std::process::id())?,
            ],
        })
    }

    /// Has supplies run low, one after the other, and a machine report all the while.
    async fn beside(
        &self,
        reporter: &Device,
        supplies: &[Supply<'_>],
        between: Duration,
    ) -> Result<Waits> {
        let mut answers = Vec::new();
        let machine = self.deployment.maker.with_token(&reporter.token);
        let report = async {
            let mut next = interval(Duration::from_millis(100));
            next.set_missed_tick_behavior(MissedTickBehavior::Delay);
            loop {
                next.tick().await;
                let began = Instant::now();
                let id = system_now().millis().to_string();
                let report = json!({"id": id, "slot": SLOTS[4], "used": "0.001"});
                let body = json!({ "reports": [report] });
                let answered = machine.post("/api/v1/usage", &body).await;
                answers.push(began.elapsed().as_secs_f64() * 1e3);
                if let Err(error) = answered {
                    break error;
                }
            }
        };
        let orders = tokio::select! {
            orders = calls::times(&self.deployment, supplies, between) => orders?,
            error = report => return Err(error),
        };
        Ok(Waits { orders, answers })
    }
}

fn uuid(number: u32) -> uuid::Uuid {
    uuid::Uuid::from_u128(u128::from(number))
}

/// What a token is sealed for.
fn place(registration: &Registration, column: &str) -> String {
    format!("registrations/{}/{column}", registration.device_id)
}

fn print(first: &Reading, last: &Reading, before: &Waits, during: &Waits) -> bool {
    let seconds = last.at.duration_since(first.at).as_secs_f64();
    let calls = (last.calls - first.calls) as f64;
    let commits = (last.commits - first.commits) as f64;
    let jobs = first.left.saturating_sub(last.left) as f64;
    let (rate, share) = (calls / seconds, commits / jobs);
    println!("\n{seconds:.0} seconds, Amazon answers after {LATENCY} ms");
    println!("slotStatus calls a second       {rate:8.0}   (at least {CALLS:.0})");
    println!("commits a job                   {share:8.3}   (at most {COMMITS})");
    println!("commits a second                {:8.0}", commits / seconds);
    let rollbacks = (last.rollbacks - first.rollbacks) as f64;
    println!(
        "reads a second, given up        {:8.0}",
        rollbacks / seconds
    );
    let spent = last.spent.iter().zip(&first.spent);
    for (name, (last, first)) in ["server", "PostgreSQL", "Amazon and this program"]
        .iter()
        .zip(spent)
    {
        let cores = (*last - *first).as_secs_f64() / seconds;
        println!("cores: {name:<25}{cores:8.2}");
    }
    for (what, before, during) in [
        ("report to replenish", &before.orders, &during.orders),
        ("report to its answer", &before.answers, &during.answers),
    ] {
        let at = |values: &[f64], part| quantile(values, part).unwrap_or(f64::NAN);
        for (name, part) in [("half", 0.5), ("99 of 100", 0.99), ("all", 1.0)] {
            println!(
                "{what}, {name} within, ms: {:.0} without a backlog, {:.0} with it",
                at(before, part),
                at(during, part)
            );
        }
    }
    rate >= CALLS && share <= COMMITS
}
