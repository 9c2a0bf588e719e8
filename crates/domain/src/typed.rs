//! An amount as somebody types it, read as it is meant: by the marks of their own country, with or without a unit or a
//! pack behind the number. What may mean two things, or is far more than anybody keeps, is asked back instead of guessed.
//! What programs send is a plain decimal, [`Decimal::parse`].

use crate::quantity::{BadAmount, Decimal, Quantity};
use crate::unit::Unit;

/// More than so many containers and packs is asked back.
const MANY: i64 = 10;

/// How a country writes numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Marks {
    /// Between the whole and its decimals.
    pub decimal: char,
    /// Between thousands.
    pub grouping: char,
    /// From zero to nine.
    pub digits: [char; 10],
}

/// How the amounts of one supply are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reader {
    /// The supply's unit.
    pub unit: Unit,
    /// A full container.
    pub capacity: Quantity,
    /// The content of a pack, where it is known.
    pub pack: Option<Quantity>,
    /// Those of whoever types.
    pub marks: Marks,
}

/// What a number is followed by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// A unit.
    Unit(Unit),
    /// As many packs as Amazon would have to send.
    Pack,
}

/// What somebody typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Typed {
    /// It means this, said in that unit.
    Meant(Quantity, Unit),
    /// It may mean any of these, said in that unit: to be asked back, the likeliest first.
    Unclear(Vec<Quantity>, Unit),
}

/// Why nothing can be made of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    /// It is no amount.
    Amount(BadAmount),
    /// What follows the number is no unit of this supply.
    Unit,
    /// Nobody knows what a pack holds.
    Pack,
}

/// A way in which a text is a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Reading {
    number: Decimal,
    /// By the marks of whoever typed it.
    is_own: bool,
    /// With marks between thousands and none before decimals.
    is_grouped: bool,
}

impl Marks {
    /// All of them, as [`Marks::parse`] reads them.
    pub fn text(&self) -> String {
        let marks = [self.decimal, self.grouping];
        marks.into_iter().chain(self.digits).collect()
    }

    /// Those of a text.
    pub fn parse(text: &str) -> Option<Self> {
        let mut letters = text.chars();
        let (decimal, grouping) = (letters.next()?, letters.next()?);
        let digits: Vec<char> = letters.collect();
        Some(Self {
            decimal,
            grouping,
            digits: digits.try_into().ok()?,
        })
    }

    /// A letter as it is on an English keyboard: digits of any width, one kind of blank, of apostrophe and of minus.
    fn plain(&self, letter: char) -> char {
        if let Some(digit) = self.digits.iter().position(|digit| *digit == letter) {
            return char::from(b'0' + u8::try_from(digit).unwrap_or_default());
        }
        match letter {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(letter) - 0xfee0).unwrap_or(letter),
            '\u{2019}' => '\'',
            '\u{2212}' => '-',
            blank if blank.is_whitespace() => ' ',
            other => other,
        }
    }

    fn is_decimal(&self, mark: char) -> bool {
        mark == self.plain(self.decimal)
    }

    fn is_grouping(&self, mark: char) -> bool {
        mark == self.plain(self.grouping)
    }

    /// Whether it may stand within a number, in whichever country.
    fn is_mark(&self, letter: char) -> bool {
        matches!(letter, '.' | ',' | ' ' | '\'')
            || self.is_decimal(letter)
            || self.is_grouping(letter)
    }

    /// All ways in which a plain text is a number, whoever typed it; their own first.
    fn readings(&self, text: &str) -> Vec<Reading> {
        let groups: Vec<&str> = text.split(|letter| self.is_mark(letter)).collect();
        let marks: Vec<char> = text
            .chars()
            .filter(|letter| self.is_mark(*letter))
            .collect();
        let reading = |text: &str, is_own, is_grouped| {
            let number = Decimal::parse(text).ok()?;
            Some(Reading {
                number,
                is_own,
                is_grouped,
            })
        };
        let Some((last, before)) = marks.split_last() else {
            return reading(text, true, false).into_iter().collect();
        };
        let (part, whole) = groups.split_last().unwrap_or((&"", &[]));
        let with_decimals = || {
            let is_apart = before.first() != Some(last) && !matches!(last, ' ' | '\'');
            let whole = grouped(whole, before).filter(|_| is_apart)?;
            reading(&format!("{whole}.{part}"), self.is_decimal(*last), false)
        };
        let with_thousands = || {
            let is_own = self.is_grouping(*last) || matches!(last, ' ' | '\'');
            reading(&grouped(&groups, &marks)?, is_own, true)
        };
        let mut readings: Vec<Reading> = [with_decimals(), with_thousands()]
            .into_iter()
            .flatten()
            .collect();
        readings.sort_by_key(|reading| !reading.is_own);
        readings
    }
}

