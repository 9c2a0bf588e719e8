//! The forecast beside what anybody can take from a book, on real use and on use made by stated processes, on
//! the convention of [`domain::backtest`].
//!
//! Each method's service level is swept. Ours is compared at 0.9, 0.95 and 0.98 with each at the same
//! average stock: below one, ours has fewer cycles with a stock-out. *Omniscient* is told the process and its
//! parameters: nobody can do better but by luck.

pub mod book;
pub mod draw;
pub mod family;
mod fleet;
mod frontier;
pub mod lead;

use anyhow::Result;
use clap::{Parser, ValueEnum as _};
use domain::Quantity;
use domain::backtest::{Evening, Trace};
use domain::demand::{LeadTime, Prior, forecast};
use domain::pace::Pace;
use domain::policy::{Policy, ServiceLevel};

use book::Method;
use family::{Family, Machine};
use frontier::{ASKED, Frontier, Lives};
use lead::Lead;

use crate::trace;

/// How deliveries take, in truth.
const USUAL: [(u16, f64); 7] = [
    (3, 0.1),
    (4, 0.2),
    (5, 0.25),
    (6, 0.2),
    (7, 0.12),
    (8, 0.08),
    (10, 0.05),
];
/// The service levels of a frontier.
const LEVELS: [f64; 11] = [
    0.6, 0.7, 0.8, 0.86, 0.9, 0.93, 0.95, 0.965, 0.98, 0.99, 0.997,
];
/// The burn rate's days.
const THRESHOLDS: [f64; 11] = [5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 11.0, 12.0, 13.5, 15.0, 18.0];
/// What an order brings of what really was used.
const PACK: Quantity = Quantity(30_000);
/// Days that only are watched, where not told otherwise.
const WATCHED: usize = 60;

/// What to compete on.
#[derive(Parser)]
#[command(about = "The forecast beside the methods of books, at equal average stock")]
pub struct Arguments {
    /// `laundry`, `shop`, or a family; may be given again [default: the traces, and the families it was
    /// designed with]
    #[arg(long = "on", value_name = "NAME")]
    on: Vec<String>,
    /// The families that it was not designed with, instead
    #[arg(long)]
    held_out: bool,
    /// Machines of a family, and lives of the laundry; a shop's article has a fortieth
    #[arg(long, default_value_t = 120, value_parser = clap::value_parser!(u64).range(1..=100_000))]
    seeds: u64,
    /// Other machines of the same families
    #[arg(long, default_value_t = 1)]
    salt: u64,
    /// Tell everybody how long deliveries take
    #[arg(long)]
    told: bool,
    /// Begin with machines of which nothing is known
    #[arg(long)]
    cold: bool,
    /// The first thirty days of a family's machines instead, with what is known of their model
    #[arg(long)]
    first_days: bool,
}

/// Competes and prints a table.
///
/// # Errors
/// A trace that cannot be read, a name that is none.
pub fn run(arguments: &Arguments) -> Result<()> {
    let lead = Lead::told(&USUAL);
    if arguments.first_days {
        for family in Family::SEEN.into_iter().chain(Family::HELD_OUT) {
            fleet::compete(family, arguments.seeds, arguments.salt, &lead);
        }
        return Ok(());
    }
    let mut bests = [Vec::new(), Vec::new()];
    for Contest {
        name,
        machines,
        seeds,
        fleet,
    } in contests(arguments, &lead)?
    {
        if machines.is_empty() {
            println!("{name}: SKIPPED, its file is not there");
            continue;
        }
        let lives = Lives {
            machines: &machines,
            seeds,
            lead: &lead,
            told: arguments.told,
            warmup: if arguments.cold { 0 } else { WATCHED },
            end: usize::MAX,
        };
        for (bests, best) in bests.iter_mut().zip(compete(&name, &lives, fleet.as_ref())) {
            bests.extend(best);
        }
    }
    for (who, bests) in ["alone", "with a fleet"].iter().zip(bests) {
        if !bests.is_empty() {
            let mean = bests.iter().sum::<f64>() / bests.len() as f64;
            println!("{who} beside the best of a book, on average: {mean:.2}");
        }
    }
    Ok(())
}

/// What is competed on.
struct Contest {
    name: String,
    machines: Vec<Machine>,
    /// Lives of each.
    seeds: u64,
    /// What other machines of the kind have shown.
    fleet: Option<Prior>,
}

fn contests(arguments: &Arguments, lead: &Lead) -> Result<Vec<Contest>> {
    let all = |families: &[Family]| -> Vec<String> {
        let name = |it: &Family| it.to_possible_value().map(|it| it.get_name().to_owned());
        families.iter().filter_map(name).collect()
    };
    let names = match (arguments.on.is_empty(), arguments.held_out) {
        (false, _) => arguments.on.clone(),
        (true, true) => all(&Family::HELD_OUT),
        (true, false) => {
            let traces = ["laundry", "shop"].map(str::to_owned);
            traces.into_iter().chain(all(&Family::SEEN)).collect()
        }
    };
    let contest = |name: String| {
        let (machines, seeds, fleet) = match name.as_str() {
            "laundry" => (vec![real(trace::laundry()?)], arguments.seeds, None),
            "shop" => {
                let articles = trace::shop()?.into_iter().map(real);
                (articles.collect(), (arguments.seeds / 40).max(1), None)
            }
            family => {
                let family = Family::from_str(family, true).map_err(anyhow::Error::msg)?;
                let machines = family.machines(arguments.seeds, arguments.salt);
                let fleet = fleet::sums(family, arguments.salt, lead).prior();
                (machines, 1, fleet)
            }
        };
        Ok(Contest {
            name,
            machines,
            seeds,
            fleet,
        })
    };
    names.into_iter().map(contest).collect()
}

