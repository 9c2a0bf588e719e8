//! `larder backtest`: what policies would have done with use that really happened, of a file or of the maker's own fleet.
//! The rules of the replay, and the decision, are `domain`'s.

mod fleet;
mod measure;
mod print;
mod trace;

use std::path::PathBuf;

use anyhow::bail;
use clap::Args;
use domain::Quantity;
use domain::backtest::Known;
use domain::demand::Prior;
use domain::policy::{Policy, ServiceLevel};
use domain::quantity::Decimal;
use domain::unit::Unit;

use secrecy::{ExposeSecret, SecretString};

use crate::config::ConfigError;
use crate::copies::Database;
use measure::Rules;

/// What to replay, and how.
#[derive(Args, Clone, Debug)]
pub struct Options {
    /// CSV of one time a line, of `time,amount`, or of `key,day,amount`; days absent are without use
    #[arg(required_unless_present = "database", conflicts_with = "database")]
    file: Option<PathBuf>,
    /// The maker's own fleet instead, in the database of LARDER_DATABASE_URL, which is only read
    #[arg(long)]
    database: bool,
    #[command(flatten)]
    address: Database,
    /// One model of the fleet
    #[arg(long, requires = "database", value_name = "MODEL")]
    model: Option<String>,
    /// Machines of a model, at most: of more, so many are drawn
    #[arg(
        long,
        requires = "database",
        default_value_t = 100,
        value_name = "COUNT"
    )]
    machines: usize,
    /// What an order brings, in the file's amounts; it begins with one. A fleet's is what Amazon says, else a
    /// container
    #[arg(long, value_parser = amount, value_name = "AMOUNT", required_unless_present = "database",
        conflicts_with = "database")]
    pack: Option<Quantity>,
    /// How long orders take: `DAYS:WEIGHT,…`; one decided on day t is there before the use of day t+DAYS.
    /// A fleet's take as long as they did
    #[arg(long, value_parser = leads, value_name = "DAYS:WEIGHT,…", required_unless_present = "database")]
    lead_days: Option<LeadDays>,
    /// `burn_rate`, `burn_rate:DAYS` or `forecast:LEVEL`; may be given again [default: burn_rate and
    /// forecast:0.95]
    #[arg(long = "policy", value_parser = policy, value_name = "POLICY")]
    policies: Vec<Policy>,
    /// CSV of times `from,to` in which nothing was recorded: unknown, not without use
    #[arg(long, value_name = "FILE", conflicts_with = "database")]
    gaps: Option<PathBuf>,
    /// Days of use that are only watched before it begins
    #[arg(long, default_value_t = 60, value_name = "DAYS")]
    warmup: usize,
    /// How often each trace is lived through, with other lead times [default: 30, of a fleet once]
    #[arg(long, value_parser = clap::value_parser!(u64).range(1..=10_000))]
    seeds: Option<u64>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Days and their weights.
#[derive(Clone, Debug, PartialEq)]
struct LeadDays(Vec<(u16, f64)>);

impl Options {
    /// The database's address, where the fleet in it is asked for.
    ///
    /// # Errors
    /// There is none that can be read.
    pub fn database(&self) -> Result<Option<SecretString>, ConfigError> {
        self.database.then(|| self.address.url()).transpose()
    }
}

/// Replays the fleet in a database and says what came of it: tables, or JSON.
///
/// # Errors
/// One line that says what to do.
pub async fn run_on(database: &SecretString, options: &Options) -> anyhow::Result<String> {
    fleet::run(database.expose_secret(), options).await
}

