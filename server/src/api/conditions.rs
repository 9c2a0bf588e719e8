//! What a body must have besides its fields: as the description shows it, where one field depends on another.

use domain::Unit;
use serde_json::Value;
use utoipa::openapi::schema::{AllOfBuilder, AnyOfBuilder, ObjectBuilder, Schema, Type};
use utoipa::openapi::{Ref, RefOr};
use utoipa::{PartialSchema, ToSchema};

use super::amount::{Amount, Positive};
use super::journal::RestockJson;
use super::model::SlotJson;

/// A slot of a model. One in percent must have `count_is`.
pub struct ModelSlot;

impl PartialSchema for ModelSlot {
    fn schema() -> RefOr<Schema> {
        let others = Unit::ALL.into_iter().filter(|unit| *unit != Unit::Percent);
        either::<SlotJson>([
            ObjectBuilder::new().property("unit", names(others.map(Unit::name))),
            ObjectBuilder::new()
                .property("count_is", Positive::schema())
                .required("count_is"),
        ])
    }
}

impl ToSchema for ModelSlot {
    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        schemas.push((SlotJson::name().into_owned(), SlotJson::schema()));
        SlotJson::schemas(schemas);
    }
}

/// What the maker's own app was told. What is added is more than nothing; what replaces is full.
pub struct Restock;

impl PartialSchema for Restock {
    fn schema() -> RefOr<Schema> {
        let kind = |name| ObjectBuilder::new().property("kind", names([name]));
        either::<RestockJson>([
            kind("replaced"),
            kind("set")
                .property("amount", Amount::schema())
                .required("amount"),
            kind("add")
                .property("amount", Positive::schema())
                .required("amount"),
        ])
    }
}

impl ToSchema for Restock {
    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        schemas.push((RestockJson::name().into_owned(), RestockJson::schema()));
        RestockJson::schemas(schemas);
    }
}

/// A body of those fields in one of these cases.
fn either<Fields: ToSchema>(cases: impl IntoIterator<Item = ObjectBuilder>) -> RefOr<Schema> {
    let cases = cases
        .into_iter()
        .fold(AnyOfBuilder::new(), AnyOfBuilder::item);
    AllOfBuilder::new()
        .item(Ref::from_schema_name(Fields::name()))
        .item(Schema::AnyOf(cases.build()))
        .into()
}

fn names(all: impl IntoIterator<Item = &'static str>) -> ObjectBuilder {
    let names = all.into_iter().map(Value::from);
    ObjectBuilder::new()
        .schema_type(Type::String)
        .enum_values(Some(names))
}
