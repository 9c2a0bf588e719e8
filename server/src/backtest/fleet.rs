//! The maker's own fleet, as it is in its database: what its machines used is lived through with each policy, and told as
//! sums over the machines of each model's slot.
//!
//! - The database is only read, a page of machines at a time, and may be in use.
//! - Of a model with many machines some are drawn, the same ones each time.
//! - A machine's life ends with its last use. Days of which nobody knows how much was wanted (nothing was left, or it was
//!   silent for long) are without use, and nobody is told of them.
//! - No serial, household or id is printed.

use std::collections::HashMap;
use std::fmt::Write as _;

use anyhow::bail;
use domain::backtest::{Known, Trace, TraceDay};
use domain::day::ClosedDay;
use domain::demand::{LeadTime, Prior, UseHistory, lead_time};
use domain::policy::{Policy, ServiceLevel};
use domain::slot::ModelSlot;
use domain::{DeviceId, Quantity, Slot, SlotId};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use serde_json::{Value, json};
use store::{FittedPrior, Standing, Store};

use super::measure::{self, Rules};
use super::trace::Keyed;
use super::{Options, print};

/// Models, and ids of machines, of a page.
const NAMES: i64 = 1_000;
/// Machines whose days are read at a time.
const PAGE: usize = 16;
/// Days that a machine has to have been used, beyond those that are only watched.
const LIVES: usize = 30;

/// A slot of a model, with what some of its machines have used.
struct Supply {
    kind: ModelSlot,
    /// Of all machines of the model, those that were drawn among.
    fleet: usize,
    traces: Vec<Keyed>,
    /// Milliseconds from decision to arrival.
    took: Vec<i64>,
    fitted: Option<FittedPrior>,
}

/// Replays the fleet in a database.
///
/// # Errors
/// One line: there is no such database, it is another version's, or it has too little in it.
pub(super) async fn run(url: &str, options: &Options) -> anyhow::Result<String> {
    match Store::standing(url).await? {
        Standing::Current | Standing::Ahead { .. } => {}
        Standing::Absent | Standing::Empty => bail!("there is no Larder in this database"),
        Standing::Older { found, known } => {
            bail!(
                "the database is at migration {found}, this build at {known}: `larder migrate` first"
            )
        }
        Standing::Newer { found, known } => {
            bail!(
                "the database is at migration {found}, this build at {known}: use the newer build"
            )
        }
    }
    let store = Store::open_to_read(url).await?;
    let mut supplies = Vec::new();
    let mut last = String::new();
    loop {
        let models = store.read().await?.models_after(&last, NAMES).await?;
        let Some(newest) = models.last() else { break };
        last.clone_from(&newest.model);
        let is_asked = |it: &&store::Model| options.model.as_ref().is_none_or(|of| *of == it.model);
        for model in models.iter().filter(is_asked) {
            supplies.extend(of_model(&store, &model.model, options).await?);
        }
    }
    store.close().await;
    if supplies.is_empty() {
        bail!(
            "no machine of it has been used for {} days",
            options.warmup + LIVES
        );
    }
    Ok(told(&supplies, options))
}

/// The slots of a model of which something can be told.
async fn of_model(store: &Store, model: &str, options: &Options) -> anyhow::Result<Vec<Supply>> {
    let (fleet, drawn) = draw(store, model, options.machines).await?;
    let mut tx = store.read().await?;
    let kinds = tx.model_slots(model).await?;
    let mut priors = tx.priors(model).await?;
    drop(tx);
    let supply = |kind: ModelSlot| {
        let fitted = priors.iter().position(|it| it.slot == kind.slot);
        Supply {
            fitted: fitted.map(|place| priors.remove(place)),
            kind,
            fleet,
            traces: Vec::new(),
            took: Vec::new(),
        }
    };
    let mut supplies: Vec<Supply> = kinds.into_iter().map(supply).collect();
    for page in drawn.chunks(PAGE) {
        let mut tx = store.read().await?;
        let slots = tx.slots_of_devices(page).await?;
        let of_slot = |slot: &Slot| Some((slot.key(), slot.first_report?.day()));
        let keys: Vec<_> = slots.iter().filter_map(of_slot).collect();
        if keys.is_empty() {
            continue;
        }
        let windows = keys.iter().map(|(key, since)| {
            let of = slots.iter().find(|it| it.id == key.slot);
            let last = of.and_then(|it| it.last_use);
            let first = last.map(|at| UseHistory::first_day(at.day().end()));
            (*key, first.unwrap_or(*since).max(*since))
        });
        let windows: Vec<_> = windows.collect();
        let mut days: HashMap<SlotId, Vec<ClosedDay>> = HashMap::new();
        for (slot, day) in tx.days_of_slots(&windows).await? {
            days.entry(slot).or_default().push(ClosedDay::from(&day));
        }
        let keys: Vec<_> = keys.into_iter().map(|(key, _)| key).collect();
        let newest = i64::try_from(lead_time::ORDERS).unwrap_or_default();
        let orders = tx.orders_of_slots(&keys, newest).await?;
        drop(tx);
        for slot in &slots {
            let Some(supply) = supplies
                .iter_mut()
                .find(|it| it.kind.slot == slot.kind.slot)
            else {
                continue;
            };
            let own = orders.iter().filter(|it| it.slot_id == slot.id);
            supply.took.extend(own.filter_map(|it| it.took()));
            let days = days.remove(&slot.id).unwrap_or_default();
            let least = options.warmup + LIVES;
            let trace = trace(slot, &days);
            supply
                .traces
                .extend(trace.filter(|it| it.trace.days.len() >= least));
        }
    }
    supplies.retain(|it| !it.traces.is_empty());
    Ok(supplies)
}

