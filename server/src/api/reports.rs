//! The body of a call with reports. Each report is read for itself, so a bad one spoils no other; where the body stops
//! being JSON, nothing of it can be read, and it is said in which report that is.

use std::cell::Cell;
use std::fmt;

use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use domain::usage::SentReport;
use serde::Serialize;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::error::Category;
use utoipa::ToSchema;

use super::amount::Amount;
use super::body;
use super::names::UnitName;
use super::problem::Problem;
use super::texts::{ReportId, SlotName};

/// The most reports of one call.
const MOST: usize = 1_000;

/// What a body has to look like.
const SHAPE: &str = "The body must be an object with a list `reports`, such as \
    {\"reports\":[{\"id\":\"b1-1\",\"slot\":\"tea\",\"used\":\"2\"}]}; `renew`, where it is there, is true or false, and `firmware` is text.";

/// Reports, each read for itself.
#[derive(Debug, Default, ToSchema)]
pub struct Reports {
    #[schema(value_type = Vec<Report>, min_items = 1, max_items = 1000)]
    pub(super) reports: Vec<SentReport>,
    /// The machine can keep a new token: where its owner is another one, the answer has it.
    #[schema(required = false)]
    pub(super) renew: bool,
    /// What runs in the machine, as its maker names it. The first 64 characters that print are kept.
    pub(super) firmware: Option<String>,
}

/// What a machine used, read or counted.
#[derive(ToSchema)]
#[serde(untagged)]
pub enum Report {
    /// An amount used.
    Used {
        /// How much.
        used: Amount,
        /// Of what.
        #[serde(flatten)]
        of: Reported,
    },
    /// A reading of what is in the container.
    Level {
        /// How much there is.
        level: Amount,
        /// Of what.
        #[serde(flatten)]
        of: Reported,
    },
    /// A lifetime counter.
    Total {
        /// How much in all.
        total: Amount,
        /// Of what.
        #[serde(flatten)]
        of: Reported,
    },
}

/// Which report of which slot.
#[derive(ToSchema)]
pub struct Reported {
    /// Chosen by the machine, unique to it.
    #[schema(value_type = ReportId)]
    pub id: String,
    /// One of the model's slots.
    #[schema(value_type = SlotName)]
    pub slot: String,
    /// The slot's, where it is left out. Another one of the same kind is converted.
    #[schema(value_type = Option<UnitName>)]
    pub unit: Option<String>,
    /// When it happened; when it was received, where it is left out.
    #[schema(format = DateTime)]
    pub at: Option<String>,
}

/// Which report cannot be read.
#[derive(Serialize)]
struct Unreadable {
    index: usize,
}

impl<S: Send + Sync> FromRequest<S> for Reports {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let body = read(&body::bytes(request, state).await?)?;
        match body.reports.len() {
            1..=MOST => Ok(body),
            0 => {
                let detail = "`reports` is empty; send 1 to 1000 reports at once.";
                Err(Problem::new(StatusCode::BAD_REQUEST, "bad_count", detail))
            }
            _ => Err(Problem::new(
                StatusCode::PAYLOAD_TOO_LARGE,
                "too_many_reports",
                "There are more than 1000 reports; halve the batch and send both halves.",
            )),
        }
    }
}

fn read(bytes: &[u8]) -> Result<Reports, Problem> {
    let place = Cell::new(None);
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let body = Body(&place).deserialize(&mut reader);
    let body = body.and_then(|body| reader.end().map(|()| body));
    body.map_err(|error| unreadable(&error, place.get()))
}

fn unreadable(error: &serde_json::Error, place: Option<usize>) -> Problem {
    let (code, what) = match error.classify() {
        Category::Data => return Problem::new(StatusCode::BAD_REQUEST, "bad_shape", SHAPE),
        Category::Eof => return body::not_json(error),
        // It is JSON, but not even a float holds it.
        _ if error.to_string().starts_with("number out of range") => {
            ("bad_shape", "has a number that is far too large".to_owned())
        }
        _ => ("not_json", format!("is not JSON: {error}")),
    };
    let Some(index) = place else {
        return body::not_json(error);
    };
    let detail = format!(
        "`reports[{index}]` {what}. Nothing was taken; send the reports one by one, and drop this one."
    );
    Problem::new(StatusCode::BAD_REQUEST, code, detail).with(&Unreadable { index })
}

/// Reads a body; within its reports, the cell has the place of the one that is being read.
struct Body<'a>(&'a Cell<Option<usize>>);

impl<'de> DeserializeSeed<'de> for Body<'_> {
    type Value = Reports;

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<Reports, D::Error> {
        reader.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Body<'_> {
    type Value = Reports;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with a list `reports`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Reports, A::Error> {
        let (mut reports, mut renew, mut firmware) = (None, false, None);
        while let Some(name) = members.next_key::<String>()? {
            match name.as_str() {
                "reports" => reports = Some(members.next_value_seed(List(self.0))?),
                "renew" => renew = members.next_value()?,
                "firmware" => firmware = members.next_value()?,
                _ => {
                    members.next_value::<IgnoredAny>()?;
                }
            }
        }
        let reports = reports.ok_or_else(|| A::Error::missing_field("reports"))?;
        Ok(Reports {
            reports,
            renew,
            firmware,
        })
    }
}

struct List<'a>(&'a Cell<Option<usize>>);

impl<'de> DeserializeSeed<'de> for List<'_> {
    type Value = Vec<SentReport>;

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<Self::Value, D::Error> {
        reader.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for List<'_> {
    type Value = Vec<SentReport>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of reports")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let mut reports = Vec::new();
        loop {
            self.0.set(Some(reports.len()));
            match list.next_element()? {
                Some(report) => reports.push(report),
                None => break,
            }
        }
        self.0.set(None);
        Ok(reports)
    }
}
