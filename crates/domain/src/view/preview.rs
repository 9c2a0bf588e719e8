//! What a restock will come to, said before it is sent: a conversion, what is at home then, and how
//! long that lasts. The browser reckons it while one types, so no float is involved and nothing is heavy.

use crate::quantity::Quantity;
use crate::time::DAY;
use crate::typed::{Measure, Reader, Typed};
use crate::unit::{Dimension, Unit};
use crate::view::lasting::Lasting;

/// A supply as a restock finds it. Amounts are base units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Preview {
    /// Whether what is typed is added to what is there, or takes its place.
    pub adds: bool,
    /// How what is typed is read.
    pub reader: Reader,
    /// At home; none while it is unknown.
    pub at_home: Option<Quantity>,
    /// Used per day; none while it is unknown.
    pub pace: Option<Quantity>,
}

/// What comes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outlook {
    /// What was typed.
    pub typed: Quantity,
    /// The unit it was typed in.
    pub typed_in: Unit,
    /// At home then.
    pub after: Quantity,
    /// How long that lasts; none without a pace.
    pub lasts: Option<Lasting>,
}

impl Preview {
    /// What comes of a typed amount; none while it is no amount, one that has to be asked back, or one in a unit of
    /// another kind or by a name that only the server knows.
    pub fn outlook(&self, typed: &str, unit: &str) -> Option<Outlook> {
        let dimension = self.reader.unit.dimension();
        let unit = Unit::parse(unit, Some(dimension))?;
        let known = |word: &str| Unit::parse(word, Some(dimension)).map(Measure::Unit);
        let Typed::Meant(quantity, unit) = self.reader.read(typed, unit, known).ok()? else {
            return None;
        };
        if dimension == Dimension::Percent || (self.adds && !quantity.is_positive()) {
            return None;
        }
        let before = self.at_home.filter(|_| self.adds).unwrap_or(Quantity::ZERO);
        let after = before + quantity;
        let lasts = self
            .pace
            .filter(|pace| pace.is_positive())
            .map(|pace| i128::from(after.0) * i128::from(DAY) / i128::from(pace.0))
            .map(|millis| Lasting::of(i64::try_from(millis).unwrap_or(i64::MAX)));
        Some(Outlook {
            typed: quantity,
            typed_in: unit,
            after,
            lasts,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typed::Marks;
    use crate::view::amount::about;

    fn preview(adds: bool) -> Preview {
        Preview {
            adds,
            reader: Reader {
                unit: Unit::Litre,
                capacity: Quantity(5_000_000),
                pack: None,
                marks: Marks::parse(",.0123456789").unwrap(),
            },
            at_home: Some(Quantity(1_500_000)),
            pace: Some(Quantity(240_000)),
        }
    }

    #[test]
    fn an_amount_is_converted_added_and_lasts() {
        let outlook = preview(true).outlook("103", "fl oz").unwrap();
        assert_eq!(about(outlook.typed, Unit::Litre), "3.05 l");
        assert_eq!(about(outlook.after, Unit::Litre), "4.55 l");
        assert_eq!(outlook.lasts, Some(Lasting::Days(19)));
    }

    #[test]
    fn an_exact_level_takes_the_place_of_what_was_there() {
        let outlook = preview(false).outlook("0,5", "l").unwrap();
        assert_eq!(outlook.after, Quantity(500_000));
        assert_eq!(outlook.lasts, Some(Lasting::Days(2)));
        let same = preview(false).outlook("500 ml", "l").unwrap();
        assert_eq!(
            (same.after, same.typed_in),
            (outlook.after, Unit::Millilitre)
        );
        let none = preview(false).outlook("0", "l").unwrap();
        assert_eq!(none.lasts, Some(Lasting::LessThanADay));
    }

    #[test]
    fn without_a_pace_or_a_level_it_reckons_with_what_it_knows() {
        let young = Preview {
            pace: None,
            ..preview(true)
        };
        let outlook = young.outlook("1", "l").unwrap();
        assert_eq!((outlook.after, outlook.lasts), (Quantity(2_500_000), None));
        let unknown = Preview {
            at_home: None,
            ..young
        };
        assert_eq!(
            unknown.outlook("1", "l").unwrap().after,
            Quantity(1_000_000)
        );
    }

    #[test]
    fn what_is_no_amount_is_not_commented() {
        for (typed, unit) in [
            ("", "l"),
            ("-", "l"),
            ("x", "l"),
            ("0", "l"),
            ("1", "kg"),
            ("1", ""),
            ("1,500", "ml"),
            ("1000", "l"),
        ] {
            assert_eq!(preview(true).outlook(typed, unit), None, "{typed} {unit}");
        }
        let percent = Preview {
            reader: Reader {
                unit: Unit::Percent,
                ..preview(false).reader
            },
            ..preview(false)
        };
        assert_eq!(percent.outlook("50", "percent"), None);
    }
}
