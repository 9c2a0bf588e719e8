//! Colours, and how well one is read on another, by WCAG 2.2, "contrast ratio" and "relative luminance".

use std::fmt;

/// An opaque colour of sRGB: red, green, blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour(pub [u8; 3]);

impl Colour {
    /// Reads `#rrggbb`.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#')?;
        if digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let [_, red, green, blue] = u32::from_str_radix(digits, 16).ok()?.to_be_bytes();
        Some(Self([red, green, blue]))
    }

    /// From 1.0, the same, to 21.0, black and white.
    pub fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    /// This colour under so many hundredths of another one.
    pub(super) fn with(self, other: Self, hundredths: u8) -> Self {
        let part = |n: usize| {
            let (under, over) = (u16::from(self.0[n]), u16::from(other.0[n]));
            let share = u16::from(hundredths.min(100));
            let mixed = (under * (100 - share) + over * share + 50) / 100;
            u8::try_from(mixed).unwrap_or(u8::MAX)
        };
        Self([part(0), part(1), part(2)])
    }

    /// From 0.0, black, to 1.0, white.
    fn luminance(self) -> f64 {
        let [red, green, blue] = self.0.map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 {
                part / 12.92
            } else {
                ((part + 0.055) / 1.055).powf(2.4)
            }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colour(text: &str) -> Colour {
        Colour::parse(text).unwrap()
    }

    #[test]
    fn a_colour_is_six_digits() {
        assert_eq!(colour("#0b5CAD"), Colour([0x0b, 0x5c, 0xad]));
        assert_eq!(colour("#0b5CAD").to_string(), "#0b5cad");
        for text in [
            "",
            "#",
            "0b5cad",
            "#0b5",
            "#0b5cadff",
            "#0b5cag",
            "#+b5cad",
            "#0b5cä",
            "red",
        ] {
            assert_eq!(Colour::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_mixture_is_between_its_colours() {
        let (white, blue) = (colour("#ffffff"), colour("#0b5cad"));
        for (share, expected) in [(0, "#ffffff"), (50, "#85aed6"), (100, "#0b5cad")] {
            assert_eq!(white.with(blue, share).to_string(), expected);
        }
    }

    #[test]
    fn contrasts_are_those_of_the_formula() {
        for (one, two, expected) in [
            ("#000000", "#ffffff", 21.0),
            ("#0b5cad", "#0b5cad", 1.0),
            ("#777777", "#ffffff", 4.48),
            ("#767676", "#ffffff", 4.54),
            ("#0b5cad", "#ffffff", 6.67),
            ("#0b5cad", "#f6f7f9", 6.22),
            ("#2a6fb8", "#1b2027", 3.17),
        ] {
            let (one, two) = (colour(one), colour(two));
            assert!(
                (one.contrast(two) - expected).abs() < 0.006,
                "{one} {two}: {}",
                one.contrast(two)
            );
            assert_eq!(one.contrast(two).to_bits(), two.contrast(one).to_bits());
        }
    }
}
