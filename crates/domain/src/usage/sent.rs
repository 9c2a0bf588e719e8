//! A report as it was sent: read once, with its fields as what they are written as and nothing of what they mean. Whatever
//! is sent in its place is a report that says nothing, so that one bad report never spoils the others of its request.

use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// The longest text of a number that is kept as it is.
const LONGEST_NUMBER: usize = 30;

/// A report before it is read against the slots of its device.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SentReport {
    /// Chosen by the device.
    pub id: Sent,
    /// Amazon's name of the slot.
    pub slot: Sent,
    /// An amount used.
    pub used: Sent,
    /// A reading.
    pub level: Sent,
    /// A lifetime total.
    pub total: Sent,
    /// In which unit.
    pub unit: Sent,
    /// When.
    pub at: Sent,
}

/// What a field was written as.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Sent {
    /// It was not there.
    #[default]
    Missing,
    /// `null`.
    Null,
    /// A text.
    Text(String),
    /// A number, as a decimal without an exponent.
    Number(String),
    /// Something else.
    Other,
}

impl Sent {
    /// The text, where it is one.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// A decimal, written as text or as a number.
    pub fn decimal(&self) -> Option<&str> {
        match self {
            Self::Text(text) | Self::Number(text) => Some(text),
            _ => None,
        }
    }

    /// Whether nothing was said.
    pub fn is_nothing(&self) -> bool {
        matches!(self, Self::Missing | Self::Null)
    }

    fn size(&self) -> usize {
        self.decimal().map_or(0, str::len)
    }
}

impl SentReport {
    /// About how much memory it takes.
    pub fn size(&self) -> usize {
        let Self {
            id,
            slot,
            used,
            level,
            total,
            unit,
            at,
        } = self;
        let fields = [id, slot, used, level, total, unit, at];
        size_of::<Self>() + fields.into_iter().map(Sent::size).sum::<usize>()
    }
}

/// A number with a fraction, as a decimal. It may be off by what a float cannot hold, far below the sixth decimal, which
/// is the last that counts in any unit.
pub(super) fn decimal(number: f64) -> String {
    format!("{number:.6}")
}

struct Field;

impl<'de> Visitor<'de> for Field {
    type Value = Sent;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a field of a report")
    }

    fn visit_bool<E>(self, _: bool) -> Result<Sent, E> {
        Ok(Sent::Other)
    }

    fn visit_i64<E>(self, number: i64) -> Result<Sent, E> {
        Ok(Sent::Number(number.to_string()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Sent, E> {
        Ok(Sent::Number(number.to_string()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Sent, E> {
        // The shortest text that is this float again, never with an exponent; what is tiny is as long as it is useless.
        let exact = number.to_string();
        let is_short = exact.len() <= LONGEST_NUMBER;
        Ok(Sent::Number(if is_short { exact } else { decimal(number) }))
    }

    fn visit_str<E>(self, text: &str) -> Result<Sent, E> {
        Ok(Sent::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Sent, E> {
        Ok(Sent::Text(text))
    }

    fn visit_unit<E>(self) -> Result<Sent, E> {
        Ok(Sent::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Sent, A::Error> {
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Sent::Other)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Sent, A::Error> {
        while members.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Sent::Other)
    }
}

impl<'de> Deserialize<'de> for Sent {
    fn deserialize<D: Deserializer<'de>>(reader: D) -> Result<Self, D::Error> {
        reader.deserialize_any(Field)
    }
}

struct Report;

impl<'de> Visitor<'de> for Report {
    type Value = SentReport;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a report")
    }

    fn visit_bool<E>(self, _: bool) -> Result<SentReport, E> {
        Ok(SentReport::default())
    }

    fn visit_i64<E>(self, _: i64) -> Result<SentReport, E> {
        Ok(SentReport::default())
    }

    fn visit_u64<E>(self, _: u64) -> Result<SentReport, E> {
        Ok(SentReport::default())
    }

    fn visit_f64<E>(self, _: f64) -> Result<SentReport, E> {
        Ok(SentReport::default())
    }

    fn visit_str<E>(self, _: &str) -> Result<SentReport, E> {
        Ok(SentReport::default())
    }

    fn visit_unit<E>(self) -> Result<SentReport, E> {
        Ok(SentReport::default())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<SentReport, A::Error> {
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(SentReport::default())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<SentReport, A::Error> {
        let mut report = SentReport::default();
        while let Some(name) = members.next_key::<String>()? {
            let field = match name.as_str() {
                "id" => &mut report.id,
                "slot" => &mut report.slot,
                "used" => &mut report.used,
                "level" => &mut report.level,
                "total" => &mut report.total,
                "unit" => &mut report.unit,
                "at" => &mut report.at,
                _ => {
                    members.next_value::<IgnoredAny>()?;
                    continue;
                }
            };
            *field = members.next_value()?;
        }
        Ok(report)
    }
}

impl<'de> Deserialize<'de> for SentReport {
    fn deserialize<D: Deserializer<'de>>(reader: D) -> Result<Self, D::Error> {
        reader.deserialize_any(Report)
    }
}
