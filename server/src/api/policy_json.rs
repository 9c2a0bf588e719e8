//! A slot's policy as the description shows it; [`Policy`](domain::policy::Policy) reads and writes it.

use serde::Serialize;
use utoipa::ToSchema;

/// When a slot is reordered.
#[derive(Serialize, ToSchema)]
#[schema(as = Policy)]
#[serde(untagged)]
pub enum PolicyJson {
    /// At so many days of use.
    BurnRate(BurnRate),
    /// As late as is safe.
    Forecast(ServiceLevel),
}

/// When what is at home lasts so many days at the pace of the last days.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BurnRate {
    #[schema(pattern = "^burn_rate$")]
    kind: &'static str,
    /// Days of use at which to order; 7 where it is left out.
    #[schema(minimum = 1, maximum = 90, nullable = false)]
    days_threshold: Option<u16>,
    /// Days the pace is measured over; 20 where it is left out.
    #[schema(minimum = 7, maximum = 365, nullable = false)]
    window_days: Option<u16>,
}

/// When what is at home may not last until an order is here.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ServiceLevel {
    #[schema(pattern = "^forecast$")]
    kind: &'static str,
    /// How sure to be that it lasts.
    #[schema(minimum = 0.5, maximum = 0.999)]
    service_level: f64,
}