/// How many machines a model has, and so many of them, each as likely as the others.
async fn draw(store: &Store, model: &str, most: usize) -> anyhow::Result<(usize, Vec<DeviceId>)> {
    let mut random = StdRng::seed_from_u64(0);
    let (mut seen, mut drawn) = (0, Vec::new());
    let mut after = None;
    loop {
        let mut tx = store.read().await?;
        let page = tx.devices_of_model(model, after, NAMES).await?;
        let Some(last) = page.last() else { break };
        after = Some(*last);
        for id in page {
            seen += 1;
            if drawn.len() < most {
                drawn.push(id);
            } else if let Some(place) = drawn.get_mut(random.random_range(0..seen)) {
                *place = id;
            }
        }
    }
    drawn.sort();
    Ok((seen, drawn))
}

/// What was used of a slot until its last use.
fn trace(slot: &Slot, days: &[ClosedDay]) -> Option<Keyed> {
    let until = slot.last_use.filter(|_| slot.counting.is_none())?;
    let history = UseHistory::new(days, slot.first_report?, until.day().end());
    let day = |(_, used): (usize, Option<f64>)| TraceDay {
        wanted: Quantity(used.unwrap_or_default().round() as i64),
        known: used.is_some(),
    };
    let pack = slot.pack().unwrap_or(slot.kind.capacity);
    Some(Keyed {
        key: Some(String::new()),
        trace: Trace {
            first: history.first(),
            days: history.days().map(day).collect(),
        },
        pack,
        one: pack,
    })
}

/// What came of all of them, for people or for programs.
fn told(supplies: &[Supply], options: &Options) -> String {
    let measured: Vec<_> = supplies
        .iter()
        .map(|it| (it, measured(it, options)))
        .collect();
    if options.json {
        let of = |(supply, report): &(&Supply, measure::Report)| {
            let mut told = print::json(report);
            told["model"] = json!(supply.kind.model);
            told["slot"] = json!(supply.kind.slot);
            told["fleet"] = json!(supply.fleet);
            told["deliveries"] = json!(supply.took.len());
            told["prior"] = json!(supply.fitted.as_ref().map(|it| it.prior.machines));
            told
        };
        let told: Vec<Value> = measured.iter().map(of).collect();
        return format!("{:#}\n", json!({ "supplies": told }));
    }
    let mut text = String::new();
    for (supply, report) in &measured {
        for policy in &report.policies {
            if let Some(level) = policy.policy.service_level() {
                let _ = writeln!(
                    text,
                    "{} {}: {} kept of {}, {} machines",
                    supply.kind.model,
                    supply.kind.slot,
                    print::number(policy.kept(), true, 1),
                    print::number(Some(level.probability()), true, 1),
                    policy.outcomes.len(),
                );
            }
        }
    }
    for (supply, report) in &measured {
        let _ = writeln!(
            text,
            "\n== {} {}: {} of {} machines, {} deliveries, stock in packs; {}\n",
            supply.kind.model,
            supply.kind.slot,
            supply.traces.len(),
            supply.fleet,
            supply.took.len(),
            match &supply.fitted {
                Some(it) => format!("a new machine begins as {} others do", it.prior.machines),
                None => "a new machine begins with what its maker says".to_owned(),
            },
        );
        text += &print::table(report);
    }
    text
}

fn measured(supply: &Supply, options: &Options) -> measure::Report {
    let kind = &supply.kind;
    let prior = match &supply.fitted {
        Some(fitted) => fitted.prior.clone(),
        None => Prior::typical(kind.typical_per_day),
    };
    let mut policies = options.policies.clone();
    if policies.is_empty() {
        let service_level = ServiceLevel::new(0.95);
        policies = vec![Policy::default(), Policy::Forecast { service_level }];
        if !policies.contains(&kind.policy) {
            policies.insert(0, kind.policy);
        }
    }
    let lead = LeadTime::learned(&supply.took);
    let parts = lead.parts();
    let learned: Vec<_> = parts
        .filter_map(|(days, part)| Some((u16::try_from(days).ok()?, part)))
        .collect();
    let rules = Rules {
        of: "machines",
        warmup: options.warmup,
        seeds: options.seeds.unwrap_or(1),
        apart: true,
        leads: options.lead_days.as_ref().map_or(&learned, |it| &it.0),
        known: Known {
            prior: &prior,
            typical_per_day: kind.typical_per_day,
        },
    };
    measure::report(&supply.traces, &policies, &rules)
}