/// Use that really happened, of a machine of which nobody knows the process.
fn real(trace: Trace) -> Machine {
    Machine {
        trace,
        pack: PACK,
        process: None,
    }
}

/// Ours beside all others, alone and with what a fleet has shown; returns both ratios to the best of a book.
fn compete(name: &str, lives: &Lives<'_>, fleet: Option<&Prior>) -> [Option<f64>; 2] {
    let usual = Prior::default();
    let frontier = |prior: &Prior| {
        lives.frontier(&ASKED, |_, evening, lead, level| {
            let learned = || prior.lead.and(evening.newest_arrivals());
            let lead = if lives.told { lead.ours } else { learned() };
            is_due(evening, prior, &lead, level, None)
        })
    };
    let priors = [Some(&usual), fleet].into_iter().flatten();
    let ours: Vec<_> = priors.map(frontier).collect();
    println!("\n{name}");
    for (who, ours) in ["alone", "with its fleet"].iter().zip(&ours) {
        let kept = ASKED.iter().zip(lives.kept(ours));
        let kept: Vec<_> = kept
            .map(|(asked, kept)| format!("{kept:.3} of {asked}"))
            .collect();
        println!("  {who} keeps {}", kept.join(", "));
    }
    let say = |name: &str, other: &Frontier| {
        let ratios = ours.iter().map(|ours| lives.ratio(ours, other));
        let ratios: Vec<_> = ratios.collect();
        let told = ratios.iter().map(|ratio| match ratio {
            Some((ratio, from, to)) => format!("{ratio:.2} ({from:.2}–{to:.2})"),
            None => "no such stock".to_owned(),
        });
        let told: Vec<_> = told.collect();
        println!("  {name:16} {}", told.join("   "));
        let ratio = |n: usize| Some((*ratios.get(n)?)?.0);
        [ratio(0), ratio(1)]
    };
    let burn = lives.frontier(&THRESHOLDS, |_, evening, _, days| {
        let threshold = days * burn_rate(evening, None);
        evening.stock.0 as f64 <= threshold
    });
    say("burn rate", &burn);
    let mut best = [None, None];
    for method in Method::ALL {
        let other = lives.frontier(&LEVELS, |_, evening, lead, level| {
            method.is_due(evening.seen, evening.stock, lead, level)
        });
        for (best, ratio) in best.iter_mut().zip(say(&method.name(), &other)) {
            *best = ratio.into_iter().chain(*best).reduce(f64::max);
        }
    }
    if lives
        .machines
        .iter()
        .all(|machine| machine.process.is_some())
    {
        say("omniscient", &lives.frontier(&LEVELS, omniscient));
    }
    best
}

/// Ours, as a policy has it: never later than the burn rate.
fn is_due(
    evening: &Evening<'_>,
    prior: &Prior,
    lead: &LeadTime,
    level: f64,
    typical: Option<Quantity>,
) -> bool {
    let seed = f64::from(Policy::default().days_threshold());
    let level = ServiceLevel::new(level);
    evening.stock.0 as f64 <= seed * burn_rate(evening, typical)
        || forecast(&evening.history(), prior, lead, level)
            .is_some_and(|demand| evening.stock <= demand.quantity)
}

/// Base units per day.
fn burn_rate(evening: &Evening<'_>, typical: Option<Quantity>) -> f64 {
    let window = Policy::default().window_days();
    let seen = evening.seen;
    let used = &seen[seen.len().saturating_sub(usize::from(window))..];
    let (used, now) = (used.iter().flatten().copied().sum(), evening.today().end());
    let pace = Pace::measure(used, window, evening.first.start(), typical, now);
    pace.over_days(1).0 as f64
}

/// Who knows the process: the quantile of counts about what is expected of each day.
fn omniscient(machine: &Machine, evening: &Evening<'_>, lead: &Lead, level: f64) -> bool {
    let Some((means, shape)) = &machine.process else {
        return false;
    };
    let today = evening.seen.len();
    let left = evening.stock.0 as f64 / 1_000.0;
    let enough = |days: usize| {
        let ahead = &means[today..(today + days).min(means.len())];
        let mean: f64 = ahead.iter().sum();
        let variance: f64 = ahead.iter().map(|it| it + it * it / shape).sum();
        book::count(mean, variance, left - 1.0)
    };
    let parts = lead.parts.iter();
    parts.map(|(days, part)| part * enough(*days)).sum::<f64>() < level
}