/// The digits of a number that is written in thousands, or without any mark.
fn grouped(groups: &[&str], marks: &[char]) -> Option<String> {
    let (first, others) = groups.split_first()?;
    let is_one_mark = marks.iter().all(|mark| Some(mark) == marks.first());
    let begins = others.is_empty() || ((1..=3).contains(&first.len()) && !first.starts_with('0'));
    let is_grouped = begins && is_one_mark && others.iter().all(|group| group.len() == 3);
    is_grouped.then(|| groups.concat())
}

impl Reader {
    /// What somebody means who typed this beside a unit that they chose. `measure` knows what units and packs are
    /// called.
    pub fn read(
        &self,
        typed: &str,
        chosen: Unit,
        measure: impl Fn(&str) -> Option<Measure>,
    ) -> Result<Typed, Unread> {
        let plain: String = typed.chars().map(|it| self.marks.plain(it)).collect();
        let text = plain.trim();
        if text.is_empty() {
            return Err(Unread::Amount(BadAmount::Missing));
        }
        let (is_negative, text) = match text.strip_prefix('-') {
            Some(rest) => (true, rest.trim_start()),
            None => (false, text),
        };
        let end = text.find(|it: char| !it.is_ascii_digit() && !self.marks.is_mark(it));
        let (number, word) = text.split_at(end.unwrap_or(text.len()));
        let readings = self.marks.readings(number.trim_end());
        if readings.is_empty() {
            return Err(Unread::Amount(BadAmount::NotANumber));
        }
        let measure = match word.trim_end() {
            "" => Measure::Unit(chosen),
            word => measure(word).ok_or(Unread::Unit)?,
        };
        if is_negative {
            return Err(Unread::Amount(BadAmount::Negative));
        }
        let unit = match measure {
            Measure::Unit(unit) if unit.dimension() == self.unit.dimension() => unit,
            Measure::Unit(_) => return Err(Unread::Unit),
            Measure::Pack => self.unit,
        };
        let mut found = Vec::new();
        let mut fault = None;
        for reading in readings {
            match self.amount(reading.number, measure) {
                Ok(amount) => found.push((reading, amount)),
                Err(why) => fault = fault.or(Some(why)),
            }
        }
        match (self.meant(&found), fault) {
            (Some(amount), _) => Ok(Typed::Meant(amount, unit)),
            (None, Some(fault)) if found.is_empty() => Err(fault),
            _ => {
                let amounts = found.into_iter().map(|(_, amount)| amount).collect();
                Ok(Typed::Unclear(amounts, unit))
            }
        }
    }

    fn amount(&self, number: Decimal, measure: Measure) -> Result<Quantity, Unread> {
        let amount = match measure {
            Measure::Unit(unit) => number.written_in(unit),
            Measure::Pack => number.times(self.pack.ok_or(Unread::Pack)?),
        };
        match amount {
            Ok(amount) if self.unit == Unit::Count && amount.0 % 1_000 != 0 => {
                Err(Unread::Amount(BadAmount::NotWhole))
            }
            amount => amount.map_err(Unread::Amount),
        }
    }

