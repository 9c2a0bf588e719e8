//! When to reorder, as the maker set it for a slot.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};

/// A slot's policy. A slot without one has [`Policy::default`], always: no upgrade changes when a
/// machine buys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Policy {
    /// Amazon's own rule: order when what is at home lasts `days_threshold` days or less at the pace
    /// of the last `window_days` ("Integrating DRS in your server").
    BurnRate {
        /// Days of use at which to order; Amazon recommends 7.
        #[serde(default = "seven", deserialize_with = "days")]
        days_threshold: u16,
        /// Days the pace is measured over.
        #[serde(default = "twenty", deserialize_with = "days")]
        window_days: u16,
    },
    /// Order when what is at home may not last until the order is here: at the quantile of the demand
    /// until then, and never later than Amazon's own rule.
    Forecast {
        /// How sure to be that it lasts.
        service_level: ServiceLevel,
    },
}

/// How sure to be, as a part of one; kept in ten-thousandths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "f64", into = "f64")]
pub struct ServiceLevel(u16);

impl ServiceLevel {
    /// The nearest one; what is no part of one is found by [`Policy::check`].
    pub fn new(part: f64) -> Self {
        Self((part * 10_000.0).round().clamp(0.0, 10_000.0) as u16)
    }

    /// A part of one.
    pub fn probability(self) -> f64 {
        f64::from(self.0) / 10_000.0
    }
}

impl From<f64> for ServiceLevel {
    fn from(part: f64) -> Self {
        Self::new(part)
    }
}

impl From<ServiceLevel> for f64 {
    fn from(level: ServiceLevel) -> Self {
        level.probability()
    }
}

/// A whole number, also where it is written with a fraction of nothing: `50.0` is 50 in JSON.
fn days<'de, D: Deserializer<'de>>(reader: D) -> Result<u16, D::Error> {
    let days = f64::deserialize(reader)?;
    if days.fract() == 0.0 && (0.0..=f64::from(u16::MAX)).contains(&days) {
        return Ok(days as u16);
    }
    Err(D::Error::custom("days must be a whole number"))
}

fn seven() -> u16 {
    7
}

fn twenty() -> u16 {
    20
}

impl Default for Policy {
    fn default() -> Self {
        Self::BurnRate {
            days_threshold: seven(),
            window_days: twenty(),
        }
    }
}

impl Policy {
    /// Days the pace is measured over.
    pub fn window_days(self) -> u16 {
        match self {
            Self::BurnRate { window_days, .. } => window_days,
            Self::Forecast { .. } => twenty(),
        }
    }

    /// Days of use at which to order at the latest.
    pub fn days_threshold(self) -> u16 {
        match self {
            Self::BurnRate { days_threshold, .. } => days_threshold,
            Self::Forecast { .. } => seven(),
        }
    }

    /// How sure to be; none where the rule is not a forecast.
    pub fn service_level(self) -> Option<ServiceLevel> {
        match self {
            Self::BurnRate { .. } => None,
            Self::Forecast { service_level } => Some(service_level),
        }
    }

    /// What is wrong with it, naming the field.
    pub fn check(self) -> Result<(), &'static str> {
        match self {
            Self::BurnRate { days_threshold, .. } if !(1..=90).contains(&days_threshold) => {
                Err("days_threshold must be 1 to 90")
            }
            Self::BurnRate { window_days, .. } if !(7..=365).contains(&window_days) => {
                Err("window_days must be 7 to 365")
            }
            Self::Forecast { service_level }
                if !(ServiceLevel(5_000)..=ServiceLevel(9_990)).contains(&service_level) =>
            {
                Err("service_level must be 0.5 to 0.999")
            }
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Policy, serde_json::Error> {
        serde_json::from_str(text)
    }

    #[test]
    fn a_policy_is_written_as_makers_write_it() {
        let forecast = read(r#"{"kind":"forecast","service_level":0.95}"#).unwrap();
        assert_eq!(forecast.service_level(), Some(ServiceLevel::new(0.95)));
        assert_eq!((forecast.days_threshold(), forecast.window_days()), (7, 20));
        let text = serde_json::to_string(&forecast).unwrap();
        assert_eq!(text, r#"{"kind":"forecast","service_level":0.95}"#);
        assert_eq!(read(r#"{"kind":"burn_rate"}"#).unwrap(), Policy::default());
        assert!(read(r#"{"kind":"forecast"}"#).is_err());
        let days = |days: &str| read(&format!(r#"{{"kind":"burn_rate","window_days":{days}}}"#));
        assert_eq!(days("50.0").unwrap().window_days(), 50);
        assert!(days("50.5").is_err() && days("-1").is_err() && days("70000").is_err());
        assert!(read(r#"{"kind":"forecast","service_level":0.95,"days_threshold":7}"#).is_err());
    }

    #[test]
    fn what_is_out_of_range_is_named() {
        let wrong = |part| {
            Policy::Forecast {
                service_level: ServiceLevel::new(part),
            }
            .check()
            .unwrap_err()
        };
        assert_eq!(wrong(0.4), "service_level must be 0.5 to 0.999");
        assert_eq!(wrong(95.0), "service_level must be 0.5 to 0.999");
        assert_eq!(wrong(f64::NAN), "service_level must be 0.5 to 0.999");
        for part in [0.5, 0.95, 0.995, 0.999] {
            let service_level = ServiceLevel::new(part);
            assert_eq!(Policy::Forecast { service_level }.check(), Ok(()));
            assert!((service_level.probability() - part).abs() < 1e-12);
        }
    }
}
