//! Exact amounts. A [`Quantity`] is a whole number of base units of some dimension (µl, mg,
//! milli-count, milli-percent); a [`Decimal`] is what was written on the wire, digit for digit.
//! Conversion is by exact fractions with one rounding, half away from zero; no float is involved.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub, SubAssign};

use serde::{Deserialize, Serialize};

use crate::unit::Unit;

/// The largest amount accepted from outside, in base units: a billion pieces or a million litres.
/// Leaves a factor of nine million to the end of `i64`, so that sums cannot overflow.
const LARGEST: i128 = 1_000_000_000_000;

/// The most that anybody means who writes an amount, in whatever unit.
const WRITTEN: i128 = 1_000_000;

/// A signed amount in base units.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Quantity(pub i64);

/// Why a text or an amount was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadAmount {
    /// Nothing at all.
    #[error("the amount is missing")]
    Missing,
    /// A comma, which separates decimals in one country and thousands in another.
    #[error(
        "the amount must have a point before decimals and nothing between thousands, such as \"1500\" or \"1.5\"; it has a comma"
    )]
    Comma,
    /// Not a plain decimal number.
    #[error("the amount must be a decimal number such as \"2\" or \"3.5\"")]
    NotANumber,
    /// Below zero, where that has no meaning.
    #[error("the amount must not be below zero")]
    Negative,
    /// A part of a piece, where only whole ones are meant.
    #[error("the amount must be a whole number of pieces")]
    NotWhole,
    /// Zero, where something must have happened.
    #[error("the amount must be more than 0")]
    Zero,
    /// More than a billion pieces.
    #[error("the amount is too large")]
    TooLarge,
    /// Finer than the unit can be told apart.
    #[error("the amount has more decimals than {0} can hold (at most {1})")]
    TooPrecise(&'static str, u32),
}

impl Quantity {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// The smaller of the two.
    pub fn min(self, other: Self) -> Self {
        Self(self.0.min(other.0))
    }

    /// The larger of the two.
    pub fn max(self, other: Self) -> Self {
        Self(self.0.max(other.0))
    }

    /// Whether it differs from another by at most a tenth of a whole.
    pub fn is_near(self, other: Self, whole: Self) -> bool {
        (self - other).0.saturating_abs().saturating_mul(10) <= whole.0
    }

    /// How large it is, whichever way.
    pub fn abs(self) -> Self {
        Self(self.0.saturating_abs())
    }

    /// Whether it is more than nothing.
    pub fn is_positive(self) -> bool {
        self.0 > 0
    }

    /// The shortest decimal text that, read in `unit`, is this quantity again: no exponent, no
    /// trailing zeros.
    pub fn text(self, unit: Unit) -> String {
        let (numerator, denominator) = unit.ratio();
        let value = i128::from(self.0);
        for decimals in 0..unit.decimals() {
            let scaled = round(value * denominator * 10_i128.pow(decimals), numerator);
            let decimal = Decimal {
                digits: scaled,
                decimals,
            };
            if decimal.base(unit) == value {
                return decimal.to_string();
            }
        }
        self.rounded_text(unit, unit.decimals())
    }

    /// Its value in `unit`, rounded to so many decimals: no exponent, no trailing zeros.
    pub fn rounded_text(self, unit: Unit, decimals: u32) -> String {
        let (numerator, denominator) = unit.ratio();
        let value = i128::from(self.0);
        Decimal {
            digits: round(value * denominator * 10_i128.pow(decimals), numerator),
            decimals,
        }
        .to_string()
    }
}

impl Add for Quantity {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Quantity {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Neg for Quantity {
    type Output = Self;
    fn neg(self) -> Self {
        Self(self.0.saturating_neg())
    }
}

impl AddAssign for Quantity {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl SubAssign for Quantity {
    fn sub_assign(&mut self, other: Self) {
        *self = *self - other;
    }
}

impl Sum for Quantity {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::ZERO, Add::add)
    }
}

/// A decimal number as written: `digits` ÷ 10^`decimals`, trailing zeros removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decimal {
    digits: i128,
    decimals: u32,
}

impl Decimal {
    /// Parses an optional sign, digits, and at most one point with digits on a side of it. At most 30
    /// characters; no exponent. What people type is read by [`crate::typed`].
    pub fn parse(text: &str) -> Result<Self, BadAmount> {
        let text = text.trim();
        let (negative, body) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let mut digits: i128 = 0;
        let mut decimals: Option<u32> = None;
        let mut any = false;
        if text.is_empty() {
            return Err(BadAmount::Missing);
        }
        if body.len() > 30 {
            return Err(BadAmount::NotANumber);
        }
        for byte in body.bytes() {
            match byte {
                b'0'..=b'9' => {
                    digits = digits * 10 + i128::from(byte - b'0');
                    decimals = decimals.map(|n| n + 1);
                    any = true;
                }
                b'.' if decimals.is_none() => decimals = Some(0),
                b',' => return Err(BadAmount::Comma),
                _ => return Err(BadAmount::NotANumber),
            }
        }
        if !any {
            return Err(BadAmount::NotANumber);
        }
        let mut decimals = decimals.unwrap_or(0);
        while decimals > 0 && digits % 10 == 0 {
            digits /= 10;
            decimals -= 1;
        }
        Ok(Self {
            digits: if negative { -digits } else { digits },
            decimals,
        })
    }

