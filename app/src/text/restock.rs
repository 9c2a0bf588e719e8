//! What somebody says about a supply: in which unit, and what the browser says of it while it is typed,
//! ready-made with marks where numbers go.

use domain::Unit;
use domain::spec::SlotSpec;
use domain::view::{Lasting, SupplyView};

use super::amount::lasting;
use crate::i18n::amount::{about_days, about_weeks};
use crate::i18n::restock as text;
use crate::preferences::Preferences;
use crate::preferences::units::Units;

/// Where an amount, and then a number, goes.
const FIRST: &str = "#";
/// Where the second goes.
const SECOND: &str = "@";

/// The unit somebody is asked in: the machine's, or of those they chose the one that a full machine is shown in.
pub fn unit(supply: &SupplyView) -> Unit {
    let SlotSpec { capacity, unit, .. } = supply.spec;
    match Preferences::now().units {
        Units::Machine => unit,
        chosen => chosen.shown(capacity, unit),
    }
}

/// The templates, one after another: a conversion, what comes of it without and with how long that
/// lasts, and how long: less than a day, a day, days, weeks, more than a year.
pub fn preview() -> String {
    let many = i64::MAX;
    [
        text::conversion(FIRST, SECOND),
        text::then(FIRST),
        text::then_lasting(FIRST, SECOND),
        lasting(Lasting::LessThanADay),
        about_days(FIRST, 1),
        about_days(FIRST, many),
        about_weeks(FIRST, many),
        lasting(Lasting::MoreThanAYear),
    ]
    .join("|")
}

#[cfg(test)]
mod tests {
    use domain::Quantity;
    use domain::time::DAY;
    use domain::view::Outlook;

    use super::*;
    use crate::fixtures::speaking;
    use crate::i18n::marks;
    use crate::islands::restock::said;
    use crate::preferences::locale::Locale;

    #[test]
    fn each_language_has_all_templates_with_their_marks() {
        for locale in Locale::OFFERED.into_iter().chain([Locale::Pseudo]) {
            let templates = speaking(locale, preview);
            let marks = |mark| templates.matches(mark).count();
            assert_eq!(
                (marks("|"), marks(FIRST), marks(SECOND)),
                (7, 6, 2),
                "{templates}"
            );
        }
    }

    fn outlook(lasts: Option<Lasting>) -> Outlook {
        Outlook {
            typed: Quantity(3_046_074),
            typed_in: Unit::FluidOunce,
            after: Quantity(4_546_074),
            lasts,
        }
    }

    fn told(locale: Locale, outlook: Outlook, shown: Unit) -> String {
        let (words, marks) = speaking(locale, || (preview(), marks()));
        said(&outlook, shown, &words, marks.decimal)
    }

    #[test]
    fn what_comes_of_it_is_said_in_the_language_of_the_page() {
        for (locale, expected) in [
            (
                Locale::EnUs,
                "103 fl oz = 3.05 l. You will then have 4.55 l at home, about 19 days.",
            ),
            (
                Locale::De,
                "103 fl oz = 3,05 l. Dann 4,55 l zu Hause, das reicht etwa 19 Tage.",
            ),
        ] {
            let outlook = outlook(Some(Lasting::of(19 * DAY)));
            assert_eq!(told(locale, outlook, Unit::Litre), expected);
        }
    }

    #[test]
    fn how_long_it_lasts_is_as_coarse_as_it_is_known() {
        for (lasts, expected) in [
            (None, "You will then have 154 fl oz at home."),
            (
                Some(Lasting::LessThanADay),
                "You will then have 154 fl oz at home, less than a day.",
            ),
            (
                Some(Lasting::Days(1)),
                "You will then have 154 fl oz at home, about 1 day.",
            ),
            (
                Some(Lasting::Weeks(12)),
                "You will then have 154 fl oz at home, about 12 weeks.",
            ),
            (
                Some(Lasting::MoreThanAYear),
                "You will then have 154 fl oz at home, more than a year.",
            ),
        ] {
            assert_eq!(
                told(Locale::EnUs, outlook(lasts), Unit::FluidOunce),
                expected
            );
        }
    }
}
