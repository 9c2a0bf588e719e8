//! Texts of a form as the description shows them. What decides stands in `domain` and `replenish`; what
//! they take beside this is for callers of before, and not promised.

use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

/// Describes each type as a text of a pattern and of so many characters.
macro_rules! texts {
    ($($name:ident, $what:literal, $pattern:literal, $length:expr;)*) => {$(
        #[doc = $what]
        pub struct $name;

        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                let text = ObjectBuilder::new().schema_type(Type::String).description(Some($what));
                let text = text.pattern(Some($pattern));
                text.min_length(Some(*$length.start())).max_length(Some(*$length.end())).into()
            }
        }

        impl ToSchema for $name {}
    )*};
}

texts! {
    Decimal, "A decimal: no exponent, no trailing zeros.", r"^-?[0-9]+(\.[0-9]*[1-9])?$", 1..=30;
    DayOrMoment, "A day without an hour (`2026-12-02`), the same in every zone, or a moment (RFC 3339).",
        r"^-?[0-9]{4,6}-[0-9]{2}-[0-9]{2}(T[0-9:.]+Z)?$", 10..=40;
    EventId, "An event's number.", r"^[0-9]+$", 1..=18;
    Key, "A one-time key: sent twice, it counts once.", r"^[^\x00-\x1f\x7f-\x9f]*[^\s\x00-\x1f\x7f-\x9f][^\x00-\x1f\x7f-\x9f]*$", 1..=64;
    ModelId, "Amazon's id of a model.", r"^[A-Za-z0-9+_-]+$", 1..=64;
    Name, "What customers read.", r"^[^\x00-\x1f\x7f-\x9f]*[^\s\x00-\x1f\x7f-\x9f][^\x00-\x1f\x7f-\x9f]*$", 1..=100;
    Reason, "Why the maker does it, in words that the customer reads.",
        r"^[^\x00-\x1f\x7f-\x9f]*[^\s\x00-\x1f\x7f-\x9f][^\x00-\x1f\x7f-\x9f]*$", 3..=200;
    ReportId, "Chosen by the machine, unique to it.", r"^[^\x00-\x1f\x7f-\x9f]*[^\s\x00-\x1f\x7f-\x9f][^\x00-\x1f\x7f-\x9f]*$", 1..=64;
    Serial, "A device's serial, unique.", r"^[A-Za-z0-9]+$", 1..=50;
    SlotName, "Amazon's name of a slot.", r"^[^\x00-\x1f\x7f-\x9f]*[^\s\x00-\x1f\x7f-\x9f][^\x00-\x1f\x7f-\x9f]*$", 1..=64;
    TokenHash, "SHA-256 of a token, hexadecimal or base64.",
        r"^([0-9A-Fa-f]{64}|[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=)$", 44..=64;
}