    /// Whether it has more decimals than `unit` can tell apart.
    pub fn is_finer_than(self, unit: Unit) -> bool {
        self.decimals > unit.decimals()
    }

    /// The amount in base units of `unit`, for what a person says: not negative, not absurdly large, and not finer than
    /// the unit can be told apart.
    pub fn in_unit(self, unit: Unit) -> Result<Quantity, BadAmount> {
        if self.is_finer_than(unit) {
            return Err(BadAmount::TooPrecise(unit.name(), unit.decimals()));
        }
        self.rounded_in(unit)
    }

    /// As [`Decimal::in_unit`], for what a person or the maker writes: at most a million, whatever the unit.
    pub fn written_in(self, unit: Unit) -> Result<Quantity, BadAmount> {
        if self.digits > WRITTEN * 10_i128.pow(self.decimals) {
            return Err(BadAmount::TooLarge);
        }
        self.in_unit(unit)
    }

    /// As [`Decimal::in_unit`], but rounding whatever is finer: for what Amazon and machines say, which must not be
    /// refused.
    pub fn rounded_in(self, unit: Unit) -> Result<Quantity, BadAmount> {
        if self.digits < 0 {
            return Err(BadAmount::Negative);
        }
        if self.digits / 10_i128.pow(self.decimals) > LARGEST {
            return Err(BadAmount::TooLarge);
        }
        let base = self.base(unit);
        if base > LARGEST {
            return Err(BadAmount::TooLarge);
        }
        i64::try_from(base)
            .map(Quantity)
            .map_err(|_| BadAmount::TooLarge)
    }

    /// So many times an amount, such as packs of one.
    pub fn times(self, one: Quantity) -> Result<Quantity, BadAmount> {
        if self.digits < 0 {
            return Err(BadAmount::Negative);
        }
        let product = self.digits.checked_mul(i128::from(one.0));
        let amount = round(
            product.ok_or(BadAmount::TooLarge)?,
            10_i128.pow(self.decimals),
        );
        match i64::try_from(amount) {
            Ok(amount) if i128::from(amount) <= LARGEST => Ok(Quantity(amount)),
            _ => Err(BadAmount::TooLarge),
        }
    }

    fn base(self, unit: Unit) -> i128 {
        let (numerator, denominator) = unit.ratio();
        match self.digits.checked_mul(numerator) {
            Some(product) => round(product, denominator * 10_i128.pow(self.decimals)),
            // Thirty digits of which most are decimals: what is cut is far below a base unit.
            None => round(
                (self.digits / 1_000_000) * numerator,
                denominator * 10_i128.pow(self.decimals.saturating_sub(6)),
            ),
        }
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.digits < 0 { "-" } else { "" };
        let scale = 10_u128.pow(self.decimals);
        let (whole, part) = (
            self.digits.unsigned_abs() / scale,
            self.digits.unsigned_abs() % scale,
        );
        if part == 0 {
            return write!(f, "{sign}{whole}");
        }
        let part = format!("{part:0width$}", width = self.decimals as usize);
        write!(f, "{sign}{whole}.{}", part.trim_end_matches('0'))
    }
}

