//! What a body must have besides its fields: as the description shows it, where one field depends on another.

use serde_json::Value;
use utoipa::ToSchema;
use utoipa::openapi::schema::{AllOfBuilder, AnyOfBuilder, ObjectBuilder, Schema, Type};
use utoipa::openapi::{Ref, RefOr};

/// A body of those fields in one of these cases.
pub(super) fn either<Fields: ToSchema>(
    cases: impl IntoIterator<Item = ObjectBuilder>,
) -> RefOr<Schema> {
    let cases = cases
        .into_iter()
        .fold(AnyOfBuilder::new(), AnyOfBuilder::item);
    AllOfBuilder::new()
        .item(Ref::from_schema_name(Fields::name()))
        .item(Schema::AnyOf(cases.build()))
        .into()
}

/// One of those names.
pub(super) fn names(all: impl IntoIterator<Item = &'static str>) -> ObjectBuilder {
    let names = all.into_iter().map(Value::from);
    ObjectBuilder::new()
        .schema_type(Type::String)
        .enum_values(Some(names))
}