    /// The one amount that is meant, where it need not be asked for: the only one that anybody would keep, unless it is
    /// written as others do and there is one's own; or the one in one's own thousands, as nobody writes decimals.
    fn meant(&self, found: &[(Reading, Quantity)]) -> Option<Quantity> {
        let most = MANY * (self.capacity + self.pack.unwrap_or(Quantity::ZERO)).0;
        let is_own_first = found.first().is_some_and(|(reading, _)| reading.is_own);
        let likely: Vec<_> = found
            .iter()
            .filter(|(_, amount)| amount.0 <= most)
            .collect();
        match likely[..] {
            [(reading, amount)] if reading.is_own || !is_own_first => Some(*amount),
            [(reading, amount), _] if reading.is_own && reading.is_grouped => Some(*amount),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const DIGITS: [char; 10] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];

    fn marks(decimal: char, grouping: char) -> Marks {
        Marks {
            decimal,
            grouping,
            digits: DIGITS,
        }
    }

    fn english() -> Marks {
        marks('.', ',')
    }

    fn german() -> Marks {
        marks(',', '.')
    }

    fn french() -> Marks {
        marks(',', '\u{202f}')
    }

    /// Coffee in a container of a kilogram.
    fn coffee(marks: Marks) -> Reader {
        Reader {
            unit: Unit::Gram,
            capacity: Quantity(1_000_000),
            pack: Some(Quantity(500_000)),
            marks,
        }
    }

    /// Pods in a container of forty.
    fn pods(marks: Marks) -> Reader {
        Reader {
            unit: Unit::Count,
            capacity: Quantity(40_000),
            pack: Some(Quantity(36_000)),
            marks,
        }
    }

    fn measure(word: &str) -> Option<Measure> {
        match word {
            "packs" | "Packungen" => Some(Measure::Pack),
            word => Unit::parse(word, None).map(Measure::Unit),
        }
    }

    fn read(reader: Reader, typed: &str) -> Result<Typed, Unread> {
        reader.read(typed, reader.unit, measure)
    }

    fn meant(reader: Reader, typed: &str) -> i64 {
        match read(reader, typed) {
            Ok(Typed::Meant(amount, _)) => amount.0,
            other => panic!("{typed}: {other:?}"),
        }
    }

    fn unclear(reader: Reader, typed: &str) -> Vec<i64> {
        match read(reader, typed) {
            Ok(Typed::Unclear(amounts, _)) => amounts.into_iter().map(|it| it.0).collect(),
            other => panic!("{typed}: {other:?}"),
        }
    }

    #[test]
    fn thousands_are_read_by_ones_own_marks() {
        for (marks, typed) in [
            (english(), "1,500"),
            (german(), "1.500"),
            (french(), "1\u{202f}500"),
            (french(), "1\u{a0}500"),
            (french(), "1 500"),
            (german(), "1’500"),
            (english(), "1,500.0"),
            (english(), "1500"),
            (english(), "１，５００"),
        ] {
            assert_eq!(meant(coffee(marks), typed), 1_500_000, "{typed}");
        }
    }

    #[test]
    fn decimals_are_read_by_whichever_mark_can_only_be_theirs() {
        for marks in [english(), german(), french()] {
            for (typed, amount) in [
                ("1.5", 1_500),
                ("1,5", 1_500),
                (".5", 500),
                ("0,500", 500),
                ("12.", 12_000),
                ("1,234.5", 1_234_500),
                ("1.234,5", 1_234_500),
                ("1 234,5", 1_234_500),
                ("2.25", 2_250),
            ] {
                assert_eq!(meant(coffee(marks), typed), amount, "{typed}");
            }
        }
    }

    #[test]
    fn what_may_mean_two_things_is_asked_back() {
        assert_eq!(unclear(coffee(english()), "1.500"), [1_500, 1_500_000]);
        assert_eq!(unclear(coffee(german()), "1,500"), [1_500, 1_500_000]);
        assert_eq!(unclear(coffee(french()), "1.500"), [1_500, 1_500_000]);
        assert_eq!(
            unclear(coffee(english()), "16,000"),
            [16_000_000, 16_000],
            "their own reading is more than ten containers and packs"
        );
        let water = Reader {
            unit: Unit::Litre,
            capacity: Quantity(2_000_000),
            pack: None,
            marks: french(),
        };
        assert_eq!(meant(water, "1.234"), 1_234_000, "nobody keeps 1234 l");
    }

    #[test]
    fn far_more_than_anybody_keeps_is_asked_back() {
        assert_eq!(meant(pods(english()), "760"), 760_000);
        assert_eq!(unclear(pods(english()), "761"), [761_000]);
        assert_eq!(unclear(pods(english()), "22 packs"), [792_000]);
        let no_pack = Reader {
            pack: None,
            ..pods(english())
        };
        assert_eq!(unclear(no_pack, "401"), [401_000]);
        assert_eq!(
            read(pods(english()), "999999999"),
            Err(Unread::Amount(BadAmount::TooLarge))
        );
    }

    #[test]
    fn a_unit_or_a_pack_may_stand_behind_the_number() {
        for (typed, amount) in [
            ("12 pods", 12_000),
            ("12pods", 12_000),
            ("１２", 12_000),
            ("2 packs", 72_000),
            ("2 Packungen", 72_000),
            ("1.5 packs", 54_000),
        ] {
            assert_eq!(meant(pods(english()), typed), amount, "{typed}");
        }
        assert_eq!(meant(coffee(english()), "2 lb"), 907_185);
        assert_eq!(meant(coffee(german()), "1,5 kg"), 1_500_000);
        let ounces = read(coffee(english()), "8 oz");
        assert_eq!(ounces, Ok(Typed::Meant(Quantity(226_796), Unit::Ounce)));
        let chosen = coffee(english()).read("2", Unit::Pound, measure);
        assert_eq!(chosen, Ok(Typed::Meant(Quantity(907_185), Unit::Pound)));
    }

    #[test]
    fn what_cannot_be_read_says_why() {
        let no_pack = Reader {
            pack: None,
            ..pods(english())
        };
        for (reader, typed, fault) in [
            (pods(english()), "", Unread::Amount(BadAmount::Missing)),
            (
                pods(english()),
                " \u{a0}",
                Unread::Amount(BadAmount::Missing),
            ),
            (
                pods(english()),
                "many",
                Unread::Amount(BadAmount::NotANumber),
            ),
            (
                pods(english()),
                "1,2,3",
                Unread::Amount(BadAmount::NotANumber),
            ),
            (
                pods(english()),
                "1 2",
                Unread::Amount(BadAmount::NotANumber),
            ),
            (pods(english()), "-1", Unread::Amount(BadAmount::Negative)),
            (
                pods(english()),
                "\u{2212}1",
                Unread::Amount(BadAmount::Negative),
            ),
            (pods(english()), "1.5", Unread::Amount(BadAmount::NotWhole)),
            (
                pods(english()),
                "1.1 packs",
                Unread::Amount(BadAmount::NotWhole),
            ),
            (pods(english()), "12 boxes", Unread::Unit),
            (pods(english()), "12 l", Unread::Unit),
            (no_pack, "2 packs", Unread::Pack),
        ] {
            assert_eq!(read(reader, typed), Err(fault), "{typed}");
        }
    }

    #[test]
    fn marks_survive_their_text() {
        let arabic = Marks {
            decimal: '٫',
            grouping: '٬',
            digits: ['٠', '١', '٢', '٣', '٤', '٥', '٦', '٧', '٨', '٩'],
        };
        for marks in [english(), french(), arabic] {
            assert_eq!(Marks::parse(&marks.text()), Some(marks));
        }
        assert_eq!(Marks::parse(".,012"), None);
        assert_eq!(meant(coffee(arabic), "١٬٥٠٠٫٥"), 1_500_500);
    }

    proptest! {
        #[test]
        fn whatever_is_typed_is_answered(typed in ".{0,40}") {
            for marks in [english(), german(), french()] {
                let _ = read(coffee(marks), &typed);
            }
        }
    }
}