/// Division, half away from zero; `denominator` is positive.
pub(crate) fn round(numerator: i128, denominator: i128) -> i128 {
    let half = denominator / 2;
    let odd = denominator % 2;
    let (quotient, rest) = (numerator / denominator, numerator % denominator);
    if rest.abs() >= half + odd {
        quotient + rest.signum()
    } else {
        quotient
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn base(text: &str, unit: Unit) -> i64 {
        Decimal::parse(text).unwrap().rounded_in(unit).unwrap().0
    }

    #[test]
    fn conversions_are_exact_to_the_base_unit() {
        assert_eq!(base("3.5", Unit::Litre), 3_500_000);
        assert_eq!(base("103", Unit::FluidOunce), 3_046_074); // 3046.0735449375 ml
        assert_eq!(base("1", Unit::Pound), 453_592); // 453592.37 mg
        assert_eq!(base("16", Unit::Ounce), base("1", Unit::Pound));
        assert_eq!(base("30.0", Unit::Count), 30_000);
        assert_eq!(base("37", Unit::Percent), 37_000);
        assert_eq!(base("0.0000005", Unit::Litre), 1); // half away from zero
    }

    #[test]
    fn a_quantity_shows_the_shortest_text_that_reads_back() {
        assert_eq!(Quantity(17_500).text(Unit::Count), "17.5");
        assert_eq!(Quantity(100_000).text(Unit::Count), "100");
        assert_eq!(Quantity(0).text(Unit::Litre), "0");
        assert_eq!(Quantity(-2_000).text(Unit::Count), "-2");
        assert_eq!(
            Quantity(base("50", Unit::FluidOunce)).text(Unit::FluidOunce),
            "50"
        );
        assert_eq!(Quantity(base("24", Unit::Pound)).text(Unit::Pound), "24");
    }

    #[test]
    fn what_is_not_an_amount_says_why() {
        assert_eq!(Decimal::parse(" "), Err(BadAmount::Missing));
        assert_eq!(Decimal::parse("1,500"), Err(BadAmount::Comma));
        for text in [
            "-",
            ".",
            "1e3",
            "2 pods",
            "1.2.3",
            "NaN",
            "٣",
            &"9".repeat(31),
        ] {
            assert_eq!(Decimal::parse(text), Err(BadAmount::NotANumber), "{text}");
        }
        let amount = |text: &str| Decimal::parse(text).unwrap().in_unit(Unit::Count);
        assert_eq!(amount("-1"), Err(BadAmount::Negative));
        assert_eq!(amount("0.0001"), Err(BadAmount::TooPrecise("count", 3)));
        assert_eq!(amount("1.5000000"), Ok(Quantity(1_500)));
        let written = |text: &str| Decimal::parse(text).unwrap().written_in(Unit::Millilitre);
        assert_eq!(amount("1000000"), Ok(Quantity(1_000_000_000)));
        assert_eq!(written("1000000"), Ok(Quantity(1_000_000_000)));
        assert_eq!(written("1000000.001"), Err(BadAmount::TooLarge));
        assert_eq!(
            amount("1000000000000000000000000000"),
            Err(BadAmount::TooLarge)
        );
        assert_eq!(
            Decimal::parse("0.9999999999999999999999999999")
                .unwrap()
                .rounded_in(Unit::Litre),
            Ok(Quantity(1_000_000))
        );
    }

    proptest! {
        #[test]
        fn text_and_quantity_round_trip(value in -1_000_000_000_000_i64..1_000_000_000_000, unit in 0_usize..9) {
            let unit = Unit::ALL[unit];
            let text = Quantity(value.abs()).text(unit);
            prop_assert_eq!(Decimal::parse(&text).unwrap().in_unit(unit), Ok(Quantity(value.abs())));
        }

        /// Converted apart and added, or added and converted: never apart by more than the roundings.
        #[test]
        fn a_sum_does_not_depend_on_when_it_is_converted(
            amounts in prop::collection::vec(0_i64..10_000_000, 1..20), unit in 0_usize..9,
        ) {
            let unit = Unit::ALL[unit];
            let of = |digits: i64| Decimal { digits: i128::from(digits), decimals: 3 };
            let apart: Quantity = amounts.iter().map(|digits| of(*digits).rounded_in(unit).unwrap()).sum();
            let together = of(amounts.iter().sum()).rounded_in(unit).unwrap();
            let error = (apart - together).0.abs();
            let most = i64::try_from(amounts.len()).unwrap();
            prop_assert!(2 * error <= most + 1, "{error} of {most}");
        }

        /// By way of another unit of the same kind it is the same amount.
        #[test]
        fn a_conversion_by_way_of_another_unit_is_the_same(
            base in 0_i64..1_000_000_000, from in 0_usize..9, by in 0_usize..9,
        ) {
            let (from, by) = (Unit::ALL[from], Unit::ALL[by]);
            if from.dimension() == by.dimension() {
                let amount = Quantity(base).text(from);
                let first = Decimal::parse(&amount).unwrap().in_unit(from).unwrap();
                let way = Decimal::parse(&first.text(by)).unwrap().in_unit(by).unwrap();
                prop_assert_eq!(way, Quantity(base));
            }
        }

        #[test]
        fn rounding_is_never_off_by_more_than_half(n in any::<i64>(), d in 1_i64..1_000_000) {
            let (n, d) = (i128::from(n), i128::from(d));
            let error = 2 * (round(n, d) * d - n).abs();
            prop_assert!(error <= d);
            prop_assert_eq!(round(-n, d), -round(n, d));
        }

        #[test]
        fn any_text_is_answered(text in ".{0,40}") {
            if let Ok(decimal) = Decimal::parse(&text) {
                for unit in Unit::ALL { let _ = decimal.rounded_in(unit); }
            }
        }
    }
}