/// Replays a file and says what came of it: a table, or JSON.
///
/// # Errors
/// One line that names the file, its line and what would be right.
pub fn run(options: &Options) -> anyhow::Result<String> {
    let (Some(file), Some(pack), Some(lead_days)) =
        (&options.file, options.pack, &options.lead_days)
    else {
        bail!("a file needs `--pack` and `--lead-days`");
    };
    let traces = trace::read(file, options.gaps.as_deref(), pack)?;
    let longest = traces
        .iter()
        .map(|keyed| keyed.trace.days.len())
        .max()
        .unwrap_or_default();
    anyhow::ensure!(
        longest > options.warmup,
        "{}: {longest} days are no more than the {} of --warmup",
        file.display(),
        options.warmup
    );
    let mut policies = options.policies.clone();
    if policies.is_empty() {
        let service_level = ServiceLevel::new(0.95);
        policies = vec![Policy::default(), Policy::Forecast { service_level }];
    }
    let prior = Prior::default();
    let rules = Rules {
        of: "keys",
        warmup: options.warmup,
        seeds: options.seeds.unwrap_or(30),
        apart: false,
        leads: &lead_days.0,
        known: Known {
            prior: &prior,
            typical_per_day: None,
        },
    };
    let report = measure::report(&traces, &policies, &rules);
    if options.json {
        return Ok(format!("{:#}\n", print::json(&report)));
    }
    Ok(print::table(&report))
}

fn amount(text: &str) -> Result<Quantity, String> {
    let amount = Decimal::parse(text).and_then(|decimal| decimal.in_unit(Unit::Count));
    match amount {
        Ok(amount) if amount.is_positive() => Ok(amount),
        Ok(_) => Err("must be more than 0".to_owned()),
        Err(fault) => Err(fault.to_string()),
    }
}

fn leads(text: &str) -> Result<LeadDays, String> {
    let wrong = || "must be like 3:.1,4:.2,5:.7 with days from 1 to 60".to_owned();
    let pair = |pair: &str| {
        let (days, weight) = pair.split_once(':')?;
        let days: u16 = days
            .trim()
            .parse()
            .ok()
            .filter(|days| (1..=60).contains(days))?;
        let weight: f64 = weight.trim().parse().ok().filter(|weight| *weight >= 0.0)?;
        Some((days, weight))
    };
    let pairs: Option<Vec<_>> = text.split(',').map(pair).collect();
    let pairs = pairs.ok_or_else(wrong)?;
    let all: f64 = pairs.iter().map(|(_, weight)| weight).sum();
    if all > 0.0 && all.is_finite() {
        Ok(LeadDays(pairs))
    } else {
        Err(wrong())
    }
}

fn policy(text: &str) -> Result<Policy, String> {
    let wrong =
        || "must be burn_rate, burn_rate:DAYS or forecast:LEVEL, such as forecast:0.95".to_owned();
    let policy = match text.split_once(':') {
        None if text == "burn_rate" => Policy::default(),
        Some(("burn_rate", days)) => measure::burn_rate(days.parse().map_err(|_| wrong())?),
        Some(("forecast", level)) => Policy::Forecast {
            service_level: ServiceLevel::new(level.parse().map_err(|_| wrong())?),
        },
        _ => return Err(wrong()),
    };
    policy.check()?;
    Ok(policy)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_are_read_or_told_apart() {
        assert_eq!(amount("30"), Ok(Quantity(30_000)));
        assert_eq!(amount("0").unwrap_err(), "must be more than 0");
        assert_eq!(leads("3:.1, 5:0.9").unwrap().0, [(3, 0.1), (5, 0.9)]);
        for text in ["", "3", "0:1", "3:-1", "3:0", "x:1", "99:1"] {
            assert!(leads(text).is_err(), "{text}");
        }
        assert_eq!(policy("burn_rate"), Ok(Policy::default()));
        assert_eq!(policy("burn_rate:11").unwrap().days_threshold(), 11);
        assert!(policy("forecast:0.98").is_ok());
        for text in [
            "forecast",
            "forecast:2",
            "forecast:x",
            "burn_rate:0",
            "seven",
        ] {
            assert!(policy(text).is_err(), "{text}");
        }
    }
}
