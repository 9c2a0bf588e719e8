//! `larder backtest`: what policies would have done with use that really happened. The rules of the
//! replay, and the decision, are `domain`'s.

mod measure;
mod print;
mod trace;

use std::path::PathBuf;

use clap::Args;
use domain::Quantity;
use domain::policy::{Policy, ServiceLevel};
use domain::quantity::Decimal;
use domain::unit::Unit;

use measure::Rules;

/// What to replay, and how.
#[derive(Args, Clone, Debug)]
pub struct Options {
    /// CSV of one time a line, of `time,amount`, or of `key,day,amount`; days absent are without use
    file: PathBuf,
    /// What an order brings, in the file's amounts; it begins with one
    #[arg(long, value_parser = amount, value_name = "AMOUNT")]
    pack: Quantity,
    /// How long orders take: `DAYS:WEIGHT,…`; one decided on day t is there before the use of day t+DAYS
    #[arg(long, value_parser = leads, value_name = "DAYS:WEIGHT,…")]
    lead_days: LeadDays,
    /// `burn_rate`, `burn_rate:DAYS` or `forecast:LEVEL`; may be given again [default: burn_rate and
    /// forecast:0.95]
    #[arg(long = "policy", value_parser = policy, value_name = "POLICY")]
    policies: Vec<Policy>,
    /// CSV of times `from,to` in which nothing was recorded: unknown, not without use
    #[arg(long, value_name = "FILE")]
    gaps: Option<PathBuf>,
    /// Days of use that are only watched before it begins
    #[arg(long, default_value_t = 60, value_name = "DAYS")]
    warmup: usize,
    /// How often each trace is lived through, with other lead times
    #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..=10_000))]
    seeds: u64,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Days and their weights.
#[derive(Clone, Debug, PartialEq)]
struct LeadDays(Vec<(u16, f64)>);

/// Replays and says what came of it: a table, or JSON.
///
/// # Errors
/// One line that names the file, its line and what would be right.
pub fn run(options: &Options) -> anyhow::Result<String> {
    let traces = trace::read(&options.file, options.gaps.as_deref())?;
    let longest = traces
        .iter()
        .map(|keyed| keyed.trace.days.len())
        .max()
        .unwrap_or_default();
    anyhow::ensure!(
        longest > options.warmup,
        "{}: {longest} days are no more than the {} of --warmup",
        options.file.display(),
        options.warmup
    );
    let mut policies = options.policies.clone();
    if policies.is_empty() {
        let service_level = ServiceLevel::new(0.95);
        policies = vec![Policy::default(), Policy::Forecast { service_level }];
    }
    let rules = Rules {
        pack: options.pack,
        warmup: options.warmup,
        seeds: options.seeds,
        leads: &options.lead_days.0,
    };
    let report = measure::report(&traces, &policies, &rules);
    if options.json {
        return Ok(print::json(&report));
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
