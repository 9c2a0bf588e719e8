//! `larder-sandbox demo`: Larder with a simulated Amazon, Alexa and a shop of the maker's, and four machines that bring half a year of
//! real use along and go on using their supplies, on a clock that runs fast. Nothing has to be configured and nothing is kept.

mod browser;
mod check;
mod clock;
mod history;
mod http;
mod models;
mod pair;
mod setup;

use std::future::Future;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use clap::Parser;
use jiff::Timestamp;
use sandbox::fleet;
use sandbox::shop::{self, Shop};
use serde_json::json;

use crate::duration::millis;
use browser::Browser;
use clock::FastClock;
use http::Api;
use models::{MACHINES, WATCHED};
use pair::{OPERATOR, Pair, Ports};
use setup::{CUSTOMER, Stage};

/// How often the shop looks.
const TURN: Duration = Duration::from_millis(250);

/// How to run the demo.
#[derive(Parser)]
pub(crate) struct Options {
    /// Port of Larder on 127.0.0.1
    #[arg(long, default_value_t = 3000)]
    port: u16,
    /// Port of the simulated Amazon on localhost
    #[arg(long, default_value_t = 4000)]
    sandbox_port: u16,
    /// How long a day takes: 30s, or 24h for time as it is
    #[arg(long, default_value = "30s", value_parser = millis)]
    day: i64,
    /// Set it up and let nobody use anything
    #[arg(long)]
    still: bool,
    /// End when the first order has arrived: status 0, or 1 when it has not within 150 seconds
    #[arg(long)]
    check: bool,
    /// Say where it is as one line of JSON, for programs
    #[arg(long)]
    json: bool,
}

/// Runs until `stop`.
///
/// # Errors
/// A port is taken, something of it does not start, or, with `--check`, the first order does not come.
pub(crate) async fn run(options: Options, stop: impl Future<Output = ()>) -> Result<()> {
    let folder = tempfile::Builder::new().prefix("larder-demo-").tempdir()?;
    let ports = Ports {
        larder: options.port,
        amazon: options.sandbox_port,
    };
    let clock = FastClock::start();
    let pair = Pair::start(ports, folder.path(), &clock).await?;
    let shown = tokio::select! {
        shown = show(&options, ports, &pair, &clock) => shown,
        () = stop => Ok(()),
    };
    pair.end().await?;
    shown
}

/// Everything after the start. Ends by an error, or by the check's end.
async fn show(options: &Options, ports: Ports, pair: &Pair, clock: &FastClock) -> Result<()> {
    let began = Instant::now();
    let origin = ports.larder();
    let larder = Api::new(&origin, Some(OPERATOR))?;
    let console = Api::new(&ports.amazon(), None)?;
    let stage = Stage {
        larder: &larder,
        origin: &origin,
        amazon: &pair.amazon,
        console: &console,
    };
    let now = Timestamp::from_millisecond(clock.now()())?;
    let mut browser = setup::set_up(&stage, now).await?;
    clock.hurry(options.day);
    if options.json {
        setup::sign_in_operator(&mut browser, &origin).await?;
        tell(ports, &browser);
    } else if options.check {
        println!("Ready after {:.1} s.", began.elapsed().as_secs_f64());
    } else {
        welcome(ports, options.day);
    }
    if options.still {
        return std::future::pending().await;
    }
    let fleet = fleet(options, origin.clone())?;
    let shop = shop(&larder, origin, clock).await?;
    if options.check {
        return tokio::select! {
            checked = check::first_order(&larder) => checked,
            () = fleet => std::future::pending().await,
            () = shop => std::future::pending().await,
        };
    }
    tokio::join!(fleet, shop);
    std::future::pending().await
}

/// The machines use their supplies, for ever.
fn fleet(options: &Options, larder: String) -> Result<impl Future<Output = ()> + use<>> {
    let devices = MACHINES
        .iter()
        .map(|machine| machine.for_fleet(options.day));
    let config = fleet::Config {
        larder,
        seed: 1,
        retry_ms: 1_000,
        bad_sensors: 0.0,
        devices: devices.collect::<Result<_>>()?,
        // What is a moment on the way is minutes on the demo's clock.
        clock: None,
    };
    Ok(async move {
        fleet::run(config, std::future::pending()).await;
    })
}

/// The maker's shop reads what is wanted and says what becomes of it, for ever.
async fn shop(
    larder: &Api,
    origin: String,
    clock: &FastClock,
) -> Result<impl Future<Output = ()> + use<>> {
    let key = json!({"name": "shop", "scopes": ["fleet.read", "orders"]});
    let key = larder.post("/api/v1/keys", &key).await?;
    let key = key["key"].as_str().context("a key came without itself")?;
    let config = shop::Config {
        larder: origin,
        key: key.to_owned(),
        pace: pair::PACE,
        words: shop::Words::default(),
        seed: 1,
    };
    let mut shop = Shop::new(config, clock.now());
    Ok(async move {
        let mut turns = tokio::time::interval(TURN);
        turns.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            turns.tick().await;
            shop.turn().await;
        }
    })
}

/// Where it is and how to get in, for a program.
fn tell(ports: Ports, browser: &Browser) {
    let told = json!({
        "larder": ports.larder(),
        "amazon": ports.amazon(),
        "operator_token": OPERATOR,
        "cookie": browser.cookie(&ports.larder()),
        "watched": {"serial": WATCHED.0.serial, "slot": WATCHED.1.slot},
    });
    println!("{told}");
}

fn welcome(ports: Ports, day: i64) {
    let (larder, amazon) = (ports.larder(), ports.amazon());
    let (machine, supply) = WATCHED;
    let day = day as f64 / 1_000.0;
    println!(
        "
Larder is running, beside a simulated Amazon, Alexa and a shop. A day passes in {day} seconds.

  Open      {larder} and sign in as {CUSTOMER}; there is no password.
  Watch     {supply}. Leave the page open: they run low and are ordered within a minute, and are here
            within two.
  Amazon    {amazon}/sandbox shows the other side: what Amazon believes, with buttons to pause a
            supply, to ship or to cancel an order.
  Report    curl -s {larder}/api/v1/usage -H 'Authorization: Bearer {token}' \\
              -H 'Content-Type: application/json' -d '{{\"reports\":[{{\"id\":\"mine-1\",\"slot\":\"{slot}\",\"used\":\"1\"}}]}}'
  Console   {larder}/ops is the maker's own: sign in as Ada, who is its admin; Sam may act on machines, and Vera read.
  API       {larder}/api/docs; the maker's token is {OPERATOR}

Ctrl-C ends it. Nothing is kept: the next run starts afresh.",
        supply = supply.name,
        token = machine.token,
        slot = supply.slot,
    );
}
