//! An amount that comes in: a decimal, as text or as a JSON number.

use domain::usage::number;
use serde::Serialize;
use serde::de::{Deserialize, Deserializer, Error};
use serde_json::Value;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, OneOfBuilder, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

/// What was written, digit for digit. What it is worth depends on a unit.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Amount(pub String);

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(reader: D) -> Result<Self, D::Error> {
        let written = number(&Value::deserialize(reader)?);
        let wrong = || D::Error::custom("an amount must be a decimal, as text or as a number");
        written.map(Self).ok_or_else(wrong)
    }
}

impl PartialSchema for Amount {
    fn schema() -> RefOr<Schema> {
        let what = "A decimal, as text or as a number.";
        described(what, r"^(1000000|[0-9]{1,6}(\.[0-9]{1,3})?)$", 0.0)
    }
}

impl ToSchema for Amount {}

/// An amount above nothing.
pub struct Positive;

impl PartialSchema for Positive {
    fn schema() -> RefOr<Schema> {
        let what = "A decimal above 0, as text or as a number.";
        let pattern = r"^(1000000|[1-9][0-9]{0,5}(\.[0-9]{1,3})?|0\.[0-9]{0,2}[1-9])$";
        described(what, pattern, 0.001)
    }
}

impl ToSchema for Positive {}

fn described(what: &str, pattern: &str, least: f64) -> RefOr<Schema> {
    let text = ObjectBuilder::new().schema_type(Type::String);
    let number = ObjectBuilder::new().schema_type(Type::Number);
    let number = number.minimum(Some(least)).maximum(Some(1_000_000));
    let either = OneOfBuilder::new().description(Some(what));
    either
        .item(text.pattern(Some(pattern)))
        .item(number.multiple_of(Some(0.001)))
        .into()
}
